"""The audit trail: written with each act, of a case in its transaction; verified.

Each entry has the hash of the one before it in its own. So an entry that was changed,
taken out or put in between breaks the chain at its place, also where somebody took the
triggers away first. Whoever can write the table can write a whole new chain: an
operator who keeps a number and link elsewhere finds that out too (`audit_trail`).

An entry is the last thing that a transaction locks, after rows and after the archive:
so no two wait for each other.
"""

import hashlib
import json
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from casebase.archive.checks import Seen
from casebase.archive.models import Version

from .models import AuditEntry, Curator
from .models.base import Publishable

#: Drawn once; any number that nobody else locks by.
LOCK = 7_620_411
AT_ONCE = 500
START = "0" * 64


def note(
    by: Curator | None,
    did: str,
    about: Publishable | Curator | None = None,
    *,
    version: Version | None = None,
) -> AuditEntry:
    """Add that somebody did something: a sentence of ours, no content of a case.

    Nobody is named who did not prove who they are.
    """
    with transaction.atomic():
        _lock()
        last = AuditEntry.objects.order_by("-number").first()
        entry = AuditEntry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            by=by.username if by else "",
            did=did,
            about=str(version) if version else _name(about),
            seal=_seal(version) if version else "",
        )
        entry.link = _link(last.link if last else START, entry)
        entry.save(force_insert=True)
    return entry


def broken(seen: Seen) -> Iterator[str]:
    """Say where the chain is broken, and which version is not as it was published."""
    before, expected = START, 1
    for entry in AuditEntry.objects.order_by("number").iterator(AT_ONCE):
        seen.count += 1
        if entry.number != expected:
            yield f"Audit entries {expected} to {entry.number - 1} are missing."
        elif entry.link != _link(before, entry):
            yield f"{entry} ({entry.did} {entry.about}) is not as it was written."
        before, expected = entry.link, entry.number + 1
    yield from _unlike_their_seals()


def _unlike_their_seals() -> Iterator[str]:
    seals = dict(
        AuditEntry.objects.exclude(seal="")
        .order_by("number")
        .values_list("about", "seal")
    )
    for version in Version.objects.select_related("record").iterator(AT_ONCE):
        seal = seals.pop(str(version), None)
        if seal is not None and seal != _seal(version):
            yield f"{version}: who published or reviewed it, or when, was changed."
    for about in seals:
        yield f"{about} was published and is not there."


def _name(about: Publishable | Curator | None) -> str:
    if about is None:
        return ""
    if isinstance(about, Curator):
        return f"person {about.username}"
    return f"{about._meta.verbose_name} {about.pk}"


def _seal(version: Version) -> str:
    """Return the hash of all that a version says beside its text.

    The text has its own hash, which is among it; a purge empties text and reason.
    """
    told = [
        version.record.name,
        version.number,
        version.sha256,
        version.published_at.isoformat(),
        version.published_by,
        version.submitted_by,
        version.reviewed_by,
        version.review_basis,
        version.archive_version,
        version.withdrawn,
        version.withdraw_reason,
    ]
    return _sha256(told)


def _link(before: str, entry: AuditEntry) -> str:
    at = entry.at.isoformat()
    return _sha256(
        [before, entry.number, at, entry.by, entry.did, entry.about, entry.seal]
    )


def _sha256(values: list[object]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _lock() -> None:
    """Let one transaction at a time add to the chain; SQLite lets no other write."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
