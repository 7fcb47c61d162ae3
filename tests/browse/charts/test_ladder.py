"""Doses as steps: what is drawn as known, and what is hatched because nobody knows."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.archive import document as d
from casebase.browse.charts import ladder
from tests import seed

SOURCE = {"article": "paper", "assertion": "stated"}


def steps(*told):
    """Return dose steps in mg twice daily, but for what is told."""
    usual = {"dose_unit": "mg", "frequency": "bid", "change": "reduced"}
    return [
        d.DoseStep.model_validate(
            {"ref": f"DS{n}", "source": SOURCE, "sequence": n}
            | (usual if "dose_value" in one else {})
            | one
        )
        for n, one in enumerate(told, start=1)
    ]


def drawn(*told):
    """Draw dose steps."""
    return ladder.draw(ladder.rungs_of(steps(*told)))


def test_the_seed_goes_down_by_half_and_up_again():
    treatment = next(t for t in seed.case_document().treatments if t.ref == "T2")
    drawing = ladder.draw(ladder.rungs_of(treatment.agents[0].doses))
    assert [(b.css, b.height) for b in drawing.blocks] == [
        ("dose", ladder.TALLEST),
        ("dose", ladder.TALLEST / 2),
        ("dose", ladder.TALLEST),
    ]
    # Only the second step has a length.
    assert [block.jagged for block in drawing.blocks] == [True, False, True]
    assert [label.text for label in drawing.labels] == [
        *("250 mg", "twice daily"),
        *("125 mg", "twice daily"),
        *("250 mg", "twice daily"),
    ]


@pytest.mark.parametrize(
    "second",
    [
        {"dose_value": "125", "dose_unit": "mg_m2"},
        {"dose_value": "125", "dose_unit": "other"},
        {"dose_value": "125", "dose_max": "200"},
        {"dose_value": "125", "frequency": "not_reported"},
        {"dose_value": "125", "frequency": "weekly"},
        {"dose_value": "125", "route": "iv"},
        {"change": "restarted"},
        {"change": "modified_direction_not_reported"},
    ],
)
def test_what_cannot_be_compared_is_hatched(second):
    first = {"dose_value": "250", "route": "oral"}
    assert [block.css for block in drawn(first, second).blocks] == ["dose", "NR"]


def test_nothing_is_compared_with_a_first_dose_that_is_not_known():
    drawing = drawn({"change": "start"}, {"dose_value": "125"})
    assert [block.css for block in drawing.blocks] == ["NR", "NR"]


def test_half_as_often_is_half_the_dose():
    once = {"dose_value": "250", "frequency": "qd"}
    first, second = drawn({"dose_value": "250"}, once).blocks
    assert second.height == first.height / 2


def test_a_higher_dose_lowers_the_first():
    first, second = drawn({"dose_value": "100"}, {"dose_value": "400"}).blocks
    assert (first.height, second.height) == (ladder.TALLEST / 4, ladder.TALLEST)


def test_a_pause_has_no_height_and_what_is_unchanged_keeps_its_own():
    blocks = drawn(
        {"dose_value": "250"}, {"change": "held"}, {"dose_value": "125"},
        {"change": "unchanged"},
    ).blocks  # fmt: skip
    assert [block.css for block in blocks] == ["dose", "pause", "dose", "dose"]
    assert [block.height for block in blocks[1:]] == [0, *[ladder.TALLEST / 2] * 2]


def test_daily_without_an_amount_is_not_said_to_be_once():
    labels = drawn({"change": "start", "frequency": "qd"}).labels
    assert [label.text for label in labels] == ["dose ?", "daily"]


def test_an_amount_stands_with_its_frequency_or_a_question():
    labels = drawn({"dose_value": "200", "frequency": "not_reported"}).labels
    assert [label.text for label in labels] == ["200 mg", "how often ?"]


rungs = st.builds(
    ladder.Rung,
    against=st.none() | st.decimals(0, 20, places=3),
    lasted=st.booleans(),
    lines=st.tuples(
        st.sampled_from(["250 mg", "12.5 mg/m²", "dose ?", "held"]),
        st.sampled_from(["", "twice daily", "three times daily"]),
    ),
)


@given(st.lists(rungs, min_size=1, max_size=5) | st.lists(rungs, max_size=60))
def test_nothing_stands_outside_in_another_order_or_on_another(told):
    drawing = ladder.draw(told)
    assert drawing.width <= ladder.WIDTH + 1e-6
    for rung, block in zip(told, drawing.blocks, strict=True):
        for x, y in corners(block.path):
            assert block.left - 0.06 <= x <= block.left + block.width + 0.06
            assert -0.06 <= y <= ladder.TALLEST + 0.06
        # What is not known is hatched, and only that.
        assert (rung.against is None) == (block.css == "NR")
        assert block.jagged == (not rung.lasted)
    for before, after in pairwise(drawing.blocks):
        assert before.left + before.width <= after.left + 1e-6
    known = [
        (rung.against, block.height)
        for rung, block in zip(told, drawing.blocks, strict=True)
        if rung.against is not None
    ]
    heights = [height for _, height in sorted(known)]
    assert heights == sorted(heights)
    for label in drawing.labels:
        assert label.width / 2 - 1e-6 <= label.x
        assert label.x + label.width / 2 <= drawing.width + 1e-6
        assert label.y <= drawing.height
    for line in {label.y for label in drawing.labels}:
        beside = [label for label in drawing.labels if label.y == line]
        for a, b in pairwise(beside):
            assert a.x + a.width / 2 <= b.x - b.width / 2 + 1e-6


def corners(path):
    """Walk an outline: every point the pen comes to."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([MVHlZ])([^MVHlZ]*)", path):
        values = [float(one) for one in numbers.split()]
        if letter == "M":
            x, y = values
            yield x, y
        elif letter == "V":
            y = values[0]
            yield x, y
        elif letter == "H":
            x = values[0]
            yield x, y
        elif letter == "l":
            for dx, dy in zip(values[::2], values[1::2], strict=True):
                x, y = x + dx, y + dy
                yield x, y
