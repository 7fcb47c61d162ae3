"""Where this archive has no case: genes by tumour, fusions by drug.

An empty cell says what is missing here, never that nothing was published.
"""

from casebase.archive import index

from . import matrix, wording
from .addresses import HUBS
from .filters import PageForm, WordField
from .labels import Labels
from .matrix import Matrix
from .panel import silence_last

AT, SUGGEST = "/gaps/", "/suggest-a-paper/"
BY = {"tumour": "Genes by tumour type", "drug": "Fusions by drug"}
MOST_ROWS, MOST_COLUMNS = 40, 10

EMPTY = (
    "An empty cell means: no published case in this archive. It was not searched "
    "systematically; curators enter the reports they know of. Pick the cell to suggest "
    "a paper."
)


class GapForm(PageForm):
    """What the map may be asked: which of the two it is."""

    page = None  # type: ignore[assignment]
    by = WordField(BY, default="tumour")


def of(now: index.Index, by: str) -> Matrix:
    """Return the map of genes by tumour, or of fusions by drug."""
    return _fusions_by_drug(now) if by == "drug" else _genes_by_tumour(now)


def _genes_by_tumour(now: index.Index) -> Matrix:
    genes = now.select({}).counts("gene")
    columns, others = matrix.leading_tissues(now, MOST_COLUMNS)
    rows = genes[:MOST_ROWS]
    return Matrix(
        title="Genes by tumour type",
        caption="Number of cases for each altered gene (rows) and tumour type",
        columns=matrix.columns_of("diagnosis", columns),
        rows=matrix.crossed(now, "gene", rows, "diagnosis", columns, SUGGEST),
        all=wording.plural(len(genes), "gene"),
        all_at=HUBS["gene"],
        foot=_foot("gene", len(genes) - len(rows), "tumour type", others),
        by="tumour",
        at=AT,
        ways_by=BY,
    )


def _fusions_by_drug(now: index.Index) -> Matrix:
    fusions = now.select({}).counts("fusion")
    rows = fusions[:MOST_ROWS]
    with_fusion = (
        now.select({"fusion": [key for key, _ in fusions]}) if fusions else None
    )
    drugs = silence_last(with_fusion.counts("drug")) if with_fusion else []
    labels = Labels.of(("drug", key) for key, _ in drugs[:MOST_COLUMNS])
    columns = {key: labels("drug", key) for key, _ in drugs[:MOST_COLUMNS]}
    return Matrix(
        title="Fusions by drug given",
        caption="Number of cases for each gene fusion (rows) and drug given",
        columns=matrix.columns_of("drug", columns),
        rows=matrix.crossed(now, "fusion", rows, "drug", columns, SUGGEST),
        all=wording.plural(len(fusions), "fusion"),
        all_at=HUBS["fusion"],
        foot=_foot(
            "fusion", len(fusions) - len(rows), "drug", len(drugs) - len(columns)
        ),
        by="drug",
        at=AT,
        ways_by=BY,
        rows_are="Fusion",
    )


def _foot(row: str, rows: int, column: str, columns: int) -> str:
    more = [
        f"{number} more {wording.plural(number, what).partition(' ')[2]}"
        for number, what in ((rows, row), (columns, column))
        if number
    ]
    left_out = f" Not shown: {wording.listed(more)}; “All” counts them." if more else ""
    return f"{EMPTY}{left_out} {matrix.LIMIT}"
