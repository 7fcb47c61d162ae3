"""What a search finds in the starter's cases, in which order, and by what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from casebase.browse.search import matching, phrases, search

pytestmark = pytest.mark.django_db

FIND_THE_SEED = (
    "NTRK1 sarcoma crizotinib",
    "TRKA",
    "NTRK1 translocation",
    "Xalkori",
    "off label",
    "sarcoma",
    "scalp",
    "complete response",
    "Hou",
    "could not afford",
    "krizotinib",
    "glutathione",
    "larotrectinib",
)


def accessions(query, **asked):
    return [hit.accession for hit in search(query, **asked).hits]


def found_by(query, accession):
    by = {hit.accession: hit.found_by for hit in search(query).hits}
    return by[accession]


def test_the_seed_comes_first_for_what_it_is_about(starter, seed):
    assert accessions("NTRK1 sarcoma crizotinib")[0] == seed


@pytest.mark.parametrize("query", FIND_THE_SEED)
def test_the_seed_is_on_the_first_page(starter, seed, query):
    assert seed in accessions(query)


def test_given_comes_before_considered_and_that_before_words(starter, seed):
    given = search("larotrectinib").hits
    assert [hit.found_by for hit in given] == [
        ("drug larotrectinib",),
        ("drug larotrectinib",),
        ("drug considered, not given: larotrectinib",),
    ]
    assert given[-1].accession == seed


def test_the_newest_comes_first_if_that_is_asked(starter):
    best, newest = accessions("NTRK1"), accessions("NTRK1", sort="newest")
    tested = starter["zhang-alk-imt-2020/patient-2"]
    assert (best[-1], newest[0]) == (tested, tested)
    assert sorted(best) == sorted(newest)


@pytest.mark.parametrize(
    ("query", "by"),
    [
        ("NTRK1 Hou", ("gene NTRK1", "word “Hou” in article")),
        ("glutathione", ("drug named: glutathione (supplement)",)),
        ("could not afford", ("not given: cost",)),
        ("NTRK1 translocation", ("gene fusion: NTRK1, any partner",)),
        ("33-year-old", ("age: 18 to 39 and word “33”",)),
        ('"financial reasons"', ("phrase “financial reasons” in treatment",)),
        ("CB-000008", ("word “CB-000008” in its number",)),
    ],
)
def test_a_case_says_by_what_it_was_found(starter, seed, query, by):
    assert found_by(query.replace("CB-000008", seed), seed) == tuple(
        one.replace("CB-000008", seed) for one in by
    )


def test_a_gene_that_was_only_tested_says_so(starter):
    hits = search("NTRK1 sarcoma crizotinib").hits
    assert hits[-1].found_by[0] == "gene named: NTRK1 (NTRK1 expression)"


def test_the_word_of_a_class_does_not_find_the_gene(starter):
    """Crizotinib is a MET inhibitor; that gives nobody a MET alteration."""
    assert {hit.found_by for hit in search("MET").hits} == {("gene MET",)}


# ── Names that are not certain ────────────────────────────────────────────────────


def test_a_misspelt_name_is_answered_and_said(starter):
    answer = search("krizotinib NTRK1")
    assert answer.read_as == "crizotinib NTRK1"
    [word] = answer.corrections
    assert (word.typed, word.shown) == ("krizotinib", "crizotinib")
    assert answer.total == search("crizotinib NTRK1").total
    as_typed = search("krizotinib NTRK1", as_typed=True)
    assert as_typed.total == 0
    assert as_typed.corrections[0].nearest == (("crizotinib", "crizotinib NTRK1"),)


def test_a_misspelt_author_is_found(starter):
    assert search("Fernandez").corrections[0].shown == "fernandes"


@pytest.mark.parametrize("symbol", ["NTRK4", "SKAP3", "RRBP2", "KIF5D"])
def test_a_symbol_is_never_put_in_place_of_another(starter, symbol):
    answer = search(symbol)
    assert answer.total == 0
    assert not any(word.shown for word in answer.corrections)


def test_an_ambiguous_name_asks_and_finds_its_word(starter):
    answer = search("TRK inhibitors crizotinib, H4")
    [question] = answer.questions
    assert [(term.key, query) for term, query, _ in question.choices] == [
        ("CCDC6", "TRK inhibitors crizotinib, CCDC6"),
        ("FGFR1", "TRK inhibitors crizotinib, FGFR1"),
    ]
    for _, query, found in question.choices:
        assert search(query).total == found


def test_both_spellings_find_the_same(starter):
    assert {*accessions("tumor")} == {*accessions("tumour")} != set()


# ── What is told beside the cases ─────────────────────────────────────────────────


def test_the_terms_have_their_pages_and_the_article_is_found(starter):
    answer = search("TRKA sarcoma crizotinib")
    assert [term.address for term in answer.terms] == [
        "/genes/NTRK1/",
        "/diagnoses/sarcoma/",
        "/drugs/crizotinib/",
    ]
    [article] = search("Hou").articles
    assert article.slug == "hou-ntrk1-mesenchymal-sarcoma"
    titled = search("rare NTRK1 sarcoma translocation").articles
    assert [one.slug for one in titled] == ["jnccn360-2021-ntrk1-mesenchymal-sarcoma"]


def test_the_understood_part_opens_as_filters(starter):
    answer = search("NTRK1 sarcoma crizotinib")
    asked = "/cases/?gene=NTRK1&diagnosis=sarcoma&drug=crizotinib"
    assert (str(answer.filters), answer.filtered) == (asked, 1)
    considered = search("larotrectinib Hou")
    assert str(considered.filters) == "/cases/?q=Hou&drug=larotrectinib"
    assert str(search("glutathione").filters) == "None"


def test_a_part_that_no_case_has_leaves_ways_out(starter):
    answer = search("NTRK1 qqqqqq")
    assert answer.total == 0
    assert [part.total_without for part in answer.parts] == [0, 3]
    [word] = answer.corrections
    assert (word.typed, word.shown, word.nearest) == ("qqqqqq", "", ())


@pytest.mark.parametrize(
    "query",
    [
        "",
        "the",
        '"',
        '""',
        "食道",
        "a" * 500,
        "\u202e\x07 \ufdfa",
        "%_\\'; --",
        "1" * 99,
    ],
)
def test_nonsense_finds_nothing(starter, query):
    assert search(query).total == 0


def test_another_script_is_no_word_and_finds_nothing_beside_a_name(starter):
    assert search("食道 NTRK1").total == 0


# ── Phrases ───────────────────────────────────────────────────────────────────────


def test_a_phrase_is_found_as_it_stands_and_in_no_other_order(starter, seed):
    assert accessions('"rare case of mesenchymal sarcoma"') == [seed]
    assert accessions('"mesenchymal rare case"') == []
    assert accessions("mesenchymal rare case") == [seed]


def test_a_phrase_is_found_in_what_readers_see_for_a_value(starter, seed):
    assert seed in accessions('"complete response"')
    assert accessions('"Complete  RESPONSE"') == accessions('"complete response"')


def test_no_more_cases_are_read_for_a_phrase_than_the_bound(starter, monkeypatch):
    monkeypatch.setattr("casebase.browse.search.searching.MOST_READ", 2)
    answer = search('"complete response"')
    assert answer.phrases_checked == 2
    assert answer.phrases_left > 0
    assert answer.total <= 2


def test_a_phrase_does_not_reach_over_two_texts():
    told = phrases._text(["no evidence", "of disease"])
    assert " no evidence of disease " not in told


# ── Cost and order ────────────────────────────────────────────────────────────────


def test_as_many_questions_to_the_database_for_many_parts_as_for_one(starter):
    search("krizotinib")  # names and spellings are made once for a version

    def asked(query):
        with CaptureQueriesContext(connection) as caught:
            search(query)
        return len(caught)

    # The cases of the page, their articles, and the articles that have the words.
    assert asked("Hou") == asked("sarcoma") == asked("sarcoma NTRK1") == 3
    assert asked("patient report treated ALK crizotinib alectinib") <= 3


def role(rank, *cases):
    return matching.Role(rank, "", BitMap(cases))


def test_a_case_in_a_better_role_comes_first():
    part = [role(0, 1), role(1, 2), role(3, 1, 2, 3)]
    assert matching.in_levels([part], BitMap(range(10))) == [
        BitMap([1]),
        BitMap([2]),
        BitMap([3]),
    ]


def test_a_rare_part_weighs_more_than_a_common_one():
    common = [role(0, *range(50), 100), role(3, 200)]
    rare = [role(0, 200), role(3, 100)]
    everything = BitMap(range(2000))
    assert matching.in_levels([common, rare], everything) == [
        BitMap([200]),
        BitMap([100]),
    ]


def test_pages_follow_one_another_over_the_levels(starter):
    whole = accessions("patient crizotinib", per_page=25)
    parts = [accessions("patient crizotinib", per_page=2, page=n) for n in (1, 2, 3)]
    assert [one for part in parts for one in part] == whole
    assert len(whole) > 4
