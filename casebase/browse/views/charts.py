"""Charts as files: each holds all it needs, and says whose it is."""

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from casebase.archive.models import Record, Version
from casebase.browse import records
from casebase.browse.chapters.page import CasePage
from casebase.browse.charts import poster
from casebase.browse.charts.own_style import style_of
from casebase.browse.charts.rearrangement import rearrangement
from casebase.browse.filters import CaseFilterSet
from casebase.browse.lists import ListPage
from casebase.browse.swimmer_file import SwimmerFile
from casebase.browse.templatetags.synthetic import share

from . import case
from .lists import refused

#: What XML 1.0 does not allow in a text.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SYNTHETIC = "Synthetic: made up, for trying the software. No such patient exists."


@require_safe
def course_chart(
    request: HttpRequest, accession: str, number: int | None = None
) -> HttpResponse:
    """Give the chart of the clinical course; 404 where no treatment was given."""
    record, version = _asked(accession, number)
    if record.withdrawn or version.withdrawn or version.purged:
        return case.withdrawn(request, record, version)
    page = _page(version)
    if not page.given:
        raise Http404("No treatment was given, so there is no chart.")
    above = (
        *_above(record, page),
        "Clinical course, in order, not to scale.",
        "Jagged edge: length not known. Hatched: dose not known.",
    )
    notes = (course.treatment.source.reading_note for course in page.given)
    key = [f"{entry.told}." for entry in page.timeline.table]
    key += [f"How we read it: {note}" for note in notes if note]
    drawing = {
        "timeline": page.timeline,
        "poster": poster.of_course(page.timeline, above, key, _below(record, version)),
        "words": page.timeline.words,
    }
    return _file_of_case(record, version, page, "course", drawing)


@require_safe
def rearrangement_chart(
    request: HttpRequest, accession: str, number: int | None = None
) -> HttpResponse:
    """Give the rearrangements as far as they are known; 404 where there is none."""
    record, version = _asked(accession, number)
    if record.withdrawn or version.withdrawn or version.purged:
        return case.withdrawn(request, record, version)
    page = _page(version)
    fusions = [rearrangement(finding, page.missing) for finding in page.fusions]
    drawn = [fusion for fusion in fusions if fusion]
    if not drawn:
        raise Http404("No rearrangement was found, so there is no chart.")
    above = (*_above(record, page), "The rearrangement as far as it is known.")
    drawing = {
        "fusions": [(poster.FUSION * n, one) for n, one in enumerate(drawn)],
        "poster": poster.of_rearrangements(drawn, above, _below(record, version)),
        "words": " ".join(one.words for one in drawn),
    }
    return _file_of_case(record, version, page, "rearrangement", drawing)


@require_safe
def swimmer_chart(request: HttpRequest) -> HttpResponse:
    """Give a page of the list of cases as a swimmer plot; 404 where it is empty."""
    asked = CaseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    page = ListPage(asked)
    if not page.total:
        raise Http404("No case matches, so there is no chart.")
    plot = SwimmerFile(page, timezone.localdate())
    made_up = share(page.selection.synthetic, page.total, "case")
    return _file(
        "swimmer",
        f"casebase-swimmer-archive-{page.archive_version}",
        {
            "plot": plot.plot,
            "axis": plot.swimmer.axis,
            "poster": plot.framed(made_up),
            "words": plot.words,
            "title": plot.title,
            "address": plot.address,
            "date": plot.today,
            "synthetic": made_up,
            "about": plot.title,
        },
    )


def _asked(accession: str, number: int | None) -> tuple[Record, Version]:
    record = get_object_or_404(case.CASES.all(), name=accession)
    if number is None:
        return record, records.newest(record)
    return record, get_object_or_404(record.versions, number=number)


def _page(version: Version) -> CasePage:
    return CasePage(records.case_in(version), {})


def _above(record: Record, page: CasePage) -> tuple[str, ...]:
    made_up = (SYNTHETIC,) if page.document.synthetic else ()
    return (*made_up, f"{record.name}: {page.title}", f"{page.badge}.")


def _below(record: Record, version: Version) -> tuple[str, ...]:
    address = records.address_of(record, version)
    return (
        f"Casebase, {record.name}, version {version.number}. {address}",
        "CC0 1.0. One patient, no comparison. Not medical advice.",
    )


def _file_of_case(
    record: Record, version: Version, page: CasePage, kind: str, drawing: dict[str, Any]
) -> HttpResponse:
    said = {
        "title": f"{record.name}, version {version.number}: {page.title}",
        "address": records.address_of(record, version),
        "date": version.published_at.date(),
        "synthetic": SYNTHETIC if page.document.synthetic else "",
        "about": page.badge,
    }
    name = f"{record.name}-v{version.number}-{kind}"
    return _file(kind, name, {**drawing, **said})


def _file(kind: str, name: str, drawing: dict[str, Any]) -> HttpResponse:
    """Draw with the page's own templates, and put the rules they need inside."""
    body = render_to_string(f"browse/charts/{kind}.svg", drawing)
    # Our own sheet, not anybody's words.
    style = mark_safe(style_of(_sheet(), body))
    frame = {**drawing, "body": body, "style": style}
    text = _NOT_XML.sub("", render_to_string("browse/charts/file.svg", frame))
    disposition = {"Content-Disposition": f'attachment; filename="{name}.svg"'}
    return HttpResponse(text, content_type="image/svg+xml", headers=disposition)


@cache
def _sheet() -> str:
    sheet: str = (settings.BASE_DIR / "static/css/site.css").read_text(encoding="utf-8")
    return sheet
