"""The would-be document as readers would have it: what would be new in the words of
their pages, and the page itself. The one module of curation that asks `browse`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.models import Record, Version
from casebase.browse import records, version_changes
from casebase.browse.views.case import page_of
from casebase.curation.freezing import freeze, freeze_article
from casebase.curation.models import Patient
from casebase.curation.readiness import unpublished_articles

from . import facts

#: The name of a case that has none yet.
NO_NAME = "Preview"


def changed(before: d.Document, after: d.Document) -> list[facts.FactChapter]:
    """Return what would change for readers, with the sources beside."""
    told = _chapters(version_changes.changes(before, after), after)
    return facts.chapters(told, before, after, whole=False)


def whole(document: d.Document) -> list[facts.FactChapter]:
    """Return every fact readers would have, with the sources beside."""
    told = _chapters(version_changes.facts(document), document)
    return facts.chapters(told, None, document, whole=True)


def _chapters(
    found: list[version_changes.Change], document: d.Document
) -> list[version_changes.Chapter]:
    if isinstance(document, d.CaseDocument):
        return version_changes.by_chapter(found)
    title = f"Article {document.key}"
    return [version_changes.Chapter(title, found)] if found else []


def page(
    request: HttpRequest, patient: Patient, *, is_shared: bool = False
) -> HttpResponse:
    """Show the case as its page would be, by the code that shows published ones.

    Raises pydantic.ValidationError while the content is no document yet.
    """
    document = freeze(patient)
    along = {one.slug: freeze_article(one) for one in unpublished_articles(patient)}
    record, version = _would_be(patient, document)
    articles = {**records.articles_of(document), **along}
    context = page_of(record, version, articles, [])
    return render(
        request,
        "admin/workbench/preview.html",
        {**context, "pk": patient.pk, "is_shared": is_shared},
    )


def _would_be(patient: Patient, document: d.CaseDocument) -> tuple[Record, Version]:
    """Return the record and version this would become; neither is ever saved."""
    known = Record.objects.select_related("latest").filter(name=patient.accession or "")
    last = known.first()
    number = last.latest.number + 1 if last and last.latest else 1
    record = Record(
        kind=c.RecordKind.CASE,
        name=patient.accession or NO_NAME,
        key=document.key,
        synthetic=document.synthetic,
    )
    canonical = d.canonical(document)
    version = Version(
        record=record,
        number=number,
        document=canonical,
        sha256=d.sha256(canonical),
        published_at=timezone.now(),
        review_basis=c.ReviewBasis.TRANSCRIPTION,
        archive_version=0,
    )
    record.latest = version
    return record, version
