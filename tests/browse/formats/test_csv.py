"""Cells of a CSV: no spreadsheet runs one, and each can be had back."""

import csv as python_csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.browse.formats import csv

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
DANGEROUS = st.builds("{}{}".format, st.sampled_from([*SIGNS, "'"]), TEXTS)


@given(TEXTS | DANGEROUS | st.text("+-=@/%.,'0123456789A("))
def test_no_cell_is_a_formula_and_each_can_be_had_back(text):
    cell = csv.plain(text)
    assert csv.as_was(cell) == text
    if cell.startswith(SIGNS):
        assert not set(cell) - {*"+-/%.,0123456789"}, "it could name something"
        assert not re.search(r"[0-9%].*[-+/]", cell), "it could be worked out"


@given(st.lists(st.lists(TEXTS | DANGEROUS, min_size=2, max_size=2)))
def test_a_file_holds_what_was_written(rows):
    read = python_csv.reader(io.StringIO(csv.lines(rows), newline=""), strict=True)
    assert [[csv.as_was(cell) for cell in row] for row in read] == rows


@pytest.mark.parametrize(
    "cell", ["-2.5", "+1", "-30%", "+", "-", "+/-", "++", "+++", "µ 5′", "a=b"]
)
def test_numbers_and_lone_signs_stay(cell):
    assert csv.plain(cell) == cell


@pytest.mark.parametrize("cell", ["=1", "-1+1", "+1-A1", "-A1", "--1", "+/-5"])
def test_what_could_be_worked_out_does_not(cell):
    assert csv.plain(cell) == f"'{cell}"


def test_a_file_is_utf_8_with_a_mark_and_ends_lines_as_rfc_4180_has_it():
    file = csv.written([["µg", "5′"]])
    assert file.encode() == b"\xef\xbb\xbf" + "µg,5′\r\n".encode()
