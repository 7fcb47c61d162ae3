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
from casebase.archive.models import Record, Version

from .freezing import freeze, freeze_article
from .models import Article, ContentEdit, Curator, Patient, Review, Submission
from .models.base import Publishable, Status
from .people import statements
from .readiness import missing_before_publishing, unpublished_articles
from .reviewing import remarks, ticks
from .terms import accept_and_publish_terms

Target = TypeVar("Target", Patient, Article)

ACTIONS = ("submit", "return", "approve", "publish", "withdraw")
REVIEW = "curation.add_review"
UNCHANGED = "Nothing has been changed since it was published."


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
    ContentEdit.objects.create(
        **_about(target), user=by, content_rev=target.content_rev
    )


def editors_since_publication(target: Publishable) -> set[int]:
    """Return the ids of all who edited the content that readers do not have yet."""
    edits = ContentEdit.objects.filter(**_about(target))
    if target.published_rev is not None:
        edits = edits.filter(content_rev__gt=target.published_rev)
    editors = set(edits.values_list("user_id", flat=True))
    if isinstance(target, Patient):
        for article in unpublished_articles(target):
            editors |= editors_since_publication(article)
    return editors


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
    _refuse_unless(_may_submit(row, by))
    if missing := missing_before_publishing(row):
        raise NotReady(missing)
    Submission.objects.create(**_about(row), by=by, content_rev=row.content_rev)
    _stand(target, row, Status.IN_REVIEW, submitted_by=by, submitted_at=timezone.now())


@transaction.atomic
def return_for_changes(
    target: Publishable, *, by: Curator, note: str, asked: Sequence[remarks.Asked] = ()
) -> None:
    """Send it back to the curator, with the reason as a whole or fact by fact."""
    row = _lock(target)
    _refuse_unless(_may_return(row, by))
    if not note.strip() and not asked:
        raise NotAllowed("Say what is to be changed.")
    note = note.strip() or "What is to be changed stands beside the facts."
    review = _add_review(row, by, Review.Decision.CHANGES_REQUESTED, note=note)
    remarks.add(review, asked)
    _stand(target, row, Status.CHANGES_REQUESTED)


@transaction.atomic
def tick(target: Publishable, *, by: Curator, keys: Collection[str]) -> int:
    """Keep which warnings a reviewer let stand in this content; return how many."""
    row = _lock(target)
    _refuse_unless(_may_approve(row, by))
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
    _refuse_unless(_may_approve(row, by))
    sha256 = content_sha256(row)
    if seen and seen != sha256:
        raise NotAllowed("It was changed after you opened this page. Read it again.")
    if missing := missing_before_publishing(row):
        raise NotReady(missing)
    if open_doubts := ticks.unticked(row, by=by, sha256=sha256):
        raise NotReady([f"Not ticked: {doubt.sentence}" for doubt in open_doubts])
    _add_review(row, by, Review.Decision.APPROVED, sha256=sha256)
    _stand(target, row, Status.APPROVED)


@transaction.atomic
def publish(target: Publishable, *, by: Curator, reason: str = "") -> Version:
    """Freeze reviewed content into the archive. Raise NotReady with every reason."""
    row = _lock(target)
    if is_public_as_it_stands(row) and by.has_perm(REVIEW):
        record = record_of(row)
        assert record is not None
        assert record.latest is not None
        return record.latest
    _refuse_unless(_may_publish(row, by))
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
    _refuse_unless(_may_withdraw(row, by))
    if reason not in c.WithdrawReason.values:
        raise NotAllowed("Choose why it is withdrawn.")
    record = record_of(row)
    assert record is not None
    return publishing.withdraw(record, by=str(by), reason=reason, note=note)


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
    if isinstance(row, Article):
        version = publishing.put(document or freeze_article(row), **envelope)
        _remember(row)
    else:
        along = unpublished_articles(row)
        accept_and_publish_terms(row)
        documents = [freeze_article(article) for article in along]
        for article, with_it in zip(along, documents, strict=True):
            publishing.put(with_it, **envelope)
            _remember(article)
        version = publishing.put(document or freeze(row), **envelope)
        _remember(row, accession=version.record.name)
    target.refresh_from_db()
    return version


# ── What is public, what may be done, what comes next ─────────────────────────────


def record_of(target: Publishable) -> Record | None:
    """Return the archive's record of it, if there is one."""
    name = target.slug if isinstance(target, Article) else _accession(target)
    return Record.objects.select_related("latest").filter(name=name).first()


