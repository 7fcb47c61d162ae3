"""The lists readers ask questions of: cases, and the courses within them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.browse.filters import CaseFilterSet, CourseFilterSet
from casebase.browse.lists import CourseListPage, ListPage


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """List the cases asked for."""
    asked = CaseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    return render(request, "browse/case_list.html", {"list": ListPage(asked)})


@require_safe
def treatment_list(request: HttpRequest) -> HttpResponse:
    """List the courses asked for, a row each."""
    asked = CourseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    return render(
        request, "browse/treatment_list.html", {"list": CourseListPage(asked)}
    )


def refused(request: HttpRequest, asked: CaseFilterSet) -> HttpResponse:
    """Say what of a question cannot be read; never answer another question instead."""
    faults = {"faults": asked.faults}
    return render(request, "browse/refused.html", faults, status=400)
