"""Tokens say who may see a page; files follow the pages that carry them."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    ReferenceIndex,
)

from content.library import access
from content.library.models import AgreementFile, PageAttachment
from tests.content.library.test_editions import issue
from tests.factories.directory import OrganizationFactory
from tests.factories.library import (
    AgreementPageFactory,
    CaseStandardPageFactory,
    ConceptPageFactory,
    restrict,
)

pytestmark = pytest.mark.django_db


def token(name):
    return access.group_token(Group.objects.get_or_create(name=name)[0].pk)


def test_a_public_page_is_for_everybody(tree):
    page = ConceptPageFactory(parent=tree.sections["konzepte"])
    assert access.page_tokens(page) == {"public", "superuser"}


def test_a_page_inherits_the_groups_of_its_section(tree):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    names = ("Fachkraft", "Koordination", "Leitung", "Administration")
    assert access.page_tokens(page) == {"superuser", *(token(name) for name in names)}


def test_two_restrictions_leave_those_who_pass_both(tree):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    restrict(page, "Leitung", "Partner")
    assert access.page_tokens(page) == {"superuser", token("Leitung")}


def test_login_within_groups_stays_with_the_groups(tree):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert token("Fachkraft") in access.page_tokens(page)
    assert "login" not in access.page_tokens(page)


def test_a_password_leaves_the_superuser_alone(tree):
    page = ConceptPageFactory(parent=tree.sections["konzepte"])
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert access.page_tokens(page) == {"superuser"}


def test_a_password_still_opens_the_page_for_a_session(tree, browse):
    page = ConceptPageFactory(parent=tree.sections["konzepte"])
    row = PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    client = browse(None)
    assert page.summary not in client.get(page.get_url()).content.decode()
    address = f"/_util/authenticate_with_password/{row.pk}/{page.pk}/"
    client.post(address, {"password": "x", "return_url": page.get_url()})
    assert page.summary in client.get(page.get_url()).content.decode()


def test_an_agreement_is_for_those_who_see_all_and_for_its_partner(tree):
    page = AgreementPageFactory(
        parent=tree.sections["vereinbarungen"], partner=OrganizationFactory()
    )
    tokens = access.page_tokens(page)
    assert access.organization_token(page.partner_id) in tokens
    assert token("Koordination") in tokens
    assert token("Fachkraft") in tokens
    assert token("Partner") not in tokens


def test_tokens_and_rules_agree(tree, person):
    own, other = OrganizationFactory(), OrganizationFactory()
    pages = [
        ConceptPageFactory(parent=tree.sections["konzepte"]),
        CaseStandardPageFactory(parent=tree.sections["standards"]),
        AgreementPageFactory(parent=tree.sections["vereinbarungen"], partner=own),
        AgreementPageFactory(parent=tree.sections["vereinbarungen"], partner=other),
    ]
    people = [person(role) for role in ("Fachkraft", "Koordination", "Leitung", "Administration")]
    people += [person("Partner", organization=own), AnonymousUser()]
    people.append(person("Fachkraft", is_superuser=True))
    for user in people:
        listed = set(access.visible(type(pages[0]).objects.none(), user))
        assert listed == set()
        for page in pages:
            by_token = bool(access.page_tokens(page) & access.user_tokens(user))
            shown = access.visible(type(page).objects.filter(pk=page.pk), user).exists()
            assert by_token == access.may_view(page, user) == shown, (user, page)


def test_a_user_carries_groups_organization_and_rights(tree, person):
    partner = person("Partner")
    assert access.organization_token(partner.organization_id) in access.user_tokens(partner)
    assert "internal" not in access.user_tokens(partner)
    assert {"public", "login", "internal"} <= access.user_tokens(person("Fachkraft"))
    assert access.user_tokens(AnonymousUser()) == {"public"}


@pytest.mark.parametrize(
    ("role", "status"), [(None, 302), ("Partner", 403), ("Fachkraft", 200), ("Koordination", 200)]
)
def test_a_file_of_a_closed_page_is_served_to_its_readers_only(
    tree, browse, document, role, status
):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    PageAttachment.objects.create(page=page, document=document)
    page.save()
    assert browse(role).get(document.url).status_code == status


def test_a_file_is_served_where_one_of_its_pages_is_public(tree, browse, document):
    for page in (
        CaseStandardPageFactory(parent=tree.sections["standards"]),
        ConceptPageFactory(parent=tree.sections["konzepte"]),
    ):
        PageAttachment.objects.create(page=page, document=document)
        page.save()
    assert browse(None).get(document.url).status_code == 200


def test_a_file_within_the_text_follows_its_page(tree, browse, document):
    body = [{"type": "download", "value": {"document": document.pk, "label": ""}}]
    CaseStandardPageFactory(parent=tree.sections["standards"], body=body)
    assert browse(None).get(document.url).status_code == 302


def test_a_file_of_an_agreement_is_for_its_partner_only(tree, browse, person, document):
    own = OrganizationFactory()
    page = AgreementPageFactory(parent=tree.sections["vereinbarungen"], partner=own)
    AgreementFile.objects.create(agreement=page, document=document)
    page.save()
    assert browse(person("Partner", organization=own)).get(document.url).status_code == 200
    assert browse("Partner").get(document.url).status_code == 403


def test_a_file_on_no_live_page_is_for_its_editors_only(tree, browse, document):
    for role, status in ((None, 302), ("Fachkraft", 403), ("Koordination", 200)):
        assert browse(role).get(document.url).status_code == status
    page = ConceptPageFactory(parent=tree.sections["konzepte"], live=False)
    PageAttachment.objects.create(page=page, document=document)
    page.save()
    assert browse("Fachkraft").get(document.url).status_code == 403


def test_a_file_of_a_public_page_follows_its_collection_too(tree, browse, document):
    page = ConceptPageFactory(parent=tree.sections["konzepte"])
    PageAttachment.objects.create(page=page, document=document)
    page.save()
    closed = Collection.get_first_root_node().add_child(name="Intern")
    row = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    row.groups.set([Group.objects.get(name="Fachkraft")])
    document.collection = closed
    document.save()
    assert access.collection_tokens(closed) == {"superuser", token("Fachkraft")}
    for role, status in ((None, 302), ("Partner", 403), ("Fachkraft", 200)):
        assert browse(role).get(document.url).status_code == status


def test_a_file_that_an_older_edition_names_stays_open_to_its_readers(tree, browse, document):
    page = CaseStandardPageFactory(parent=tree.sections["standards"])
    page.attachments.add(PageAttachment(document=document))
    page.save_revision()
    issue(page)
    page.attachments.clear()
    page.save_revision()
    issue(page)
    assert not ReferenceIndex.get_references_to(document).filter(object_id=page.pk).exists()
    for role, status in ((None, 302), ("Partner", 403), ("Fachkraft", 200)):
        assert browse(role).get(document.url).status_code == status


def test_a_private_file_is_not_even_named_to_those_who_may_not_open_it(tree, browse, document):
    closed = Collection.get_first_root_node().add_child(name="Intern")
    row = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    row.groups.set([Group.objects.get(name="Fachkraft")])
    document.collection = closed.add_child(name="Darunter")
    document.save()
    body = [{"type": "download", "value": {"document": document.pk, "label": ""}}]
    page = ConceptPageFactory(parent=tree.sections["konzepte"], body=body)
    PageAttachment.objects.create(page=page, document=document)
    page.save()
    for role, times in ((None, 0), ("Partner", 0), ("Fachkraft", 2)):
        assert browse(role).get(page.get_url()).content.decode().count("Merkblatt</a>") == times
