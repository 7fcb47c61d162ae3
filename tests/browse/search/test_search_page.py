"""The page of a search, what it refuses, and the answers of the type-ahead."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casebase.browse.search import search, suggest
from tests.browse import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(starter, client):
    """Ask for an address, expect an answer, read it."""

    def ask(address, status=200, **asked):
        answer = client.get(address, asked)
        assert answer.status_code == status, (address, answer.status_code)
        return pages.read(answer)

    return ask


def test_the_page_says_how_it_read_each_part_and_lets_it_be_taken_away(page, seed):
    shown = page("/search/", q="TRKA sarcoma crizotinib")
    assert shown.accessions[0] == seed
    assert (shown.total, shown.version) == (2, "40")
    assert "Remove: Gene NTRK1 (TRKA)" in shown.words
    assert "Remove: Diagnosis Sarcoma, any site (sarcoma)" in shown.words
    assert "Remove: Drug crizotinib" in shown.words
    ways = [link for link in shown.links if link.startswith("/search/?")]
    assert ways[:3] == [
        "/search/?q=sarcoma+crizotinib",
        "/search/?q=TRKA%2C+crizotinib",
        "/search/?q=TRKA+sarcoma",
    ]
    assert "Found by gene NTRK1 · diagnosis Sarcoma, any site · drug crizotinib" in (
        shown.words
    )
    assert "/cases/?gene=NTRK1&diagnosis=sarcoma&drug=crizotinib" in shown.links
    assert {"/genes/NTRK1/", "/diagnoses/sarcoma/", "/drugs/crizotinib/"} <= {
        *shown.links
    }


def test_a_misspelt_word_is_told_plainly(page):
    shown = page("/search/", q="krizotinib")
    assert "No case has “krizotinib”. Shown: crizotinib." in shown.words
    instead = "/search/?q=krizotinib&typed=yes"
    assert ("Search for krizotinib instead", instead) in shown.counted
    as_typed = page(instead)
    assert as_typed.total == 0
    assert ("crizotinib", "/search/?q=crizotinib") in as_typed.counted
    assert "That does not mean it has never been tried or published." in as_typed.words


def test_an_ambiguous_name_asks_which_one(page):
    shown = page("/search/", q="PTC")
    assert "“PTC” can mean CCDC6 (no case), RET (2 cases). Which one?" in shown.words
    assert {"/search/?q=CCDC6", "/search/?q=RET"} <= {*shown.links}
    assert page("/search/?q=RET").total == 2


def test_an_empty_answer_says_what_to_drop(page):
    shown = page("/search/", q="NTRK1 crizotinib melanoma")
    assert shown.total == 0
    assert "Without diagnosis Melanoma or Melanoma, any site: 2 cases" in shown.words
    unknown = page("/search/", q="qqqqq wwwww NTRK1")
    assert "No case has “qqqqq”." in unknown.words
    assert ("Only gene NTRK1: 3 cases", "/search/?q=NTRK1") in unknown.counted
    quoted = page("/search/", q='"crizotinib crizotinib"')
    again = "/search/?q=crizotinib+crizotinib"
    assert ("The same without quotes", again) in quoted.counted
    assert page(again).total == 5


def test_a_known_name_without_a_case_is_told(page):
    assert "Gene KRAS: no case." in page("/search/", q="KRAS").words


def test_without_a_query_it_tells_how_it_reads(page):
    for address in ("/search/", "/search/?q=", "/search/?q=+"):
        assert "How search reads what you type" in page(address).words


def test_pages_follow_one_another(page, monkeypatch):
    monkeypatch.setattr("casebase.browse.search.page.PER_PAGE", 2)
    whole = [hit.accession for hit in search("patient crizotinib").hits]
    first = page("/search/", q="patient crizotinib")
    assert "/search/?q=patient+crizotinib&page=2" in first.links
    second = page("/search/?q=patient+crizotinib&page=2")
    assert first.accessions + second.accessions == whole[:4]
    newest = page("/search/?q=patient+crizotinib&sort=newest&page=2")
    assert "/search/?q=patient+crizotinib&sort=newest" in newest.links
    page("/search/?q=patient+crizotinib&page=9", status=404)


@pytest.mark.parametrize(
    ("query", "culprits"),
    [
        ("q=a&colour=red", ["colour"]),
        ("q=a&sort=oldest", ["sort"]),
        ("q=a&page=0", ["page"]),
        ("q=a&typed=no", ["typed"]),
        ("q=a&q=b", ["q"]),
        (f"q={'a' * 501}", ["q"]),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(page, query, culprits):
    assert page(f"/search/?{query}", status=400).culprits == culprits


@pytest.mark.parametrize(("path", "most"), [("/search/", 500), ("/cases/", 200)])
def test_what_is_too_long_is_told_in_the_words_of_the_reader(page, path, most):
    words = page(path, status=400, q="a" * (most + 1)).words
    assert f"What you typed has {most + 1} characters; at most {most} are read." in (
        words
    )


@pytest.mark.parametrize(
    "query",
    [" ".join(["word"] * 60), '"un "balanced" quotes', "ﬁbrosarcoma", "🧬", "<b>&amp;"],
)
def test_whatever_is_typed_has_an_answer(page, query):
    assert "<b>&amp;" not in page("/search/", q=query).text.replace("&lt;b&gt;", "")


def test_the_page_asks_as_often_for_many_rows_as_for_one(starter, client):
    client.get("/search/", {"q": "krizotinib"})

    def asked(query):
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/search/", {"q": query}).status_code == 200
        return len(caught)

    assert asked("Hou") == asked("NTRK1 sarcoma") == asked("sarcoma")
    assert asked("Hou") <= 6


def test_a_page_weighs_little(starter, client):
    answer = client.get("/search/", {"q": "patient"})
    assert len(gzip.compress(answer.content)) < 120_000


def test_the_boxes_of_header_and_front_page_lead_here(starter, client):
    for address in ("/", "/about/"):
        assert 'action="/search/" method="get"' in client.get(address).content.decode()


def test_a_list_that_finds_nothing_leads_here(page):
    found = page("/cases/", q="NTRK1 qqqqq")
    assert "/search/?q=NTRK1%20qqqqq" in found.links


def test_cases_are_ticked_for_a_comparison_that_leads_back(page):
    shown = page("/search/?q=krizotinib&sort=newest")
    assert shown.text.count('type="checkbox" name="case"') == shown.total
    back = "/search/?q=krizotinib&amp;sort=newest"
    assert f'name="from" value="{back}"' in shown.text
    one, other = shown.accessions[:2]
    pair = {"from": "/search/?q=krizotinib&sort=newest", "case": [one, other]}
    assert "/search/?q=krizotinib&sort=newest" in page("/cases/compare/", **pair).links
    pair["from"] = "/search/?colour=red"
    assert page("/cases/compare/", status=400, **pair).culprits == ["from"]


# ── The type-ahead ────────────────────────────────────────────────────────────────


def test_the_type_ahead_answers_in_json(starter):
    answer = Client().get("/suggest/", {"q": "xalk"})
    assert answer.headers["Content-Type"] == "application/json"
    told = answer.json()
    assert told["archive_version"] == 40
    assert told["suggestions"] == [
        {
            "kind": "Drug",
            "key": "crizotinib",
            "label": "crizotinib",
            "matched": "Xalkori",
            "address": "/drugs/crizotinib/",
            "cases": 5,
            "more": 0,
        }
    ]


@pytest.mark.parametrize("query", ["q=a&b=c", f"q={'a' * 501}", "page=2"])
def test_the_type_ahead_refuses_what_it_cannot_read(starter, query):
    answer = Client().get(f"/suggest/?{query}")
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["culprit"] in ("b", "q", "page")


def test_every_offer_leads_to_a_page_with_as_many_cases(page, client):
    for typed in ("a", "ntrk", "off", "hou", "NTRK1 criz", "fem"):
        for one in client.get("/suggest/", {"q": typed}).json()["suggestions"]:
            shown = page(one["address"])
            assert one["cases"] in (None, shown.total), one


def test_cases_that_only_name_a_term_are_counted_apart(page):
    shown = page("/search/", q="NTRK1")
    assert shown.total == 3
    assert page("/genes/NTRK1/").total == 2
    assert "3 cases 2 with gene NTRK1, 1 more names it" in shown.words
    assert "Gene NTRK1 2 cases, 1 more names it" in shown.words
    offered = {(o.key, o.cases, o.more) for o in suggest("ntrk1")}
    assert ("NTRK1", 2, 1) in offered
