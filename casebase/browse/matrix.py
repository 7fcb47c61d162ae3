"""The matrices of the front door: genes by tumour, and genes by fusion partner.

Every number is what the index counts for the list it opens. Which gene of a fusion is
the one of interest, no record says; so a fusion counts for both, or has the row of the
gene with more cases, and the page says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casebase.archive import index
from casebase.archive.choices import BiomarkerKind, FusionState
from casebase.archive.models import Term
from casebase.browse import wording

from . import paging
from .addresses import HUBS, Address, hub
from .charts import matrix as chart
from .labels import Labels
from .term_tables import list_of

#: The two ways to see it, by the value of `by`.
BY = {"tumour": "Tumour type", "partner": "Fusion partner"}

LIMIT = "Counts show what authors chose to publish, not how common anything is."
EMPTY = "A dot means that this archive has no published case."


@dataclass(frozen=True)
class Cell:
    """A count with the list of exactly these cases; a count of 0 has no list.

    Where there is none, `suggest` may lead to the form that takes in papers.
    """

    count: int
    words: str
    address: Address | None = None
    suggest: Address | None = None

    @property
    def step(self) -> int:
        """How dark it is drawn, 1 to 5."""
        return chart.step(self.count)


@dataclass(frozen=True)
class Column:
    """A tumour or a partner, with the list of its cases."""

    label: str
    address: Address | None = None
    is_symbol: bool = False


@dataclass(frozen=True)
class Row:
    """A gene with its cells, one for each column, and its total."""

    label: str
    hub: str
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """A matrix as it is drawn."""

    title: str
    caption: str
    columns: list[Column]
    rows: list[Row]
    all: str
    """What the page of all rows holds: "38 genes"; at the address `all_at`."""
    all_at: str
    foot: str
    by: str
    at: str = "/"
    ways_by: Mapping[str, str] = field(default_factory=lambda: BY)
    rows_are: str = "Gene"

    @property
    def ways(self) -> list[paging.Choice]:
        """The matrix with other rows or columns."""
        ways = self.ways_by.items()
        return paging.choices(Address(self.at), "by", ways, self.by, default="tumour")

    @property
    def ramp(self) -> list[tuple[int, str]]:
        """The steps and what they stand for."""
        return chart.ramp()

    @property
    def words(self) -> str:
        """What to do with it."""
        row = self.rows_are.lower()
        return f"Pick a number to see those cases. Pick a {row} for the overview."


def of(now: index.Index, by: str) -> Matrix:
    """Return the matrix with tumours or with partners as columns."""
    return by_partner(now) if by == "partner" else by_tumour(now)


def by_tumour(now: index.Index) -> Matrix:
    """Count cases by altered gene and by the tissue the tumour belongs to."""
    genes = now.select({}).counts("gene")
    columns, others = leading_tissues(now, chart.MOST_COLUMNS)
    left_out = f"{wording.plural(others, 'tumour type')} with fewer cases left out. "
    return Matrix(
        title="Cases by altered gene and tumour type",
        caption="Number of cases for each altered gene (rows) and tumour type",
        columns=columns_of("diagnosis", columns),
        rows=crossed(now, "gene", genes[: chart.MOST_ROWS], "diagnosis", columns),
        all=wording.plural(len(genes), "gene"),
        all_at=HUBS["gene"],
        foot=f"{EMPTY} A fusion counts for both its genes, a case for every gene "
        f"altered in it. {left_out if others else ''}{LIMIT}",
        by="tumour",
    )


def leading_tissues(now: index.Index, most: int) -> tuple[dict[str, str], int]:
    """Return the tissues with most cases, with their labels; and how many are left."""
    tissues = _tissues()
    counted = [k for k, _ in now.select({}).counts("diagnosis") if k in tissues]
    return {key: tissues[key] for key in counted[:most]}, len(counted[most:])


def columns_of(facet: str, columns: Mapping[str, str]) -> list[Column]:
    """Return the heads of columns, each with the list of its cases."""
    return [
        Column(label, list_of("/cases/", {facet: [key]}))
        for key, label in columns.items()
    ]


def crossed(
    now: index.Index,
    facet: str,
    rows: Sequence[tuple[str, int]],
    column_facet: str,
    columns: Mapping[str, str],
    suggest: str = "",
) -> list[Row]:
    """Count the cases that have the value of a row and that of a column.

    `rows` are keys with their counts, `columns` keys with their labels. With `suggest`,
    an address, what has no case leads there.
    """
    labels = Labels.of((facet, key) for key, _ in rows)

    def row(key: str, total: int) -> Row:
        asked, label = {facet: [key]}, labels(facet, key)
        found = dict(now.select(asked).counts(column_facet))
        cells = [
            _cell(
                label,
                columns[column],
                found.get(column, 0),
                asked | {column_facet: [column]},
                suggest,
            )
            for column in columns
        ]
        return Row(label, hub(facet, key), cells, _cell(label, "all", total, asked))

    return [row(key, total) for key, total in rows]


def by_partner(now: index.Index) -> Matrix:
    """Count cases by gene and by the gene it was fused with."""
    of_fusions = {"finding_kind": [str(BiomarkerKind.FUSION)]}
    totals = dict(now.select(of_fusions).counts("gene"))
    counts = dict(now.select({}).counts("fusion"))
    terms = Labels.of(("fusion", key) for key in counts)
    keys_of = chart.joined((key, _genes(terms.term("fusion", key))) for key in counts)
    rows = chart.leading_rows(keys_of, totals)

    def count(keys: list[str]) -> int:
        # A case may have two of them, such as a fusion and its reciprocal.
        one = len(keys) == 1
        return counts[keys[0]] if one else now.select({"fusion": keys}).total

    found = {
        gene: {other: count(keys) for other, keys in keys_of[gene].items()}
        for gene in rows
    }
    columns = chart.leading_columns(found, totals)
    symbols = Labels.of(("gene", gene) for gene in {*rows, *columns})
    led = {
        other
        for gene, partners in found.items()
        for other in partners
        if chart.leads(gene, other, totals)
    }
    others = len(led - {*columns})
    left_out = f"{wording.plural(others, 'partner')} with fewer cases left out. "

    def column_label(column: str) -> str:
        return symbols("gene", column) if column else "Partner not known"

    def row(gene: str) -> Row:
        label = symbols("gene", gene)
        cells = [
            _cell(
                label,
                column_label(column),
                found[gene].get(column, 0),
                {"fusion": keys_of[gene].get(column, [])},
            )
            for column in columns
        ]
        every = _cell(
            label, "any partner", totals.get(gene, 0), {"gene": [gene]} | of_fusions
        )
        return Row(label, hub("gene", gene), cells, every)

    return Matrix(
        title="Cases by gene and fusion partner",
        caption="Number of cases for each gene (rows) and fusion partner",
        columns=[
            Column(
                column_label(column),
                list_of("/cases/", {"gene": [column]} | of_fusions) if column else None,
                is_symbol=bool(column),
            )
            for column in columns
        ],
        rows=[row(gene) for gene in rows],
        all=wording.plural(len(counts), "fusion"),
        all_at=HUBS["fusion"],
        foot=f"{EMPTY} Of the genes of a fusion, the one with more cases has a row; "
        f"either may be the 5′ gene. {left_out if others else ''}{LIMIT}",
        by="partner",
    )


def _cell(
    row: str,
    column: str,
    count: int,
    asked: dict[str, list[str]],
    suggest: str = "",
) -> Cell:
    words = f"{row}, {column}"
    if count:
        return Cell(count, words, list_of("/cases/", asked))
    return Cell(0, words, suggest=list_of(suggest, asked) if suggest else None)


def _tissues() -> dict[str, str]:
    """Return the labels of the terms at the top of the tree of diagnoses.

    Groups stand beside the tree and cut across it; they would count a case twice.
    """
    top = Term.objects.filter(facet="diagnosis", parents=[])
    return {t.key: t.label for t in top if not t.facts.get("is_group") and not t.now}


def _genes(term: Term | None) -> tuple[str, ...]:
    """Return the two genes of a fusion, one of them unknown where it is; or none."""
    genes = tuple(term.facts.get("genes", ())) if term else ()
    if len(genes) == 1:
        is_known = term and term.facts["state"] != FusionState.PARTNER_UNKNOWN
        return (*genes, genes[0] if is_known else chart.UNKNOWN)
    return genes[:2]
