"""Side by side: several cases, and two versions of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casebase.archive.models import Record
from casebase.browse.chosen_cases import Asked, read
from casebase.browse.comparing import Comparison
from casebase.browse.comparison_rows import rows_of
from casebase.browse.context import site
from casebase.browse.formats import csv
from casebase.browse.metadata import case_pages, shown
from casebase.browse.version_changes import TwoVersions, read_versions


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show two to four cases side by side; say how to choose, or what is wrong."""
    asked = read(request.GET)
    if not asked.chosen:
        return _nothing_to_compare(request, asked, 400 if asked.faults else 200)
    context = {"comparison": Comparison(asked.chosen, asked.back)}
    head = case_pages.of_comparison(asked.chosen)
    return shown(request, "browse/case_compare.html", context, head)


@require_safe
def compare_csv(request: HttpRequest) -> HttpResponse:
    """Give the rows of a comparison as a file, or say what stands against it."""
    asked = read(request.GET)
    if not asked.chosen:
        return _nothing_to_compare(request, asked, 400)
    comparison = Comparison(asked.chosen, asked.back)
    version = str(site(request)["archive_version"])
    rows = rows_of(comparison, version, timezone.localdate())
    names = "-".join(record.name for record in asked.chosen)
    disposition = {"Content-Disposition": f'attachment; filename="{names}.csv"'}
    kind = "text/csv; charset=utf-8"
    return HttpResponse(csv.written(rows), content_type=kind, headers=disposition)


def _nothing_to_compare(
    request: HttpRequest, asked: Asked, status: int
) -> HttpResponse:
    which = "refused" if asked.faults else "how"
    template = f"browse/case_compare_{which}.html"
    return render(request, template, {"asked": asked}, status=status)


@require_safe
def case_changes(request: HttpRequest, accession: str) -> HttpResponse:
    """Show what differs between two versions: the last two where none is asked."""
    record = get_object_or_404(Record.objects.cases(), name=accession)
    versions = list(record.versions.defer("document").order_by("number"))
    (first, second), faults = read_versions(
        request.GET, [one.number for one in versions]
    )
    if faults:
        return render(request, "browse/refused.html", {"faults": faults}, status=400)
    by_number = {one.number: one for one in versions}
    two = TwoVersions(by_number[first], by_number[second], versions)
    context = {"record": record, "versions": versions, "two": two}
    head = case_pages.of_changes(record, two)
    return shown(request, "browse/case_changes.html", context, head)
