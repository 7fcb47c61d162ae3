"""What happened to a patient or an article, from the rows that say so: edits,
submissions, reviews, ticks, and the versions that readers have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casebase.archive.models import Version
from casebase.curation.models import (
    ContentEdit,
    Review,
    ReviewTick,
    Submission,
)
from casebase.curation.models.base import Publishable
from casebase.curation.standings import about

MOST = 500


@dataclass(frozen=True)
class Event:
    """One line: when, who, what, and the words that were written about it."""

    at: datetime
    who: str
    what: str
    kind: str
    words: str = ""
    details: list[str] = field(default_factory=list)


def history_of(target: Publishable, record: Any = None) -> list[Event]:
    """Return what happened, the newest first; edits in a row by one person as one.

    `record` is the archive's record of it, if there is one.
    """
    column = about(target)
    events = [
        *_edits(column),
        *_submissions(column),
        *_reviews(column),
        *_versions(record),
    ]
    events.sort(key=lambda event: event.at, reverse=True)
    return list(_in_a_row(events))[:MOST]


def _edits(column: dict[str, Any]) -> Iterator[Event]:
    for edit in ContentEdit.objects.filter(**column).select_related("user"):
        yield Event(edit.at, str(edit.user), "saved changes", "edit")


def _submissions(column: dict[str, Any]) -> Iterator[Event]:
    for row in Submission.objects.filter(**column).select_related("by"):
        yield Event(row.at, str(row.by), "submitted it for review", "submit")


def _reviews(column: dict[str, Any]) -> Iterator[Event]:
    ticks = list(ReviewTick.objects.filter(**column))
    found = Review.objects.filter(**column).select_related("reviewer")
    for review in found.prefetch_related("remarks"):
        who = str(review.reviewer)
        if review.decision == Review.Decision.APPROVED:
            own = [
                f"Let stand: {tick.ref + ': ' if tick.ref else ''}{tick.sentence}"
                for tick in ticks
                if tick.by_id == review.reviewer_id
                and tick.content_sha256 == review.content_sha256
            ]
            yield Event(
                review.at, who, "approved exactly this content", "approve", details=own
            )
            continue
        asked = [f"{one.name}: {one.text}" for one in review.remarks.all()]
        yield Event(
            review.at, who, "returned it for changes", "return", review.note, asked
        )


def _versions(record: Any) -> Iterator[Event]:
    versions = Version.objects.filter(record=record).defer("document")
    for version in versions if record else ():
        if version.withdrawn:
            reason = f"{version.get_withdraw_reason_display()}. {version.reason}"
            yield Event(
                version.published_at,
                version.published_by,
                "withdrew it",
                "withdraw",
                reason.strip(),
            )
            continue
        what = f"published version {version.number}"
        basis = version.get_review_basis_display()
        yield Event(
            version.published_at,
            version.published_by,
            what,
            "publish",
            version.reason,
            [f"{basis}{f' by {version.reviewed_by}' if version.reviewed_by else ''}."],
        )


def _in_a_row(events: list[Event]) -> Iterator[Event]:
    """Tell edits of one person without anything between as one, with their number."""
    held: list[Event] = []
    for event in events:
        if held and (event.kind != "edit" or event.who != held[0].who):
            yield _as_one(held)
            held = []
        if event.kind == "edit":
            held.append(event)
        else:
            yield event
    if held:
        yield _as_one(held)


def _as_one(edits: list[Event]) -> Event:
    newest = edits[0]
    if len(edits) == 1:
        return newest
    return Event(
        newest.at, newest.who, f"saved changes {len(edits)} times", newest.kind
    )
