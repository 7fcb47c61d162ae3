"""What a publisher says of an article after it appeared: retracted, doubted, corrected.

The notice stands in the article alone, and readers learn of it with the article's next
publication: that one publication warns on every case the article was read for, and a
retraction takes the cases of which it is the primary report out of counts.
"""

from dataclasses import dataclass

from django.db import transaction

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.indexing import ARTICLE, cases_named
from casebase.archive.models import Record

from . import standings, workflow
from .models import Article, Curator, PatientSource

FIELDS = ("integrity", "integrity_date", "integrity_note", "integrity_url")


@dataclass(frozen=True)
class Affected:
    """What a notice on an article reaches."""

    primary: list[Record]
    """Public cases of which it is the primary report."""
    others: list[Record]
    """Public cases that were also read from it."""
    drafts: int
    """Patients that readers do not know and that name it as a source."""

    @property
    def public(self) -> int:
        """How many public cases it reaches."""
        return len(self.primary) + len(self.others)


def affected(article: Article) -> Affected:
    """Return the cases that a notice on this article reaches."""
    primary: list[Record] = []
    others: list[Record] = []
    for record in cases_named([(ARTICLE, article.slug)]):
        content = record.latest.content if record.latest else None
        if isinstance(content, d.CaseDocument):
            is_primary = content.primary.article == article.slug
            (primary if is_primary else others).append(record)
    sources = PatientSource.objects.filter(article=article, patient__accession="")
    drafts = sources.values("patient").distinct().count()
    return Affected(primary, others, drafts)


@transaction.atomic
def set_notice(
    article: Article,
    *,
    by: Curator,
    integrity: str,
    date: str = "",
    url: str = "",
    note: str = "",
) -> list[str]:
    """Write a notice into the article, or take it back with `ok`, and ask for review.

    Return what is missing before a review; nothing when it was asked for. Raises
    NotAllowed in words, and ValidationError for a field that is not right.
    """
    row = Article.objects.select_for_update().get(pk=article.pk)
    if not by.has_perm("curation.change_article"):
        raise workflow.NotAllowed("You may look at this, not change it.")
    if integrity != c.Integrity.OK and not (url or note):
        raise workflow.NotAllowed(
            "Give the address of the notice, or what it says: readers check it."
        )
    values = (integrity, date, note, url)
    if integrity == c.Integrity.OK:
        values = (integrity, "", "", "")
    if values == tuple(getattr(row, name) for name in FIELDS):
        raise workflow.NotAllowed("The article says so already.")
    for name, value in zip(FIELDS, values, strict=True):
        setattr(row, name, value)
    row.clean_fields(exclude=_other_fields())
    row.updated_by = by
    row.version += 1
    row.save()
    workflow.record_edit(row, by=by)
    try:
        with transaction.atomic():
            workflow.submit(row, by=by)
    except workflow.NotReady as refusal:
        return refusal.reasons
    return []


def has_other_changes(article: Article) -> bool:
    """Whether the article has changes that readers do not have yet."""
    is_public = article.published_rev is not None
    return is_public and not standings.is_public_as_it_stands(article)


def _other_fields() -> set[str]:
    return {column.name for column in Article._meta.fields} - set(FIELDS)
