"""A matrix of counts, before it is drawn: which rows and columns, how dark a cell."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

#: The least count of each of the five steps; they are the same in every matrix.
STEPS = (1, 2, 4, 7, 12)
MOST_ROWS, MOST_COLUMNS = 15, 10

#: The column of fusions of which one gene is known and the other is not.
UNKNOWN = ""

Cells = dict[str, dict[str, list[str]]]


def step(count: int) -> int:
    """Return how dark a count is drawn: 0 for none, then 1 to 5."""
    return sum(count >= least for least in STEPS)


def ramp() -> list[tuple[int, str]]:
    """Return each step with the counts it stands for: (2, "2–3")."""
    ends = [*(least - 1 for least in STEPS[1:]), None]
    words = []
    for least, end in zip(STEPS, ends, strict=True):
        several = f"{least}+" if end is None else f"{least}–{end}"
        words.append(str(least) if end == least else several)
    return list(enumerate(words, start=1))


def joined(fusions: Iterable[tuple[str, Sequence[str]]]) -> Cells:
    """Return the fusions (key, its two genes) of each pair: {gene: {other: [keys]}}.

    Either gene comes first, so both ways hold the same keys. A gene that is not known
    is `UNKNOWN`, which is nobody's row. A fusion without a gene has no place.
    """
    cells: Cells = defaultdict(lambda: defaultdict(list))
    for key, genes in fusions:
        for gene, other in {tuple(genes), tuple(reversed(genes))} - {()}:
            if gene != UNKNOWN:
                cells[gene][other].append(key)
    return {gene: dict(others) for gene, others in cells.items()}


def leads(gene: str, other: str, totals: Mapping[str, int]) -> bool:
    """Whether a gene of a fusion has more cases, or as many and stands before by name.

    The data do not say which gene matters; this needs no guess.
    """
    ranks = [(-totals.get(each, 0), each) for each in (gene, other)]
    return other == UNKNOWN or ranks[0] <= ranks[1]


def leading_rows(cells: Cells, totals: Mapping[str, int]) -> list[str]:
    """Return the genes that are rows: they lead a fusion; most cases first."""
    rows = [
        gene
        for gene, others in cells.items()
        if any(leads(gene, other, totals) for other in others)
    ]
    return sorted(rows, key=lambda gene: (-totals.get(gene, 0), gene))[:MOST_ROWS]


def leading_columns(
    counts: Mapping[str, Mapping[str, int]], totals: Mapping[str, int]
) -> list[str]:
    """Return the partners that are columns: of fusions that a row leads.

    `counts` are the cases of each row by partner. Most cases first, `UNKNOWN` at the
    end where there is such a fusion.
    """
    columns: Counter[str] = Counter()
    for gene, others in counts.items():
        for other, count in others.items():
            if leads(gene, other, totals):
                columns[other] += count
    named = [column for column in columns if column != UNKNOWN]
    named.sort(key=lambda column: (-columns[column], column))
    unknown = [UNKNOWN] if columns[UNKNOWN] else []
    return named[: MOST_COLUMNS - len(unknown)] + unknown
