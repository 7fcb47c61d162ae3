"""What a removal should have taken away, looked for by the number of the case.

Whoever wants to be sure lists the words of a case before it is removed, and searches
for them afterwards (`search_purged`); here nothing remembers them.
"""

from collections.abc import Iterator

from django.db.models import CharField, TextField

from casebase.archive import document as d
from casebase.archive.models import IndexEntry, Record, Release, Version
from casebase.archive.remains import Seen, Sought, folded, values

from .models import Patient
from .removal import EMPTIED, from_readers, read_for_it_alone, rows_of
from .reviewing.privacy import said

#: Shorter words are found everywhere.
SHORTEST = 16
LONGEST = 200


def of(record: Record) -> Iterator[str]:
    """Yield what is left of a case that was removed, beside its tombstone."""
    versions = record.versions.order_by("number")
    tombstone = versions.last()
    if tombstone is None or not tombstone.purged:
        yield f"{record}: it was not removed; its text is here."
        return
    for version in versions:
        if version.document or not version.purged:
            yield f"{version}: its text."
        if version.reason and version != tombstone:
            yield f"{version}: the reason of the version."
    entries = IndexEntry.objects.filter(record=record)
    if entries.exclude(words="", terms="{}", title="", row="", card="").exists():
        yield f"The index: the entry of {record}."
    if Patient.objects.filter(accession=record.name).exists():
        yield "The curators' tables: the case."
    slug, _, _ = record.key.partition("/")
    drafts = Patient.objects.filter(accession="", sources__article__slug=slug)
    if any(draft.key == record.key for draft in drafts):
        yield "The curators' tables: a draft of the same article and label."
    if any(sent.text != EMPTIED for sent in from_readers(record.name)):
        yield "What readers wrote about it."
    first = versions.first()
    holding = Release.objects.filter(
        archive_version__gte=first.archive_version if first else 0,
        archive_version__lt=tombstone.archive_version,
    )
    for release in holding:
        if not release.withdrawn_at or release.path.exists():
            yield f"{release}: made while the case was public, and still here."


def traces_of(record: Record) -> list[Sought]:
    """Return by what a document of the case is known, and a page that shows it."""
    return [
        Sought("a document of the case", f'"key":"{record.key}"'),
        Sought("a page that names it", record.name, only_in=".html"),
    ]


def words_of(record: Record) -> list[str]:
    """Return the words of a case that stand nowhere else, to be searched for later.

    From every version, the curators' copy with what is said beside it, and the text of
    papers that were read for it alone; one line each.
    """
    candidates = dict.fromkeys(
        line.strip()[:LONGEST]
        for text in _texts(record)
        for line in text.splitlines()
        if len(line.strip()) >= SHORTEST
    )
    sought = [Sought(words, words) for words in candidates]
    others = Version.objects.exclude(record=record).values_list("document", "reason")
    elsewhere = [folded(text) for both in others.iterator(100) for text in both]
    elsewhere += [text for *_, text in values(Seen(), "vocabulary_")]
    return [
        one.words for one in sought if not any(one.is_in(text) for text in elsewhere)
    ]


def _texts(record: Record) -> Iterator[str]:
    for version in record.versions.filter(purged=False):
        yield version.reason
        if isinstance(version.content, d.CaseDocument):
            yield from (words for _, words in said(version.content))
    for patient in Patient.objects.filter(accession=record.name):
        for row in (patient, *rows_of(patient)):
            for field in row._meta.concrete_fields:
                is_text = isinstance(field, CharField | TextField) and not field.choices
                if is_text and not field.name.endswith("sha256"):
                    yield str(getattr(row, field.attname) or "")
        for article in read_for_it_alone(patient):
            yield from article.paper_pages.values_list("text", flat=True)
    yield from (sent.text for sent in from_readers(record.name))
