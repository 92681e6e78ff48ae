"""The relevance benchmark measures any folder of its form and names what is wrong with others."""

import json

import pytest
from elasticsearch import Elasticsearch

from benchmarks import relevance


def write(folder, name, rows):
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / name).write_text(text + "\n\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    write(
        tmp_path,
        "documents.jsonl",
        [
            {"id": 1, "title": "Gesundheitsamt", "body": "Impfung", "extra": 1},
            {"id": "b", "body": "Schuldnerberatung im Rathaus"},
            {"id": 3, "title": "Krippe", "body": None},
        ],
    )
    write(
        tmp_path,
        "queries.jsonl",
        [
            {"id": 1, "query": "Amt für Gesundheit", "relevant": [1]},
            {"query": "Beratung bei Schulden?", "relevant": ["b", "elsewhere"]},
            {"query": "Spielstube", "relevant": 3},
        ],
    )
    return tmp_path


def test_every_variant_is_printed(folder, capsys):
    (folder / "synonyms.json").write_text('{"Spielstube": ["Krippe"]}')
    relevance.report(folder, None)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("3 documents, 3 queries")
    figures = {line[:34].strip(): line[34:].split() for line in lines[2:]}
    assert figures["stems, one field"][0] == "0.000"
    assert figures["embedded, without synonyms"][0] == "0.667"
    assert figures["embedded"] == ["1.000", "1.000", "1.000", "+1.000"]


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("documents.jsonl", ["{broken"], "documents.jsonl, line 1"),
        ("documents.jsonl", [{"title": "ohne id"}], "id is needed"),
        ("documents.jsonl", [], "is empty"),
        ("queries.jsonl", [{"query": "Amt"}], "query, relevant is needed"),
        ("queries.jsonl", [{"query": "Amt", "relevant": [99]}], "no query names a document"),
        ("synonyms.json", ["[1]"], "synonyms.json"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(folder, name, rows, said):
    write(folder, name, rows)
    with pytest.raises(relevance.BadFolder, match=said):
        relevance.report(folder, None)


def test_other_folders_are_measured_all_the_same(folder, tmp_path, capsys, monkeypatch):
    arguments = ["relevance", str(tmp_path / "none"), str(folder)]
    monkeypatch.setattr("sys.argv", arguments)
    assert relevance.main() == 2
    printed = capsys.readouterr()
    assert "none can't be measured" in printed.err
    assert "embedded" in printed.out


@pytest.mark.services
def test_nothing_is_left_on_elasticsearch(folder, elasticsearch_url, capsys, monkeypatch):
    def left():
        indexes = client.indices.get_alias(index="kim-relevance*", expand_wildcards="all")
        templates = [row["name"] for row in client.indices.get_index_template()["index_templates"]]
        return {*indexes, *(name for name in templates if name.startswith("kim-relevance"))}

    with Elasticsearch(elasticsearch_url) as client:
        before = left()
        relevance.report(folder, elasticsearch_url)
        assert "elastic " in capsys.readouterr().out
        assert left() <= before

        def interrupted(rank, queries):
            if left() > before:
                raise KeyboardInterrupt
            return 0.0, 0.0, 0.0

        monkeypatch.setattr(relevance, "measure", interrupted)
        with pytest.raises(KeyboardInterrupt):
            relevance.report(folder, elasticsearch_url)
        assert left() <= before
