"""A time as one line of text: `2020-07`, `3 months after start`, `order 2`.

The workbench shows and reads this line; the database and the document keep the
structure. `render` gives the one canonical line for a time and `parse` reads it back
unchanged; `parse` also takes the looser forms that people type.

Words of the source follow in quotation marks: `2020-07 "as recently as July 2020"`.
"""

import re

from pydantic import ValidationError

from casebase.archive.choices import Anchor, TimeKind, TimeUnit
from casebase.archive.document import FuzzyTime

HINT = (
    "Write a time as 2020-07, July 2020, 3 months after start, order 2 or not "
    'reported. The source\'s own words go in quotation marks: "several months later".'
)

ANCHOR_WORDS = {
    Anchor.BIRTH: "birth",
    Anchor.PRESENTATION: "presentation",
    Anchor.DIAGNOSIS: "diagnosis",
    Anchor.FIRST_TREATMENT: "first treatment",
    Anchor.THIS_COURSE_START: "course start",
    Anchor.PREVIOUS_EVENT: "the event before",
    Anchor.OTHER: "another event",
}
ANCHORS_TYPED = {
    words.removeprefix("the "): anchor for anchor, words in ANCHOR_WORDS.items()
} | {
    "start": Anchor.THIS_COURSE_START,
    "start of the course": Anchor.THIS_COURSE_START,
    "start of treatment": Anchor.THIS_COURSE_START,
    "first presentation": Anchor.PRESENTATION,
    "previous event": Anchor.PREVIOUS_EVENT,
}
UNITS_TYPED = {
    "h": TimeUnit.HOUR,
    "d": TimeUnit.DAY,
    "w": TimeUnit.WEEK,
    "wk": TimeUnit.WEEK,
    "mo": TimeUnit.MONTH,
    "y": TimeUnit.YEAR,
    "yr": TimeUnit.YEAR,
} | {unit.value: unit for unit in TimeUnit}
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}

_QUOTED = re.compile(r'^(?P<time>[^"“”]*?)\s*["“](?P<words>[^"“”]*)["”]$')
_DATE = re.compile(r"^\d{4}(-\d{2})?$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$|^\d{1,2} [a-z]+ \d{4}$")
_MONTH_YEAR = re.compile(r"^(?P<month>[a-z]+)\.? (?P<year>\d{4})$")
_ORDER = re.compile(r"^order( (?P<sequence>\d{1,4}))?$")
_OFFSET = re.compile(
    r"^((?P<low>\d{1,4})(\s*(-|–|to)\s*(?P<high>\d{1,4}))?\s*)?"
    r"(?P<unit>[a-z]+?)s?( (?P<later>later)| after (the )?(?P<anchor>[a-z ]+))?$"
)
_LATER = re.compile(r"^(several|some|a few) (?P<unit>[a-z]+?)s later$")


def parse(text: str) -> FuzzyTime:
    """Read a typed line as a time.

    Raises ValueError, in words for the person who typed, when it is not understood,
    is finer than a month, or could be meant in two ways.
    """
    text = " ".join(text.split())
    words = ""
    if quoted := _QUOTED.match(text):
        text, words = quoted["time"], quoted["words"].strip()
    low = text.lower()
    try:
        return _read(low, words, typed=text)
    except ValidationError as fault:
        raise ValueError(f"{fault.errors()[0]['msg']}. {HINT}") from fault


def _read(low: str, words: str, *, typed: str) -> FuzzyTime:
    if low in ("not reported", ""):
        return FuzzyTime(reported=words)
    if _DAY.match(low):
        raise ValueError(
            "Days are not kept, for the patient's privacy. Write the month: 2020-07."
        )
    if _DATE.match(low):
        return FuzzyTime(kind=TimeKind.DATE, date=low, reported=words)
    if (hit := _MONTH_YEAR.match(low)) and hit["month"] in MONTHS:
        date = f"{hit['year']}-{MONTHS[hit['month']]:02}"
        return FuzzyTime(kind=TimeKind.DATE, date=date, reported=words or typed)
    if hit := _ORDER.match(low):
        sequence = int(hit["sequence"]) if hit["sequence"] else None
        return FuzzyTime(kind=TimeKind.ORDER_ONLY, sequence=sequence, reported=words)
    if (hit := _LATER.match(low)) and hit["unit"] in UNITS_TYPED:
        return FuzzyTime(
            kind=TimeKind.OFFSET,
            offset_unit=UNITS_TYPED[hit["unit"]],
            anchor=Anchor.PREVIOUS_EVENT,
            reported=words or typed,
        )
    if (hit := _OFFSET.match(low)) and hit["unit"] in UNITS_TYPED:
        return _offset(hit, words)
    raise ValueError(f"“{typed}” is not understood as a time. {HINT}")


def _offset(hit: re.Match[str], words: str) -> FuzzyTime:
    anchor = None
    if hit["later"]:
        anchor = Anchor.PREVIOUS_EVENT
    elif hit["anchor"]:
        anchor = ANCHORS_TYPED.get(hit["anchor"].strip())
        if anchor is None:
            known = ", ".join(ANCHOR_WORDS.values())
            raise ValueError(f"After what? Known are: {known}.")
    return FuzzyTime(
        kind=TimeKind.OFFSET,
        offset_min=int(hit["low"]) if hit["low"] else None,
        offset_max=int(hit["high"]) if hit["high"] else None,
        offset_unit=UNITS_TYPED[hit["unit"]],
        anchor=anchor,
        reported=words,
    )


def render(time: FuzzyTime | None) -> str:
    """Write a time as its one canonical line; nothing for no time."""
    if time is None:
        return ""
    if time.kind == TimeKind.DATE:
        line = time.date
    elif time.kind == TimeKind.OFFSET:
        line = _render_offset(time)
    elif time.kind == TimeKind.ORDER_ONLY:
        line = "order" if time.sequence is None else f"order {time.sequence}"
    else:
        line = "not reported"
    return f'{line} "{time.reported}"' if time.reported else line


def _render_offset(time: FuzzyTime) -> str:
    low, high, unit = time.offset_min, time.offset_max, time.offset_unit
    number = "" if low is None else f"{low} " if high is None else f"{low}-{high} "
    plural = "" if (low, high) == (1, None) else "s"
    anchor = f" after {ANCHOR_WORDS[time.anchor]}" if time.anchor else ""
    return f"{number}{unit}{plural}{anchor}"
