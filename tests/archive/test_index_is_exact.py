"""Any archive, any question: the index answers as one would with pencil and paper."""

import json
from itertools import product
from random import Random

import pytest

from casebase.archive.bitmaps import accession
from casebase.archive.facets import FACETS, SPACES, spaces_asked
from casebase.archive.index import SORTS, Index
from casebase.archive.word_tables import Words

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
ROUNDS, QUESTIONS = 25, 10
WORDS = ("red", "green", "red-green")


def some(random, values, least=0):
    """A few of these values, in any order."""
    return random.sample(values, random.randint(least, len(values)))


def keys_in(random, space):
    """Values of a few of the facets of a space."""
    here = [n for n in ASKED if space in (FACETS[n].space, FACETS[n].also)]
    return {name: some(random, KEYS, least=1) for name in some(random, here)}


def entry(random):
    """What the index is told of one case."""
    terms = {
        "retracted": random.random() < 0.2,
        "since": random.choice(["2024-01-01", "2025-06-30"]),
        "case": [["", keys_in(random, "case")]],
    }
    for space in SPACES[1:]:
        rows = [keys_in(random, space) for _ in range(random.randint(0, 3))]
        terms[space] = [[f"R{n}", row] for n, row in enumerate(rows, start=1)]
    if random.random() < 0.3:
        terms["course"].append(["", {"adverse_event": some(random, KEYS, least=1)}])
    words = " ".join(some(random, WORDS))
    return (random.random() < 0.15, random.choice([None, 2019, 2021]), terms, words)


def archive(random):
    """A few cases by their numbers."""
    numbers = random.sample(range(1, 40), random.randint(0, 12))
    return {number: entry(random) for number in numbers}


def question(random):
    """Values asked of a few facets."""
    asked = some(random, ASKED)[: random.randint(0, 4)]
    return {name: some(random, KEYS, least=1) for name in asked}


@pytest.fixture(params=range(ROUNDS))
def dice(request):
    """Chance, the same in every run."""
    return Random(request.param)


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


@pytest.mark.parametrize("rows", UNITS)
def test_a_question_finds_exactly_what_has_it(dice, rows):
    cases = archive(dice)
    for _ in range(QUESTIONS):
        chosen = question(dice)
        selection = index_of(cases).select(chosen, rows=rows)
        expected = by_hand(cases, chosen, rows)
        assert selection.total == len(expected)
        assert sorted(selection.page(1, 1000)) == sorted(expected)


@pytest.mark.parametrize("rows", UNITS)
def test_every_count_is_the_total_of_the_list_it_opens(dice, rows):
    index = index_of(archive(dice))
    for facet in ASKED:
        chosen = question(dice)
        counts = dict(index.select(chosen, rows=rows).counts(facet))
        for key in KEYS:
            opened = index.select({**chosen, facet: [key]}, rows=rows)
            asked = key in chosen.get(facet, ())
            assert counts.get(key) == (opened.total or (0 if asked else None))


@pytest.mark.parametrize("rows", UNITS)
@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_every_row_once_and_in_order(dice, rows, sort):
    cases, chosen = archive(dice), question(dice) if dice.random() < 0.5 else {}
    per_page = dice.randint(1, 5)
    selection = index_of(cases).select(chosen, rows=rows)
    paged = []
    for number in range(1, selection.total // per_page + 2):
        page = selection.page(number, per_page, sort)
        assert len(page) == min(per_page, selection.total - len(paged))
        paged += page
    assert paged == selection.page(1, 1000, sort)
    years = {accession(n): year for n, (_, year, _, _) in cases.items()}
    order = {
        "newest": lambda name: (-(years[name] or 0), name),
        "oldest": lambda name: (years[name] or 9999, name),
        "added": lambda name: -int(name[3:]),
    }[sort]
    names = [row if rows == "cases" else row[0] for row in paged]
    assert names == sorted(names, key=order)
    assert selection.accessions(sort) == sorted(selection.accessions(sort), key=order)


@pytest.mark.parametrize("largest", [0, 5, Words.LARGEST])
@pytest.mark.parametrize("few", [0, 2, Words.FEW])
@pytest.mark.parametrize("most", [0, 4, Words.MOST])
def test_an_index_brought_up_to_date_is_the_one_made_anew(
    dice, most, few, largest, monkeypatch
):
    for name, number in {"MOST": most, "FEW": few, "LARGEST": largest}.items():
        monkeypatch.setattr(Words, name, number)
    whole = archive(dice)
    index = index_of(whole)
    for number in range(2, 6):
        changes = archive(dice)
        before = index.select({}).page(1, 1000)
        newer = index.changed(told(changes), number, "epoch")
        assert index.select({}).page(1, 1000) == before, "the older one was changed"
        index, whole = newer, whole | changes
        assert index.holds_the_same_as(index_of(whole))


@pytest.mark.parametrize("retracted", ["", "include", "only"])
def test_retracted_cases_are_left_out_or_brought_back(dice, retracted):
    cases = archive(dice)
    found = index_of(cases).select({}, retracted=retracted)
    assert found.total == len(by_hand(cases, {}, "cases", retracted))


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
