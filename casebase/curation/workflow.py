"""Changes of standing: submit, return, approve, publish, withdraw.

The only writer of `status`. Each change locks its row, refuses in words and is
harmless when repeated. Nobody approves what they submitted or edited since the last
published version; an approval holds for exactly the content it was given for. The
database refuses the same (see `triggers`).
"""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Version

from . import audit, standings
from .freezing import freeze, freeze_article
from .models import Article, ContentEdit, Curator, Patient, Review, Submission
from .models.base import Publishable, Status
from .readiness import missing_before_publishing, unpublished_articles
from .reviewing import remarks, ticks
from .standings import about
from .terms import accept_and_publish_terms

Target = TypeVar("Target", Patient, Article)


class NotAllowed(Exception):
    """This person may not do this now; the sentence says why."""


class NotReady(NotAllowed):
    """Something is missing; `reasons` are sentences, all of them."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


# ── Who touched what ──────────────────────────────────────────────────────────────


def record_edit(target: Publishable, *, by: Curator) -> None:
    """Note that somebody changed the content; they cannot approve it now."""
    target.refresh_from_db(fields=["content_rev", "status"])
    ContentEdit.objects.create(**about(target), user=by, content_rev=target.content_rev)


def content_sha256(target: Publishable) -> str:
    """Return the hash of what an approval covers: the patient with the articles that
    are published along, or the article alone."""
    if isinstance(target, Article):
        return d.sha256(d.canonical(freeze_article(target)))
    assert isinstance(target, Patient)
    digest = hashlib.sha256(d.canonical(freeze(target)).encode())
    for article in unpublished_articles(target):
        digest.update(d.canonical(freeze_article(article)).encode())
    return digest.hexdigest()


# ── Changes of standing ───────────────────────────────────────────────────────────


@transaction.atomic
def submit(target: Publishable, *, by: Curator) -> None:
    """Ask for review. Raise NotReady with every reason at once."""
    row = _lock(target)
    if row.status == Status.IN_REVIEW:
        return
    _refuse_unless(standings.why_not("submit", row, by))
    if missing := missing_before_publishing(row):
        raise NotReady(missing)
    Submission.objects.create(**about(row), by=by, content_rev=row.content_rev)
    _stand(target, row, Status.IN_REVIEW, submitted_by=by, submitted_at=timezone.now())
    audit.note(by, "Submitted for review.", row)


@transaction.atomic
def return_for_changes(
    target: Publishable, *, by: Curator, note: str, asked: Sequence[remarks.Asked] = ()
) -> None:
    """Send it back to the curator, with the reason as a whole or fact by fact."""
    row = _lock(target)
    _refuse_unless(standings.why_not("return", row, by))
    if not note.strip() and not asked:
        raise NotAllowed("Say what is to be changed.")
    note = note.strip() or "What is to be changed stands beside the facts."
    review = _add_review(row, by, Review.Decision.CHANGES_REQUESTED, note=note)
    remarks.add(review, asked)
    _stand(target, row, Status.CHANGES_REQUESTED)
    audit.note(by, "Returned for changes.", row)


@transaction.atomic
def tick(target: Publishable, *, by: Curator, keys: Collection[str]) -> int:
    """Keep which warnings a reviewer let stand in this content; return how many."""
    row = _lock(target)
    _refuse_unless(standings.why_not("approve", row, by))
    return ticks.add(row, by=by, sha256=content_sha256(row), keys=keys)


@transaction.atomic
def approve(target: Publishable, *, by: Curator, seen: str = "") -> None:
    """A second person vouches for the content as it stands now.

    `seen` is the hash of what the reviewer read, where that is known. Raise NotReady
    with every warning that this person has not ticked in this content.
    """
    row = _lock(target)
    if row.status == Status.APPROVED:
        return
    _refuse_unless(standings.why_not("approve", row, by))
    sha256 = content_sha256(row)
    if seen and seen != sha256:
        raise NotAllowed("It was changed after you opened this page. Read it again.")
    if missing := missing_before_publishing(row):
        raise NotReady(missing)
    if open_doubts := ticks.unticked(row, by=by, sha256=sha256):
        raise NotReady([f"Not ticked: {doubt.sentence}" for doubt in open_doubts])
    _add_review(row, by, Review.Decision.APPROVED, sha256=sha256)
    _stand(target, row, Status.APPROVED)
    audit.note(by, "Approved.", row)


@transaction.atomic
def publish(target: Publishable, *, by: Curator, reason: str = "") -> Version:
    """Freeze reviewed content into the archive. Raise NotReady with every reason."""
    row = _lock(target)
    if standings.is_public_as_it_stands(row) and by.has_perm(standings.REVIEW):
        record = standings.record_of(row)
        assert record is not None
        assert record.latest is not None
        return record.latest
    _refuse_unless(standings.why_not("publish", row, by))
    if missing := missing_before_publishing(row):
        raise NotReady(missing)
    if row.published_rev is not None and not reason.strip():
        raise NotAllowed("Say what is new, for the history that readers see.")
    basis, reviewer = _basis(row)
    return freeze_into_archive(
        row,
        target,
        published_by=by,
        submitted_by=row.submitted_by or by,
        reviewer=reviewer,
        basis=basis,
        reason=reason,
    )


@transaction.atomic
def transcribe(
    target: Publishable, *, by: Curator, reason: str, document: d.Document | None = None
) -> Version:
    """Publish content that nobody reviewed, and say so: for `load_starter` alone.

    `document` is the content as another archive published it. The tables may have it in
    words of today: a drug renamed since, an article corrected since the case was cited.
    """
    row = _lock(target)
    if missing := missing_before_publishing(row):
        raise NotReady(missing)
    return freeze_into_archive(
        row,
        target,
        published_by=by,
        submitted_by=by,
        reviewer=None,
        basis=c.ReviewBasis.TRANSCRIPTION,
        reason=reason,
        document=document,
    )


@transaction.atomic
def withdraw(
    target: Publishable, *, by: Curator, reason: str, note: str = ""
) -> Version:
    """Take it out of the lists; its address goes on saying what stood there and why."""
    row = _lock(target)
    _refuse_unless(standings.why_not("withdraw", row, by))
    if reason not in c.WithdrawReason.values:
        raise NotAllowed("Choose why it is withdrawn.")
    record = standings.record_of(row)
    assert record is not None
    version = publishing.withdraw(record, by=str(by), reason=reason, note=note)
    audit.note(by, "Withdrawn.", version=version)
    return version


def freeze_into_archive(
    row: Any,
    target: Publishable,
    *,
    published_by: Curator,
    submitted_by: Curator,
    reviewer: Curator | None,
    basis: str,
    reason: str,
    document: d.Document | None = None,
) -> Version:
    """Write the versions, articles first, and remember what readers have.

    `document` stands in place of what the tables give, word for word.
    """
    envelope: dict[str, Any] = {
        "published_by": str(published_by),
        "submitted_by": str(submitted_by),
        "reviewed_by": str(reviewer) if reviewer else "",
        "review_basis": basis,
        "reason": reason,
    }
    put: list[Version] = []
    if isinstance(row, Article):
        version = publishing.put(document or freeze_article(row), **envelope)
        _remember(row)
    else:
        along = unpublished_articles(row)
        accept_and_publish_terms(row)
        documents = [freeze_article(article) for article in along]
        for article, with_it in zip(along, documents, strict=True):
            put.append(publishing.put(with_it, **envelope))
            _remember(article)
        version = publishing.put(document or freeze(row), **envelope)
        _remember(row, accession=version.record.name)
    target.refresh_from_db()
    for one in (*put, version):
        audit.note(published_by, "Published.", version=one)
    return version


# ── Details ───────────────────────────────────────────────────────────────────────


def _basis(row: Publishable) -> tuple[str, Curator | None]:
    """Return on what the publication rests: the approval of just this content."""
    review = Review.objects.filter(
        **about(row), decision=Review.Decision.APPROVED
    ).last()
    if row.status == Status.APPROVED and review:
        if review.content_sha256 != content_sha256(row):
            raise NotAllowed(
                "The content, or an article that goes with it, has changed since it "
                "was approved. Submit it again."
            )
        if review.reviewer_id in standings.editors_since_publication(row):
            raise NotAllowed("The reviewer has edited it since. Submit it again.")
        return c.ReviewBasis.INDEPENDENT, review.reviewer
    if settings.ALLOW_SINGLE_CURATOR:
        return c.ReviewBasis.SINGLE_CURATOR, None
    raise NotAllowed("It is not approved. A second person approves it first.")


def _add_review(
    row: Publishable, by: Curator, decision: str, note: str = "", sha256: str = ""
) -> Review:
    return Review.objects.create(
        **about(row),
        reviewer=by,
        decision=decision,
        note=note,
        content_rev=row.content_rev,
        content_sha256=sha256 or content_sha256(row),
    )


def _lock(target: Publishable) -> Any:
    return type(target)._default_manager.select_for_update().get(pk=target.pk)


def _refuse_unless(why_not: str) -> None:
    if why_not:
        raise NotAllowed(why_not)


def _stand(target: Publishable, row: Publishable, status: str, **columns: Any) -> None:
    """Write the standing past `save`, which leaves it alone."""
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    rows.update(status=status, **columns)
    target.refresh_from_db()


def _remember(row: Publishable, **columns: Any) -> None:
    row.refresh_from_db()
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    rows.update(published_rev=row.content_rev, **columns)
