"""Rows typed as lines: "T crizotinib; off label; instead of T1; 250 mg bid po".

A line begins with the letters of its list, as refs are named, and its parts are parted
by ";". The engine knows no list by heart: it takes the boxes of the row's table and
tries which of them a part can be a value of. One is understood, several are a question
with choices, none leaves the part where it is. See docs/curating.md.
"""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casebase.archive.choices import Modality

from . import line_agents, line_doubts, line_procedures, line_shapes, times
from .days import PRIVATE, holds_a_day
from .line_lists import LISTS, Column, RowList, begun_by
from .line_parts import Parts
from .line_values import Hit, WhichBox
from .line_words import Words
from .reading import Question

#: Longer lines are not read; a summary of 2,000 characters has room.
LONGEST = 6000
_PLACE = "place:"
#: What may be a name that the vocabulary lacks: some words, none of them quoted.
_NAME = re.compile(r"(?=.*[A-Za-z]{2})[^\"“”:]{2,80}")
#: Kinds of treatment that consist in drugs.
_WITH_DRUGS = {
    *(Modality.SYSTEMIC.value, Modality.SUPPORTIVE.value, Modality.COMPLEMENTARY.value)
}
_LETTERS = ["D", *(key for key in LISTS if key not in ("DX", "FACT", "SOURCE"))]
_BEGIN = (
    f"A line begins with {', '.join(_LETTERS)}, fact or source, then a space. "
    "Or it says the place of the rows below it: “place: Table 1”."
)


@dataclass(frozen=True)
class Part:
    """One part of a line: where it stands, and what was understood of it."""

    start: int
    end: int
    text: str
    said: str = ""
    question: Question | None = None
    why: str = ""
    #: The vocabulary that it can be added to, as it is no word of any.
    missing: str = ""

    @property
    def is_understood(self) -> bool:
        """Whether it goes into boxes."""
        return bool(self.said)

    @property
    def name(self) -> str:
        """The name in it that can be added: that of a drug stands before its dose."""
        return (
            self.text if self.missing != "drug" else re.split(r" (?=\d)", self.text)[0]
        )


@dataclass
class Line:
    """A line as read.

    `boxes` are those of the row, by the names of the form: text, a list of texts for
    ticks and lists, a list of `Known` for words. `lower` holds the boxes of its lower
    rows, `steps` the dose steps of each, `beside` its procedure. A line that sets the
    place of the lines after it has `place` and no list.
    """

    rows: RowList | None = None
    boxes: dict[str, Any] = field(default_factory=dict)
    lower: list[dict[str, Any]] = field(default_factory=list)
    steps: list[list[dict[str, Any]]] = field(default_factory=list)
    beside: dict[str, Any] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    place: str = ""
    #: The ref of the row that it hangs in; otherwise that is the last one.
    under: str = ""
    reported: str = ""
    why: str = ""
    #: The ref of the treatment that the row is, or hangs in, if the page knows it.
    treatment: str = ""

    @property
    def is_understood(self) -> bool:
        """Whether the whole line can be taken over."""
        if self.why:
            return False
        return bool(self.place or self.boxes or self.lower) and all(
            part.is_understood for part in self.parts
        )


def read(text: str, *, words: Words, treatment: str = "") -> Line:
    """Read one line.

    `treatment` is the ref of the last one above it, the line's own if it is of one.
    """
    text = text.rstrip()
    if len(text) > LONGEST:
        return Line(why="This line is too long.")
    if text.lower().startswith(_PLACE):
        place = text[len(_PLACE) :].strip().strip('"“”')
        return Line(place=place, why="" if place else "Which place?")
    rows, ref, begins = begun_by(text)
    if rows is None:
        return Line(why=_BEGIN)
    line = Line(rows, {"ref": ref} if ref else {})
    if rows.root == "T":
        line.treatment = ref or treatment
    parts = Parts(rows, words)
    spans = _spans(text, begins)
    # Of which course a row is must be known before a time "after start of T2" is read.
    for start, end in sorted(spans, key=lambda at: times.names_a_row(text[slice(*at)])):
        _read_part(line, parts, text[start:end], start)
    line.parts.sort(key=lambda part: part.start)
    _take_what_is_left(line, parts)
    _propose_own_start(line)
    if rows.beside:
        _read_procedure(line, parts)
        _read_agents(line, parts)
        _say_how_long(line)
    _offer_to_add(line)
    _explain_what_stays(line, parts)
    if line.reported and "reported" not in line.boxes:
        line.boxes["reported"] = line.reported
        line.unsaid.append(f"As reported: “{line.reported}”, as typed.")
    if not line.parts or (line.under and not line.boxes):
        line.why = f"This is the beginning of a row: {rows.called}."
    return line


