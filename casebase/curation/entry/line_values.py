"""The value of one box of a line, once it is settled which box is meant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pycountry

from casebase.curation.fields import REF

from . import times
from .line_lists import SAME_WORDS, SILENT, Column
from .line_words import Known, Words
from .reading import Choice, Question, Understood, listed

QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_REFS = re.compile(
    r"[A-Z]{1,2}[1-9]\d{0,3}(?:(?:,? and |, ?| )[A-Z]{1,2}[1-9]\d{0,3})*"
)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")
#: Names that everybody uses and ISO does not.
_COUNTRIES = {"uk": "GB", "russia": "RU", "turkey": "TR"}
_YES = {"yes": "true", "no": "false"}
#: Words of a label that may be left out: "start of treatment" says it all.
_SMALL = {"a", "an", "at", "by", "in", "of", "on", "only", "the", "time"}


@dataclass(frozen=True)
class Hit:
    """One way to read a part of a line: the boxes it fills, and that in words.

    `boxes` go to the row itself, `lower` to its lower row (a course's agent), `steps`
    are dose steps of that, `beside` goes to a row of the list beside (its procedure). A
    box with several values holds a list.
    """

    said: str
    boxes: dict[str, Any] = field(default_factory=dict)
    lower: dict[str, Any] = field(default_factory=dict)
    steps: tuple[dict[str, str], ...] = ()
    beside: dict[str, Any] = field(default_factory=dict)
    #: The row that it hangs in, if that is said: the lesion of a measurement.
    under: str = ""
    #: The source's words, unless the line quotes others.
    reported: str = ""
    unsaid: str = ""
    #: The vocabulary that has no word for it yet.
    missing: str = ""
    #: What to type for this reading, if it is one of several.
    typed: str = ""


#: What a part may be.
Found = Hit | Question


class WhichBox(Question):
    """Asks which of several boxes a word is meant for; its choices name the boxes."""

    __slots__ = ()


@dataclass(frozen=True)
class NoValue:
    """The box is known, its value is not: why, or a question."""

    question: Question


def normal(text: str) -> str:
    """Words as they are compared: small letters, no marks between them."""
    return " ".join(re.sub(r"[-_/]", " ", text.lower()).split())


def unquoted(text: str) -> str:
    """The words inside quotation marks, or the text as it is."""
    hit = QUOTED.fullmatch(text.strip())
    return hit[1].strip() if hit else text.strip()


def options(column: Column, text: str) -> list[tuple[str, str]]:
    """The values of a closed list that the words are: by value or by label.

    The whole label beats its first part, "Biopsy" of "Biopsy, kind not stated".
    """
    sought = normal(text)
    whole = [
        (value, label)
        for value, label in column.choices
        if sought in (normal(value), normal(label))
    ]
    if whole:
        return whole
    return [
        (value, label)
        for value, label in column.choices
        if sought == normal(label.partition(",")[0])
    ]


def hit_of(column: Column, value: Any, words: str, *, typed: str = "") -> Hit:
    """One box and its value."""
    typed = typed or f"{column.names[0]}: {words}"
    return Hit(f"{column.label}: {words}", {column.name: value}, typed=typed)


def to_lower(hit: Any) -> Any:
    """The same for the lower row; a question stays one."""
    if not isinstance(hit, Hit):
        return hit
    return Hit(hit.said, lower=hit.boxes, unsaid=hit.unsaid, typed=hit.typed)


def told(boxes: Mapping[str, Any], columns: Mapping[str, Column]) -> str:
    """Say what goes into which boxes."""
    said = []
    for name, value in boxes.items():
        labels = dict(columns[name].choices)
        values = value if isinstance(value, list) else [value]
        plain = "yes" if columns[name].kind == "tick" else str(value)
        words = listed([labels.get(one, plain) for one in values])
        said.append(f"{columns[name].label}: {words}")
    return "; ".join(said)


def read_value(column: Column, text: str, words: Words) -> Hit | NoValue | None:
    """Read what was typed for a box that was named; None if it is no value of it."""
    match column.kind:
        case "closed":
            return _closed(column, text)
        case "ticks":
            return _ticks(column, text)
        case "tick":
            answer = _YES.get(normal(text))
            return hit_of(column, answer, normal(text)) if answer else None
        case "word" | "words":
            return _word(column, text, words)
        case "time":
            return _time(column, text)
        case "number":
            return hit_of(column, text, text) if _NUMBER.fullmatch(text) else None
        case "ref":
            ref = text.upper()
            return hit_of(column, ref, ref) if REF.match(ref) else None
        case "refs":
            if not _REFS.fullmatch(text):
                return None
            refs = re.findall(r"[A-Z]+\d+", text.upper())
            return hit_of(column, ", ".join(refs), listed(refs))
        case "list":
            one = unquoted(re.sub(r",? (?:but )?not found$", "", text))
            return hit_of(column, [one], one)
    if "country" in column.name:
        code = code_of_country(text)
        return hit_of(column, code, country_in_words(code)) if code else None
    return hit_of(column, unquoted(text), unquoted(text)) if unquoted(text) else None


def code_of_country(text: str) -> str:
    """The ISO code of a country, of its code, its English name or a common name."""
    name = text.strip().lower().removeprefix("the ")
    try:
        return str(pycountry.countries.lookup(_COUNTRIES.get(name, name)).alpha_2)
    except LookupError:
        return ""


def country_in_words(code: str) -> str:
    """The name of a country with its code: "China, CN"."""
    return f"{pycountry.countries.lookup(code).name}, {code}"


def listed_words(column: Column, text: str) -> Question:
    """Offer every word of a closed list, as the words are none of them."""
    choices = tuple(
        Choice(label, f"{column.names[0]}: {value}")
        for value, label in column.choices
        if value != "not_reported"
    )
    return Question(
        f"“{text}” is no word of the list “{column.label}”. Which is meant?", choices
    )


def _closed(column: Column, text: str) -> Hit | NoValue | None:
    text = SAME_WORDS.get(column.name, {}).get(normal(text), text)
    found = options(column, text)
    if len(found) == 1:
        return hit_of(column, *found[0])
    offered = found or [
        one
        for one in column.choices
        if one[0] not in SILENT and normal(text) and normal(text) in normal(one[1])
    ]
    if not offered:
        return None
    if len(offered) == 1 and _is_all_but_small_words(text, offered[0][1]):
        return hit_of(column, *offered[0])
    name = column.names[0]
    return NoValue(
        Question(
            f"Which of these is “{text}”?",
            tuple(Choice(label, f"{name}: {value}") for value, label in offered[:8]),
        )
    )


def _is_all_but_small_words(text: str, label: str) -> bool:
    """Whether a label says no more than the words, "not" and "without" least of all."""
    before, found, after = f" {normal(label)} ".partition(f" {normal(text)} ")
    return bool(found) and _SMALL.issuperset(f"{before} {after}".split())


def _ticks(column: Column, text: str) -> Hit | None:
    found = [options(column, one) for one in re.split(r",| and ", text)]
    if not all(len(one) == 1 for one in found):
        return None
    values = [one[0][0] for one in found]
    return hit_of(column, values, listed([one[0][1].lower() for one in found]))


def _word(column: Column, text: str, words: Words) -> Hit | NoValue | None:
    found = words.find(column.word, unquoted(text))
    if len(found) == 1:
        return hit_of(column, [found[0]], found[0].label)
    return NoValue(ask_which(text, found)) if found else None


def ask_which(text: str, found: tuple[Known, ...]) -> Question:
    """Ask which of several words that bear one name is meant."""
    choices = tuple(Choice(one.label, one.label) for one in found)
    return Question(f"Which is “{text}”?", choices)


def _time(column: Column, text: str) -> Hit | NoValue | None:
    reading = times.read(text)
    if isinstance(reading, Question):
        name = column.names[0]
        choices = (Choice(c.label, f"{name}: {c.text}") for c in reading.choices)
        return NoValue(replace(reading, choices=tuple(choices)))
    if not isinstance(reading, Understood):
        return None
    said = reading.sentence.rstrip(".")
    hit = hit_of(column, reading.rows[0]["time"], said, typed=f"{column.name}: {text}")
    return Hit(hit.said, hit.boxes, unsaid=reading.unsaid, typed=hit.typed)
