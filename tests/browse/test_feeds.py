"""A feed tells what is new of exactly the cases that its list has."""

from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import feeds
from casebase.browse.filters import CaseFilterSet
from tests.browse import archive
from tests.browse.metadata.conftest import PAPER

pytestmark = pytest.mark.django_db
CASES, ARTICLES = "/cases/feed.atom", "/articles/feed.atom"
QUESTIONS = [
    "drug=crizotinib",
    "drug=crizotinib&response=PD",
    "fusion=ETV6::NTRK3",
    "gene=NTRK1&gene=KIT",
    "q=scalp",
    "retracted=only",
    "retracted=include&sex=female",
    "since=2020-01-01",
    "since=2999-01-01",
    "diagnosis=SARCNOS&sort=oldest&view=table&per_page=50",
]


@pytest.fixture
def feed(client):
    """Fetch a feed, as a feed reader does; nothing in it may be doubtful."""

    def fetch(address):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        ElementTree.fromstring(response.content)
        read = feedparser.parse(response.content)
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == "atom10"
        return read

    return fetch


def retract(**changes):
    """Publish the paper of the case `made-up-1` as retracted."""
    article = d.ArticleDocument.model_validate(
        PAPER | {"integrity": "retracted"} | changes
    )
    return publishing.put(article, **archive.ENVELOPE)


@pytest.mark.parametrize("question", ["", *QUESTIONS])
def test_a_feed_has_the_cases_of_its_list(feed, made_up, question):
    retract()
    asked = CaseFilterSet(QueryDict(question))
    assert asked.is_valid(), asked.faults
    read = feed(f"{CASES}?{question}")
    found = [entry.link.split("/")[-2] for entry in read.entries]
    assert sorted(found) == sorted(asked.selection.accessions())


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("/cases/", CASES),
        ("/cases/?drug=crizotinib&view=table&sort=added&per_page=50&page=1", "drug"),
        ("/cases/?drug=glutathione&gene=KIT", f"{CASES}?gene=KIT&drug=glutathione"),
        ("/drugs/crizotinib/", "drug"),
        ("/series/biomarker-ntrk/", f"{CASES}?series=biomarker-ntrk"),
        ("/articles/", ARTICLES),
    ],
)
def test_a_page_links_to_the_feed_of_what_it_lists(page, feed, made_up, place, address):
    """Also where it lists nothing yet."""
    wanted = f"{CASES}?drug=crizotinib" if address == "drug" else address
    assert wanted in page(place).links
    feed(wanted)


def test_the_last_published_comes_first(feed, made_up):
    case = d.as_dict(archive.made_up(0))
    case["patient"]["take_away"] = "Read once more."
    publishing.put(d.read(case), **archive.ENVELOPE, reason="Read once more")
    read = feed(CASES)
    names = [entry.link.split("/")[-2] for entry in read.entries]
    assert names == [made_up[0], made_up[2], made_up[1], "CB-000001"]
    first = read.entries[0]
    assert first.title.startswith(f"{made_up[0]}, version 2, synthetic: ")
    assert first.summary.endswith("What changed: Read once more.")
    assert first.id.endswith(f"/cases/{made_up[0]}/v2/")
    assert first.updated == read.feed.updated


def test_a_title_is_neutral_and_a_summary_that_of_the_page(feed, seed_case):
    [entry] = feed(CASES).entries
    assert "complete" not in entry.title.lower()
    assert "omplete" in entry.summary
    assert entry.title.startswith("CB-000001: 33-year-old")
    assert "synthetic" not in entry.title.lower()


def test_what_is_made_up_says_so(feed, made_up):
    entries = feed(f"{CASES}?fusion=ETV6::NTRK3").entries
    assert [", synthetic: " in entry.title for entry in entries] == [True] * 3
    assert {tag.term for entry in entries for tag in entry.tags} == {"synthetic"}
    assert "3 cases counted here are synthetic" in feed(CASES).feed.subtitle or (
        "3 of the 4 cases" in feed(CASES).feed.subtitle
    )


