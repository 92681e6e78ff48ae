"""A run from the directory or from a table: checked, filled, packed, reported."""

import csv
import io

import pytest

from content.directory.models import Organization
from doctemplates import PackageError, checked, read_values
from doctemplates.batch import preparing, storage, working
from doctemplates.batch.explaining import row_messages
from doctemplates.models import BatchRow, BatchRun, CheckedFile, FieldOverride
from tests.doctemplates.batch.conftest import confirmed, files_of, finished, fresh, table_run
from tests.factories.directory import LocationFactory, MunicipalityFactory

TABLE = """organization.name;Baustein des KIM;Beginn der Vereinbarung;funding;Notiz
Caritas;alle bausteine;1.1.2027;ja;=1+1
Diakonie;Baustein 9;morgen;vielleicht;
;;01.02.2027;nein;
"""


def report_of(files):
    text = files["Bericht.csv"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_every_organization_gets_its_own_file(directory_run, organizations):
    place = LocationFactory(
        organization=organizations[0],
        municipality=MunicipalityFactory(name="Much"),
        address_1="Weg 1",
        postal_code="53804",
        live=True,
    )
    directory_run = preparing.from_directory(
        directory_run.template, directory_run.owner, organizations, {"subject": "Beratung"}
    )
    run = finished(directory_run)
    assert run.state == BatchRun.State.DONE
    files = files_of(run)
    assert sorted(files) == [
        "Bericht.csv",
        "Kooperationsvereinbarung – Caritasverband Rhein-Sieg.docx",
        "Kooperationsvereinbarung – Diakonie an Sieg & Rhein.docx",
        "Kooperationsvereinbarung – Lotsenpunkt Much.docx",
    ]
    values = read_values(files["Kooperationsvereinbarung – Caritasverband Rhein-Sieg.docx"])
    assert values["organization.name"] == "Caritasverband Rhein-Sieg"
    assert "Weg 1" in values["organization.address"]
    assert place.city or "Much" in values["organization.address"]
    assert values["subject"] == "Beratung"
    assert [row[2] for row in report_of(files)[1:]] == ["erstellt"] * 3


def test_all_errors_of_all_rows_are_known_before_anything_is_made(agreement, coordinator):
    run = confirmed(table_run(agreement, coordinator, TABLE))
    told = {row.number: row_messages(row) for row in run.rows.all()}
    assert told[2] == []
    assert [message.split(":")[0] for message in told[3]] == [
        "Baustein des KIM",
        "funding",
        "Beginn der Vereinbarung",
    ]
    assert "21.11.2026" in told[3][2]
    assert "alle Bausteine" in told[3][0]
    assert (run.ready, run.invalid, run.done) == (2, 1, 0)
    assert not run.zip_name


def test_rows_with_errors_are_left_out_and_stand_in_the_report(agreement, coordinator):
    run = finished(confirmed(table_run(agreement, coordinator, TABLE)))
    files = files_of(run)
    assert sorted(files)[1:] == [
        "Kooperationsvereinbarung – Caritas.docx",
        "Kooperationsvereinbarung.docx",
    ]
    values = read_values(files["Kooperationsvereinbarung – Caritas.docx"])
    assert values["module"] == "alle Bausteine"
    assert values["funding"] is True
    rows = report_of(files)
    assert [row[0] for row in rows[1:]] == ["2", "3", "4"]
    assert rows[2][3] == ""
    assert "Baustein 9" in rows[2][4]


def test_the_report_holds_nothing_that_a_spreadsheet_would_run(agreement, coordinator):
    text = "organization.name\n=HYPERLINK(1)\n+49 228\n-x\n@x\n"
    files = files_of(finished(confirmed(table_run(agreement, coordinator, text))))
    assert [row[1] for row in report_of(files)[1:]] == ["'=HYPERLINK(1)", "'+49 228", "'-x", "'@x"]


def test_columns_can_be_matched_anew(agreement, coordinator):
    run = table_run(agreement, coordinator, "Wer;Was\nCaritas;Beratung\n")
    assert run.targets == ["", ""]
    preparing.check(run, ["organization.name", "subject"], 0)
    files = files_of(finished(fresh(run)))
    values = read_values(files["Kooperationsvereinbarung – Caritas.docx"])
    assert (values["organization.name"], values["subject"]) == ("Caritas", "Beratung")


def test_what_the_coordinator_requires_is_required_here_too(agreement, coordinator):
    FieldOverride.objects.create(page=agreement, path="represented_by", required=True)
    text = "organization.name;represented_by\nA;\nB;Frau Beispiel\n"
    run = confirmed(table_run(agreement, coordinator, text))
    assert [(row.number, row.state) for row in run.rows.all()] == [(2, "invalid"), (3, "ready")]


def test_a_new_edition_does_not_change_what_was_begun(directory_run):
    run = directory_run
    before = run.checksum
    run.template.word_file.file.delete(save=False)
    files = files_of(finished(run))
    assert len(files) == 4
    assert fresh(run).checksum == before


def test_personal_templates_are_refused_at_every_step(goal_plan, directory_run, coordinator):
    with pytest.raises(preparing.BatchRefused):
        preparing.from_directory(goal_plan, coordinator, [], {})
    type(directory_run.template).objects.update(personal=True)
    with pytest.raises(preparing.BatchRefused):
        preparing.start(directory_run)
    BatchRun.objects.update(state=BatchRun.State.RUNNING)
    assert not working.work(str(directory_run.pk))
    assert not BatchRow.objects.exists()
    assert storage.default_storage.listdir(storage.ROOT)[0] == []


def test_a_file_that_did_not_pass_its_check_is_compiled_nowhere(
    agreement, coordinator, directory_run, monkeypatch
):
    started = table_run(agreement, coordinator, "organization.name\nA\n")
    preparing.check(started, started.targets, 0)
    preparing.start(fresh(started))

    def compiles(_source):
        raise AssertionError("compiled in this process")

    monkeypatch.setattr(checked, "compile_template", compiles)
    monkeypatch.setattr(checked, "_known", set())
    CheckedFile.objects.update(code="too_complex", params={}, core=checked._core())
    assert CheckedFile.objects.filter(digest=directory_run.checksum).exists()
    with pytest.raises(PackageError):
        table_run(agreement, coordinator, "organization.name\nA\n")
    with pytest.raises(PackageError):
        preparing.possible_targets(directory_run)
    assert not working.work(str(started.pk))
    assert fresh(started).error == "template_refused"


def test_a_broken_table_leaves_nothing_behind(agreement, coordinator):
    with pytest.raises(Exception, match="heading"):
        table_run(agreement, coordinator, "organization.name\nA\nB;C\n")
    assert not BatchRun.objects.exists()
    assert not BatchRow.objects.exists()
    assert storage.default_storage.listdir(storage.ROOT)[0] == []


def test_a_row_that_cannot_be_filled_does_not_hold_up_the_others(directory_run):
    row = directory_run.rows.first()
    row.values = {"gibt.es.nicht": "x", "starts_on": "nie"}
    row.save()
    run = finished(directory_run)
    assert (run.state, run.done, run.failed) == ("done", 2, 1)
    assert len(files_of(run)) == 3
    assert "gibt.es.nicht" in report_of(files_of(run))[1][4]


def test_deleting_takes_rows_and_files_along(directory_run):
    run = finished(directory_run)
    folder = run.folder
    preparing.delete(run)
    assert not BatchRow.objects.exists()
    assert not storage.default_storage.exists(folder)
    assert Organization.objects.count() == 3
