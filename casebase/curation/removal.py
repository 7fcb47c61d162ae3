"""Removing a patient for privacy: the text goes, from every version, table and release.

What stays is the tombstone: the accession, the numbers, dates and hashes of the
versions, who published and reviewed them, and that it was removed. Nothing of it can be
published again under its key.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import NestedObjects
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import Q

from casebase.archive import publishing
from casebase.archive.models import Release, Version

from . import audit
from .models import (
    Article,
    Curator,
    Patient,
    PatientSource,
    ReaderReport,
    SuggestedPaper,
)
from .standings import record_of
from .workflow import NotAllowed

REMOVE = "curation.remove_patient"
#: What stands in place of what a reader wrote about the case.
EMPTIED = "Emptied when the case was removed for privacy."
#: What this archive cannot reach; the page says so before anything is removed.
REMAINS = (
    "Backups made before today: they lose it when they are overwritten. Whoever "
    "restores one removes it again.",
    "Files and releases that readers have downloaded, exports, and what was copied "
    "to other machines.",
    "What a curator typed and did not save, in that curator’s browser until log-out.",
    "Copies of the page in search engines and web archives, until they come by again.",
    "Freed space on the disk, until an operator runs finish_purge; then search_purged "
    "tells what is left. It knows the words only if an operator lists them before the "
    "removal (search_purged --list): ask for that now.",
    "The questions of frozen selections, where a reader had searched for its words.",
    "The article itself, and its own page here: edit or withdraw that separately.",
)


@dataclass(frozen=True)
class Removal:
    """What removing a patient would take away."""

    versions: int
    rows: int
    paper_pages: int
    articles: list[Article]
    """Articles whose text curators have here for this patient alone."""
    reports: int
    """What readers wrote about it."""
    releases: list[Release]
    """Releases that have it: they are withdrawn."""


def what_goes(patient: Patient) -> Removal:
    """Return what removing this patient takes away."""
    record = record_of(patient)
    versions = record.versions.order_by("number") if record else Version.objects.none()
    first = versions.first()
    alone = read_for_it_alone(patient)
    return Removal(
        versions=versions.count(),
        rows=sum(1 for _ in rows_of(patient)),
        paper_pages=sum(article.paper_pages.count() for article in alone),
        articles=alone,
        reports=sum(1 for _ in from_readers(record.name)) if record else 0,
        releases=list(publishing.releases_since(first)) if first else [],
    )


def rows_of(patient: Patient) -> Iterator[models.Model]:
    """Yield all rows that hang on a patient, also those that hang on its rows."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect([patient])
    for model, rows in collector.data.items():
        if model is not Patient:
            yield from rows


def from_readers(accession: str) -> Iterator[ReaderReport | SuggestedPaper]:
    """Yield what readers wrote about a case, or that names it."""
    named = Q(text__contains=accession) | Q(handled_note__contains=accession)
    yield from ReaderReport.objects.filter(named | Q(record=accession))
    yield from SuggestedPaper.objects.filter(named)


def why_not_removed(patient: Patient, by: Curator) -> str:
    """Why this person may not remove it now; empty where they may."""
    if not by.has_perm(REMOVE):
        return "Only an editor removes a case for privacy."
    if record_of(patient) is None:
        return "It was never public. Delete the draft."
    return ""


@transaction.atomic
def remove(patient: Patient, *, by: Curator, note: str) -> Version:
    """Empty every version of it and delete the curators' copy; return the tombstone.

    `note` is public. Raises NotAllowed in words.
    """
    patient = Patient.objects.select_for_update().get(pk=patient.pk)
    if refusal := why_not_removed(patient, by):
        raise NotAllowed(refusal)
    record = record_of(patient)
    assert record is not None, "what was public has a record"
    # First, so that SQLite overwrites what is deleted below.
    version = publishing.purge(record, by=str(by), note=note)
    for article in read_for_it_alone(patient):
        article.paper_pages.all().delete()
    for sent in from_readers(record.name):
        sent.text, sent.handled_note = EMPTIED, ""
        if isinstance(sent, ReaderReport):
            sent.contact = ""
        sent.save()
    kind = ContentType.objects.get_for_model(Patient)
    LogEntry.objects.filter(content_type=kind, object_id=str(patient.pk)).delete()
    # Reviews and edits of what is public are never deleted; this is public no more.
    Patient.objects.filter(pk=patient.pk).update(accession="")
    patient.delete()
    audit.note(by, "Removed for privacy.", version=version)
    return version


def files_left() -> list[str]:
    """Return the files of withdrawn releases that could not be deleted."""
    gone = Release.objects.exclude(withdrawn_at=None)
    return [made.path.name for made in gone if made.path.exists()]


def read_for_it_alone(patient: Patient) -> list[Article]:
    """Return its articles from which no other patient here was read."""
    own = Article.objects.filter(patient_sources__patient=patient).distinct()
    others = PatientSource.objects.exclude(patient=patient).values("article")
    return list(own.exclude(pk__in=others).order_by("slug"))
