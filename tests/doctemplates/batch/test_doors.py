"""Who may enter: Koordination and Administration, each with their own runs, and nobody else."""

import uuid

import pytest
from django.urls import reverse

from doctemplates.batch import storage
from doctemplates.models import BatchRun
from tests.doctemplates.batch.conftest import finished, table_run
from tests.factories.library import AgreementPageFactory, restrict

OF_TEMPLATE = ["batch_organizations", "batch_table", "batch_blank"]
OF_RUN = ["batch_run", "batch_columns", "batch_status", "batch_zip"]
VERBS = ["batch_start", "batch_cancel", "batch_delete", "batch_file"]


def address(name, *args):
    return reverse(f"doctemplates:{name}", args=args)


def addresses(run):
    return [
        address("batch_list"),
        *(address(name, run.template_id) for name in OF_TEMPLATE),
        *(address(name, run.pk) for name in OF_RUN),
    ]


@pytest.mark.parametrize("role", ["Partner", "Fachkraft", "Leitung"])
def test_without_the_right_every_door_is_closed(directory_run, browse, role):
    run = finished(directory_run)
    client = browse(role)
    assert {client.get(url).status_code for url in addresses(run)} == {403}
    posts = [address(name, run.pk) for name in VERBS] + addresses(run)[1:3]
    assert {client.post(url).status_code for url in posts} == {403}
    assert BatchRun.objects.filter(pk=run.pk, state="done").exists()


def test_visitors_are_sent_to_log_in(directory_run, browse):
    client = browse(None)
    for url in addresses(directory_run):
        assert client.get(url)["Location"].startswith("/konto/anmelden/")


def test_a_page_that_polls_becomes_the_login_page_when_the_session_ends(directory_run, browse):
    url = address("batch_status", directory_run.pk)
    answer = browse(None).get(url, headers={"HX-Request": "true"})
    assert (answer["HX-Refresh"], answer.content) == ("true", b"")


@pytest.mark.parametrize("role", ["Koordination", "Administration"])
def test_runs_of_others_do_not_exist(directory_run, browse, role):
    run = finished(directory_run)
    client = browse(role)
    for name in OF_RUN:
        assert client.get(address(name, run.pk)).status_code == 404
        assert client.get(address(name, uuid.uuid4())).status_code == 404
    for name in VERBS:
        assert client.post(address(name, run.pk)).status_code == 404
    assert run.title not in client.get(address("batch_list")).content.decode().split("<main")[1]
    assert BatchRun.objects.filter(pk=run.pk, state="done").exists()


def test_a_superuser_has_no_way_to_the_runs_of_others_either(directory_run, browse, person):
    boss = person("Administration", is_superuser=True)
    assert browse(boss).get(address("batch_zip", directory_run.pk)).status_code == 404


def test_who_loses_the_right_loses_the_runs(directory_run, browse, coordinator):
    run = finished(directory_run)
    client = browse(coordinator)
    assert client.get(address("batch_zip", run.pk)).status_code == 200
    coordinator.groups.clear()
    assert client.get(address("batch_zip", run.pk)).status_code == 403


def test_who_may_not_see_the_template_may_not_fill_it(agreement, browse, coordinator):
    restrict(agreement, "Leitung")
    client = browse(coordinator)
    for name in OF_TEMPLATE:
        assert client.get(address(name, agreement.pk)).status_code == 403


def test_personal_templates_are_refused_with_a_reason(goal_plan, browse, coordinator):
    client = browse(coordinator)
    for name in OF_TEMPLATE:
        answer = client.get(address(name, goal_plan.pk))
        assert answer.status_code == 403
        assert "nichts gespeichert" in answer.content.decode()
    data = {"which": "all", "file": ""}
    assert client.post(address("batch_organizations", goal_plan.pk), data).status_code == 403
    assert not BatchRun.objects.exists()


@pytest.mark.parametrize("name", OF_RUN + VERBS)
def test_a_run_is_deleted_where_its_template_is_personal_by_now(
    directory_run, browse, coordinator, name
):
    run = finished(directory_run)
    type(run.template).objects.update(personal=True)
    client = browse(coordinator)
    assert run.get_absolute_url() not in client.get(address("batch_list")).content.decode()
    answer = (client.post if name in VERBS else client.get)(address(name, run.pk))
    assert answer.status_code == 403
    assert "nichts gespeichert" in answer.content.decode()
    assert not BatchRun.objects.exists()
    assert storage.default_storage.listdir(storage.ROOT)[0] == []


def test_the_link_stands_on_the_template_page_for_those_who_may(
    agreement, goal_plan, browse, coordinator
):
    link = address("batch_organizations", agreement.pk)
    assert link in browse(coordinator).get(agreement.url).content.decode()
    assert link not in browse("Fachkraft").get(agreement.url).content.decode()
    own = address("batch_organizations", goal_plan.pk)
    assert own not in browse(coordinator).get(goal_plan.url).content.decode()


def test_verbs_take_no_get(directory_run, browse, coordinator):
    client = browse(coordinator)
    for name in VERBS:
        assert client.get(address(name, directory_run.pk)).status_code == 405


def test_nothing_of_it_is_kept_on_the_way(directory_run, browse, coordinator):
    run = finished(directory_run)
    client = browse(coordinator)
    for url in addresses(run):
        assert "no-store" in client.get(url)["Cache-Control"], url


def test_no_address_leads_to_the_stored_files(directory_run, browse, coordinator):
    run = finished(directory_run)
    for name in (run.zip_name, f"{run.folder}/template.docx"):
        assert browse(coordinator).get(f"/media/{name}").status_code == 404


def test_every_page_costs_few_queries(
    directory_run, agreement, browse, coordinator, tree, django_assert_max_num_queries
):
    type(agreement).objects.update(purpose="agreement")
    for row in directory_run.rows.all():
        AgreementPageFactory(parent=tree.sections["vereinbarungen"], partner=row.organization)
    table = table_run(agreement, coordinator, "Name des Trägers;Fax\nA;1\nB;2\n")
    done = finished(directory_run)
    client = browse(coordinator)
    of_template = [agreement.url, agreement.url + "ausfuellen/"]
    of_run = [done.get_absolute_url(), table.get_absolute_url()]
    for url in [*addresses(done)[:3], *of_run, *of_template]:
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
