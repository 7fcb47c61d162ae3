"""What readers have, put before them again: in other words, or after a withdrawal.

No reading of the source is behind it, so nobody reviews it anew. The new version rests
on what the one before rested on, names the same people, and says in its reason what was
done and by whom.
"""

from django.db import transaction
from django.db.models import F

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record, Version

from . import audit
from .models import Curator
from .models.base import Publishable
from .standings import REVIEW, record_of
from .workflow import NotAllowed


def put_again(
    record: Record, document: d.Document, *, by: Curator, reason: str
) -> Version:
    """Put a document of this record as its next version, on the basis of its last."""
    latest = record.latest
    assert latest is not None, "a record has a version from its first moment"
    version = publishing.put(
        document,
        published_by=str(by),
        submitted_by=latest.submitted_by,
        reviewed_by=latest.reviewed_by,
        review_basis=latest.review_basis,
        reason=reason,
    )
    audit.note(by, "Published again.", version=version)
    return version


def note_as_public(target: Publishable) -> None:
    """Remember that readers have the content as it stands now."""
    rows = type(target)._default_manager.filter(pk=target.pk)
    rows.update(published_rev=F("content_rev"))
    target.refresh_from_db()


@transaction.atomic
def restore(target: Publishable, *, by: Curator, reason: str) -> Version:
    """Take a withdrawal back: the last document that readers had, as a new version.

    What a curator has changed since stays a draft. Raises NotAllowed in words.
    """
    type(target)._default_manager.select_for_update().get(pk=target.pk)
    if refusal := why_not_restored(target, by):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise NotAllowed("Say why it is restored, for the history that readers see.")
    record = record_of(target)
    assert record is not None, "what was withdrawn has a record"
    assert record.latest is not None, "a record has a version from its first moment"
    return put_again(
        record, record.latest.content, by=by, reason=f"Restored: {reason.strip()}"
    )


def why_not_restored(target: Publishable, by: Curator) -> str:
    """Why this person may not take a withdrawal back; empty where they may."""
    if not by.has_perm(REVIEW):
        return "Only a reviewer restores."
    record = record_of(target)
    if record is None or not record.withdrawn:
        return "It is not withdrawn."
    if record.latest is None or record.latest.purged:
        return "Its text was removed for privacy. It does not come back."
    return ""
