"""A filled agreement is filed: with edition and checksum, open to its partner alone."""

import datetime as dt
import hashlib

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission

from content.library.models import AgreementPage
from content.library.publishing.issue_edition import issue_edition
from doctemplates import filing, read_values
from doctemplates.models import FiledDocument
from doctemplates.models.filed_document import FilingIsFinal
from tests.doctemplates.web import picturing
from tests.doctemplates.web.submitting import Form
from tests.factories.directory import OrganizationFactory
from tests.factories.doctemplates import make_document
from tests.factories.library import STAFF, AgreementPageFactory


@pytest.fixture
def private(tree):
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    collection = root.add_child(name="Vereinbarungen")
    rule = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    rule.groups.set(Group.objects.filter(name__in=[*STAFF, "Partner"]))
    return collection


@pytest.fixture
def template(agreement, coordinator):
    """A template for agreements with a first edition."""
    agreement.purpose = agreement.Purpose.AGREEMENT
    agreement.save_revision().publish()
    issue_edition(
        agreement,
        valid_from=dt.date(2026, 1, 1),
        change_note="Erste Fassung",
        approver="Lenkungsgruppe",
        user=coordinator,
        ask_acknowledgement=False,
    )
    return type(agreement).objects.get(pk=agreement.pk)


@pytest.fixture
def register(tree, coordinator):
    """A live agreement with one partner."""
    page = AgreementPageFactory(
        parent=tree.sections["vereinbarungen"],
        partner=OrganizationFactory(name="Caritas"),
        title="Caritas 2026",
    )
    page.save_revision().publish()
    return page


def filled_form(client, template):
    form = Form(client, template.url + "ausfuellen/")
    form.set("Name des Trägers", "Caritas")
    form.set("Angebot des Trägers", "Beratung für <alle>\nzweite Zeile")
    return form


def choose(client, template, **chosen):
    """Fill in, press the button, and send the second page off with `chosen`."""
    form = filled_form(client, template)
    answer = client.post(form.url, {**form.data, "action": "file"})
    soup = BeautifulSoup(answer.content, "html.parser")
    data = {item["name"]: item.get("value", "") for item in soup.select("main form input[name]")}
    for select in soup.select("main form select"):
        option = select.select_one("option[selected]") or select.select_one("option")
        data[select["name"]] = option["value"]
    data |= {f"filing-{name}": value for name, value in chosen.items()}
    return client.post(form.url, {**data, "action": "file-confirm"})


def test_the_document_is_attached_with_edition_and_checksum(
    template, register, private, coordinator, browse
):
    answer = choose(browse(coordinator), template)  # the agreement is suggested by its partner
    assert answer.status_code == 302
    assert answer["Location"].endswith(register.url)
    filed = FiledDocument.objects.get()
    content = filed.document.file.read()
    assert (filed.agreement, filed.edition, filed.filed_by) == (register, 1, coordinator)
    assert filed.checksum == hashlib.sha256(content).hexdigest()
    assert filed.template_checksum == hashlib.sha256(template.source()).hexdigest()
    assert filed.document.collection == private
    assert read_values(content)["subject"] == "Beratung für <alle>\nzweite Zeile"
    text = browse(coordinator).get(register.url).content.decode()
    assert filed.checksum in text
    assert "Fassung 1" in text
    assert str(coordinator) in text


def test_each_reader_reads_who_filed_it_in_the_own_language(
    template, register, private, coordinator, browse
):
    client = browse(coordinator)
    choose(client, template)
    for language, words in (("de", "Prüfsumme"), ("en", "Checksum"), ("de", "Prüfsumme")):
        client.cookies["django_language"] = language
        assert words in client.get(register.url).content.decode()


def test_the_partner_of_the_agreement_opens_the_file_and_nobody_else(
    template, register, private, coordinator, browse, person
):
    choose(browse(coordinator), template)
    url = FiledDocument.objects.get().document.url
    own = person("Partner", organization=register.partner)
    other = person("Partner", organization=OrganizationFactory(name="Andere"))
    assert browse(own).get(url).status_code == 200
    assert browse(other).get(url).status_code == 403
    assert browse(None).get(url).status_code == 302
    assert browse("Fachkraft").get(url).status_code == 200


