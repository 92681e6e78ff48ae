"""An empty installation becomes a portal by one command, which may run again and again."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection, GroupApprovalTask, Page, Site, Workflow

from content.library.models import InfoPage, SectionPage
from search.models import SynonymSet
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LEGAL = ["impressum", "datenschutz", "barrierefreiheit"]


def set_up() -> str:
    out = StringIO()
    call_command("setup_site", stdout=out)
    return out.getvalue().strip()


def test_after_set_up_start_page_and_legal_pages_answer(client: Client) -> None:
    assert set_up() == "The site is made."
    assert "Integration im Rhein-Sieg-Kreis" in client.get("/").content.decode()
    for slug in LEGAL:
        answer = client.get(f"/{slug}/")
        assert answer.status_code == 200
        assert "Bitte ersetzen" in answer.content.decode()
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert SynonymSet.objects.exists()


def test_standards_are_for_staff_and_agreements_for_partners_too() -> None:
    set_up()
    for slug, role, status in (
        ("standards", "", 302),
        ("standards", "Partner", 403),
        ("standards", "Fachkraft", 200),
        ("vereinbarungen", "", 302),
        ("vereinbarungen", "Partner", 200),
        ("konzepte", "", 200),
        ("vorlagen", "", 200),
        ("aktuelles", "", 200),
    ):
        client = Client()
        if role:
            client.force_login(UserFactory(role=role), "django.contrib.auth.backends.ModelBackend")
        assert client.get(f"/{slug}/").status_code == status, (slug, role)
    for name in ("Intern", "Vereinbarungen"):
        assert Collection.objects.get(name=name).get_view_restrictions().exists()


def test_a_second_run_keeps_what_editors_changed_and_deleted(client: Client) -> None:
    set_up()
    page = InfoPage.objects.get(slug="impressum")
    page.title = "Anbieterkennzeichnung"
    page.slug = "anbieter"
    page.save_revision().publish()
    SectionPage.objects.get(slug="aktuelles").delete()
    SynonymSet.objects.all().delete()
    before = set(Page.objects.values_list("pk", "slug", "title", "latest_revision"))
    assert set_up() == "The site was there already."
    assert set(Page.objects.values_list("pk", "slug", "title", "latest_revision")) == before
    assert not SynonymSet.objects.exists()
    assert Site.objects.count() == 1
    assert client.get("/anbieter/").status_code == 200


def test_what_is_submitted_waits_for_the_management() -> None:
    set_up()
    page = InfoPage.objects.get(slug="impressum")
    workflow = page.get_workflow()
    assert workflow.name == "Freigabe durch die Leitung"
    author = UserFactory(role="Koordination")
    state = workflow.start(page, author)
    task = state.current_task_state.task.specific
    assert task.name == workflow.name
    approves = {
        name for name, _label, _modal in task.get_actions(page, UserFactory(role="Leitung"))
    }
    assert {"approve", "reject"} <= approves
    assert task.get_actions(page, author) == []


def test_a_second_run_keeps_approval_as_people_arranged_it() -> None:
    set_up()
    Workflow.objects.update(name="Vier Augen")
    task = GroupApprovalTask.objects.get()
    task.groups.set(Group.objects.filter(name="Koordination"))
    set_up()
    assert Workflow.objects.get().name == "Vier Augen"
    assert [group.name for group in GroupApprovalTask.objects.get().groups.all()] == [
        "Koordination"
    ]
