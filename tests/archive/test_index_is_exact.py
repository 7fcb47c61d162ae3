"""Any archive, any question: the index answers as one would with pencil and paper."""

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebase.archive.bitmaps import accession
from casebase.archive.facets import FACETS, SPACES, spaces_asked
from casebase.archive.index import Index

UNITS = {"cases": "case", "courses": "course", "findings": "finding"}
ASKED = [
    "gene",
    "fusion",
    "drug",
    "response",
    "adverse_event",
    "not_given",
    "tested_negative",
    "assay",
    "sex",
]
KEYS = ("x", "y", "z")
WORDS = ("red", "green", "red-green")


def rows_of(space, most=3):
    """Rows of a case in a space, as an entry tells them."""
    here = [n for n in ASKED if space in (FACETS[n].space, FACETS[n].also)]
    keys = st.dictionaries(
        st.sampled_from(here), st.lists(st.sampled_from(KEYS), min_size=1, unique=True)
    )
    if space == "case":
        return keys.map(lambda found: [["", found]])
    told = st.lists(keys, max_size=most).map(
        lambda rows: [[f"R{n}", row] for n, row in enumerate(rows, start=1)]
    )
    if space != "course":
        return told
    loose = st.lists(st.sampled_from(KEYS), max_size=1).map(
        lambda keys: [["", {"adverse_event": keys}]] if keys else []
    )
    return st.tuples(told, loose).map(lambda both: [*both[0], *both[1]])


@st.composite
def entries(draw):
    """What the index is told of one case."""
    terms = {
        "retracted": draw(st.booleans()),
        "since": draw(st.sampled_from(["2024-01-01", "2025-06-30"])),
        **{space: draw(rows_of(space)) for space in SPACES},
    }
    withdrawn = draw(st.integers(0, 5)) == 0
    year = draw(st.sampled_from([None, 2019, 2021]))
    words = " ".join(draw(st.lists(st.sampled_from(WORDS), unique=True)))
    return (withdrawn, year, terms, words)


archives = st.dictionaries(st.integers(1, 40), entries(), max_size=12)
questions = st.dictionaries(
    st.sampled_from(ASKED), st.lists(st.sampled_from(KEYS), min_size=1, unique=True)
)
many = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow]
)


def told(archive):
    """The entries of an archive as the database gives them."""
    return [
        (accession(number), withdrawn, year, json.dumps(terms), words)
        for number, (withdrawn, year, terms, words) in archive.items()
    ]


def index_of(archive):
    """An index made at one go."""
    return Index().changed(told(archive), 1, "epoch")


def has(row, names, chosen):
    """Whether a row has, of every facet, one of the values asked for."""
    return all(set(row.get(name, ())) & set(chosen[name]) for name in names)


def by_hand(archive, chosen, rows, retracted=""):
    """The rows that a question is to find, found one by one."""
    spaces = spaces_asked(chosen)
    unit = UNITS[rows]
    if unit == "finding" and "negative" in spaces and "finding" not in spaces:
        unit = "negative"
    found = []
    for number, (withdrawn, _, terms, _) in archive.items():
        if withdrawn or {"": terms["retracted"], "only": not terms["retracted"]}.get(
            retracted, False
        ):
            continue
        matching = {
            space: [ref for ref, row in terms[space] if has(row, names, chosen)]
            for space, names in spaces.items()
        }
        if not all(matching.values()):
            continue
        if unit == "case":
            found.append(accession(number))
        else:
            refs = matching.get(unit, [ref for ref, _ in terms[unit]])
            found += [(accession(number), ref) for ref in refs if ref]
    return found


@many
@given(archives, questions, st.sampled_from(list(UNITS)))
def test_a_question_finds_exactly_what_has_it(archive, chosen, rows):
    selection = index_of(archive).select(chosen, rows=rows)
    expected = by_hand(archive, chosen, rows)
    assert selection.total == len(expected)
    assert sorted(selection.page(1, 1000)) == sorted(expected)


@many
@given(archives, questions, st.sampled_from(ASKED), st.sampled_from(list(UNITS)))
def test_every_count_is_the_total_of_the_list_it_opens(archive, chosen, facet, rows):
    index = index_of(archive)
    counts = dict(index.select(chosen, rows=rows).counts(facet))
    for key in KEYS:
        opened = index.select({**chosen, facet: [key]}, rows=rows)
        asked = key in chosen.get(facet, ())
        assert counts.get(key) == (opened.total or (0 if asked else None))


@many
@given(
    archives,
    questions,
    st.sampled_from(list(UNITS)),
    st.sampled_from(["newest", "oldest", "added"]),
    st.integers(1, 5),
)
def test_pages_hold_every_row_once_and_in_order(archive, chosen, rows, sort, per_page):
    selection = index_of(archive).select(chosen, rows=rows)
    paged = []
    for number in range(1, selection.total // per_page + 2):
        page = selection.page(number, per_page, sort)
        assert len(page) == min(per_page, selection.total - len(paged))
        paged += page
    assert paged == selection.page(1, 1000, sort)
    years = {accession(n): year for n, (_, year, _, _) in archive.items()}
    order = {
        "newest": lambda name: (-(years[name] or 0), name),
        "oldest": lambda name: (years[name] or 9999, name),
        "added": lambda name: -int(name[3:]),
    }[sort]
    names = [row if rows == "cases" else row[0] for row in paged]
    assert names == sorted(names, key=order)
    assert selection.accessions(sort) == sorted(selection.accessions(sort), key=order)


@many
@given(archives, st.lists(archives, max_size=3))
def test_an_index_brought_up_to_date_is_the_one_made_anew(archive, later):
    index, whole = index_of(archive), dict(archive)
    for number, changes in enumerate(later, start=2):
        before = index.select({}).page(1, 1000)
        newer = index.changed(told(changes), number, "epoch")
        assert index.select({}).page(1, 1000) == before, "the older one was changed"
        index, whole = newer, whole | changes
    assert index.holds_the_same_as(index_of(whole))


@many
@given(archives, st.sampled_from(["", "include", "only"]))
def test_retracted_cases_are_left_out_or_brought_back(archive, retracted):
    found = index_of(archive).select({}, retracted=retracted)
    assert found.total == len(by_hand(archive, {}, "cases", retracted))


def test_a_drug_a_response_and_a_label_are_those_of_one_course():
    two_courses = [["T1", {"drug": ["x"], "response": ["y"]}]]
    two_courses += [["T2", {"drug": ["y"], "response": ["x"]}]]
    empty = {"retracted": False, "since": "2025-01-01", "case": [["", {}]]}
    empty |= {"considered": [], "finding": [], "negative": []}
    archive = {7: (False, 2020, empty | {"course": two_courses}, "")}
    for drug, response in product("xy", "xy"):
        found = index_of(archive).select({"drug": [drug], "response": [response]})
        assert found.total == (drug != response)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("red", [1, 3]),
        ("red green", [3]),
        ("red-green", [2]),
        ("red::green", [2]),
        ("green::red", []),
        ("green-red", [3]),
        ("blue", []),
        ("", [1, 2, 3]),
    ],
)
def test_words_are_all_to_be_there_and_a_fusion_is_one_word(words, found):
    empty = {"retracted": False, "since": "2025-01-01"} | {s: [] for s in SPACES}
    texts = {1: "red", 2: "red-green", 3: "green red"}
    archive = {n: (False, None, empty, text) for n, text in texts.items()}
    selection = index_of(archive).select({}, words)
    assert selection.page(1, 10) == [accession(n) for n in found]