def test_a_withdrawal_is_told_where_nothing_is_filtered(feed, made_up):
    record = Record.objects.get(name=made_up[1])
    publishing.withdraw(record, by="Ada", reason="error", note="Two cases mixed.")
    for question in ("", "?since=2020-01-01"):
        first = feed(f"{CASES}{question}").entries[0]
        assert first.title == f"{made_up[1]}, synthetic, was withdrawn"
        assert first.summary == "Error in the record. Two cases mixed."
    for question in ("?drug=crizotinib", "?q=scalp", "?since=2999-01-01"):
        told = [entry.title for entry in feed(f"{CASES}{question}").entries]
        assert not [title for title in told if "withdrawn" in title]


def test_a_purged_case_has_nothing_left_to_tell(feed, made_up):
    record = Record.objects.get(name=made_up[1])
    publishing.purge(record, by="Ada", note="Asked for.")
    first = feed(CASES).entries[0]
    assert first.title == f"{made_up[1]}, synthetic, was withdrawn"
    assert "33-year-old" not in first.summary


def test_a_retracted_article_is_told(feed, made_up):
    retract()
    told = [entry.title for entry in feed(CASES).entries]
    assert not [title for title in told if title.startswith(made_up[1])]
    [entry] = feed(f"{CASES}?retracted=only").entries
    assert entry.title.startswith(f"Article retracted: {made_up[1]}")
    first = feed(ARTICLES).entries[0]
    assert first.title.startswith("Article retracted: Synthetic: A made-up report")


def test_articles_have_a_feed_of_their_own(feed, seed_case):
    entries = feed(ARTICLES).entries
    assert {entry.link.split("/")[-2] for entry in entries} == {
        "hou-ntrk1-mesenchymal-sarcoma",
        archive.NEWS,
    }
    assert feed(f"{ARTICLES}?since=2999-01-01").entries == []


def test_a_feed_has_so_many_entries_and_no_more(feed, made_up, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 2)
    names = [entry.link.split("/")[-2] for entry in feed(CASES).entries]
    assert names == [made_up[2], made_up[1]]
    # Of many cases the newest versions are gone through instead.
    monkeypatch.setattr(feeds, "FEW", 1)
    asked = feed(f"{CASES}?drug=entrectinib").entries
    assert [entry.link.split("/")[-2] for entry in asked] == names


def test_words_that_xml_or_html_would_read_are_words(feed, words):
    case = d.as_dict(archive.made_up(1))
    case["diagnoses"][-1] |= {"reported": "<b>sarcoma</b> & \x0bmore", "role": "final"}
    case["diagnoses"] = case["diagnoses"][-1:]
    publishing.put(d.read(case), **archive.ENVELOPE)
    [entry] = feed(CASES).entries
    assert "<b>sarcoma</b> & more" in entry.title
    assert "&lt;b&gt;sarcoma&lt;/b&gt; &amp; more" in entry.summary


@pytest.mark.parametrize("address", [CASES, ARTICLES, f"{CASES}?drug=entrectinib"])
def test_an_unchanged_feed_is_not_sent_twice(client, seed_case, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    archive.put_made_up(1)
    publishing.put(d.ArticleDocument.model_validate(PAPER), **archive.ENVELOPE)
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("address", "culprit"),
    [
        (f"{CASES}?genes=NTRK1", "genes"),
        (f"{CASES}?gene=NOSUCH", "gene"),
        (f"{CASES}?since=yesterday", "since"),
        (f"{ARTICLES}?page=1", "page"),
        (f"{ARTICLES}?since=2026", "since"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(page, words, address, culprit):
    assert page(address, 400).culprits == [culprit]


def test_a_feed_has_one_page(page, words):
    page(f"{CASES}?page=2", 404)


def test_addresses_begin_as_the_site_is_called_whoever_asks(client, made_up, settings):
    settings.PUBLIC_URL = "https://cases.example.org"
    for address in (CASES, ARTICLES):
        read = feedparser.parse(
            client.get(address, headers={"host": "localhost"}).content
        )
        told = [link.href for one in (read.feed, *read.entries) for link in one.links]
        assert {
            one.partition("/cases/")[0].partition("/articles/")[0] for one in told
        } == {"https://cases.example.org"}


def test_a_feed_asks_as_often_for_many_cases(client, made_up):
    client.get(CASES)
    with CaptureQueriesContext(connection) as few:
        client.get(CASES)
    archive.put_made_up(9)
    client.get(CASES)
    with CaptureQueriesContext(connection) as many:
        client.get(CASES)
    assert len(many) == len(few)
