"""What docs/asvs.csv says of OWASP's ASVS 5.0.0 is whole, and its tests exist."""

import ast
import csv
import re
from functools import cache

import pytest
from django.conf import settings

with (settings.BASE_DIR / "docs" / "asvs.csv").open(newline="") as file:
    ROWS = list(csv.DictReader(file))

#: All of level 1, by section and how many: OWASP ASVS 5.0.0, the English CSV.
LEVEL_1 = [
    "1.2.1",
    "1.2.2",
    "1.2.3",
    "1.2.4",
    "1.2.5",
    "1.3.1",
    "1.3.2",
    "1.5.1",
    "2.1.1",
    "2.2.1",
    "2.2.2",
    "2.3.1",
    "3.2.1",
    "3.2.2",
    "3.3.1",
    "3.4.1",
    "3.4.2",
    "3.5.1",
    "3.5.2",
    "3.5.3",
    "4.1.1",
    "4.4.1",
    "5.2.1",
    "5.2.2",
    "5.3.1",
    "5.3.2",
    "6.1.1",
    "6.2.1",
    "6.2.2",
    "6.2.3",
    "6.2.4",
    "6.2.5",
    "6.2.6",
    "6.2.7",
    "6.2.8",
    "6.3.1",
    "6.3.2",
    "6.4.1",
    "6.4.2",
    "7.2.1",
    "7.2.2",
    "7.2.3",
    "7.2.4",
    "7.4.1",
    "7.4.2",
    "8.1.1",
    "8.2.1",
    "8.2.2",
    "8.3.1",
    "9.1.1",
    "9.1.2",
    "9.1.3",
    "9.2.1",
    "10.4.1",
    "10.4.2",
    "10.4.3",
    "10.4.4",
    "10.4.5",
    "11.3.1",
    "11.3.2",
    "11.4.1",
    "12.1.1",
    "12.2.1",
    "12.2.2",
    "13.4.1",
    "14.2.1",
    "14.3.1",
    "15.1.1",
    "15.2.1",
    "15.3.1",
]


@cache
def functions_of(path):
    """Name the tests of a file."""
    tree = ast.parse((settings.BASE_DIR / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_there(place):
    """Whether a test or a file of the repository exists."""
    path, _, test = place.partition("::")
    if not (settings.BASE_DIR / path).is_file():
        return False
    return not test or test in functions_of(path)


def test_every_requirement_of_level_1_is_answered_once():
    assert len(LEVEL_1) == 70
    ids = [row["id"] for row in ROWS if row["level"] == "1"]
    assert ids == [f"V{one}" for one in LEVEL_1]


def test_of_level_2_is_answered_what_applies():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    assert {row["level"] for row in ROWS} == {"1", "2"}
    assert len(ids) > 130
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", one) for one in ids)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_an_answer_says_what_shows_it_or_why_not(row):
    assert len(row["requirement"].split()) >= 2
    assert row["met"] in {"yes", "no", "n.a."}
    if row["met"] == "yes":
        assert is_there(row["shown by"]), row["shown by"]
    else:
        assert len(row["shown by"].split()) >= 2


@pytest.mark.parametrize("place", ["tests/nowhere.py", "tests/seed.py::test_nothing"])
def test_what_is_not_there_is_noticed(place):
    assert not is_there(place)
