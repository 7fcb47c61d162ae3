"""Tables with a row per term: how many cases, in which tumours, on which drugs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casebase.archive import index
from casebase.archive.choices import FusionState
from casebase.archive.document import Fusion
from casebase.archive.facets import SILENCES

from .addresses import Address, hub
from .labels import Labels, fusion_of

#: How many tumours and drugs stand beside a term.
BESIDE = 3

Asked = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class TermRow:
    """One term with its cases."""

    label: str
    hub: str
    case_list: Address
    count: int
    width: float
    fusion: Fusion | None = None
    is_symbol: bool = False
    cells: list[str] = field(default_factory=list)

    @property
    def is_unknown(self) -> bool:
        """Whether a gene of the fusion is not known."""
        unknown = (FusionState.PARTNER_UNKNOWN, FusionState.FAMILY)
        return self.fusion is not None and self.fusion.state in unknown


@dataclass(frozen=True)
class TermTable:
    """A table of terms of one facet."""

    id: str
    title: str
    noun: str
    rows: list[TermRow]
    words: str = ""
    foot: str = ""
    rest: Address | None = None
    """Where all of them stand, if these are but the first."""
    columns: tuple[str, ...] = ()


def term_rows(
    now: index.Index,
    facet: str,
    counts: Sequence[tuple[str, int]],
    *,
    within: Asked | None = None,
    beside: Sequence[str] = (),
    most: int = 0,
) -> list[TermRow]:
    """Return a row per term, each number a link to exactly these cases.

    `within` is what the cases were asked for already; `beside` names facets whose
    top values are told in further columns.
    """
    within = dict(within or {})
    asked = {key: within | {facet: [key]} for key, _ in counts}
    found = {key: now.select(asked[key]) for key, _ in counts} if beside else {}
    values = {
        (key, other): [value for value, _ in found[key].counts(other)]
        for key in found
        for other in beside
    }
    told = [(other, v) for (_, other), vs in values.items() for v in vs[: BESIDE * 4]]
    labels = Labels.of([*((facet, key) for key, _ in counts), *told])
    most = most or max((count for _, count in counts), default=1)
    return [
        TermRow(
            label=labels(facet, key),
            # What is not told is no term, and has no page.
            hub=hub(facet, key)
            if key not in SILENCES
            else str(list_of("/cases/", asked[key])),
            case_list=list_of("/cases/", asked[key]),
            count=count,
            width=round(100 * count / most, 1),
            fusion=fusion_of(labels.term(facet, key)),
            is_symbol=facet == "gene",
            cells=[_top(labels, other, values[key, other]) for other in beside],
        )
        for key, count in counts
    ]


def list_of(path: str, asked: Asked) -> Address:
    """Link to a list with these values."""
    return Address(path, tuple((name, v) for name, vs in asked.items() for v in vs))


def _top(labels: Labels, facet: str, values: Sequence[str]) -> str:
    """Write the top values; a tumour stands by its narrowest name."""
    narrow = labels.narrowest(facet, values[: BESIDE * 4])
    return ", ".join(labels(facet, value) for value in narrow[:BESIDE])
