"""What is written once, at publication, is as if written for each file anew."""

import json

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import ArchiveState, IndexEntry
from casebase.browse import written_once
from casebase.browse.formats import case_table, snapshot
from casebase.browse.formats.kinds import KINDS
from tests import seed
from tests.browse.archive import ENVELOPE

pytestmark = pytest.mark.django_db


def taken(client, suffix, query=""):
    """A file, whole."""
    response = client.get(f"/cases/download.{suffix}{query}")
    assert response.status_code == 200
    return response.getvalue().decode()


def paper_with(**notice):
    """The seed's paper, and what its publisher says of it now."""
    paper = next(one for _, one in seed.documents() if one.key == seed.PAPER)
    return d.read(d.as_dict(paper) | notice)


@pytest.mark.parametrize("suffix", [s for s in KINDS if s != "phenopackets.zip"])
def test_a_file_is_the_same_byte_for_byte(client, seed_case, made_up, suffix):
    kept = taken(client, suffix)
    assert IndexEntry.objects.update(written_by="another program") == 4
    assert taken(client, suffix) == kept


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_it_is_read_and_only_if_this_very_program_wrote_it(client, seed_case, suffix):
    (row,) = IndexEntry.objects.values_list("row", flat=True)
    herrings = ["herring" for _ in json.loads(row)]
    IndexEntry.objects.update(title="herring", row=json.dumps(herrings))
    assert "herring" in taken(client, suffix)
    IndexEntry.objects.update(written_by="another program")
    assert "herring" not in taken(client, suffix)


def test_it_is_not_read_for_another_version_of_the_case(client, seed_case):
    IndexEntry.objects.update(title="herring", number=2)
    assert "herring" not in taken(client, "jsonl")


def test_what_depends_on_the_question_is_asked_anew(client, seed_case, settings):
    settings.PUBLIC_URL = "https://elsewhere.example.org"
    assert "https://elsewhere.example.org/cases/" in taken(client, "csv")
    for place in case_table._ASKED_ANEW:
        assert case_table.COLUMNS[place].name in ("address", "archive_version")


def test_a_notice_of_the_publisher_reaches_what_is_written(client, seed_case):
    publishing.put(paper_with(integrity="corrected"), **ENVELOPE)
    assert IndexEntry.objects.get().integrity == "corrected"
    assert '"integrity": "corrected"' in taken(client, "jsonl")
    assert ",corrected," in taken(client, "csv")


def test_a_file_of_an_older_archive_version_does_not_hear_of_it(client, seed_case):
    before, accession = ArchiveState.objects.get().version, seed_case
    publishing.put(paper_with(integrity="corrected"), **ENVELOPE)
    (then,) = snapshot.cases_at(before, [accession])
    (now,) = snapshot.cases_at(before + 1, [accession])
    assert (then.written, then.integrity) == (None, "ok")
    assert now.written is not None
    assert now.integrity == "corrected"


def test_a_program_is_named_by_its_files(monkeypatch, tmp_path, settings):
    here = written_once.by()
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "card.html").write_text("<p>", "utf-8")
    settings.BASE_DIR = tmp_path
    written_once.by.cache_clear()
    try:
        first = written_once.by()
        written_once.by.cache_clear()
        (folder / "card.html").write_text("<b>", "utf-8")
        assert len({here, first, written_once.by()}) == 3
    finally:
        written_once.by.cache_clear()
