"""Times of a case on one clock: months after the start of a course.

What the source does not date is None here, and is drawn as not known.
"""

from dataclasses import dataclass
from decimal import Decimal

from casebase.archive.choices import Anchor, FollowUpEvent, TimeKind, TimeUnit
from casebase.archive.document import CaseDocument, FollowUp, FuzzyTime, Treatment

#: Days in a unit; a month is a twelfth of 365.25 days. A cycle has no fixed length.
DAYS = {
    TimeUnit.HOUR: Decimal(1) / 24,
    TimeUnit.DAY: Decimal(1),
    TimeUnit.WEEK: Decimal(7),
    TimeUnit.MONTH: Decimal("30.4375"),
    TimeUnit.YEAR: Decimal("365.25"),
}


@dataclass(frozen=True)
class Span:
    """A point in time in months, as exactly as it is known: `low` ≤ `high`."""

    low: float
    high: float


def months(value: object, unit: TimeUnit | None) -> float | None:
    """Return a length in months, or None when it is not known or counts cycles."""
    if value in (None, "") or unit not in DAYS:
        return None
    return float(Decimal(str(value)) * DAYS[unit] / DAYS[TimeUnit.MONTH])


def after_start(time: FuzzyTime | None, start: FuzzyTime | None) -> Span | None:
    """Return when something was, in months after the start of its course.

    Known from an offset from that start, or from two months of the calendar. Returns
    None for every other time, and for what was before the start.
    """
    if time is None:
        return None
    if time.kind == TimeKind.OFFSET and time.anchor == Anchor.THIS_COURSE_START:
        low = months(time.offset_min, time.offset_unit)
        high = months(time.offset_max, time.offset_unit)
        return None if low is None else Span(low, low if high is None else high)
    if start is None or not (_has_month(time) and _has_month(start)):
        return None
    passed = float(_count(time.date) - _count(start.date))
    return Span(passed, passed) if passed >= 0 else None


def on_treatment(treatment: Treatment) -> float | None:
    """Return how long a course is known to have lasted, in months."""
    told = months(treatment.duration_min, treatment.duration_unit)
    if told is not None:
        return told
    ended = after_start(treatment.end, treatment.start)
    if ended:
        return ended.low
    if treatment.ongoing == "yes":
        seen = after_start(treatment.ongoing_as_of, treatment.start)
        return seen.low if seen else None
    return None


def last_seen(case: CaseDocument, treatment: Treatment) -> tuple[Span, FollowUp] | None:
    """Return the last follow-up, if it stands on the clock of this course."""
    rows = case.outcome.follow_up
    final = [row for row in rows if died(row) or row.is_last_contact] or rows
    spans = [(_when(row, treatment), row) for row in final]
    known = [(span, row) for span, row in spans if span is not None]
    if len(known) < len(spans):
        return None
    return max(known, key=lambda pair: pair[0].high, default=None)


def died(row: FollowUp) -> bool:
    """Whether a follow-up row tells of the death."""
    return row.event == FollowUpEvent.DEATH


def _when(row: FollowUp, treatment: Treatment) -> Span | None:
    """An offset from "this course" counts only where the row names the course."""
    anchored = row.at is not None and row.at.anchor == Anchor.THIS_COURSE_START
    if anchored and row.course != treatment.ref:
        return None
    return after_start(row.at, treatment.start)


def _has_month(time: FuzzyTime) -> bool:
    return time.kind == TimeKind.DATE and "-" in time.date


def _count(date: str) -> int:
    year, month = date.split("-")
    return int(year) * 12 + int(month)
