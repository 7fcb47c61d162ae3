"""Tables with a row per term: how many cases, in which tumours, on which drugs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casebase.archive import index
from casebase.archive.choices import FusionState
from casebase.archive.document import Fusion
from casebase.archive.facets import SILENCES
from casebase.browse import wording

from .addresses import Address, hub
from .labels import MEMBERS, Labels, fusion_of, members

#: How many tumours and drugs stand beside a term.
BESIDE = 3

#: Facet of the classes of drugs.
CLASS = "drug_class"

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
    note: str = ""
    """What tells it apart where another row has the same label."""
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
    own = MEMBERS.get(facet, "")
    if own in beside:
        # Beside a class its drugs, not all that its cases were given.
        told_of = members(facet, {key: values[key, own] for key in found})
        values |= {(key, own): those for key, those in told_of.items()}
    unnamed = {
        (key, "drug"): _unnamed(now, asked[key], values[key, "drug"])
        for key in found
        if "drug" in beside
    }
    told = [(other, v) for (_, other), vs in values.items() for v in vs]
    told += [(CLASS, value) for classes in unnamed.values() for value in classes]
    labels = Labels.of([*((facet, key) for key, _ in counts), *told])
    notes = labels.apart(facet, (key for key, _ in counts))
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
            note=notes[key],
            cells=[
                _top(labels, other, values[key, other], unnamed.get((key, other), ()))
                for other in beside
            ],
        )
        for key, count in counts
    ]


def list_of(path: str, asked: Asked) -> Address:
    """Link to a list with these values."""
    return Address(path, tuple((name, v) for name, vs in asked.items() for v in vs))


def _unnamed(now: index.Index, asked: Asked, drugs: Sequence[str]) -> list[str]:
    """Return classes of drugs given in courses of which no drug is named."""
    of_named = {**asked, "drug": drugs}
    if CLASS in asked:
        every = now.select(asked, rows="courses").total
        told = now.select(of_named, rows="courses").total if drugs else 0
        return list(asked[CLASS]) if every > told else []
    classes = now.select(asked, rows="courses").counts(CLASS)
    named = dict(now.select(of_named, rows="courses").counts(CLASS)) if drugs else {}
    return [value for value, count in classes if count > named.get(value, 0)]


def _top(
    labels: Labels, facet: str, values: Sequence[str], classes: Sequence[str]
) -> str:
    """Write the top values, and how many more there are.

    A tumour stands by its narrowest name; a drug that is not named, by its class.
    """
    told = [labels(facet, value) for value in labels.narrowest(facet, values)]
    told += [
        f"{wording.in_sentence(labels(CLASS, value))} (name not told)"
        for value in labels.narrowest(CLASS, classes)
    ]
    more = len(told) - BESIDE
    first = told[:BESIDE]
    between = "; " if any("," in name for name in first) else ", "
    return between.join(first) + (f" and {more} more" if more > 0 else "")
