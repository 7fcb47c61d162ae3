"""Engines that need no library more answer as we do, for sixty made-up cases."""

import os

import psycopg
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from psycopg.conninfo import make_conninfo

from benchmarks import data
from benchmarks.comparing import difference, equal_counts
from benchmarks.engines.base import Answer, Place
from benchmarks.engines.duckdb import DuckDB
from benchmarks.engines.ours import Ours
from benchmarks.engines.pages import Page
from benchmarks.engines.postgresql import PostgreSQL
from benchmarks.process import Stopped, Worker
from benchmarks.questions import chosen_from
from casebase.archive.synthetic.writing import write
from tests import an_archive
from tests.archive import synthetic_words

pytestmark = pytest.mark.django_db
PATIENCE = 60


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker, tmp_path_factory):
    """The place of an engine, the data, and the questions with our answers."""
    folder = tmp_path_factory.mktemp("bench")
    with (
        an_archive.for_a_while(django_db_blocker),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("CASEBASE_DATA", str(settings.CASEBASE_DATA))
        synthetic_words.put_words()
        write(60, seed=1)
        cases = data.write(folder / "cases.jsonl")
        place = Place(
            folder, settings.CASEBASE_DATA, os.environ.get("DATABASE_URL", "")
        )
        ours = Ours(place)
        ours.open(cases)
        yield place, cases, [(q, ours.ask(q)) for q in chosen_from(cases)]


def assert_all_equal(engine, questions):
    """Ask it all, and compare."""
    differ = {
        question.name: found
        for question, ours in questions
        if (
            found := difference(
                ours, engine.answer(engine.ask(question)), engine.compared
            )
        )
    }
    assert not differ


def test_the_questions_find_something_and_count_much(asked):
    """Else equal answers would say nothing."""
    _, cases, questions = asked
    assert sum(bool(ours.total) for _, ours in questions) >= 12
    assert all(len(ours.counts) >= 12 for _, ours in questions)
    assert cases.size == 60 - retracted(cases)


def retracted(cases):
    """Cases that the list leaves out."""
    numbers = {case.number for case in cases.cases()}
    return len(set(range(1, 61)) - numbers)


def test_duckdb_answers_as_we_do(asked):
    """In process, from files of rows."""
    place, cases, questions = asked
    engine = DuckDB(place)
    engine.load(cases)
    engine.open(cases)
    assert_all_equal(engine, questions)


def test_our_page_shows_what_the_search_finds(asked, monkeypatch):
    """Total and newest cases, read off the page."""
    place, cases, questions = asked
    monkeypatch.setattr(settings, "MAX_KEPT_BYTES", 0)
    # At the end of a request it would close the test's own connection.
    for signal in (request_started, request_finished):
        monkeypatch.setattr(signal, "send", lambda *_, **__: [])
    engine = Page(place)
    engine.open(cases)
    assert_all_equal(engine, questions[:4])


@pytest.mark.postgresql
def test_postgresql_answers_as_we_do(asked):
    """Arrays and words under GIN."""
    place, cases, questions = asked
    engine = PostgreSQL(place)
    try:
        engine.load(cases)
        engine.open(cases)
        assert_all_equal(engine, questions)
        engine.connection.close()
    finally:
        drop(place, PostgreSQL.database)


@pytest.mark.postgresql
def test_the_plain_page_answers_as_we_do(asked):
    """In a process of its own, since it has settings of its own."""
    place, cases, questions = asked
    worker = Worker("django-filter", place, cases)
    try:
        worker.do({"do": "load"}, PATIENCE)
        worker.do({"do": "open"}, PATIENCE)
        for question, ours in questions:
            told = {"do": "ask", "question": question.asdict(), "read": True}
            answer = Answer(**worker.do(told, PATIENCE)["answer"])
            assert difference(ours, answer, "all") == "", question.name
    finally:
        worker.end()
        drop(place, "bench_tables")


def drop(place, database):
    """Leave nothing behind on a server that others use too."""
    address = make_conninfo(place.postgresql, dbname="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def test_an_engine_that_fails_says_why_and_goes_on(asked):
    """A question too much stops no run, and a process that hangs is ended."""
    place, cases, questions = asked
    worker = Worker("duckdb", place, cases)
    told = {"do": "ask", "question": questions[0][0].asdict(), "read": True}
    try:
        with pytest.raises(Stopped, match="AttributeError"):
            worker.do(told, PATIENCE)
        with pytest.raises(Stopped, match="stopped after 0 s"):
            worker.do({"do": "open"}, 0)
        with pytest.raises(Stopped):
            worker.again(0)
    finally:
        worker.end()


def test_a_difference_is_named(asked):
    """A count that is wrong, missing or too much; a total; other cases."""
    _, _, [(_, ours), *_] = asked
    facet, counts = max(ours.counts.items(), key=lambda one: len(one[1]))
    [(first, n), _, *rest] = counts.items()
    changed = ours.counts | {facet: {first: n + 1, "made up": 1, **dict(rest)}}
    theirs = Answer(ours.total + 1, ours.newest[1:], changed)
    found = difference(ours, theirs, "all")
    assert f"{ours.total + 1} cases, not {ours.total}" in found
    assert "other newest cases" in found
    assert f"1 counts differ ({facet} {first}: {n + 1}, not {n})" in found
    assert "counts missing" in found
    assert f"1 counts too many (('{facet}', 'made up'))" in found
    equal, counted = equal_counts(ours, theirs)
    assert equal == counted - 2
    assert difference(ours, ours, "all") == ""
    given = Answer(ours.total, ours.newest, {facet: counts})
    assert difference(ours, given, "given") == ""
    assert "missing" in difference(ours, given, "all")
