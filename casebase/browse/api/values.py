"""Facets: the values that the rows of a question have, each with its count."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from pydantic import Field

from casebase.archive import document as d
from casebase.archive import facets
from casebase.browse.filters import CaseFilterSet
from casebase.browse.labels import Labels
from casebase.browse.panel import all_values, silence_last

from . import questions
from .parts import Answer, Links, Paged
from .places import api, page
from .resource import Resource

#: How many values of each facet stand together; all of one are on their own address.
SHOWN = 20


class Value(d.Part):
    """A value of a facet."""

    value: str
    """Its key, as lists are asked for it."""
    label: str
    """How readers see it."""
    count: int = Field(ge=0)
    """How long the list would be with this value instead of others of the facet."""
    list: str
    """That list."""


class Facet(d.Part):
    """A facet with the values that occur."""

    facet: str
    """Its name, as a parameter of lists."""
    label: str
    """How readers see it."""
    size: int = Field(ge=0)
    """How many values occur."""
    values: tuple[Value, ...]
    """The most frequent values; those that say that nothing is told come last."""
    links: Links
    """All values of this facet."""


class Facets(Answer):
    """The facets of a question, with the values that occur."""

    total: int = Field(ge=0)
    """How many rows the question finds."""
    facets: tuple[Facet, ...]
    """The facets, in the order in which readers see them."""


class FacetAnswer(Paged):
    """One page of the values of a facet."""

    facet: str
    """Its name, as a parameter of lists."""
    label: str
    """How readers see it."""
    values: tuple[Value, ...]
    """The most frequent first; those that say that nothing is told come last."""


Counts = Sequence[tuple[str, int]]


def told(asked: CaseFilterSet, path: str, name: str, counts: Counts) -> list[Value]:
    """Tell values with their counts."""
    labels = _labels({name: [key for key, _ in counts]})
    return _told(asked, path, name, counts, labels)


def _told(
    asked: CaseFilterSet,
    path: str,
    name: str,
    counts: Counts,
    labels: dict[tuple[str, str], str],
) -> list[Value]:
    address = asked.address(path)
    return [
        Value(
            value=key,
            label=labels[name, key],
            count=count,
            list=api(address.asking(name, key)),
        )
        for key, count in counts
    ]


def _labels(keys: dict[str, list[str]]) -> dict[tuple[str, str], str]:
    """Fetch what values are called: words of all facets in one query."""
    open_ones = Labels.of((f, k) for f, ks in keys.items() for k in ks)
    found = {}
    for name, values in keys.items():
        facet = facets.FACETS[name]
        closed = {} if facet.terms else facet.labels(values)
        for key in values:
            found[name, key] = closed.get(key) or open_ones(name, key)
    return found


class FacetList(Resource):
    """The facets of a list."""

    of: ClassVar[str]
    answer = Facets

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give the top values of each facet."""
        found = {
            name: silence_last(counts)
            for name, facet in facets.FACETS.items()
            if facet.listed or name in asked.chosen
            if (counts := asked.selection.counts(name))
        }
        shown = {name: counts[:SHOWN] for name, counts in found.items()}
        labels = _labels({n: [key for key, _ in cs] for n, cs in shown.items()})
        here = asked.address(self.of)
        links = Links(self=api(here.at(f"{self.of}values/")), html=page(here))
        return Facets(
            **self.about() | {"links": links},
            total=asked.selection.total,
            facets=tuple(
                Facet(
                    facet=name,
                    label=facets.FACETS[name].label,
                    size=len(found[name]),
                    values=tuple(_told(asked, self.of, name, counts, labels)),
                    links=Links(self=api(all_values(here, name))),
                )
                for name, counts in shown.items()
            ),
        )


class OneFacet(Resource):
    """One facet of a list."""

    of: ClassVar[str]
    answer = FacetAnswer

    def answer_to(self, asked: Any, *, facet: str) -> Answer:
        """Give one page of its values."""
        if facet not in facets.FACETS:
            raise Http404
        counts = silence_last(asked.selection.counts(facet))
        at, per_page = asked.asked("page"), asked.asked("per_page")
        address = all_values(asked.address(self.of), facet)
        of_page = self.about_page(
            address,
            total=len(counts),
            at=at,
            per_page=per_page,
            html=page(address.without("per_page")),
        )
        shown = counts[(at - 1) * per_page : at * per_page]
        return FacetAnswer(
            **of_page,
            facet=facet,
            label=facets.FACETS[facet].label,
            values=tuple(told(asked, self.of, facet, shown)),
        )


class CaseFacets(FacetList):
    """Count the values of every facet, in cases.

    A facet's own choices do not narrow its own counts. Values of courses are counted as
    cases with such a course.
    """

    tag, of, question = "Cases", "/cases/", questions.FACETS_OF_CASES


class CaseFacet(OneFacet):
    """Count all values of one facet, in cases."""

    tag, of, question = "Cases", "/cases/", questions.FACET_OF_CASES


class CourseFacets(FacetList):
    """Count the values of every facet, in courses."""

    tag, of, question = "Treatments", "/treatments/", questions.FACETS_OF_COURSES


class CourseFacet(OneFacet):
    """Count all values of one facet, in courses."""

    tag, of, question = "Treatments", "/treatments/", questions.FACET_OF_COURSES


class FindingFacets(FacetList):
    """Count the values of every facet, in findings."""

    tag, of, question = "Findings", "/findings/", questions.FACETS_OF_FINDINGS


class FindingFacet(OneFacet):
    """Count all values of one facet, in findings."""

    tag, of, question = "Findings", "/findings/", questions.FACET_OF_FINDINGS
