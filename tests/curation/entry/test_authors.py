"""A list of authors as printed ends in names, or in questions; see `authors.tsv`."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.curation.entry import authors


def _entries() -> list[list[str]]:
    with Path(__file__).with_name("authors.tsv").open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row and not row[0].startswith("#")]


ENTRIES = _entries()


def _told(author: authors.Author) -> str:
    if author.question:
        ways = " / ".join(f"{way.family}, {way.given}" for way in author.choices)
        return f"{author.printed}? {ways}".strip()
    behind = "".join(f" ({one})" for one in (author.suffix, author.credentials) if one)
    return f"{author.name.family}, {author.name.given}{behind}"


@pytest.mark.parametrize(
    ("typed", "expected", "complete"), ENTRIES, ids=[row[0][:60] for row in ENTRIES]
)
def test_a_list_ends_as_the_table_says(typed, expected, complete):
    read = authors.read(typed.replace("⏎", "\n"))
    assert " | ".join(map(_told, read.authors)) == expected
    assert read.is_complete is (complete == "yes")


def test_the_table_is_large_and_hostile():
    assert len({row[0] for row in ENTRIES}) == len(ENTRIES) >= 60
    assert sum("?" in row[1] for row in ENTRIES) >= 20


@given(st.text("AaBé张 .,;&-'*1²\n<>MDJrandetl", max_size=60))
def test_whatever_is_typed_no_name_has_a_word_that_was_not(text):
    for author in authors.read(text).authors:
        words = f"{author.name.family} {author.name.given}".split()
        assert all(word in author.printed for word in words)
        assert bool(author.question) is not bool(author.name.family)
