"""The only writer of the archive: put a version, withdraw, purge, put terms, freeze.

Each, but for what no list shows, runs in one transaction that first locks
`ArchiveState`, so archive versions are in the order of commits and a reader that has
applied version n has missed nothing before it.
"""

import logging
from collections.abc import (
    Callable,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from . import choices as c
from . import document as d
from . import index
from .bitmaps import accession
from .indexing import (
    ARTICLE,
    AT_ONCE,
    Entry,
    cases_made_of,
    cases_named,
    put_anew,
    reindex,
    written_by_another,
)
from .indexing import put as put_entries
from .models import (
    ArchiveState,
    IndexEntry,
    IndexSnapshot,
    Record,
    Release,
    Selection,
    Term,
    Version,
    new_epoch,
    text_of_selection,
)
from .references import faults
from .term_lookup import Named

logger = logging.getLogger(__name__)


class NotPublishable(ValueError):
    """The document contradicts itself; `faults` are all paths, with sentences."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{path}: {said}" for path, said in self.faults))


def put(document: d.Document, **envelope: str) -> Version:
    """Freeze a document as the next version of its record; see `put_all`."""
    return put_all([document], **envelope)[0]


@transaction.atomic
def put_all(
    documents: Iterable[d.Document],
    *,
    published_by: str,
    submitted_by: str,
    review_basis: str,
    reviewed_by: str = "",
    reason: str = "",
) -> list[Version]:
    """Freeze documents, one after the other, as next versions of their records.

    The first version of a case draws its accession. A document that readers have
    already, on the same basis, makes no new version. All or none, and indexed
    together. Raises NotPublishable.
    """
    documents = list(documents)
    if wrong := [fault for document in documents for fault in _faults(document)]:
        raise NotPublishable(wrong)
    state = _lock()
    envelope = {
        "published_by": published_by,
        "submitted_by": submitted_by,
        "reviewed_by": reviewed_by,
        "review_basis": review_basis,
        "reason": reason,
    }
    records = _records_of(documents, state)
    latest = {record.key: record.latest for record in records.values()}
    versions, added = [], []
    for document in documents:
        text = d.canonical(document)
        before = latest[document.key]
        same = before and not before.withdrawn and before.document == text
        if same and before and before.review_basis == review_basis:
            versions.append(before)
            continue
        record = records[document.key]
        if record.synthetic != document.synthetic:
            record.synthetic = document.synthetic
            record.save()
        columns = {"document": text, "sha256": d.sha256(text), **envelope}
        version = latest[record.key] = _next(record, before, state, **columns)
        version.content = document  # what its text says
        versions.append(version)
        added.append(version)
    _add(added, state)
    return versions


class NumbersTaken(ValueError):
    """Others have published since these were given their numbers."""


@transaction.atomic
def put_made_up(versions: Sequence[Version], entries: Iterable[Entry]) -> None:
    """Add first versions that were made up and indexed beforehand, with their records.

    Whoever makes them answers for what `put_all` asks. Raises NumbersTaken.
    """
    state = _lock()
    for version in versions:
        if version.record.kind == c.RecordKind.CASE:
            state.last_accession += 1
            if version.record.name != accession(state.last_accession):
                raise NumbersTaken(f"{version.record.name} is not the next.")
        state.version += 1
        version.archive_version = state.version
    records = [version.record for version in versions]
    for record in records:
        record.latest = None  # it has no key yet
    Record.objects.bulk_create(records)
    _add(versions, state, entries)


@transaction.atomic
def withdraw(record: Record, *, by: str, reason: str, note: str = "") -> Version:
    """Take a record out of the lists; its address goes on saying what and why."""
    state = _lock()
    latest = _latest(record)
    if latest.withdrawn:
        return latest
    told = {"withdraw_reason": reason, "reason": note, "published_by": by}
    return _leave(latest, state, document=latest.document, **told)


@transaction.atomic
def purge(record: Record, *, by: str, note: str = "") -> Version:
    """Remove the text of every version for privacy; the tombstone stays.

    The reasons of earlier versions go too: they may tell what was corrected, or why it
    was withdrawn before. Releases made since it was first public are withdrawn, and
    their files deleted after the commit.

    What the disk still holds of it is overwritten by `finish_purge`
    (docs/operating.md).
    """
    _overwrite_what_is_freed()
    state = _lock()
    latest = _latest(record)
    if latest.purged:
        return latest
    told = {"withdraw_reason": c.WithdrawReason.PRIVACY, "reason": note}
    tombstone = _leave(latest, state, document="", purged=True, published_by=by, **told)
    versions = tombstone.record.versions
    versions.filter(purged=False).update(document="", reason="", purged=True)
    IndexSnapshot.objects.all().delete()  # its words led to the record
    releases_since(versions.earliest("number")).update(withdrawn_at=timezone.now())
    transaction.on_commit(remove_withdrawn_files)
    return tombstone


def freeze(
    query: str, cases: Iterable[tuple[str, int]], archive_version: int
) -> Selection:
    """Keep which versions of which cases a list had; the same again is the same one.

    `cases` are accessions with version numbers. No list changes by it.
    """
    members = "".join(f"{name} v{number}\n" for name, number in sorted(cases))
    checksum = d.sha256(text_of_selection(query, members))
    selection, _ = Selection.objects.get_or_create(
        checksum=checksum,
        defaults={
            "name": checksum[:16],
            "query": query,
            "members": members,
            "archive_version": archive_version,
            "frozen_at": timezone.now(),
        },
    )
    return selection


class NotTheSame(ValueError):
    """A release of this archive version is there, with other bytes."""


class Overtaken(ValueError):
    """A record that is in the release was removed while it was written."""


@transaction.atomic
def release(*, archive_version: int, sha256: str, **known: Any) -> Release:
    """Keep that a release was made; the same again is the same.

    Raises NotTheSame and Overtaken.
    """
    _lock()
    removed = Version.objects.filter(purged=True, archive_version__gt=archive_version)
    if Version.objects.filter(
        archive_version__lte=archive_version, record__in=removed.values("record")
    ).exists():
        raise Overtaken(
            "A record was removed for privacy while this was written. Make it anew."
        )
    made, _ = Release.objects.get_or_create(
        archive_version=archive_version, defaults={"sha256": sha256, **known}
    )
    if made.sha256 != sha256:
        raise NotTheSame(
            f"{made.name} was made of archive version {archive_version} already, with "
            "other bytes: the archive or the program that writes releases has changed."
        )
    return made


def releases_since(version: Version) -> QuerySet[Release]:
    """Return the releases that stand and were made when this was public, or later."""
    made = Release.objects.filter(archive_version__gte=version.archive_version)
    return made.filter(withdrawn_at=None)


def remove_withdrawn_files() -> list[Path]:
    """Delete the files of releases that are withdrawn, and what is not finished.

    A file of this kind without a release that stands may hold what was removed. Return
    those that could not be deleted.
    """
    standing = set(
        Release.objects.filter(withdrawn_at=None).values_list("name", flat=True)
    )
    left = []
    for path in Release.folder().glob("casebase-release-*"):
        if path.suffix == ".zip" and path.stem in standing:
            continue
        try:
            path.unlink()
        except OSError as error:
            logger.warning("%s was withdrawn and is not deleted: %s", path.name, error)
            left.append(path)
    return left


@transaction.atomic
def put_terms(rows: Iterable[Mapping[str, Any]]) -> int:
    """Put words of the vocabulary before readers; return how many were changed.

    A row has facet, key, label, aliases, parents, facts, and perhaps code and `former`:
    keys it had before. Words that are not among the rows stay: a term is never deleted.
    One that has no row any more, and whose key is a former key of one row alone, has
    been renamed: it goes on under that row's key.
    """
    rows = list(rows)
    wanted = {(row["facet"], row["key"]): _term_columns(row) for row in rows}
    here = Term.objects.filter(facet__in={facet for facet, _ in wanted})
    known = {(term.facet, term.key): term for term in here}
    named = {(row["facet"], row["key"]): row for row in rows}
    added = [term_of(row) for name, row in named.items() if name not in known]
    changed = []
    for name, columns in wanted.items():
        term = known.get(name)
        if term and any(getattr(term, key) != value for key, value in columns.items()):
            for key, value in columns.items():
                setattr(term, key, value)
            changed.append(term)
    for term, key in _renamed(rows, known, wanted):
        if term.now != key:
            term.facts = term.facts | {"now": key}
            changed.append(term)
    if not added and not changed:
        return 0
    state = _lock()
    Term.objects.bulk_create(added, batch_size=500)
    Term.objects.bulk_update(
        changed, ["label", "code", "aliases", "parents", "facts"], batch_size=200
    )
    state.version += 1
    state.words_version = state.version
    state.save()
    cases = {case.pk: case for case in cases_named(map(_named_by, added))}
    cases |= {case.pk: case for case in cases_made_of(map(_named_by, changed))}
    reindex(cases.values(), state.version)
    return len(added) + len(changed)


@transaction.atomic
def rebuild_index(*, say: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Make every entry of the index anew; return how many. `say` hears of progress.

    The archive gets another epoch, so that every process drops the index it has.
    """
    state = _lock()
    state.version += 1
    state.epoch = new_epoch()
    state.save()
    cases = Record.objects.cases().select_related("latest").order_by("pk")
    IndexEntry.objects.all().delete()
    IndexSnapshot.objects.all().delete()
    names = list(cases.values_list("pk", flat=True))
    for start in range(0, len(names), AT_ONCE):
        batch = cases.filter(pk__in=names[start : start + AT_ONCE])
        reindex(batch, state.version)
        say(min(start + AT_ONCE, len(names)), len(names))
    return len(names)


def renew_index(*, say: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Make those entries anew that another version of the program made.

    `AT_ONCE` are a transaction of their own: who publishes meanwhile waits for these
    alone, readers go on with the index they have, and a run that was interrupted is
    gone on with by the next one. Returns how many there were.
    """
    entries = written_by_another().order_by("record")
    waiting = [*entries.values_list("record", flat=True)]
    cases = Record.objects.cases().select_related("latest").order_by("pk")
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            state = _lock()
            put_anew(cases.filter(pk__in=waiting[start : start + AT_ONCE]), state)
        say(min(start + AT_ONCE, len(waiting)), len(waiting))
    return len(waiting)


def _faults(document: d.Document) -> list[tuple[str, str]]:
    """Return what is wrong with a document, also with one that nobody has validated."""
    if not 1 <= document.schema_number <= d.SCHEMA:
        return [("schema", f"Schema {document.schema_number} is not known here.")]
    return faults(document) if isinstance(document, d.CaseDocument) else []


def _overwrite_what_is_freed() -> None:
    """Let SQLite write zeros over text that is removed, in its file and in its log."""
    connection = transaction.get_connection()
    if connection.vendor != "sqlite":
        return

    def empty_the_log() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    transaction.on_commit(empty_the_log)


def _renamed(
    rows: Iterable[Mapping[str, Any]],
    known: Mapping[Named, Term],
    wanted: Container[Named],
) -> Iterator[tuple[Term, str]]:
    """Yield the terms that have been renamed, each with its key of today."""
    heirs: dict[Named, set[str]] = {}
    for row in rows:
        for key in row.get("former") or ():
            heirs.setdefault((row["facet"], key), set()).add(row["key"])
    for name, keys in heirs.items():
        if name in known and name not in wanted and len(keys) == 1:
            yield known[name], min(keys)


def _named_by(term: Term) -> Named:
    return term.facet, term.key


def term_of(row: Mapping[str, Any]) -> Term:
    """Return a word as it will be before readers."""
    return Term(facet=row["facet"], key=row["key"], **_term_columns(row))


def _term_columns(row: Mapping[str, Any]) -> dict[str, Any]:
    facts = dict(row.get("facts") or {})
    code = facts.pop("code", "")
    return {
        "label": row["label"],
        "code": row.get("code") or code,
        "aliases": list(row.get("aliases") or []),
        "parents": list(row.get("parents") or []),
        "facts": facts,
    }


def _lock() -> ArchiveState:
    """Lock the archive for this transaction; this process looks again after it."""
    ArchiveState.objects.get_or_create(pk=1)
    index.notice()
    transaction.on_commit(index.notice)
    return ArchiveState.objects.select_for_update().get(pk=1)


def _latest(record: Record) -> Version:
    """Return the newest version, read anew."""
    versions = Version.objects.select_related("record")
    return versions.filter(record=record).latest("number")


def _leave(latest: Version, state: ArchiveState, **columns: Any) -> Version:
    """Add the version by which a record leaves the lists."""
    kept = ("sha256", "submitted_by", "reviewed_by", "review_basis")
    same = {name: getattr(latest, name) for name in kept}
    left = same | columns | {"withdrawn": True}
    version = _next(latest.record, latest, state, **left)
    _add([version], state)
    return version


def _records_of(
    documents: Sequence[d.Document], state: ArchiveState
) -> dict[str, Record]:
    """Return the records of documents by key, made and named at their first version."""
    first = {document.key: document for document in documents}
    keys = list(first)
    found: dict[str, Record] = {}
    for start in range(0, len(keys), AT_ONCE):
        here = Record.objects.filter(key__in=keys[start : start + AT_ONCE])
        found |= {record.key: record for record in here.select_related("latest")}
    made = [
        _named(document, state) for key, document in first.items() if key not in found
    ]
    Record.objects.bulk_create(made)
    return found | {record.key: record for record in made}


def _named(document: d.Document, state: ArchiveState) -> Record:
    kind, name = c.RecordKind.ARTICLE, document.key
    if isinstance(document, d.CaseDocument):
        state.last_accession += 1
        kind, name = c.RecordKind.CASE, accession(state.last_accession)
    return Record(kind=kind, name=name, key=document.key, synthetic=document.synthetic)


def _next(
    record: Record, before: Version | None, state: ArchiveState, **columns: Any
) -> Version:
    """Return the next version of a record, for `_add`; the archive is at it."""
    state.version += 1
    return Version(
        record=record,
        number=before.number + 1 if before else 1,
        archive_version=state.version,
        published_at=timezone.now(),
        **columns,
    )


def _add(
    versions: Sequence[Version],
    state: ArchiveState,
    entries: Iterable[Entry] | None = None,
) -> None:
    """Add versions; their records and all entries that they change follow.

    `entries` are those, where they are made already.
    """
    if not versions:
        return
    state.save()
    Version.objects.bulk_create(versions)
    records = {version.record_id: version.record for version in versions}
    for version in versions:
        record = records[version.record_id]
        record.latest, record.withdrawn = version, version.withdrawn
    newest = Version.objects.filter(record=OuterRef("pk")).order_by("-number")
    for start in range(0, len(versions), AT_ONCE):
        some = [version.record_id for version in versions[start : start + AT_ONCE]]
        Record.objects.filter(pk__in=some).update(
            latest=Subquery(newest.values("pk")[:1]),
            withdrawn=Subquery(newest.values("withdrawn")[:1]),
        )
    if entries is not None:
        put_entries(entries, state.version)
        return
    articles = [r for r in records.values() if r.kind == c.RecordKind.ARTICLE]
    cases = {case.pk: case for case in cases_named((ARTICLE, r.name) for r in articles)}
    cases |= {pk: r for pk, r in records.items() if r.kind == c.RecordKind.CASE}
    reindex(cases.values(), state.version)
