"""The detector against labelled sentences: precision and recall of each kind.

`pytest -s -n0 tests/curation/reviewing/test_identifying.py` prints them, and what was
missed or found wrongly. The sentences are made up, and patterns were mended by them:
how the detector does on other people's sentences is not known.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

from casebase.curation.reviewing import identifying

LINES = Path(__file__).with_name("identifying.tsv")
#: Of what was found, how much is one; of what is one, how much was found.
FLOORS = {
    "name": (0.95, 0.90),
    "initials": (0.95, 0.90),
    "day": (0.90, 0.90),
    "age": (0.95, 0.80),
    "number": (0.90, 0.90),
    "contact": (0.95, 0.95),
    "place": (0.95, 0.90),
    "occupation": (0.90, 0.85),
}


def labelled():
    """Each sentence, with the kinds that it has."""
    with LINES.open(encoding="utf-8", newline="") as file:
        told = (line for line in file if not line.startswith("#"))
        for kinds, text in csv.reader(told, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield text, set() if kinds == "-" else set(kinds.split(","))


def counted(kinds):
    """How often each kind was found rightly, wrongly, or missed; and in which lines."""
    right, wrong, missed, lines = Counter(), Counter(), Counter(), []
    for text, wanted in labelled():
        found = {name for name, kind in kinds.items() if any(kind.found_in(text))}
        right.update(wanted & found)
        wrong.update(found - wanted)
        missed.update(wanted - found)
        lines += [f"  {name}, missed: {text}" for name in sorted(wanted - found)]
        lines += [f"  {name}, wrongly: {text}" for name in sorted(found - wanted)]
    return right, wrong, missed, lines


def too_low(kinds):
    """The kinds that are below their floors; prints what was counted."""
    right, wrong, missed, lines = counted(kinds)
    below = []
    told = [f"\n{'kind':<12}{'lines':>6}{'precision':>11}{'recall':>8}"]
    for name, (least_precision, least_recall) in FLOORS.items():
        has = right[name] + missed[name]
        precision = right[name] / max(1, right[name] + wrong[name])
        recall = right[name] / max(1, has)
        told.append(f"{name:<12}{has:>6}{precision:>11.3f}{recall:>8.3f}")
        if precision < least_precision or recall < least_recall:
            below.append(name)
    sys.stdout.write("\n".join([*told, *lines, ""]))
    return below


def test_the_lines_are_enough_to_count_by():
    known = [kinds for _, kinds in labelled()]
    each = Counter(kind for kinds in known for kind in kinds)
    assert len(known) >= 150
    assert sum(not kinds for kinds in known) >= 75
    assert set(each) == set(FLOORS) == set(identifying.KINDS)
    assert min(each.values()) >= 8


def test_precision_and_recall_of_each_kind_reach_their_floors():
    assert too_low(identifying.KINDS) == []


@pytest.mark.parametrize("name", FLOORS)
def test_a_kind_that_is_left_out_is_noticed(name):
    without = {key: kind for key, kind in identifying.KINDS.items() if key != name}
    assert too_low(without) == [name]


@pytest.mark.parametrize("name", ["name", "initials", "day", "age", "number", "place"])
def test_a_kind_that_takes_everything_is_noticed(name):
    kind = identifying.KINDS[name]
    loose = identifying.Kind(kind.sentence, kind.patterns)
    assert name in too_low(identifying.KINDS | {name: loose})


def test_a_part_of_what_was_found_is_not_found_again():
    (found,) = identifying.KINDS["number"].found_in("Hospital number 4482913, ward 7.")
    assert found == "Hospital number 4482913"
