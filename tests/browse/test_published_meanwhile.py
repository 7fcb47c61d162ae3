"""A list is of the archive version that it names, whatever is published meanwhile.

Another process publishes, and this one has not asked again: for a second its index is
of the version before.
"""

import re

import pytest

from casebase.archive import index, publishing
from casebase.archive.models import ArchiveState, Record
from tests import crawling
from tests.browse import archive, pages

#: Everything that is told from the index.
TOLD = (
    "/",
    "/gaps/",
    "/cases/",
    "/cases/?view=table",
    "/treatments/",
    "/findings/",
    "/cases/values/gene/",
    "/genes/",
    "/genes/NTRK3/",
    "/biomarkers/",
    "/search/?q=entrectinib",
)
FOOT = re.compile(r"open source\. Archive version (\d+)\.")


@pytest.fixture
def elsewhere(made_up, monkeypatch):
    """The version this process knows, while another withdraws and edits a case each."""
    known = index.current().version
    monkeypatch.setattr(index, "notice", lambda: None)
    gone, edited = made_up[:2]
    record = Record.objects.get(name=gone)
    publishing.withdraw(record, by="Grace", reason="error")
    article = archive.made_up(1).articles
    changed = archive.made_up(1, findings=[], articles=article)
    assert publishing.put(changed, **archive.ENVELOPE).record.name == edited
    assert ArchiveState.objects.get().version == known + 2
    return known


@pytest.mark.parametrize("address", TOLD)
def test_a_page_names_the_version_that_its_numbers_are_of(client, elsewhere, address):
    text = client.get(address).content.decode()
    assert FOOT.findall(text) == [str(elsewhere)]
    page = pages.Page(text)
    assert page.version in ("", str(elsewhere))


def test_a_list_has_the_rows_that_it_counts(page, client, elsewhere, made_up):
    for view in ("", "?view=table"):
        cases = page(f"/cases/{view}")
        assert cases.total == len({*cases.accessions}) == 4
    courses = page("/treatments/")
    assert courses.total == len(courses.courses) == 7
    findings = page("/findings/?gene=ETV6")
    assert findings.total == 3
    assert all(f"/cases/{name}/" in findings.links for name in made_up)
    told = client.get("/api/v1/cases/").json()
    assert told["total"] == len(told["cases"]) == 4
    found = page("/search/?q=entrectinib")
    assert found.total == len({*found.accessions}) == 3


@pytest.mark.parametrize(
    "address",
    [
        *TOLD,
        "/cases/CB-000001/",
        "/cases/feed.atom?gene=NTRK3",
        "/cases/download.csv?gene=NTRK3",
        "/cases/download.jsonl",
        "/api/v1/",
        "/api/v1/cases/?gene=NTRK3",
        "/api/v1/treatments/",
        "/api/v1/findings/",
        "/api/v1/cases/values/",
        "/api/v1/cases/values/gene/",
        "/api/v1/search/?q=entrectinib",
        "/api/v1/suggest/?q=NTRK",
        "/api/v1/genes/NTRK3/",
        "/suggest/?q=NTRK",
    ],
)
def test_a_request_is_answered_from_one_index(client, made_up, monkeypatch, address):
    asked = []
    bring = index.brought_up_to_date
    monkeypatch.setattr(index, "PATIENCE", -1)  # it has always just changed
    monkeypatch.setattr(
        index, "brought_up_to_date", lambda old: asked.append(old) or bring(old)
    )
    crawling.fetch(client, address)
    assert len(asked) == 1


def test_what_is_removed_is_in_no_list_from_that_moment(page, elsewhere, made_up):
    publishing.purge(Record.objects.get(name=made_up[0]), by="Grace")
    cases = page("/cases/")
    assert made_up[0] not in cases.text
    assert cases.total == 4
