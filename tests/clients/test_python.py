"""The client for Python: the example of its README, run, and what it refuses."""

import csv
import json
import re
import socket
import sys

import pytest
from django.conf import settings

from casebase.archive import publishing
from casebase.archive.models import Record
from tests.browse import archive

FOLDER = settings.BASE_DIR / "clients" / "python"
sys.path.insert(0, str(FOLDER))

import casebase_client as client  # noqa: E402 - it is installed by nobody

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLE = re.search(r"```python\n(.*?)```", (FOLDER / "README.md").read_text(), re.S)


@pytest.fixture
def site(live_server, made_up):
    """The client of the running site."""
    with client.Casebase(live_server.url) as reading:
        yield reading


def test_the_example_of_the_readme_runs(
    live_server, made_up, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    text = EXAMPLE[1].replace("https://cases.example.org", live_server.url)
    exec(compile(text, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert f"{made_up} 33-year-old man" in said
    assert "“NOSUCHGENE” is not known here." in said
    with open("ntrk1.csv", encoding="utf-8-sig", newline="") as file:
        assert [row["accession"] for row in csv.DictReader(file)] == [made_up]
    with open("ntrk1.jsonl", encoding="utf-8") as file:
        assert [json.loads(one)["record"]["accession"] for one in file] == [made_up]


def test_all_pages_of_a_list_come_each_case_once(site, monkeypatch):
    monkeypatch.setattr(client, "PER_PAGE", 1)
    found = [case.accession for case in site.cases(gene="NTRK3")]
    assert sorted(found) == ["CB-000002", "CB-000003", "CB-000004"]
    assert all(case.synthetic for case in site.cases(gene="NTRK3"))
    assert site.count() == 4
    assert len(list(site.all("treatments", drug="entrectinib"))) == 3


def test_what_is_published_between_two_pages_is_told(site, monkeypatch):
    monkeypatch.setattr(client, "PER_PAGE", 1)
    found = site.cases()
    next(found)
    publishing.put(archive.made_up(9), **archive.ENVELOPE)
    with pytest.raises(client.ArchiveChanged, match="while cases were listed"):
        list(found)


def test_a_case_is_what_the_archive_keeps(site, made_up):
    kept = Record.objects.get(name=made_up).latest
    case = site.case(made_up)
    assert case.document == json.loads(kept.document)
    assert case.record["sha256"] == kept.sha256
    assert site.case(made_up, version=1) == case
    assert (case.accession, case.version, case.synthetic) == (made_up, 1, False)


def test_a_site_that_does_not_answer_is_told(tmp_path):
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with client.Casebase(address) as nobody:
            with pytest.raises(client.Unreachable, match=address):
                nobody.count()
            with pytest.raises(client.CasebaseError):
                nobody.download(tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_is_told_apart(site, tmp_path):
    with pytest.raises(client.NotFound):
        site.case("CB-999999")
    with pytest.raises(client.NotFound):
        site.case("CB-000001", version=7)
    publishing.withdraw(
        Record.objects.get(name="CB-000002"), by="Ada", reason="duplicate"
    )
    with pytest.raises(client.Withdrawn) as withdrawn:
        site.case("CB-000002")
    assert withdrawn.value.reason
    assert "CB-000002" in withdrawn.value.citation
    with pytest.raises(client.Refused):
        list(site.cases(nonsense="1"))
    with pytest.raises(client.CasebaseError):
        site.download(tmp_path / "x.csv", gene="NOSUCH")
    assert list(tmp_path.iterdir()) == []