def test_earlier_filings_stay_and_never_change(template, register, private, coordinator, browse):
    for _time in range(2):
        choose(browse(coordinator), template)
    page = AgreementPage.objects.get(pk=register.pk)
    assert page.files.count() == 2
    assert len(page.get_latest_revision_as_object().files.all()) == 2
    first = FiledDocument.objects.last()
    first.edition = 9
    with pytest.raises(FilingIsFinal):
        first.save()


def test_a_draft_keeps_the_file_when_it_is_published(
    template, register, private, coordinator, browse
):
    register.subject = "Noch nicht veröffentlicht"
    register.save_revision(user=coordinator)
    choose(browse(coordinator), template, agreement=register.pk)
    page = AgreementPage.objects.get(pk=register.pk)
    assert page.files.count() == 1
    assert page.subject != "Noch nicht veröffentlicht"
    page.get_latest_revision().publish()
    page = AgreementPage.objects.get(pk=register.pk)
    assert page.subject == "Noch nicht veröffentlicht"
    assert [file.document for file in page.files.all()] == [FiledDocument.objects.get().document]


def test_who_may_not_publish_files_into_the_draft(template, register, private, person, browse):
    author = person("Koordination")
    draft_only = Group.objects.create(name="Entwürfe")
    draft_only.permissions.set(author.groups.get().permissions.all())
    for kind in ("add", "change"):
        GroupPagePermission.objects.create(
            group=draft_only, page=register.get_parent(), permission_type=kind
        )
    for rule in author.groups.get().collection_permissions.all():
        draft_only.collection_permissions.create(
            collection=rule.collection, permission=rule.permission
        )
    CollectionViewRestriction.objects.get(collection=private).groups.add(draft_only)
    author.groups.set([draft_only])
    author = type(author).objects.get(pk=author.pk)
    assert not register.permissions_for_user(author).can_publish()
    origin = filing.origin_of(template)
    for _time in range(2):
        filing.file_document(register, template.source(), "x.docx", origin, author, private)
    page = AgreementPage.objects.get(pk=register.pk)
    assert page.has_unpublished_changes
    assert page.files.count() == 0
    page.get_latest_revision().publish()
    assert AgreementPage.objects.get(pk=register.pk).files.count() == 2


def test_what_is_filed_cannot_be_deleted(
    template, register, private, coordinator, browse, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):  # Wagtail notes who uses the file
        choose(browse(coordinator), template)
    document = FiledDocument.objects.get().document
    client = browse(person("Administration", is_superuser=True))
    ids = f"?id={register.pk}&next=/"
    for url in (
        reverse("wagtailadmin_pages:delete", args=[register.pk]),
        reverse("wagtailadmin_pages:delete", args=[register.get_parent().pk]),
    ):
        answer = client.post(url, {"confirm_site_name": "", "confirm": "yes"}, follow=True)
        assert "kann sie nicht gelöscht werden" in answer.content.decode()
    for url in (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + ids,
        reverse("wagtaildocs:delete", args=[document.pk]),
        reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])
        + f"?id={document.pk}&next=/",
    ):
        assert client.post(url).status_code in (302, 403)
    with pytest.raises(ProtectedError):
        document.delete()
    with pytest.raises(ProtectedError):
        register.delete()
    assert AgreementPage.objects.filter(pk=register.pk).exists()
    assert FiledDocument.objects.get().document.file.read()


def test_a_new_agreement_is_entered_as_a_draft(template, register, private, coordinator, browse):
    other = OrganizationFactory(name="Diakonie")
    client = browse(coordinator)
    wrong = choose(client, template, agreement="", partner="", module="", subject="")
    assert "Für eine neue Vereinbarung ist das nötig." in wrong.content.decode()
    answer = choose(
        client, template, agreement="", partner=other.pk, module="2", subject="Beratung"
    )
    page = AgreementPage.objects.get(partner=other)
    assert answer["Location"].startswith("/verwaltung/")
    assert not page.live
    assert page.get_parent().pk == register.get_parent().pk
    assert page.files.count() == 1