def _take_what_is_left(line: Line, parts: Parts) -> None:
    """Answer which box a word is meant for, where the line leaves one of them."""
    for place, part in enumerate(line.parts):
        if not isinstance(part.question, WhichBox):
            continue
        read = [parts.read(choice.text) for choice in part.question.choices]
        left = [hits for hits in read if isinstance(hits, list) and _fits(line, hits)]
        if len(left) == 1:
            line.parts[place] = _taken(line, left[0], replace(part, question=None))


def _fits(line: Line, hits: list[Hit]) -> bool:
    """Whether nothing else is said already of the boxes that these would fill."""
    assert line.rows is not None
    last = dict(line.lower[-1]) if line.lower else {}
    lower = LISTS[line.rows.below].columns if line.rows.below else {}
    return not any(
        _fill(dict(line.boxes), hit.boxes, line.rows.columns)
        or _fill(last, hit.lower, lower)
        for hit in hits
    )


def _read_agents(line: Line, parts: Parts) -> None:
    """Read what is no drug's name: an agent in quotation marks, a regimen."""
    if "regimen" in line.boxes or line.beside:
        return
    if line.boxes.get("modality", Modality.SYSTEMIC.value) not in _WITH_DRUGS:
        return
    for place, part in enumerate(line.parts):
        if not part.why:
            continue
        found = None
        if not any("drug" in one or "drug_class" in one for one in line.lower):
            found = line_agents.in_words(parts.lower, parts.words, part.text)
        elif place == 0:
            found = line_agents.regimen(part.text)
        if found:
            line.parts[place] = _taken(line, found, part)


def _say_how_long(line: Line) -> None:
    """Say that a length is exact, or "at least" of a course that goes on."""
    is_told = any(line_shapes.length_only(part.text) for part in line.parts)
    if "duration_qualifier" in line.boxes or not is_told:
        return
    goes_on = line.boxes.get("ongoing") == "yes" or "ongoing_as_of" in line.boxes
    line.boxes["duration_qualifier"] = "at_least" if goes_on else "exact"
    if goes_on:
        line.unsaid.append("The course goes on: its length is “at least”.")


def _read_procedure(line: Line, parts: Parts) -> None:
    """Read again what is not understood: it may say what was done."""
    for place, part in enumerate(line.parts):
        if part.why:
            found = line_procedures.read(part.text, parts, line.boxes, line.beside)
            if found:
                line.parts[place] = _taken(line, found, part)
    if line.beside and "procedure" not in line.beside:
        line.why = "Say what was done, too."


def _offer_to_add(line: Line) -> None:
    """Words that nobody knows may be the word that a line lacks: the first of them."""
    assert line.rows is not None
    columns = [*line.rows.columns.values()]
    if line.rows.below:
        columns += LISTS[line.rows.below].columns.values()
    named = [one.name for one in columns if one.word == line.rows.word]
    said = [*line.boxes, *itertools.chain(*line.lower), *line.beside]
    if not line.rows.word or any(name in said for name in named):
        return
    if line.rows.word == "drug" and {"modality", "regimen"} & line.boxes.keys():
        return
    for place, part in enumerate(line.parts):
        if part.why and _NAME.fullmatch(part.text) and not holds_a_day(part.text):
            line.parts[place] = replace(part, missing=line.rows.word)
            return


def _explain_what_stays(line: Line, parts: Parts) -> None:
    """Say what a part that stays may be: the end of a text, a word of a list."""
    left = {name: one for name, one in parts.columns.items() if name not in line.boxes}
    for place, part in enumerate(line.parts):
        if not part.why or part.missing or holds_a_day(part.text):
            continue
        if place and parts.is_text(line.parts[place - 1].text):
            before = line.parts[place - 1].text
            why = f"“{part.text}” is not understood. If it goes on from “{before}”: "
            why += "a text with a semicolon in it goes in quotation marks."
            line.parts[place] = replace(part, why=why)
        elif not set('"“”:') & set(part.text):
            question = line_doubts.words_of_a_list(left, part.text)
            if question:
                line.parts[place] = replace(part, why="", question=question)


