"""A comparison as rows of words: the rows of its page, names down, cases across."""

from collections.abc import Callable, Iterator
from datetime import date

from django.conf import settings

from . import wording
from .comparing import Column, Comparison, Course
from .paper import Cut

_ROWS: dict[str, Callable[[Column], str]] = {
    "Patient": lambda c: wording.sentence_case(wording.person(c.case.document.patient)),
    "Diagnosis": lambda c: said(c.diagnosis),
    "Site": lambda c: said(c.sites),
    "Assay": lambda c: said(c.assays),
    "Findings": lambda c: said(c.findings),
    "Courses: responses, dose, why given, why stopped": lambda c: said(c.courses),
    "Last course: line, length": lambda c: c.last_course,
    "Considered, not given": lambda c: said(c.not_given) or "None named",
    "Last known": lambda c: said(c.last_known),
    "Adverse events, what followed": lambda c: said(c.events or c.said_of_events),
    "Citation": lambda c: said(c.source),
    "Record": lambda c: (
        f"Version {c.row.version.number} of "
        f"{wording.day(c.row.version.published_at.date())}"
    ),
}


def rows_of(
    comparison: Comparison, archive_version: str, today: date
) -> Iterator[list[str]]:
    """Yield rows: a name, then a cell for each case."""
    columns = comparison.columns
    yield ["Case", *(column.row.accession for column in columns)]
    yield ["Case report", *(column.case.title for column in columns)]
    yield ["Address", *(_address(column) for column in columns)]
    yield ["Read from", *(column.case.badge for column in columns)]
    if any(column.case.document.synthetic for column in columns):
        yield ["Synthetic", *(_synthetic(column) for column in columns)]
    for name, words in _ROWS.items():
        silence = [wording.sentence_case(column.case.missing) for column in columns]
        yield [name, *(words(c) or s for c, s in zip(columns, silence, strict=True))]
    beside = {
        "Archive version": archive_version,
        "Read on": wording.day(today),
        "Comparison": f"{settings.PUBLIC_URL}{comparison.address}",
        "Licence": "CC0 1.0",
    }
    for name, word in beside.items():
        yield [name, *(word for _ in columns)]


def said(cut: Cut) -> str:
    """Write all of a text or list, a line for each row."""
    parts = (*cut.shown, *cut.rest)
    if all(isinstance(part, str) for part in parts):
        return " ".join(parts)
    return "\n".join(_course(p) if isinstance(p, Course) else said(p) for p in parts)


def _course(course: Course) -> str:
    line = course.line
    best = f"{line.mark[0]} {line.response} {said(course.credit)}"
    why, others = said(course.why), said(course.others)
    parts = (
        best if line.is_judged else said(course.name),
        wording.in_sentence(said(course.seen)),
        f"also: {others}" if others else "",
        said(course.doses),
        "off label" if line.is_off_label else "",
        f"why: {why}" if why else "",
        wording.in_sentence(said(course.stopped)),
    )
    return "; ".join(part for part in parts if part)


def _address(column: Column) -> str:
    row = column.row
    return f"{settings.PUBLIC_URL}/cases/{row.accession}/v{row.version.number}/"


def _synthetic(column: Column) -> str:
    return "Synthetic: made up" if column.case.document.synthetic else "No"
