"""One case: its newest version, a former one, and the same as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casebase.archive.document import ArticleDocument
from casebase.archive.models import Record, Version
from casebase.browse import records
from casebase.browse.chapters.page import CasePage
from casebase.browse.hubs import parts_on_resistance
from casebase.browse.metadata import case_pages, shown
from casebase.browse.rows import CaseRow
from casebase.browse.sheet import Sheet
from casebase.browse.similar import similar_to, weights
from casebase.browse.standing import standing

CASES = Record.objects.cases().select_related("latest")
JSON = {"ensure_ascii": False, "indent": 1}


@require_safe
def case_detail(request: HttpRequest, accession: str) -> HttpResponse:
    """Show the newest version of a case; a withdrawn one says why it went."""
    record = get_object_or_404(CASES.select_related("index_entry"), name=accession)
    if record.withdrawn:
        return withdrawn(request, record, records.newest(record))
    context = reading(record, records.newest(record))
    context |= {"similar": similar_to(record), "weights": weights()}
    head = case_pages.of_case(context)
    return shown(request, "browse/case_detail.html", context, head)


@require_safe
def case_version(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Show one version of a case for good, and link to the newest."""
    record = get_object_or_404(CASES.all(), name=accession)
    version = get_object_or_404(record.versions, number=number)
    if version.withdrawn or version.purged:
        return withdrawn(request, record, version)
    context = reading(record, version)
    head = case_pages.of_version(context)
    return shown(request, "browse/case_detail.html", context, head)


@require_safe
def case_sheet(
    request: HttpRequest, accession: str, number: int | None = None
) -> HttpResponse:
    """Show a version of a case, the newest if none is named, for one sheet of paper."""
    record = get_object_or_404(CASES.all(), name=accession)
    version = (
        records.newest(record)
        if number is None
        else get_object_or_404(record.versions, number=number)
    )
    if version.withdrawn or version.purged:
        return withdrawn(request, record, version)
    context = reading(record, version)
    context["sheet"] = Sheet.of(context["case"])
    head = case_pages.of_sheet(context, is_newest=number is None)
    return shown(request, "browse/case_sheet.html", context, head)


@require_safe
def case_json(
    request: HttpRequest, accession: str, number: int | None = None
) -> HttpResponse:
    """Give a version, the newest if none is named, as it is kept."""
    record = get_object_or_404(CASES.all(), name=accession)
    version = (
        records.newest(record)
        if number is None
        else get_object_or_404(record.versions, number=number)
    )
    answer: dict[str, Any] = {"record": records.envelope(record, version)}
    if version.withdrawn or version.purged:
        return JsonResponse(answer, status=410, json_dumps_params=JSON)
    answer["document"] = json.loads(version.document)
    return JsonResponse(answer, json_dumps_params=JSON)


def reading(record: Record, version: Version) -> dict[str, Any]:
    """Fetch what a case page shows beside the document itself."""
    articles = records.articles_of(records.case_in(version))
    versions = list(record.versions.defer("document").order_by("-number"))
    shown = page_of(record, version, articles, versions)
    row = CaseRow(record.name, version)
    is_newest = version == record.latest
    shown["resistance"] = (
        parts_on_resistance(shown["case"].terms_of_resistance, [row])
        if is_newest
        else None
    )
    return shown


def page_of(
    record: Record,
    version: Version,
    articles: Mapping[str, ArticleDocument],
    versions: Sequence[Version],
) -> dict[str, Any]:
    """Return what the page of a version shows, also of one that is not kept yet."""
    case = CasePage(records.case_in(version), articles)
    return {
        "case": case,
        "record": record,
        "version": version,
        "standing": standing(record, version, case.sources),
        "versions": versions,
        "address": records.address_of(record, version),
        "citation": records.citation_of(record, version),
        "cited_at": f"/cases/{record.name}/v{version.number}",
    }


def withdrawn(request: HttpRequest, record: Record, version: Version) -> HttpResponse:
    """Say that a case was withdrawn, why, and how it was cited."""
    last_read = record.versions.filter(withdrawn=False).last() or version
    context = {
        "record": record,
        "version": version,
        "address": records.address_of(record, version),
        "citation": records.citation_of(record, last_read),
    }
    return render(request, "browse/case_withdrawn.html", context, status=410)
