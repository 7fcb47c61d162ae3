"""Times in words, never finer than the source or than a month."""

import calendar
import datetime as dt

from casebase.archive.choices import Anchor, TimeKind, TimeUnit
from casebase.archive.document import FuzzyTime

_AFTER = {
    Anchor.BIRTH: "after birth",
    Anchor.PRESENTATION: "after first presentation",
    Anchor.DIAGNOSIS: "after diagnosis",
    Anchor.FIRST_TREATMENT: "after the first treatment",
    Anchor.THIS_COURSE_START: "after the start of the course",
    Anchor.PREVIOUS_EVENT: "after the event before",
    Anchor.OTHER: "after another event",
}

#: The same for no time at all, counted in days or less.
_AT = {
    Anchor.BIRTH: "at birth",
    Anchor.PRESENTATION: "at first presentation",
    Anchor.DIAGNOSIS: "at diagnosis",
    Anchor.FIRST_TREATMENT: "at the start of the first treatment",
    Anchor.THIS_COURSE_START: "at the start of the course",
}

#: Anchors that say less than the words of the source.
_VAGUE = (Anchor.PREVIOUS_EVENT, Anchor.OTHER)


def time(at: FuzzyTime | None) -> str:
    """Say when; empty when nothing is known.

    The source's own wording is given where it is all there is.
    """
    if at is None or at.kind == TimeKind.NOT_REPORTED:
        return ""
    if at.kind == TimeKind.DATE:
        return month(at.date)
    if at.kind == TimeKind.ORDER_ONLY or at.offset_min is None:
        return at.reported or _vaguely(at)
    span = duration(at.offset_min, at.offset_unit, at.offset_max)
    if at.anchor in _VAGUE and at.reported not in ("", span):
        return at.reported
    if _is_then(at) and at.anchor in _AT:
        return _AT[at.anchor]
    after = _AFTER[at.anchor] if at.anchor else "later"
    if at.offset_min == 0 and at.offset_max:
        return f"within {duration(at.offset_max, at.offset_unit)} {after}"
    return f"{span} {after}"


def time_as_reported(at: FuzzyTime | None) -> str:
    """Give the source's wording where it says more than `time` does."""
    if at is None or not at.reported:
        return ""
    return "" if at.reported.casefold() in time(at).casefold() else at.reported


def month(date: str) -> str:
    """Write "2020-07" as "July 2020", "2020" as "2020"."""
    year, _, number = date.partition("-")
    return f"{calendar.month_name[int(number)]} {year}" if number else year


def day(date: str | dt.date) -> str:
    """Write a day of publication as "10 September 2021"."""
    known = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{known.day} {calendar.month_name[known.month]} {known.year}"


def duration(low: object, unit: object, high: object = None) -> str:
    """Write a length of time: "2 months", "1 week", "3 to 4 weeks"."""
    if low in (None, "") or unit is None:
        return ""
    first, last = plain(low), plain(high)
    number = f"{first} to {last}" if last and last != first else first
    word = getattr(unit, "value", str(unit))
    return f"{number} {word}" if number == "1" else f"{number} {word}s"


def plain(number: object) -> str:
    """Write a number as it was typed, without zeros that say nothing."""
    text = "" if number is None else str(number)
    whole, _, rest = text.partition(".")
    return whole if not rest.strip("0") else text


def _is_then(at: FuzzyTime) -> bool:
    """Whether nothing passed, counted in days or less: 0 months may be three weeks."""
    exact = at.offset_unit in (TimeUnit.HOUR, TimeUnit.DAY)
    return exact and at.offset_min == 0 and not at.offset_max


def _vaguely(at: FuzzyTime) -> str:
    if at.kind == TimeKind.OFFSET and at.offset_unit:
        after = _AFTER[at.anchor] if at.anchor else "later"
        return f"{at.offset_unit.value}s {after}"
    return ""