@pytest.mark.parametrize("role", ["Fachkraft", "Leitung", "Partner"])
def test_without_the_right_nothing_is_offered_or_filed(
    template, register, private, browse, role, person
):
    user = person(role, **({"organization": register.partner} if role == "Partner" else {}))
    client = browse(user)
    form = filled_form(client, template)
    assert "Bei der Vereinbarung ablegen" not in form.answer.content.decode()
    for action in ("file", "file-confirm"):
        data = {**form.data, "action": action, "filing-agreement": register.pk}
        answer = client.post(form.url, {**data, "filing-collection": private.pk})
        assert answer.status_code == 403
    assert not FiledDocument.objects.exists()


def test_nothing_personal_is_ever_filed(goal_plan, register, private, coordinator, browse):
    type(goal_plan).objects.update(purpose="agreement")
    answer = browse(coordinator).post(goal_plan.url + "ausfuellen/", {"action": "file"})
    assert answer.status_code == 403
    goal_plan.refresh_from_db()
    with pytest.raises(filing.FilingRefused):
        filing.file_document(
            register, b"x", "x.docx", filing.origin_of(goal_plan), coordinator, private
        )
    assert not get_document_model().objects.filter(collection=private).exists()


def test_a_public_collection_is_refused(template, register, private, coordinator):
    root = Collection.get_first_root_node()
    with pytest.raises(filing.FilingRefused):
        filing.file_document(
            register, b"x", "x.docx", filing.origin_of(template), coordinator, root
        )
    assert root not in filing.private_collections(coordinator)


def test_a_refused_filing_leaves_no_file_behind(template, register, private, person):
    stranger = person("Fachkraft")
    stranger.user_permissions.clear()
    before = get_document_model().objects.count()
    with pytest.raises(filing.FilingRefused):
        filing.file_document(
            register, b"x", "bleibt-nicht.docx", filing.origin_of(template), stranger, private
        )
    assert get_document_model().objects.count() == before
    storage = template.word_file.file.storage
    assert not [name for name in storage.listdir("documents")[1] if "bleibt-nicht" in name]


def test_a_filed_document_cannot_be_exchanged(template, register, private, coordinator, browse):
    client = browse(coordinator)
    choose(client, template)
    document = FiledDocument.objects.get().document
    before = document.file.read()
    upload = SimpleUploadedFile("anders.docx", template.source())
    data = {"title": "Neuer Titel", "collection": private.pk, "tags": "", "file": upload}
    answer = client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert "bei einer Vereinbarung abgelegt" in answer.content.decode()
    assert get_document_model().objects.get(pk=document.pk).file.read() == before


def test_pictures_travel_with_the_entries_and_are_filed(
    template, register, private, coordinator, browse
):
    template.word_file = make_document(picturing.template())
    template.save_revision().publish()
    client = browse(coordinator)
    form = Form(client, template.url + "ausfuellen/")
    first, second = picturing.drawn((8, 8)), picturing.drawn((9, 9))
    sent = {form.names("Foto")[0]: picturing.upload(first), "action": "preview"}
    shown = Form(client, form.url, client.post(form.url, {**form.data, **sent}))
    sent = {shown.names("Beleg")[0]: picturing.upload(second), "action": "file"}
    asked = BeautifulSoup(client.post(form.url, {**shown.data, **sent}).content, "html.parser")
    data = {item["name"]: item.get("value", "") for item in asked.select("main form input[name]")}
    data |= {"filing-agreement": str(register.pk), "filing-collection": str(private.pk)}
    client.post(form.url, {**data, "action": "file-confirm"})
    values = read_values(FiledDocument.objects.get().document.file.read())
    assert values["photo"] == first
    assert values["notes"][0]["scan"] == second