def _spans(text: str, begins: int) -> list[tuple[int, int]]:
    """Where the parts stand: between semicolons that are in no quotation."""
    spans, start, is_quoted = [], begins, False
    for place in range(begins, len(text) + 1):
        mark = text[place] if place < len(text) else ";"
        if mark in '"“”':
            is_quoted = mark == "“" or (mark == '"' and not is_quoted)
        at_end = place == len(text)
        if at_end or (mark == ";" and not is_quoted):
            bare = text[start:place]
            if bare.strip():
                left = len(bare) - len(bare.lstrip())
                spans.append((start + left, start + len(bare.rstrip())))
            start = place + 1
    return spans


def _read_part(line: Line, parts: Parts, text: str, start: int) -> None:
    found: list[Hit] | Question | None = None
    if parts.rows.beside and not line.parts:
        found = line_procedures.begun(text, parts)
    text_read = _from_own_start(line, text)
    found = found or parts.read(text_read, has_lower=bool(line.lower))
    part = Part(start, start + len(text), text)
    if found is not None:
        line.parts.append(_taken(line, found, part))
        return
    why = PRIVATE if holds_a_day(text) else f"“{text}” is not understood."
    if parts.rows.quoted and not set('"“”:') & set(text):
        why += " Words of the source go in quotation marks."
    line.parts.append(replace(part, why=why))


def _taken(line: Line, found: list[Hit] | Question, part: Part) -> Part:
    """The part with what it is, once that is put into the line."""
    part = replace(part, why="")
    if isinstance(found, Question):
        return replace(part, question=found)
    if len(found) == 1 and found[0].steps and not all(line.steps[:-1]):
        why = "Several agents: write each dose after its drug, in one part."
        return replace(part, why=why)
    for hit in found:
        if twice := _put(line, hit):
            return replace(part, why=f"{twice} is said already.")
    line.unsaid += [hit.unsaid for hit in found if hit.unsaid]
    missing = next((hit.missing for hit in found if hit.missing), "")
    return replace(part, said="; ".join(hit.said for hit in found), missing=missing)


def _own_course(line: Line) -> str:
    """The ref of the course that the row is of: named in it, or the one it hangs in."""
    course = line.boxes.get("course") or line.boxes.get("during") or line.treatment
    return course if course.startswith("T") else ""


def _from_own_start(line: Line, text: str) -> str:
    """The part, with a time from the start of the row's own course as such."""
    course = _own_course(line)
    if course and times.names_a_row(text):
        return times.from_own_start(text, course)
    return text


def _propose_own_start(line: Line) -> None:
    """Propose the start of the row's own course, where it is asked from when.

    Not for the course itself: it does not begin some time after its own start.
    """
    assert line.rows is not None
    course = "" if line.rows.letters == "T" else _own_course(line)
    for place, part in enumerate(line.parts):
        if course and isinstance(part.question, times.AfterWhat):
            question = times.propose_own_start(part.question, part.text, course)
            line.parts[place] = replace(part, question=question)


def _put(line: Line, hit: Hit) -> str:
    """Put a reading into the line; return what was said before otherwise, if any."""
    assert line.rows is not None
    if twice := _fill(line.boxes, hit.boxes, line.rows.columns):
        return twice
    line.reported = line.reported or hit.reported
    if hit.under and line.under not in ("", hit.under):
        return "Another lesion"
    line.under = line.under or hit.under
    if hit.lower:
        is_new = bool({"drug", "drug_class", "method"} & hit.lower.keys())
        if is_new or not line.lower:
            line.lower.append({})
            line.steps.append([])
        if twice := _fill(line.lower[-1], hit.lower, LISTS[line.rows.below].columns):
            return twice
    if hit.steps:
        line.steps[-1] += hit.steps
    if hit.beside:
        return _fill(line.beside, hit.beside, LISTS[line.rows.beside].columns)
    return ""


def _fill(
    boxes: dict[str, Any], more: dict[str, Any], columns: Mapping[str, Column]
) -> str:
    """Add values to boxes. Lists grow; a box of one value is filled once."""
    for name, value in more.items():
        before = boxes.get(name)
        if before is None:
            boxes[name] = value
        elif columns[name].kind in ("words", "list", "ticks"):
            boxes[name] = [*before, *(one for one in value if one not in before)]
        elif before != value:
            return columns[name].label
    return ""
