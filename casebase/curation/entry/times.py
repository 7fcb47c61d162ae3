"""A time: "3 mo after start", "July 2020", "day 33 of alectinib".

`fuzzy_times` reads the strict forms; here are the looser ones of sources, by the rules
of docs/curating.md. A row has one box, `time`, whose line `fuzzy_times.parse` reads.
"""

import re
from dataclasses import replace

from casebase.archive.choices import TimeKind
from casebase.archive.document import FuzzyTime
from casebase.curation import fuzzy_times

from .days import (
    ISO_DAY,
    MONTH,
    NAMED_DAY,
    NUMERIC_DAY,
    PRIVATE,
    YEAR,
    holds_a_day,
)
from .numbers import digits_for_words, tidy
from .reading import LONGEST, AsReported, Choice, Question, Reading, Understood

_UNITS = {
    r"hours?|hrs?|h": "hour",
    r"days?|d": "day",
    r"weeks?|wks?|w": "week",
    r"cycles?": "cycle",
    r"months?|mos?|mths?": "month",
    r"years?|yrs?|y": "year",
}
_UNIT = "|".join(_UNITS)
_SPAN = (
    r"(?P<low>\d{1,4}(?:\.\d)?)(?: ?(?:-|to) ?(?P<high>\d{1,4}))?"
    rf" ?-?(?P<unit>{_UNIT})"
)

