"""The lists readers ask questions of: cases, and the courses within them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.browse.facet_values import (
    CaseValues,
    CourseFacetValues,
    CourseValues,
    FacetValues,
)
from casebase.browse.filters import (
    CaseFilterSet,
    CourseFilterSet,
    FindingFilterSet,
)
from casebase.browse.finding_list import (
    FindingFacetValues,
    FindingListPage,
    FindingValues,
)
from casebase.browse.hub_stories import WITH_CHAINS
from casebase.browse.hubs import parts_on_resistance
from casebase.browse.lists import CourseListPage, ListPage
from casebase.browse.metadata import list_pages, shown


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """List the cases asked for."""
    asked = CaseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    page = ListPage(asked)
    terms = [(f, v) for f in WITH_CHAINS for v in asked.chosen.get(f, ())]
    resistance = parts_on_resistance(terms, page.acquired) if terms else None
    context = {
        "list": page,
        "resistance": resistance,
        "archive_version": page.archive_version,
    }
    return shown(request, "browse/case_list.html", context, list_pages.of_list(page))


@require_safe
def treatment_list(request: HttpRequest) -> HttpResponse:
    """List the courses asked for, a row each."""
    asked = CourseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    page = CourseListPage(asked)
    head = list_pages.of_list(page)
    context = {"list": page, "archive_version": page.archive_version}
    return shown(request, "browse/treatment_list.html", context, head)


@require_safe
def case_values(request: HttpRequest, facet: str) -> HttpResponse:
    """Show all values that the cases asked for have of one facet."""
    asked = CaseValues(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    return _values(request, FacetValues(asked, facet))


@require_safe
def treatment_values(request: HttpRequest, facet: str) -> HttpResponse:
    """Show all values that the courses asked for have of one facet."""
    asked = CourseValues(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    return _values(request, CourseFacetValues(asked, facet))


@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """List the findings asked for, a row each."""
    asked = FindingFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    page = FindingListPage(asked)
    head = list_pages.of_list(page)
    context = {"list": page, "archive_version": page.archive_version}
    return shown(request, "browse/finding_list.html", context, head)


@require_safe
def finding_values(request: HttpRequest, facet: str) -> HttpResponse:
    """Show all values that the findings asked for have of one facet."""
    asked = FindingValues(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    return _values(request, FindingFacetValues(asked, facet))


def _values(request: HttpRequest, values: FacetValues) -> HttpResponse:
    head = list_pages.of_values(values)
    context = {"values": values, "archive_version": values.archive_version}
    return shown(request, "browse/facet_values.html", context, head)


def refused(request: HttpRequest, asked: CaseFilterSet) -> HttpResponse:
    """Say what of a question cannot be read; never answer another question instead.

    Words that were refused stand in the search box again, to be changed there.
    """
    faults = asked.faults
    context = {
        "faults": faults,
        "is_search": {fault["culprit"] for fault in faults} == {"q"},
        "words": request.GET.get("q", ""),
        "kept": [(n, v) for n, vs in request.GET.lists() if n != "q" for v in vs],
    }
    return render(request, "browse/refused.html", context, status=400)
