"""The front door, and the map of what is not behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.archive import index
from casebase.browse import gap_map as gaps
from casebase.browse.front import Front, FrontForm
from casebase.browse.metadata import front_page, list_pages, shown
from casebase.browse.records import last_published


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds, and a way in for each question."""
    form = FrontForm(request.GET)
    if not form.is_valid():
        faults = {"faults": form.faults}
        return render(request, "browse/refused.html", faults, status=400)
    home = Front(form.cleaned_data["by"])
    head = front_page.of_home(home, last_published())
    context = {"home": home, "archive_version": home.now.version}
    return shown(request, "browse/home.html", context, head)


@require_safe
def gap_map(request: HttpRequest) -> HttpResponse:
    """Show which genes, tumours, fusions and drugs have no case together."""
    form = gaps.GapForm(request.GET)
    if not form.is_valid():
        faults = {"faults": form.faults}
        return render(request, "browse/refused.html", faults, status=400)
    now = index.current()
    found = gaps.of(now, form.cleaned_data["by"])
    context = {
        "map": found,
        "now": now,
        "suggest": gaps.SUGGEST,
        "archive_version": now.version,
    }
    return shown(request, "browse/gap_map.html", context, list_pages.of_gaps(found))
