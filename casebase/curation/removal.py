"""Removing a patient for privacy: the text goes, from every version and every table.

What stays is the tombstone: the accession, the numbers, dates and hashes of the
versions, who published and reviewed them, and that it was removed. Nothing of it can be
published again under its key.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from casebase.archive import publishing
from casebase.archive.models import Version

from .models import Article, Curator, Patient, PatientSource, ReaderReport
from .standings import record_of
from .workflow import NotAllowed

REMOVE = "curation.remove_patient"
#: What stands in place of what a reader wrote about the case.
EMPTIED = "Emptied when the case was removed for privacy."
#: What this archive cannot reach; the page says so before anything is removed.
REMAINS = (
    "Backups made before today: they lose it when they are overwritten. Whoever "
    "restores one removes it again.",
    "Files that readers have downloaded, and releases that were given out.",
    "What a curator typed and did not save, in that curator’s browser until log-out.",
    "Copies of the page in search engines and web archives, until they come by again.",
    "On PostgreSQL, pages on the disk until the next VACUUM.",
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


def what_goes(patient: Patient) -> Removal:
    """Return what removing this patient takes away."""
    record = record_of(patient)
    alone = _read_for_it_alone(patient)
    rows = sum(
        relation.related_model.objects.filter(patient=patient).count()
        for relation in _rows()
    )
    return Removal(
        versions=record.versions.count() if record else 0,
        rows=rows,
        paper_pages=sum(article.paper_pages.count() for article in alone),
        articles=alone,
    )


def _rows() -> list[Any]:
    """The relations by which rows hang on a patient."""
    relations: list[Any] = list(Patient._meta.get_fields())
    return [one for one in relations if one.auto_created and one.one_to_many]


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
    for article in _read_for_it_alone(patient):
        article.paper_pages.all().delete()
    ReaderReport.objects.filter(record=record.name).update(
        text=EMPTIED, contact="", handled_note=""
    )
    kind = ContentType.objects.get_for_model(Patient)
    LogEntry.objects.filter(content_type=kind, object_id=str(patient.pk)).delete()
    # Reviews and edits of what is public are never deleted; this is public no more.
    Patient.objects.filter(pk=patient.pk).update(accession="")
    patient.delete()
    return version


def _read_for_it_alone(patient: Patient) -> list[Article]:
    """Return its articles from which no other patient here was read."""
    own = Article.objects.filter(patient_sources__patient=patient).distinct()
    others = PatientSource.objects.exclude(patient=patient).values("article")
    return list(own.exclude(pk__in=others).order_by("slug"))
