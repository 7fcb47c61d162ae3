"""300 questions to 500 made-up cases and the starter's: each answer equals the one
that is found by looking at every document in turn. And every number on the pages of
these cases opens a list of exactly that many."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

import pytest
from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casebase.archive import facets, index, selection
from casebase.archive.models import Record, Term
from casebase.browse.addresses import HUBS, hub
from casebase.browse.filters import CaseFilterSet, CourseFilterSet
from casebase.browse.similar import similar_to
from tests import an_archive
from tests.archive import generated, naive
from tests.browse import numbers, pages

pytestmark = pytest.mark.django_db

QUESTIONS, IN_ONE_TEST, BY_HTTP = 300, 100, 10
SORTS = ("newest", "oldest", "added")
#: Valid everywhere, and had by no case.
ABSENT = {"year": "1901", "country": "AQ"}


@dataclass(frozen=True)
class Question:
    """What is asked of a list."""

    chosen: dict[str, list[str]]
    retracted: str
    since: str
    sort: str

    @property
    def query(self) -> str:
        """As an address asks it."""
        pairs = [(name, key) for name, keys in self.chosen.items() for key in keys]
        beside = {"retracted": self.retracted, "since": self.since, "sort": self.sort}
        return urlencode([*pairs, *beside.items()])

    def answer(self, cases: list[naive.PlainCase]) -> naive.Answer:
        """What looking at every document finds."""
        return naive.Answer(cases, self.chosen, self.retracted, self.since)


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """All cases as the naive way reads them; the database has them meanwhile."""
    with an_archive.for_a_while(django_db_blocker):
        generated.publish()
        yield generated.plain_cases()


def values_of(cases: list[naive.PlainCase]) -> dict[str, list[str]]:
    """The values of each facet that some case has."""
    found: dict[str, set[str]] = {name: set() for name in naive.FACETS}
    for case in cases:
        for rows in case.rows.values():
            for _, row in rows:
                for name, keys in row.items():
                    found[name] |= keys
    return {name: sorted(keys) for name, keys in found.items()}


def questions(cases: list[naive.PlainCase]) -> Iterator[Question]:
    """Up to five facets with up to three values each: half of them off one case, so
    that many a question has an answer."""
    dice, values = Random(4), values_of(cases)
    absent = ABSENT | {
        name: next(iter(keys))
        for name in naive.FACETS
        if (keys := _never_had(name, values[name]))
    }
    while True:
        case = dice.choice(cases)
        chosen = {}
        for name in dice.sample(naive.FACETS, dice.randint(1, 5)):
            rows = [row.get(name, ()) for _, row in case.rows[naive.SPACE[name]]]
            own = sorted({key for row in rows for key in row})
            pool = own if own and dice.random() < 0.7 else values[name]
            keys = dice.sample(pool, min(len(pool), dice.randint(1, 3)))
            if name in absent and dice.random() < 0.1:
                keys.append(absent[name])
            chosen[name] = list(dict.fromkeys(keys))
        yield Question(
            chosen={name: keys for name, keys in chosen.items() if keys},
            retracted=dice.choice(["", "", "include", "only"]),
            since=dice.choice(["", "", "", "2025-06-01"]),
            sort=dice.choice(SORTS),
        )


def _never_had(name: str, had: list[str]) -> list[str]:
    """Values that the vocabulary or the closed list knows, and no case has."""
    facet = facets.FACETS[name]
    terms = Term.objects.filter(facet__in=facet.terms).order_by("facet", "key")
    known = [*terms.values_list("key", flat=True), *facet.closed]
    return [key for key in known if key not in had][:1]


def block_of(cases: list[naive.PlainCase], number: int) -> list[Question]:
    """One block of the questions."""
    asked = questions(cases)
    every = [next(asked) for _ in range(QUESTIONS)]
    return every[number * IN_ONE_TEST : (number + 1) * IN_ONE_TEST]


BLOCKS = pytest.mark.parametrize("block", range(QUESTIONS // IN_ONE_TEST))


def test_there_are_cases_of_every_facet_and_every_silence(archive):
    assert len(archive) >= generated.CASES + 1
    values = values_of(archive)
    assert set(values) == set(facets.FACETS)
    for name, keys in values.items():
        assert len(keys) >= 4, name
        if facets.FACETS[name].silent:
            assert {"not_reported", "not_in_part_read"} <= set(keys), name
    assert sum(case.retracted for case in archive) >= 30
    assert sum(case.year is None for case in archive) >= 30


@BLOCKS
def test_list_total_and_every_count_equal_the_naive_ones(archive, block, monkeypatch):
    if block % 2:  # as with a million cases
        monkeypatch.setattr(selection, "LONG", 0)
    for question in block_of(archive, block):
        answer = question.answer(archive)
        cases = found_by(CaseFilterSet, question)
        assert cases.page(1, 10_000, question.sort) == answer.accessions(question.sort)
        assert cases.total == len(answer.found), question
        courses = found_by(CourseFilterSet, question)
        given = answer.courses(question.sort)
        assert courses.page(1, 10_000, question.sort) == given, question
        assert courses.total == len(given), question
        for name in naive.FACETS:
            counts = dict(cases.counts(name))
            assert counts == answer.counts(name), (question, name)
            counts = dict(courses.counts(name))
            expected = answer.counts(name, of_courses=True)
            assert counts == expected, (question, name)


def found_by(filters: type[CaseFilterSet], question: Question) -> index.Selection:
    """What the list finds: its form reads the address, its index answers."""
    asked = filters(QueryDict(question.query))
    assert asked.is_valid(), asked.faults
    return asked.selection


@BLOCKS
def test_the_page_says_the_same(archive, block):
    for question in block_of(archive, block)[:BY_HTTP]:
        answer = question.answer(archive)
        page = pages.read(Client().get(f"/cases/?{question.query}&per_page=100"))
        expected = answer.accessions(question.sort)
        assert page.total == len(expected), question
        assert page.accessions == expected[:100], question
        counts = {name: answer.counts(name) for name in naive.FACETS}
        for name, value, count in page.options:
            assert counts[name].get(value) == count, (question, name, value)
        told = {(name, value) for name, value, _ in page.options}
        chosen = {(name, key) for name, keys in question.chosen.items() for key in keys}
        assert chosen <= told, question


def test_questions_are_not_all_without_an_answer(archive):
    asked = questions(archive)
    totals = [len(next(asked).answer(archive).found) for _ in range(QUESTIONS)]
    assert sum(total > 0 for total in totals) > QUESTIONS / 3
    assert sum(total > 1 for total in totals) > QUESTIONS / 5


def alike(one: naive.PlainCase, other: naive.PlainCase) -> int:
    """The points of what two cases share, by the weights that readers are told."""

    def shared(name: str) -> set[str]:
        of_both = [
            {
                key
                for _, row in case.rows[naive.SPACE[name]]
                for key in row.get(name, ())
            }
            for case in (one, other)
        ]
        return (of_both[0] & of_both[1]) - {"not_reported", "not_in_part_read"}

    facts = one.words.facts
    unknown = ("partner_unknown", "family")
    is_known = [
        facts["fusion", key]["state"] not in unknown for key in shared("fusion")
    ]
    same = shared("diagnosis")
    own = same - {up for key in one.own()["diagnosis"] for up in broader(one, key)}
    return (
        (5 if any(is_known) else 0)
        or (3 if shared("gene") else 0)
        or (1 if shared("family") else 0)
    ) + (
        (3 if own else 1 if same else 0)
        + (2 if shared("drug") else 1 if shared("drug_class") else 0)
        + (1 if shared("age") else 0)
    )


def broader(case: naive.PlainCase, diagnosis: str) -> set[str]:
    """The terms above a diagnosis."""
    return case.words.broader("diagnosis", diagnosis)


def test_similar_cases_are_those_that_looking_at_every_case_finds(archive):
    newest_first = naive.Answer(archive, {}).accessions()
    by_name = {case.accession: case for case in archive}
    most = []
    for name in [*newest_first[::12], "CB-000001"]:
        points = {
            other: alike(by_name[name], by_name[other])
            for other in newest_first
            if other != name
        }
        expected = sorted(points.items(), key=lambda item: -item[1])[:5]
        found = similar_to(Record.objects.get(name=name))
        told = [(one.row.accession, one.points) for one in found]
        assert told == [pair for pair in expected if pair[1] >= 3], name
        most += [points for _, points in told]
    # Some share a fusion, and some little.
    assert max(most) >= 8
    assert min(most) <= 5


#: Whether their values exist is known without a query.
NEED_NO_TERM = ("year", "country", "sex", "age", "article_kind", "part_read")


@pytest.mark.parametrize(
    ("path", "view"),
    [("/cases/", "cards"), ("/cases/", "table"), ("/treatments/", "table")],
)
def test_25_rows_cost_as_many_queries_as_1(archive, path, view, monkeypatch):
    # Whether the archive has changed is asked now and then, not once a page.
    monkeypatch.setattr(index, "PATIENCE", 3600)
    alone = next(
        chosen
        for case in archive
        if (chosen := {name: sorted(case.own()[name]) for name in NEED_NO_TERM})
        and len(naive.Answer(archive, chosen, "include").found) == 1
        and len(naive.Answer(archive, chosen, "include").courses()) == 1
    )

    def rows_and_queries(query: str) -> tuple[int, int]:
        Client().get(f"{path}?view={view}&{query}")  # brings the index up to date
        with CaptureQueriesContext(connections["reader"]) as asked:
            page = pages.read(Client().get(f"{path}?view={view}&{query}"))
        return len(page.accessions or page.courses), len(asked)

    rows, queries = rows_and_queries(
        f"retracted=include&{urlencode(alone, doseq=True)}"
    )
    assert rows == 1
    assert rows_and_queries("retracted=include&per_page=25") == (25, queries)
    assert queries <= 4


#: Hubs of each facet whose numbers are followed; all of them with CASEBASE_SOAK=1.
HUBS_FOLLOWED = 2
LISTS = (
    "/cases/",
    "/cases/?gene=NTRK1&view=table",
    "/cases/?response=CR&view=swimmer",
    "/treatments/?drug_class=alk-inhibitor",
    "/findings/?finding_kind=fusion",
)


def places() -> list[str]:
    """Addresses of pages that count: fronts, indexes, lists, hubs spread over all."""
    all_cases = index.current().select({})
    followed = None if os.environ.get("CASEBASE_SOAK") else HUBS_FOLLOWED
    hubs = [
        hub(facet, key)
        for facet in HUBS
        for key, _ in _some(all_cases.counts(facet), followed)
        if key not in facets.SILENCES
    ]
    return ["/", "/?by=partner", *HUBS.values(), *LISTS, *hubs]


def _some(counts: list[tuple[str, int]], number: int | None) -> list[tuple[str, int]]:
    """Return so many, spread from the most reported to the least; None: all."""
    return counts if number is None else counts[:: max(1, -(-len(counts) // number))]


def test_every_number_opens_a_list_of_that_many(archive, capsys):
    numbers.forget()
    followed, wrong = 0, []
    asked = places()
    for address in asked:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        found = numbers.numbers_on(answer.content.decode(), address)
        assert found, address
        followed += len(found)
        wrong += [f"{address}: {words}" for words in numbers.wrong(found)]
    assert wrong == [], "\n".join(wrong)
    assert followed > 1000
    with capsys.disabled():
        told = f"{followed} numbers on {len(asked)} pages, each followed."
        sys.stdout.write(f"\n{told}\n")
