"""The filters beside a list: which facets, which of their values, with what counts."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from casebase.archive.choices import AgeGroup, FusionState
from casebase.archive.facets import FACETS, SILENCES
from casebase.browse import wording

from .addresses import HUBS, Address
from .filters import BESIDE, RETRACTED
from .labels import Labels, fusion_of

OPEN = ("fusion", "gene", "diagnosis", "age", "drug", "response")

#: The facets that come first; the age of a patient is asked for as soon as the tumour.
FIRST = ("fusion", "gene", "family", "diagnosis", "age")

#: Symbols that a browser must not translate.
SYMBOLS = ("fusion", "gene", "tested_negative")

#: Values with an order of their own; all others stand by count.
IN_ORDER = {"age": AgeGroup.values}

#: Values that readers ask for together, by facet: what they are called.
TOGETHER = {
    "age": (
        "All children and adolescents",
        (
            AgeGroup.PRENATAL,
            AgeGroup.NEONATE,
            AgeGroup.INFANT,
            AgeGroup.CHILD,
            AgeGroup.ADOLESCENT,
        ),
    )
}

#: More values than a list can be asked for.
MANY = 1000

#: Values shown of a facet of many, and of any other; a page of its own has them all.
SHOWN, SHOWN_OF_FEW = 6, 12


@dataclass(frozen=True)
class Option:
    """One value of a facet: choosing it opens a list of `count` rows."""

    value: str
    label: str
    count: int
    is_selected: bool
    width: int
    note: str = ""


@dataclass(frozen=True)
class Group:
    """One facet with the values shown."""

    name: str
    title: str
    options: list[Option]
    size: int
    all: Address | None
    """The page of all its values, where more are left than are shown."""
    together: tuple[str, Address] | None = None
    """A name for several of its values, and the list that asks for these."""
    noun: str = "case"

    @property
    def selected(self) -> int:
        """How many of its values are chosen."""
        return sum(option.is_selected for option in self.options)

    @property
    def is_open(self) -> bool:
        """Whether it stands open: the facets asked most, and those in use."""
        return self.name in OPEN or bool(self.selected)

    @property
    def is_symbols(self) -> bool:
        """Whether its values are symbols of genes."""
        return self.name in SYMBOLS

    @property
    def hint(self) -> str:
        """The top value, for a folded facet."""
        told = [option for option in self.options if option.value not in SILENCES]
        top = max(told or self.options, key=attrgetter("count"))
        return f"{top.label} {top.count}"


@dataclass(frozen=True)
class Chip:
    """One value that is asked for, and the list without it."""

    title: str
    label: str
    without: Address
    exact: str
    """Its label, with what tells it from any other value."""


@dataclass(frozen=True)
class Panel:
    """The filters of a list."""

    titles: Mapping[str, str]
    chosen: Mapping[str, Sequence[str]]
    counts: Mapping[str, Sequence[tuple[str, int]]]
    address: Address
    """The list, with all that is asked of it."""
    words: str = ""
    noun: str = "case"

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.words) or any(self.chosen.values())

    @cached_property
    def labels(self) -> Labels:
        """Words for every value that is shown, fetched together."""
        shown = [
            (facet, value)
            for facet, counts in self.shown.items()
            for value, _ in counts
        ]
        asked = [
            (facet, value)
            for facet, values in self.chosen.items()
            for value in values
            if facet in self.titles
        ]
        return Labels.of([*shown, *asked])

    @cached_property
    def shown(self) -> dict[str, list[tuple[str, int]]]:
        """The values shown of each facet, with their counts."""
        return {name: self._shown(name, counts) for name, counts in self.counts.items()}

    def label(self, name: str, value: str) -> str:
        """Write a value that is asked for."""
        if name in self.titles:
            return self.labels(name, value)
        return RETRACTED.get(value, value)

    def exact(self, name: str, value: str) -> str:
        """Write it as no other value is written."""
        if name in self.titles:
            return self.labels.exact(name, value)
        return self.label(name, value)

    @cached_property
    def groups(self) -> list[Group]:
        """Facets that have values."""
        groups = (self._group(name) for name in dict.fromkeys((*FIRST, *self.titles)))
        return [group for group in groups if group.options]

    @cached_property
    def chips(self) -> list[Chip]:
        """Return what is asked for, each with the list that no longer asks it."""
        bare, titles = self.address.without("page"), {**self.titles, **BESIDE}
        chips = [
            Chip(
                titles[name],
                self.label(name, value),
                bare.without(name, value),
                self.exact(name, value),
            )
            for name, values in self.chosen.items()
            for value in values
        ]
        if self.words:
            chips.insert(0, Chip("Words", self.words, bare.without("q"), self.words))
        return chips

    def question(self, most: int = MANY) -> str:
        """Say what narrows the list: "Gene: NTRK1; Response: Partial response".

        It stands where nothing beside it tells two diagnoses of one name apart.

        Of more than `most` values of one facet the rest is counted.
        """
        told: dict[str, list[str]] = {}
        for chip in self.chips:
            told.setdefault(chip.title, []).append(chip.exact)
        parts = []
        for title, names in told.items():
            rest = len(names) - most
            more = [f"{rest} others"] if rest > 1 else []
            shown = [*names[:most], *more] if more else names
            # Some names have commas of their own.
            parts.append(f"{title}: {' or '.join(shown)}")
        return "; ".join(parts)

    def _group(self, name: str) -> Group:
        counts, shown = self.counts.get(name, ()), self.shown.get(name, ())
        most = max((count for _, count in shown), default=0) or 1
        notes = self.labels.apart(name, (value for value, _ in shown))
        chosen, is_fusion = self.chosen.get(name, ()), "fusion" in FACETS[name].terms
        options = []
        for value, count in shown:
            label, note = self.labels(name, value), notes[value]
            if is_fusion and (gene := self._lone_gene(name, value)):
                label, note = gene, "partner not known"
            width = round(100 * count / most)
            options.append(Option(value, label, count, value in chosen, width, note))
        more = all_values(self.address, name) if len(counts) > len(shown) else None
        together = self._together(name, {value for value, _ in counts})
        title = self.titles[name]
        return Group(name, title, options, len(counts), more, together, self.noun)

    def _together(self, name: str, found: Set[str]) -> tuple[str, Address] | None:
        """Return the list of values asked for together, if it is another than this."""
        words, values = TOGETHER.get(name, ("", ()))
        if not found & {*values} or {*self.chosen.get(name, ())} == {*values}:
            return None
        return words, self.address.without("page").asking(name, *values)

    def _lone_gene(self, name: str, value: str) -> str:
        """Return the gene of a fusion whose partner is not known; else nothing."""
        fusion = fusion_of(self.labels.term(name, value))
        if fusion and fusion.state == FusionState.PARTNER_UNKNOWN:
            return wording.fusion_genes(fusion)
        return ""

    def _shown(
        self, name: str, counts: Iterable[tuple[str, int]]
    ) -> list[tuple[str, int]]:
        """Return the values chosen, the top ones, never thousands, and silence last."""
        chosen = self.chosen.get(name, ())
        first: list[tuple[str, int]] = []
        told: list[tuple[str, int]] = []
        silent: list[tuple[str, int]] = []
        for pair in counts:
            value = pair[0]
            to = first if value in chosen else silent if value in SILENCES else told
            to.append(pair)
        if name in IN_ORDER:
            told.sort(key=lambda pair: _place(IN_ORDER[name], pair[0]))
            return first + told + silent
        most = SHOWN if name in HUBS else SHOWN_OF_FEW
        return first + told[:most] + silent


def silence_last(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return values with their counts in their order, those that say nothing last."""
    return sorted(counts, key=lambda pair: pair[0] in SILENCES)


def all_values(address: Address, name: str) -> Address:
    """Return the page of all values of a facet, at the question a list was asked."""
    return address.at(f"{address.path}values/{name}/", dropping=["page"])


def _place(order: Sequence[str], value: str) -> int:
    return order.index(value) if value in order else len(order)