_MONTH_YEAR = re.compile(
    rf"(?:(?P<m1>\d{{1,2}})[/.-](?P<y1>{YEAR})|(?P<y2>{YEAR})[/.](?P<m2>\d{{1,2}}))"
)
_TWO_DIGITS = re.compile(
    rf"(?:(?P<name>{MONTH})[-' ]?|(?P<n>\d{{1,2}})/)(?P<y>\d{{1,2}})", re.IGNORECASE
)
_TWO_DIGITS_TURNED = re.compile(rf"(?P<y>\d{{1,2}})-(?P<name>{MONTH})", re.IGNORECASE)
_VAGUE_DATE = re.compile(
    r"(?:in |the )?(?P<part>early|mid|late|the end of|end of|beginning of|spring"
    r"|summer|autumn|fall|winter|q[1-4])(?: of)?[- ](?P<rest>.+)",
    re.IGNORECASE,
)
_DAY_OF = re.compile(r"(?:on )?day (?P<n>\d{1,4})(?P<of> of .+| on .+)?", re.IGNORECASE)
_AFTER_SPAN = re.compile(rf"after {_SPAN}(?: (?:of|on) (?P<of>.+))?", re.IGNORECASE)
_INTO = re.compile(rf"{_SPAN} into (?P<of>.+)", re.IGNORECASE)
_WITHIN = re.compile(rf"within {_SPAN}(?P<rest> .+)?", re.IGNORECASE)
_SERIES = re.compile(
    rf"(?P<n>\d{{1,4}}(?:, \d{{1,4}})* and \d{{1,4}}) (?P<unit>{_UNIT})", re.I
)
_AGE = re.compile(
    rf"(?:at (?:the )?age(?: of)? |aged? |at ){_SPAN}(?: old| of age)?", re.IGNORECASE
)
_AT_BIRTH = re.compile(r"(?:at |from |since )?birth", re.IGNORECASE)
_OF_AGE = re.compile(rf"{_SPAN} of age", re.IGNORECASE)
_OFFSET = re.compile(
    rf"{_SPAN}(?: (?P<later>later|afterwards)"
    r"| (?:after|from|post) (?:the )?(?P<anchor>.+))?",
    re.IGNORECASE,
)
_MEANS_M = re.compile(r"(\d{1,4}) ?m\b", re.IGNORECASE)
_BOUND = re.compile(
    r"^(?:more than|over|at least|less than|under|almost|nearly|up to|[<>≤≥])", re.I
)
_ABOUT = re.compile(
    r"^(?:about|approximately|approx\.?|around|ca\.?|~) ?", re.IGNORECASE
)
_ORDER = re.compile(
    r"(?:before|until|since|after|between|during|by) "
    r"|(?:at|on) (?:screening|baseline|enrolment|admission|relapse|recurrence"
    r"|progression)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"{_SPAN} (?:before|prior to) .+", re.IGNORECASE)
_COURSE = re.compile(
    r"\b(?:course|treatment|therapy|drug|\w+(?:nib|mab|platin|taxel|rubicin|tecan|poside"
    r"|ciclib|lisib|parib|zomib|limus))$",
    re.IGNORECASE,
)
_FIRST = ("at presentation", "on presentation", "at first presentation")

#: Another row, by its ref. A time has no box for it.
_ROW = re.compile(r"\b(?:AE|AS|DS|DX|FU|PR|[ADFLMORST])[1-9]\d{0,3}\b")
_AFTER_ROW = re.compile(
    rf"(?P<start>(?:start|beginning|initiation) of )?(?:the )?(?:end of )?"
    rf"(?P<ref>{_ROW.pattern})(?P<began> start| began| started)?(?: end| ended)?"
)
_FROM_ROW = re.compile(
    rf"(?:\bday \d+|\d ?(?:{_UNIT})) (?:of|on|into|after|from|post|before|prior to) "
    rf"(?:the )?(?:\w+ of )?(?:the )?{_ROW.pattern}"
)
_QUOTING = re.compile(r"(?P<time>.+?) [\"“](?P<words>[^\"“”]+)[\"”]")

#: What an offset may be counted from, as choices.
_START = "course start"
_ANCHORS = (
    _START,
    "diagnosis",
    "presentation",
    "first treatment",
    "birth",
    "the event before",
    "another event",
)


class AfterWhat(Question):
    """Asks from where a span is counted of which nothing tells it, such as "day 56".

    The start of the course is its first choice.
    """

    __slots__ = ()


def read(text: str, *, printed: str = "") -> Reading:
    """Read a time. `printed` is the source's print, if `text` answers a question."""
    typed = tidy(text).rstrip(" .;,")
    words = _quotable(tidy(printed or text))
    if not typed or len(typed) > LONGEST:
        return AsReported("There is no time to read.")
    if _is_readable(typed):
        time = fuzzy_times.parse(typed)
        if printed and time.kind == TimeKind.OFFSET and not time.reported:
            time = time.model_copy(update={"reported": words})
        return _understood(time)
    if not printed and (hit := _QUOTING.fullmatch(typed)):
        return _with_words(read(hit["time"], printed=hit["words"]), hit["words"])
    loose = _ABOUT.sub("", digits_for_words(re.sub(r"^an? ", "1 ", typed)))
    if date := _date(loose, words):
        return date
    if holds_a_day(f"{typed} {words}"):
        return AsReported(f"{PRIVATE} Write the month, such as 2020-07.")
    if _BOUND.match(typed):
        return _as_reported("A bound is no time; the words stay.", words)
    if offset := _offset(loose, words):
        return offset
    if _BEFORE.fullmatch(typed):
        said = "How long before it was has no box; the words stay."
        return _understood(fuzzy_times.parse(f'order "{words}"'), said)
    if _ORDER.match(typed) or typed.lower() in _FIRST:
        first = typed.lower() in _FIRST
        return _understood(fuzzy_times.parse(f'order{" 1" * first} "{words}"'))
    return _as_reported(f"“{typed}” is not understood as a time.", words)


def _with_words(reading: Reading, words: str) -> Reading:
    """The reading with the source's words, unless these hold a day."""
    if holds_a_day(words):
        return reading
    if isinstance(reading, Question):
        choices = (
            one
            if one.text.endswith('"')
            else Choice(one.label, f'{one.text} "{words}"')
            for one in reading.choices
        )
        return replace(reading, choices=tuple(choices))
    if isinstance(reading, Understood):
        time = fuzzy_times.parse(reading.rows[0]["time"])
        line = fuzzy_times.render(time.model_copy(update={"reported": words}))
        return Understood(reading.sentence, ({"time": line},), reading.unsaid)
    return reading


def names_a_row(text: str) -> bool:
    """Whether a time is told from another row, by its ref: "4 months after T4"."""
    return bool(_FROM_ROW.search(text))


def propose_own_start(question: AfterWhat, text: str, course: str) -> Question:
    """Ask whether a span is counted from the start of the row's own course.

    A response always names its course, so that this does not tell from where the source
    counts its days: it is proposed, not taken.
    """
    first, *others = question.choices
    bare = re.split(r" ?[\"“]", text)[0]
    label = first.label.replace(_START, f"start of {course}")
    return Question(
        f"Is “{bare}” counted from the start of {course}?",
        (replace(first, label=label), *others),
        proposes=True,
    )


def from_own_start(text: str, course: str) -> str:
    """Write "from day 33 of T1" as "from 33 days after course start".

    That is what it means in a row of this course. What is told from another row, or not
    from the start of the course ("after T1" may mean its end), stays as it is.
    """
    begins = re.search(r"(?:day |after )?\d", text)
    if begins is None:
        return text
    before, told = text[: begins.start()], text[begins.start() :]
    bare, mark, words = told.partition('"')
    span = _span_from_start(bare.rstrip(), course)
    return f"{before}{span} after course start {mark}{words}".rstrip() if span else text


def _span_from_start(bare: str, course: str) -> str:
    """The span from the start of this course; empty if it is not told from there."""
    if hit := _DAY_OF.fullmatch(bare):
        return f"{hit['n']} days" if (hit["of"] or "").endswith(f" {course}") else ""
    if hit := _AFTER_SPAN.fullmatch(bare) or _INTO.fullmatch(bare):
        is_own = hit["of"] == course
    elif hit := _OFFSET.fullmatch(bare):
        row = _AFTER_ROW.fullmatch(hit["anchor"] or "")
        is_own = bool(row and row["ref"] == course and (row["start"] or row["began"]))
    return bare[hit.start("low") : hit.end("unit")] if hit and is_own else ""


def _is_readable(text: str) -> bool:
    try:
        fuzzy_times.parse(text)
    except ValueError:
        return False
    return True


def _understood(time: FuzzyTime, unsaid: str = "") -> Understood:
    if time.kind == TimeKind.OFFSET and time.anchor is None:
        unsaid = unsaid or "After what is not said."
    line = fuzzy_times.render(time)
    return Understood(f"{_say(time)}.", ({"time": line},), unsaid)


def _say(time: FuzzyTime) -> str:
    """Say a time in words."""
    if time.kind == TimeKind.DATE:
        year, _, month = time.date.partition("-")
        names = [
            name for name, n in fuzzy_times.MONTHS.items() if month and n == int(month)
        ]
        return f"{names[0].capitalize()} {year}" if names else year
    if time.kind == TimeKind.OFFSET:
        bare = time.model_copy(update={"reported": ""})
        return fuzzy_times.render(bare).capitalize()
    if time.kind == TimeKind.ORDER_ONLY:
        return "An order only, with the words"
    return "Not reported, with the words" if time.reported else "Not reported"


def _as_reported(why: str, words: str) -> AsReported:
    return AsReported(why, ({"time": f'not reported "{words}"'},))


def _quotable(text: str) -> str:
    """The words as they can stand in quotation marks."""
    return re.sub(r'["“”]', "'", text)[:LONGEST]


def _quoted(time: str, words: str) -> Understood:
    return _understood(fuzzy_times.parse(f'{time} "{words}"'))


# ── Dates ─────────────────────────────────────────────────────────────────────────


def _date(text: str, words: str) -> Reading | None:
    bare = re.sub(r"^(?:in|on) ", "", text, flags=re.IGNORECASE)
    if bare != text and _is_readable(bare):
        return _understood(fuzzy_times.parse(bare))
    if hit := NAMED_DAY.fullmatch(bare):
        month = fuzzy_times.MONTHS[(hit["m1"] or hit["m2"]).lower()]
        is_day = 1 <= int(hit["d1"] or hit["d2"]) <= 31
        return _month(hit["year"], month) if is_day else None
    if hit := ISO_DAY.fullmatch(bare):
        return _month(hit["year"], int(hit["month"]))
    if hit := NUMERIC_DAY.fullmatch(bare):
        one, other, year = int(hit[1]), int(hit[2]), hit[3]
        months = [m for m in dict.fromkeys((one, other)) if 1 <= m <= 12]
        if one > 12 and other > 12:
            return None
        if len(months) == 1:
            return _month(year, months[0])
        return Question(
            f"Which number is the month in “{bare}”? The day is not kept.",
            tuple(_date_choice(year, month) for month in months),
        )
    if hit := _MONTH_YEAR.fullmatch(bare):
        month = int(hit["m1"] or hit["m2"])
        return _month(hit["y1"] or hit["y2"], month, "") if 1 <= month <= 12 else None
    if hit := _TWO_DIGITS.fullmatch(bare) or _TWO_DIGITS_TURNED.fullmatch(bare):
        name = hit.groupdict().get("name")
        month = fuzzy_times.MONTHS[name.lower()] if name else int(hit["n"])
        if not 1 <= month <= 12:
            return None
        year = f"20{int(hit['y']):02}"
        said = f"{_name(month)} {year}"
        return Question(
            f"Does “{bare}” mean {said}, or a day? A spreadsheet may have made it.",
            (_date_choice(year, month),),
        )
    if hit := _VAGUE_DATE.fullmatch(bare):
        rest = hit["rest"]
        if _is_readable(rest) and fuzzy_times.parse(rest).kind == TimeKind.DATE:
            time = fuzzy_times.parse(rest).model_copy(update={"reported": words})
            return _understood(time, f"“{hit['part']}” stays in the words.")
    return None


def _month(year: str, month: int, unsaid: str = PRIVATE) -> Understood | None:
    if not 1 <= month <= 12:
        return None
    return _understood(fuzzy_times.parse(f"{year}-{month:02}"), unsaid)


def _date_choice(year: str, month: int) -> Choice:
    return Choice(f"{_name(month)} {year}", f"{year}-{month:02}")


def _name(month: int) -> str:
    return next(
        n for n, number in fuzzy_times.MONTHS.items() if number == month
    ).capitalize()


# ── Times after something ─────────────────────────────────────────────────────────


def _offset(text: str, words: str) -> Reading | None:
    if hit := _MEANS_M.search(text):
        said = text.replace(hit[0], f"{hit[1]} months")
        return Question(f"Does “{hit[0]}” mean {hit[1]} months?", (Choice(said, said),))
    if hit := _DAY_OF.fullmatch(text):
        if _is_of_a_course(hit["of"]):
            return _quoted(f"{hit['n']} days after course start", words)
        return _told_from(hit["of"], f"{hit['n']} days", words)
    if hit := _AFTER_SPAN.fullmatch(text) or _INTO.fullmatch(text):
        span = _span(hit["low"], hit["high"], hit["unit"])
        if _is_of_a_course(hit["of"]):
            return _quoted(f"{span} after course start", words)
        return _told_from(hit["of"], span, words)
    if hit := _WITHIN.fullmatch(text):
        if hit["high"] or "." in hit["low"] or hit["rest"]:
            return None
        return _quoted(f"0-{hit['low']} {_named(hit['unit'])}s", words)
    if hit := _SERIES.fullmatch(text):
        numbers = sorted(int(n) for n in re.findall(r"\d+", hit["n"]))
        return _quoted(f"{numbers[0]}-{numbers[-1]} {_named(hit['unit'])}s", words)
    if _AT_BIRTH.fullmatch(text):
        return _quoted("0 days after birth", words)
    if hit := _AGE.fullmatch(text) or _OF_AGE.fullmatch(text):
        span = _span(hit["low"], hit["high"], hit["unit"])
        is_age = "age" in text.lower() or _named(hit["unit"]) == "year"
        if not is_age:
            return _ask_anchor(span, words, AfterWhat)
        return _quoted(f"{span} after birth", words)
    if hit := _OFFSET.fullmatch(text):
        return _after(hit, text, words)
    return None


def _is_of_a_course(words: str | None) -> bool:
    """Whether "of alectinib" names a drug or a treatment, as its words show."""
    return bool(words and _COURSE.search(words))


def _after(hit: re.Match[str], text: str, words: str) -> Reading:
    span = _span(hit["low"], hit["high"], hit["unit"])
    if hit["later"]:
        return _said(f"{span} later", text, words)
    if not hit["anchor"]:
        return _said(span, text, words)
    if _AFTER_ROW.fullmatch(hit["anchor"]):
        return _told_from(hit["anchor"], span, words)
    anchor = hit["anchor"].lower().strip()
    anchor = re.sub(r"^starting |^the start of |^initiation of ", "start of ", anchor)
    known = anchor in fuzzy_times.ANCHORS_TYPED
    if known:
        return _said(f"{span} after {anchor}", text, words)
    if anchor == "start of therapy":
        return _said(f"{span} after start of treatment", text, words)
    if anchor.startswith("start of ") and _is_of_a_course(anchor):
        return _quoted(f"{span} after course start", words)
    return _ask_anchor(span, words)


def _said(line: str, text: str, words: str) -> Understood:
    """The offset, with the source's words where the line does not say all of them."""
    is_exact = text == words and "." not in text
    return _understood(fuzzy_times.parse(line)) if is_exact else _quoted(line, words)


def _told_from(what: str | None, span: str, words: str) -> Reading:
    """A time after another row, which only the words can name; else a question."""
    if not what:
        return _ask_anchor(span, words, AfterWhat)
    if not (row := _ROW.search(what)):
        return _ask_anchor(span, words)
    said = f"A time has no box for another row, “{row[0]}”; the words stay."
    time = f'{span} after another event "{words}"'
    return _understood(fuzzy_times.parse(time), said)


def _ask_anchor(span: str, words: str, ask: type[Question] = Question) -> Question:
    choices = tuple(
        Choice(f"{span} after {anchor}", f'{span} after {anchor} "{words}"')
        for anchor in _ANCHORS
    )
    return ask(f"After what are {span} counted?", choices)


def _span(low: str, high: str | None, unit: str) -> str:
    """The offset in words; a half becomes the range around it."""
    if "." in low:
        whole = int(low.partition(".")[0])
        low, high = str(whole), str(whole + 1)
    plural = "" if low == "1" and not high else "s"
    return (
        f"{low}-{high} {_named(unit)}{plural}"
        if high
        else f"{low} {_named(unit)}{plural}"
    )


def _named(unit: str) -> str:
    return next(
        n for way, n in _UNITS.items() if re.fullmatch(way, unit, re.IGNORECASE)
    )
