"""All Phenopackets of a list: the same as one by one, in one file that is streamed."""

import io
import json
import zipfile

import pytest
from django.http import QueryDict

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.browse.filters import WholeCaseFilterSet
from casebase.browse.formats.phenopackets import bulk
from casebase.browse.formats.snapshot import Snapshot
from tests.browse import archive

pytestmark = pytest.mark.django_db

ADDRESS = "/cases/download.phenopackets.zip"


def files(content: bytes) -> dict[str, str]:
    """Read a ZIP file: names and texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


def test_each_file_is_what_its_case_gives(client, made_up, seed_case):
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "application/zip"
    assert response.streaming
    found = files(response.getvalue())
    about = found.pop("README.txt")
    assert "Question: all cases, sorted by newest report" in about
    assert "\nCases: 4\nSynthetic among them: 3 (made up" in about
    assert "\nLicence: CC0-1.0." in about
    assert {name[:9] for name in found} == {seed_case, *made_up}
    for name, text in found.items():
        alone = client.get(f"/cases/{name[:9]}.phenopacket.json").content.decode()
        assert text == alone
        assert name == f"{json.loads(text)['id']}.phenopacket.json"
        assert ("-synthetic" in name) == (name[:9] in made_up)


def test_a_retraction_is_told_in_bulk_too(client, made_up):
    retracted = {"schema": 1, "key": "made-up-0", "kind": "case_report"}
    retracted |= {"title": "Made up", "integrity": "retracted", "synthetic": True}
    publishing.put(d.read(retracted), **archive.ENVELOPE)
    index.notice()
    found = files(client.get(ADDRESS, {"retracted": "only"}).getvalue())
    [text] = [text for name, text in found.items() if name != "README.txt"]
    assert "What the publisher says of the article: retracted." in text
    alone = client.get(f"/cases/{made_up[0]}.phenopacket.json").content.decode()
    assert text == alone
    assert len(files(client.get(ADDRESS).getvalue())) == 1 + 3


def test_a_list_has_its_own_packets_alone(client, made_up):
    found = files(client.get(ADDRESS, {"gene": "NTRK3", "sort": "oldest"}).getvalue())
    about = found.pop("README.txt")
    assert [name[:9] for name in found] == made_up
    assert "Question: Gene: NTRK3, sorted by oldest report" in about


def test_the_same_question_gives_the_same_bytes(client, made_up):
    first, second = (client.get(ADDRESS).getvalue() for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {bulk.NO_DATE}


def test_a_case_is_sent_before_the_next_is_written(made_up):
    """Nothing of the file is kept: each case leaves as soon as it is written."""
    asked = WholeCaseFilterSet(QueryDict(""))
    assert asked.is_valid()
    writing = bulk.written(Snapshot(asked))
    parts = list(writing)
    assert len(parts) == 1 + 4 + 1  # README, cases, the contents at the end
    for part in parts[1:-1]:
        assert part.startswith(b"PK\x03\x04")
        assert part.count(b".phenopacket.json") == 1


def test_what_cannot_be_read_is_refused_by_name(client, made_up):
    for culprit, value in (("gene", "NOSUCH"), ("nonsense", "1"), ("page", "2")):
        response = client.get(ADDRESS, {culprit: value})
        assert response.status_code == 400
        assert f'data-culprit="{culprit}"' in response.content.decode()
