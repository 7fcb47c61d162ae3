"""The starter's cases were extracted twice; what differed is settled, and kept so."""

import pytest

from tests.extraction import report, sets
from tests.extraction.agreement import LEAST, is_dangerous

#: The files of source facts tell of fourteen patients in twelve papers and a news item.
CASES, ARTICLES = 14, 13


@pytest.fixture(scope="module")
def extraction():
    return sets.ours()


def test_both_extractions_are_of_all_cases(extraction):
    for told in (extraction.first, extraction.second):
        assert (len(told["cases"]), len(told["articles"])) == (CASES, ARTICLES)


def test_every_difference_is_listed_as_it_is(extraction):
    assert extraction.unlisted == []


def test_every_listed_difference_exists(extraction):
    assert extraction.gone == []


def test_the_starter_holds_what_was_settled(extraction):
    assert extraction.against(sets.STARTER) == []


@pytest.mark.promise(16)
def test_both_agree_in_every_kind_of_field_once_settled(extraction, looked_at):
    rows, everything = report.table_of(extraction)
    looked_at(everything.compared, "values", least=2_000)
    assert [row for row in rows if row.after < LEAST] == []


def test_no_dangerous_difference_is_open(extraction):
    rows, _ = report.table_of(extraction)
    dangerous = [row for row in rows if is_dangerous(row.kind)]
    assert all(row.compared > 10 for row in dangerous)
    assert [row for row in dangerous if row.open] == []


def test_the_published_table_is_current(extraction):
    assert sets.AGREEMENT.read_text("utf-8") == report.text_of(extraction)
