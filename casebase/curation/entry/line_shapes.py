"""Parts of a line that hold a number with its unit, or have a shape of their own."""

import re
from collections.abc import Callable, Mapping

from casebase.archive.choices import TimeUnit

from . import ages, sizes, times
from .line_lists import Column
from .line_values import Found, Hit, code_of_country, country_in_words, hit_of
from .numbers import NUMBER, asked, is_zero, shifted, tidy
from .reading import Choice, Question, Understood

Columns = Mapping[str, Column]
Reader = Callable[[Columns, str], Found | None]

_COUNTRY = re.compile(r"[A-Z]{2,3}|(?:the )?[A-Za-z]{4}[A-Za-z ,.'-]*", re.ASCII)
_NCT = re.compile(r"NCT\d{8}")
_GRADE = re.compile(
    r"(?:CTCAE )?grade (?P<low>[1-5])(?: ?(?:-|to) ?(?P<high>[1-5])"
    r"|(?P<less> or (?:less|lower)))?",
    re.IGNORECASE,
)
_LINES = ("first", "second", "third", "fourth", "fifth", "sixth")
_LINE = re.compile(
    rf"(?:(?P<word>{'|'.join(_LINES)})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))[- ]line"
    r"(?: treatment| therapy)?",
    re.IGNORECASE,
)
_CYCLES = re.compile(r"(?:x ?|for )?(?P<n>\d{1,3}) cycles", re.IGNORECASE)
_UNIT = "|".join(unit.value for unit in TimeUnit)
_SHORT = {"mo": "month", "wk": "week", "yr": "year", "d": "day", "h": "hour"}
_LENGTH = re.compile(
    r"for (?P<how>(?:about|at least|more than|over|at most|up to) )?"
    r"(?P<n>\d{1,4}(?:\.\d)?)(?: ?(?:-|to) ?(?P<to>\d{1,4}))?"
    rf" ?(?P<unit>{_UNIT}|{'|'.join(_SHORT)})s?"
)
_HOW = {
    "about": "about",
    "at least": "at_least",
    "more than": "at_least",
    "over": "at_least",
    "at most": "at_most",
    "up to": "at_most",
}
_EVERY = re.compile(rf"every (?P<n>\d{{1,3}}) (?P<unit>{_UNIT})s?", re.IGNORECASE)
_QUANTITY = re.compile(
    r"(?P<n>-?\d{1,9}(?:\.\d{1,6})?) ?(?P<unit>%|[A-Za-zµ][^\s;]{0,19})"
)
#: A size in cm³ or mm³ of one number is a volume; of several it may be three diameters.
_VOLUME = re.compile(
    r"(?:volume:? )?(?P<n>[0-9][0-9.,]{0,16}) ?"
    r"(?P<unit>ml|millilit(?:er|re)s?|cc|ccm|(?:cm|mm)(?:\^?3|³))",
    re.IGNORECASE,
)
_SEVERITY = re.compile(
    r"mild|moderate|severe|life[- ]threatening|mild to moderate|moderate to severe",
    re.I,
)


def country(columns: Columns, text: str) -> Found | None:
    """A code in capitals, or a name, where one box takes a country."""
    code = code_of_country(text) if _COUNTRY.fullmatch(text) else ""
    for name in ("country", "label_country"):
        if name in columns and code:
            return hit_of(columns[name], code, country_in_words(code))
    return None


def size(columns: Columns, text: str) -> Found | None:
    """ "2.5 x 1.5 x 1.0 cm"."""
    if _VOLUME.fullmatch(tidy(text)):
        return None
    reading = sizes.read(text)
    if isinstance(reading, Question) and re.search(r"\d", text):
        return reading
    if not isinstance(reading, Understood):
        return None
    said = f"Size: {reading.sentence.rstrip('.')}"
    return Hit(said, dict(reading.rows[0]), unsaid=reading.unsaid)


def volume(columns: Columns, text: str) -> Found | None:
    """ "55 cm3", "volume 55 mL": in mL."""
    hit = _VOLUME.fullmatch(tidy(text))
    if not hit:
        return None
    if question := asked(hit["n"]):
        numbers = (shifted(one.text, 0) for one in question.choices)
        ways = (f"{number} {hit['unit']}" for number in numbers)
        return Question(question.sentence, tuple(Choice(way, way) for way in ways))
    if not re.fullmatch(NUMBER, hit["n"]) or is_zero(hit["n"]):
        return None
    is_mm = hit["unit"].lower().startswith("mm")
    number = shifted(hit["n"], -3 if is_mm else 0)
    return hit_of(columns["volume_ml"], number, number)


