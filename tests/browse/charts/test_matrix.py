"""Which rows and columns a matrix has, and how dark its cells are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.browse.charts import matrix

GENES = st.sampled_from("ABCDEFGH")
PAIRS = st.lists(st.tuples(GENES, GENES | st.just(matrix.UNKNOWN)), max_size=12)
TOTALS = st.dictionaries(GENES, st.integers(1, 9))


@pytest.mark.parametrize(
    ("count", "step"),
    [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (11, 4), (12, 5), (99, 5)],
)
def test_a_count_has_one_of_five_fixed_steps(count, step):
    assert matrix.step(count) == step


def test_the_ramp_says_what_each_step_stands_for():
    words = ["1", "2–3", "4–6", "7–11", "12+"]
    assert matrix.ramp() == list(enumerate(words, start=1))


@given(PAIRS)
def test_a_fusion_is_found_from_either_of_its_genes(pairs):
    fusions = [(f"fusion {n}", pair) for n, pair in enumerate(pairs)]
    cells = matrix.joined(fusions)
    assert matrix.UNKNOWN not in cells
    for key, (one, other) in fusions:
        assert cells[one][other].count(key) == 1
        if other:
            assert cells[other][one] == cells[one][other]


def test_a_fusion_of_a_family_has_no_place():
    assert matrix.joined([("NTRK-family", ())]) == {}


@given(PAIRS, TOTALS)
def test_every_fusion_has_a_row(pairs, totals):
    cells = matrix.joined((str(n), pair) for n, pair in enumerate(pairs))
    rows = matrix.leading_rows(cells, totals)
    assert len(rows) == len(set(rows))
    assert all({one, other} & set(rows) for one, other in pairs)
    counts = [totals.get(row, 0) for row in rows]
    assert counts == sorted(counts, reverse=True)


@given(PAIRS, TOTALS)
def test_a_partner_not_known_is_the_last_column(pairs, totals):
    cells = matrix.joined((str(n), pair) for n, pair in enumerate(pairs))
    counts = {
        row: {other: len(keys) for other, keys in cells[row].items()}
        for row in matrix.leading_rows(cells, totals)
    }
    columns = matrix.leading_columns(counts, totals)
    assert len(columns) <= matrix.MOST_COLUMNS
    is_there = any(matrix.UNKNOWN in pair for pair in pairs)
    assert (matrix.UNKNOWN in columns) == is_there
    assert not is_there or columns[-1] == matrix.UNKNOWN


def test_the_gene_with_more_cases_is_the_row_and_its_partners_are_columns():
    fusions = [("A::N", ("A", "N")), ("B::N", ("B", "N")), ("F::G", ("F", "G"))]
    totals = {"N": 9, "A": 6, "B": 3, "F": 2, "G": 1}
    cells = matrix.joined(fusions)
    assert matrix.leading_rows(cells, totals) == ["N", "F"]
    counts = {"N": {"A": 6, "B": 3}, "F": {"G": 1}}
    assert matrix.leading_columns(counts, totals) == ["A", "B", "G"]


def test_no_more_rows_and_columns_than_there_is_room_for():
    fusions = [(f"{n}", (f"row {n:02}", f"column {n:02}")) for n in range(30)]
    totals = {f"row {n:02}": 99 - n for n in range(30)}
    cells = matrix.joined(fusions)
    rows = matrix.leading_rows(cells, totals)
    assert rows == [f"row {n:02}" for n in range(matrix.MOST_ROWS)]
    counts = {row: dict.fromkeys(cells[row], 1) for row in rows}
    assert len(matrix.leading_columns(counts, totals)) == matrix.MOST_COLUMNS
