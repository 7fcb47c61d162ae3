"""What a reviewer asks to be changed, fact by fact, and what the curator did about it.

A remark stays until the content is published: the curator ticks it as done and may
answer; the reviewer then sees what the fact says now.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from casebase.curation.models import Article, Curator, Review, ReviewRemark
from casebase.curation.models.base import Publishable


@dataclass(frozen=True)
class Asked:
    """One fact with what is to be changed in it.

    `field` is the path of the fact in the document, with slashes; `said` is what the
    page says of it now.
    """

    ref: str
    field: str
    name: str
    said: str
    text: str


def add(review: Review, asked: Iterable[Asked]) -> None:
    """Keep what is asked with the review that returned the case."""
    ReviewRemark.objects.bulk_create(
        ReviewRemark(
            review=review,
            ref=one.ref,
            field=one.field,
            name=one.name[:400],
            said=one.said,
            text=one.text,
        )
        for one in asked
    )


def remarks_on(target: Publishable) -> list[ReviewRemark]:
    """Return what was asked since the last publication, the newest return first."""
    about = "article" if isinstance(target, Article) else "patient"
    found = ReviewRemark.objects.filter(**{f"review__{about}": target})
    if target.published_rev is not None:
        found = found.filter(review__content_rev__gt=target.published_rev)
    return list(
        found.select_related("review__reviewer", "resolved_by").order_by(
            "-review_id", "pk"
        )
    )


def returns_of(target: Publishable) -> list[Review]:
    """Return every return since the last publication with its remarks, newest first."""
    about = "article" if isinstance(target, Article) else "patient"
    found = Review.objects.filter(
        **{about: target}, decision=Review.Decision.CHANGES_REQUESTED
    )
    if target.published_rev is not None:
        found = found.filter(content_rev__gt=target.published_rev)
    found = found.select_related("reviewer").prefetch_related("remarks__resolved_by")
    return list(found.order_by("-pk"))


def settle(
    target: Publishable,
    *,
    by: Curator,
    shown: Collection[int],
    done: Collection[int],
    answers: Mapping[int, str],
) -> int:
    """Note which of the remarks on the page are done; return how many changed."""
    changed = 0
    for remark in remarks_on(target):
        if remark.pk not in shown:
            continue
        is_done = remark.pk in done
        answer = answers.get(remark.pk, remark.answer).strip()[:300]
        if is_done == bool(remark.resolved_at) and answer == remark.answer:
            continue
        if is_done != bool(remark.resolved_at):
            remark.resolved_at = timezone.now() if is_done else None
            remark.resolved_by = by if is_done else None
        remark.answer = answer
        remark.full_clean(exclude=("said",))
        remark.save(update_fields=("answer", "resolved_at", "resolved_by"))
        changed += 1
    return changed


@dataclass(frozen=True)
class Answered:
    """A remark beside what its fact says now."""

    remark: ReviewRemark
    now: str | None

    @property
    def is_changed(self) -> bool:
        """Whether the page says something else than when it was returned."""
        return self.now != self.remark.said

    @property
    def what_became(self) -> str:
        """What the curator did, in words."""
        if self.now is None:
            return "no longer in the record"
        return "changed" if self.is_changed else "left as it was"


def answered(remarks: Sequence[ReviewRemark], now: Mapping[str, str]) -> list[Answered]:
    """Put each remark beside what its fact says now, by the path of the fact."""
    return [Answered(remark, now.get(remark.field)) for remark in remarks]