def age(columns: Columns, text: str) -> Found | None:
    """ "33-year-old man"."""
    if not re.search(r"\d", text):
        return None
    reading = ages.read(text)
    if isinstance(reading, Question):
        return reading
    if not isinstance(reading, Understood):
        return None
    said = f"Age: {reading.sentence.rstrip('.')}"
    return Hit(said, dict(reading.rows[0]), unsaid=reading.unsaid)


def grade(columns: Columns, text: str) -> Found | None:
    """ "grade 2", "grade 2 or less": only as printed."""
    hit = _GRADE.fullmatch(tidy(text))
    if not hit:
        return None
    boxes = {"grade_basis": "stated"}
    if hit["less"]:
        boxes["grade_max"] = hit["low"]
    else:
        boxes["grade_min"] = hit["low"]
        if hit["high"]:
            boxes["grade_max"] = hit["high"]
    return Hit(f"Grade: {text[6:]}, as stated", boxes)


def severity(columns: Columns, text: str) -> Found | None:
    """ "moderate": words, never a grade."""
    if not _SEVERITY.fullmatch(text):
        return None
    return hit_of(columns["severity_reported"], text, text)


def course_line(columns: Columns, text: str) -> Found | None:
    """ "first line", "2nd-line treatment"."""
    hit = _LINE.fullmatch(text)
    if not hit:
        return None
    word = (hit["word"] or "").lower()
    number = str(_LINES.index(word) + 1) if word else hit["number"]
    return hit_of(columns["line_number"], number, number, typed=f"line {number}")


def cycles(columns: Columns, text: str) -> Found | None:
    """ "6 cycles", "x 6 cycles"."""
    hit = _CYCLES.fullmatch(text)
    return hit_of(columns["cycles"], hit["n"], hit["n"]) if hit else None


def length(columns: Columns, text: str) -> Found | None:
    """ "for 7 months", "for more than 2 years"."""
    hit = _LENGTH.fullmatch(tidy(text))
    if not hit:
        return None
    unit = _SHORT.get(hit["unit"], hit["unit"])
    how = "range" if hit["to"] else _HOW[hit["how"].strip()] if hit["how"] else ""
    if "duration_value" in columns:
        boxes = {"duration_value": hit["n"], "duration_unit": unit}
        return None if hit["to"] or hit["how"] else Hit(f"For: {text[4:]}", boxes)
    boxes = {"duration_min": hit["n"], "duration_unit": unit}
    if how:
        boxes["duration_qualifier"] = how
    if hit["to"]:
        boxes["duration_max"] = hit["to"]
    return Hit(f"Length: {text[4:]}", boxes)


def length_only(text: str) -> bool:
    """Whether a part is a length of which no "about" or "at least" is said."""
    hit = _LENGTH.fullmatch(tidy(text))
    return bool(hit and not hit["how"] and not hit["to"])


def trial(columns: Columns, text: str) -> Found | None:
    """The number of a trial."""
    if not _NCT.fullmatch(text):
        return None
    return hit_of(columns["trial_nct"], text, text)


def interval(columns: Columns, text: str) -> Found | None:
    """ "every 6 months"."""
    hit = _EVERY.fullmatch(text)
    if not hit:
        return None
    boxes = {"interval_value": hit["n"], "interval_unit": hit["unit"].lower()}
    return Hit(f"Check-up: {text}", boxes)


def quantity(columns: Columns, text: str) -> Found | None:
    """A laboratory value with its unit."""
    hit = _QUANTITY.fullmatch(text)
    is_time = isinstance(times.read(text), Understood | Question)
    if not hit or is_time:
        return None
    return Hit(f"Value: {text}", {"value_num": hit["n"], "unit": hit["unit"]})


#: A box that a list must have → the readers of its lists.
_READERS: tuple[tuple[str, Reader], ...] = (
    ("country", country),
    ("label_country", country),
    ("dim1_mm", size),
    ("volume_ml", volume),
    ("age_value", age),
    ("grade_min", grade),
    ("severity_reported", severity),
    ("line_number", course_line),
    ("cycles", cycles),
    ("duration_min", length),
    ("duration_value", length),
    ("trial_nct", trial),
    ("interval_value", interval),
    ("value_text", quantity),
)


def read(columns: Columns, text: str) -> list[Found]:
    """Return every reading of a part by its shape, for the boxes of one list."""
    found = [reader(columns, text) for name, reader in _READERS if name in columns]
    return [one for one in found if one]