def permitted(target: Publishable, by: Curator) -> dict[str, str]:
    """Return, for each action, why this person may not do it now; "" where they may."""
    return {
        "submit": _may_submit(target, by),
        "return": _may_return(target, by),
        "approve": _may_approve(target, by),
        "publish": _may_publish(target, by),
        "withdraw": _may_withdraw(target, by),
    }


def is_public_as_it_stands(target: Publishable) -> bool:
    """Whether readers have just this content; not so for a withdrawn record."""
    if target.published_rev is None or target.published_rev != target.content_rev:
        return False
    record = record_of(target)
    return record is not None and not record.withdrawn


def next_step(
    target: Publishable, by: Curator, missing: list[str] | None = None
) -> str:
    """Return a sentence that says where it stands and what comes next.

    `missing` is what is missing before it can be published, if that is known already.
    """
    record = record_of(target)
    public = ""
    if record and record.latest and not record.withdrawn:
        public = f"Public as {record.name}, version {record.latest.number}. "
        if target.published_rev == target.content_rev:
            return f"{public}Nothing has been changed since."
    if target.status == Status.IN_REVIEW:
        who = "another reviewer" if _own(target, by) else "a reviewer"
        return f"{public}In review. Next: {who} approves it or returns it."
    if target.status == Status.APPROVED:
        return f"{public}Approved, not public yet. Next: a reviewer publishes it."
    word = "Your changes are a draft" if public else "Draft"
    if target.status == Status.CHANGES_REQUESTED:
        word = "Returned for changes"
    if missing is None:
        missing = missing_before_publishing(target)
    if missing:
        count = len(missing)
        things = "1 thing is" if count == 1 else f"{count} things are"
        return f"{public}{word}, not public. {things} missing before you can submit."
    return f"{public}{word}, not public. Next: submit; a reviewer approves."


def _may_submit(target: Publishable, by: Curator) -> str:
    if not by.has_perm(f"curation.change_{target._meta.model_name}"):
        return "You may look at this, not change it."
    if is_public_as_it_stands(target):
        return UNCHANGED
    if target.status == Status.IN_REVIEW:
        return "It is in review already."
    if target.status == Status.APPROVED:
        return "It is approved already."
    return ""


def _may_return(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer returns a case."
    if target.status not in (Status.IN_REVIEW, Status.APPROVED):
        return "It has not been submitted."
    return UNCHANGED if is_public_as_it_stands(target) else ""


def _may_approve(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer approves."
    if target.status != Status.IN_REVIEW:
        return "It has not been submitted."
    return _own(target, by) or statements.why_not(by)


def _may_publish(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer publishes."
    if is_public_as_it_stands(target):
        return UNCHANGED
    if target.status == Status.APPROVED or settings.ALLOW_SINGLE_CURATOR:
        return ""
    return "It is not approved. A second person approves it first."


def _may_withdraw(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer withdraws."
    record = record_of(target)
    if record is None:
        return "It is not public."
    return "It is withdrawn already." if record.withdrawn else ""


def _own(target: Publishable, by: Curator) -> str:
    """Why this person cannot vouch for it, if they wrote any of it."""
    if target.submitted_by_id == by.pk:
        return "You submitted it. Somebody else approves it."
    if by.pk in editors_since_publication(target):
        return "You edited it since it was last published. Somebody else approves it."
    return ""


# ── Details ───────────────────────────────────────────────────────────────────────


def _basis(row: Publishable) -> tuple[str, Curator | None]:
    """Return on what the publication rests: the approval of just this content."""
    review = Review.objects.filter(
        **_about(row), decision=Review.Decision.APPROVED
    ).last()
    if row.status == Status.APPROVED and review:
        if review.content_sha256 != content_sha256(row):
            raise NotAllowed(
                "The content, or an article that goes with it, has changed since it "
                "was approved. Submit it again."
            )
        if review.reviewer_id in editors_since_publication(row):
            raise NotAllowed("The reviewer has edited it since. Submit it again.")
        return c.ReviewBasis.INDEPENDENT, review.reviewer
    if settings.ALLOW_SINGLE_CURATOR:
        return c.ReviewBasis.SINGLE_CURATOR, None
    raise NotAllowed("It is not approved. A second person approves it first.")


def _add_review(
    row: Publishable, by: Curator, decision: str, note: str = "", sha256: str = ""
) -> Review:
    return Review.objects.create(
        **_about(row),
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


def _about(target: Publishable) -> dict[str, Any]:
    return {"article" if isinstance(target, Article) else "patient": target}


def _accession(target: Publishable) -> str:
    return getattr(target, "accession", "")
