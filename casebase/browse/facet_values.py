"""All values of one facet at the question a list was asked, on a page of their own."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from casebase.archive import facets
from casebase.browse import wording

from . import paging
from .addresses import Address
from .filters import CaseFilterSet, CourseFilterSet, ListForm, WordField
from .labels import Labels
from .panel import SYMBOLS, all_values, silence_last

PER_PAGE = 200
ORDERS = {"count": "Most first", "name": "By name"}
#: How a list is seen, kept for the way back: no value and no count depends on it.
SEEN = ("sort", "view", "per_page")
#: More values of one facet are counted, not named.
NAMED = 4
#: What is asked of retracted articles, in a sentence: "cases with …".
RETRACTED = {
    "include": "retracted articles included",
    "only": "a retracted article",
}


class ValuesForm(ListForm):
    """What the list may be asked, and how its values are ordered."""

    order = WordField(ORDERS, default="count")


class CaseValues(CaseFilterSet):
    """The question to a list of cases whose values are looked at."""

    class Meta(CaseFilterSet.Meta):
        """With the order of the values beside it."""

        form = ValuesForm


class CourseValues(CourseFilterSet):
    """The same of a list of courses."""

    class Meta(CourseFilterSet.Meta):
        """With the order of the values beside it."""

        form = ValuesForm


@dataclass(frozen=True)
class Value:
    """One value: how many rows the list has that asks for it alone, and its lists."""

    label: str
    note: str
    """What tells it from another value of the same label."""
    count: int
    width: int
    is_silent: bool
    is_selected: bool
    only: Address
    """The list with this value in place of others of the facet: `count` rows."""
    changed: Address
    """The list with this value added; taken out, where it is chosen."""


@dataclass(frozen=True)
class FacetValues:
    """One page of the values of a facet."""

    asked: CaseFilterSet
    facet: str
    path: str = "/cases/"
    list_name: str = "Cases"
    one: str = "case"

    def __post_init__(self) -> None:
        """A facet that nobody declared and a page beyond the last are not there."""
        if self.facet not in facets.FACETS or self.page > paging.last_page(
            self.size, PER_PAGE
        ):
            raise Http404

    @property
    def page(self) -> int:
        """Number of the page."""
        return self.asked.asked("page")

    @property
    def order(self) -> str:
        """By count or by name."""
        return self.asked.asked("order")

    @property
    def archive_version(self) -> int:
        """The version of the archive the counts come from."""
        return self.asked.selection.index.version

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """Every value with its rows, most first."""
        return self.asked.selection.counts(self.facet)

    @property
    def size(self) -> int:
        """How many values there are."""
        return len(self.counts)

    @property
    def title(self) -> str:
        """Name of the facet."""
        return facets.FACETS[self.facet].label

    @property
    def status(self) -> str:
        """How many values there are."""
        return wording.plural(self.size, "value")

    @property
    def nouns(self) -> str:
        """What is counted, as the head of a column."""
        return wording.sentence_case(f"{self.one}s")

    @property
    def is_symbols(self) -> bool:
        """Whether the values are symbols of genes."""
        return self.facet in SYMBOLS

    @cached_property
    def back(self) -> Address:
        """The list."""
        return self.asked.address(self.path)

    @property
    def address(self) -> Address:
        """This page, in its order, from its beginning."""
        here = all_values(self.back, self.facet)
        return here if self.order == "count" else here.asking("order", self.order)

    @property
    def own(self) -> Address:
        """This page without how the list is seen: the one address of what it shows."""
        return self.address.at(self.address.path, dropping=SEEN)

    @property
    def others(self) -> str:
        """What the list is asked beside this facet: every count obeys it."""
        told = [f"the words “{self.asked.words}”"] if self.asked.words else []
        for name, values in self.asked.chosen.items():
            if name in facets.FACETS and name != self.facet:
                title = wording.in_sentence(facets.FACETS[name].label)
                told.append(f"{title} {self._named(name)}")
            elif name == "since":
                told.append(f"a version published here since {values[0]}")
            elif name == "retracted":
                told.append(RETRACTED[values[0]])
        return wording.listed(told)

    @property
    def chosen(self) -> str:
        """Which values of this facet the list is asked for; no count obeys them."""
        return self._named(self.facet)

    def _named(self, facet: str) -> str:
        values = self.asked.chosen.get(facet, ())
        names = [self._asked_labels.exact(facet, value) for value in values]
        if (rest := len(names) - NAMED) > 1:
            names[NAMED:] = [f"{rest} others"]
        return wording.listed(names, "or")

    @cached_property
    def _asked_labels(self) -> Labels:
        return Labels.of(
            (name, value)
            for name, values in self.asked.chosen.items()
            if name in facets.FACETS
            for value in values
        )

    @cached_property
    def labels(self) -> Labels:
        """Words for every value, fetched together."""
        return Labels.of((self.facet, key) for key, _ in self.counts)

    @cached_property
    def values(self) -> list[Value]:
        """The values of this page."""
        ordered = list(self.counts)
        if self.order == "name":
            ordered.sort(key=lambda pair: self.labels(self.facet, pair[0]).casefold())
        ordered = silence_last(ordered)
        notes = self.labels.apart(self.facet, (key for key, _ in ordered))
        most = max((count for _, count in self.counts), default=0) or 1
        chosen = self.asked.chosen.get(self.facet, ())
        first = (self.page - 1) * PER_PAGE
        return [
            Value(
                label=self.labels(self.facet, key),
                note=notes[key],
                count=count,
                width=round(100 * count / most),
                is_silent=key in facets.SILENCES,
                is_selected=key in chosen,
                only=self.back.asking(self.facet, key),
                changed=self.back.without(self.facet, key)
                if key in chosen
                else self.back.adding(self.facet, key),
            )
            for key, count in ordered[first : first + PER_PAGE]
        ]

    @property
    def orders(self) -> list[paging.Choice]:
        """The other order."""
        return paging.choices(
            self.address, "order", ORDERS.items(), self.order, default="count"
        )

    @property
    def pager(self) -> paging.Pager:
        """The other pages."""
        return paging.pager(
            self.address,
            page=self.page,
            per_page=PER_PAGE,
            total=self.size,
            noun="Values",
        )


@dataclass(frozen=True)
class CourseFacetValues(FacetValues):
    """One page of the values of a facet, counted in courses."""

    path: str = "/treatments/"
    list_name: str = "Treatments"
    one: str = "course"
