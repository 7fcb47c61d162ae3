"""One part of a line: which boxes it may fill. Several ways are a question."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from casebase.curation.fields import REF

from . import (
    line_agents,
    line_doses,
    line_doubts,
    line_shapes,
    line_times,
    line_vocabulary,
)
from .line_lists import LISTS, NAMED_ONLY, SILENT, Column, RowList
from .line_values import (
    QUOTED,
    Found,
    Hit,
    NoValue,
    WhichBox,
    hit_of,
    listed_words,
    normal,
    options,
    read_value,
    to_lower,
    told,
    unquoted,
)
from .line_words import Words
from .reading import Choice, Question

_NAMED = re.compile(r"(?P<name>[^:;\"“”]{1,40}?): *(?P<value>.+)", re.DOTALL)
#: Boxes whose name may stand before a value without a colon, if it is that long.
_LED = ("closed", "ticks", "number", "time", "ref", "refs")
_SHORTEST_NAME = 3
#: Numbers that say nothing without their unit.
_WITH_UNIT = ("_value", "_max", "_min", "_mm", "_ml")
_TAIL = re.compile(r"(?P<first>[^\"“”]+?)\s*[\"“](?P<words>[^\"“”]*)[\"”]")
_REFS = re.compile(
    r"[A-Z]{1,2}[1-9]\d{0,3}(?:(?:,? and |, ?| )[A-Z]{1,2}[1-9]\d{0,3})*"
)
_MOST_WORDS = 8

#: Boxes with one beside them for the words of the source.
_PRINTED = {"dims_reported": "dims_reported", "ae_statement": "ae_statement_reported"}


class Parts:
    """Reads the parts of the lines of one list."""

    def __init__(self, rows: RowList, words: Words) -> None:
        self.rows = rows
        self.words = words
        self.columns = rows.columns
        self.lower = LISTS[rows.below].columns if rows.below else {}

    def read(
        self, text: str, *, has_lower: bool = False
    ) -> list[Hit] | Question | None:
        """Read a part: what it fills, a question, or None if it is not understood.

        `has_lower` says that a lower row (an agent) stands in the line already.
        """
        text = text.strip()
        found = self._whole(text, has_lower=has_lower)
        if isinstance(found, Question):
            return found
        if found:
            return [found]
        if (tail := _TAIL.fullmatch(text)) and (
            quoted := self._with_words(tail, has_lower)
        ):
            return quoted
        if dosed := line_agents.with_dose(self.lower, self.words, text):
            return dosed
        if len(text.split()) <= _MOST_WORDS and not QUOTED.search(text):
            return self._pieces(text, has_lower=has_lower)
        return None

    def is_text(self, part: str) -> bool:
        """Whether it is a text without quotation marks, for a box that is named."""
        hit = _NAMED.fullmatch(part)
        column = hit and _called(self.columns, " ".join(hit["name"].lower().split()))
        return bool(column and column.kind in ("text", "list") and '"' not in part)

    # ── A whole part ──────────────────────────────────────────────────────────────

    def _whole(self, text: str, *, has_lower: bool) -> Found | None:
        """The one reading of the whole part; a question if there are several."""
        for step in (self._named, self._exact):
            if found := step(text):
                return found
        hits: list[Hit] = []
        for found in self._possible(text, has_lower=has_lower):
            if isinstance(found, Question):
                return found
            if all(found.said != other.said for other in hits):
                hits.append(found)
        if not hits:
            return self._weakest(text, has_lower=has_lower)
        if len(hits) == 1:
            return hits[0]
        choices = tuple(Choice(hit.said, hit.typed) for hit in hits)
        return WhichBox(f"What is “{text}”?", choices)

    def _named(self, text: str) -> Found | None:
        """ "column: value"."""
        hit = _NAMED.fullmatch(text)
        if not hit:
            return None
        name, value = " ".join(hit["name"].lower().split()), hit["value"].strip()
        for columns, is_lower in ((self.columns, False), (self.lower, True)):
            if column := _called(columns, name):
                found = read_value(column, value, self.words)
                if isinstance(found, NoValue):
                    return _renamed(found.question, column, value)
                if found is None and column.choices:
                    return listed_words(column, value)
                return to_lower(found) if found and is_lower else found
        return None

    def _led(self, text: str) -> Found | None:
        """ "column value", where the value can be nothing but one of its own."""
        for column in self.columns.values():
            is_country = "country" in column.name
            if column.kind not in _LED and not is_country:
                continue
            if column.kind == "number" and column.name.endswith(_WITH_UNIT):
                continue
            for name in column.names:
                value = text[len(name) + 1 :].strip()
                is_led = text.lower().startswith(f"{name} ") and value
                if not is_led or len(name) < _SHORTEST_NAME:
                    continue
                found = read_value(column, value, self.words)
                if isinstance(found, NoValue):
                    return _renamed(found.question, column, value)
                if found:
                    return found
        return None

    def _exact(self, text: str) -> Found | None:
        """A quotation, a short word of this list, or what a word before it names."""
        if QUOTED.fullmatch(text) and self.rows.quoted:
            return self._quotation(unquoted(text), text)
        if boxes := self.rows.phrases.get(normal(text)):
            return Hit(told(boxes, self.columns), dict(boxes), typed=text)
        if boxes := self.rows.below_phrases.get(normal(text)):
            said = told(boxes, self.lower)
            return Hit(said, lower=dict(boxes), typed=text)
        if nodes := line_vocabulary.lymph_nodes(self.rows, self.words, text):
            return nodes
        for way, name, more in self.rows.leads:
            hit = re.match(rf"{way} (?P<value>.+)", text, re.IGNORECASE | re.DOTALL)
            if not hit:
                continue
            column = self.columns[name]
            if column.kind == "text" and " " in hit["value"].strip():
                continue
            found = read_value(column, hit["value"].strip(), self.words)
            if isinstance(found, NoValue):
                return _renamed(found.question, column, hit["value"].strip())
            if found:
                said = (
                    f"{found.said}; {told(more, self.columns)}" if more else found.said
                )
                return Hit(said, {**found.boxes, **more}, unsaid=found.unsaid)
        return None

    def _possible(self, text: str, *, has_lower: bool) -> Iterator[Found]:
        """Every reading of the part by itself."""
        if normal(text).replace(" ", "_") in SILENT:
            return
        yield from self._closed(text)
        yield from line_vocabulary.read(self.rows, self.words, text)
        yield from self._lower_words(text, has_lower=has_lower)
        yield from line_shapes.read(self.columns, text)
        if ref := self._ref(text):
            yield ref
        if time := line_times.read(self.columns, self.words, text):
            yield time

    def _quotation(self, words: str, text: str) -> Found:
        """The source's words alone: those of the list's box, unless they say less."""
        box = self.columns[self.rows.quoted]
        is_size = box.name != "dims_reported" or re.search(r"\d", words)
        if words and (line_doubts.is_a_time(self.columns, words) or not is_size):
            return line_doubts.quoted_words(self.columns, self.words, words, box)
        return hit_of(box, words, text)

    # ── Closed lists and refs ─────────────────────────────────────────────────────

    def _closed(self, text: str) -> Iterator[Hit]:
        for column in self.columns.values():
            if column.name in NAMED_ONLY or column.kind not in ("closed", "ticks"):
                continue
            for value, label in options(column, text):
                if value in SILENT or len(value) < 2:
                    continue
                yield hit_of(
                    column,
                    [value] if column.kind == "ticks" else value,
                    label,
                    typed=f"{column.names[0]}: {value}",
                )

    def _lower_words(self, text: str, *, has_lower: bool) -> Iterator[Found]:
        """The drug of an agent, the method of an assay: words of the lower row."""
        for column in self.lower.values():
            if column.word in ("drug", "drugclass"):
                yield from line_agents.named(column, self.words, text)
            elif column.name in ("role", "method") and (
                has_lower or column.name == "method"
            ):
                for value, label in options(column, text):
                    if value not in SILENT:
                        yield to_lower(hit_of(column, value, label))

    def _ref(self, text: str) -> Found | None:
        """A bare ref, where only one box takes refs of these letters."""
        if not _REFS.fullmatch(text):
            return None
        letters = {one.rstrip("0123456789") for one in re.findall(r"[A-Z]+\d+", text)}
        if self.rows.letters == "C":
            return hit_of(self.columns["target"], text, text)
        if self.rows.letters == "M" and letters == {"L"} and REF.match(text):
            return Hit(f"Lesion: {text}", under=text)
        for name, takes in (("course", "T"), ("lesion", "L"), ("specimen", "S")):
            if name in self.columns and letters == {takes} and REF.match(text):
                return hit_of(self.columns[name], text, text)
        return None

    # ── What is tried last ────────────────────────────────────────────────────────

    def _weakest(self, text: str, *, has_lower: bool) -> Found | None:
        if led := self._led(text):
            return led
        if self.rows.letters == "SOURCE":
            return line_vocabulary.article(self.columns["article"], self.words, text)
        is_dosed = self.rows.letters == "DS" or (has_lower and "drug" in self.lower)
        if is_dosed and (dose := line_doses.read(self.rows.letters, text)):
            return dose
        return line_times.weakest(self.columns, self.words, text)

    # ── Several things in one part ────────────────────────────────────────────────

    def _with_words(
        self, tail: re.Match[str], has_lower: bool
    ) -> list[Hit] | Question | None:
        """A thing, and the source's words for it in quotation marks."""
        first = self._whole(tail["first"], has_lower=has_lower)
        if isinstance(first, Question) and not self.rows.beside:
            words = tail[0][tail.end("first") :]
            choices = (
                Choice(one.label, _TAIL.sub(r"\g<first>", one.text) + words)
                for one in first.choices
            )
            return replace(first, choices=tuple(choices))
        if first is None and not QUOTED.search(tail["first"]):
            hits = self._pieces(tail["first"], has_lower=has_lower) or []
        else:
            hits = [first] if isinstance(first, Hit) else []
        if not hits:
            return None
        words, last = tail["words"].strip(), hits[-1]
        if question := self._doubt(tail, hits):
            return question
        said = f"{last.said}, “{words}”"
        if last.steps:
            steps = (*last.steps[:-1], {**last.steps[-1], "reported": words})
            return [*hits[:-1], replace(last, said=said, steps=steps)]
        if last.lower and "reported" in self.lower:
            lower = {**last.lower, "reported": words}
            return [*hits[:-1], replace(last, said=said, lower=lower)]
        for name, printed in _PRINTED.items():
            if name not in last.boxes:
                continue
            boxes = {**last.boxes, printed: words}
            return [*hits[:-1], replace(last, said=said, boxes=boxes)]
        if not self.rows.quoted:
            return None
        quoted = hit_of(self.columns[self.rows.quoted], words, f"“{words}”")
        return [*hits, quoted]

    def _doubt(self, tail: re.Match[str], hits: list[Hit]) -> Question | None:
        """Ask about words behind something, if they may be no words for it."""
        words, last = tail["words"].strip(), hits[-1]
        is_time = line_doubts.is_a_time(self.columns, words)
        is_status = self.rows.is_wordless and "interval_value" not in last.boxes
        if not words or last.steps or not (is_time or is_status):
            return None
        printed = [name for box, name in _PRINTED.items() if box in last.boxes]
        name = printed[0] if printed else self.rows.quoted
        box = self.columns.get(name) or self.lower.get("reported")
        if box is None:
            return None
        return line_doubts.quoted_words(
            self.columns,
            self.words,
            words,
            box,
            before=tail["first"].strip(),
            said="; ".join(hit.said for hit in hits),
            is_status=is_status,
        )

    def _pieces(self, text: str, *, has_lower: bool) -> list[Hit] | None:
        """Several short things one after the other: "CR T2", "left scalp"."""
        tokens = text.split()
        for at in range(len(tokens) - 1, 0, -1):
            first = self._short(" ".join(tokens[:at]), has_lower=has_lower)
            if first is None:
                continue
            rest = " ".join(tokens[at:])
            last = self._short(rest, has_lower=has_lower)
            more = [last] if last else self._pieces(rest, has_lower=has_lower)
            if more:
                return [first, *more]
        return None

    def _short(self, text: str, *, has_lower: bool) -> Hit | None:
        """The one reading of a word or two: of a list, a vocabulary, or a ref."""
        exact = self._exact(text)
        if isinstance(exact, Hit):
            return exact
        if normal(text).replace(" ", "_") in SILENT:
            return None
        hits: list[Any] = [*self._closed(text)]
        hits += line_vocabulary.read(self.rows, self.words, text)
        hits += self._lower_words(text, has_lower=has_lower)
        if ref := self._ref(text):
            hits.append(ref)
        one = hits[0] if len(hits) == 1 else None
        return one if isinstance(one, Hit) else None


def _called(columns: Any, name: str) -> Column | None:
    """The column of a name; its own name beats names it shares with others."""
    for place in range(3):
        for column in columns.values():
            if name in column.names[place : place + 1 if place < 2 else None]:
                return column
    return None


def _renamed(question: Question, column: Column, value: str) -> Question:
    """The question, with choices that name the box."""
    name = column.names[0]
    choices = tuple(
        one
        if one.text.startswith((f"{name}:", f"{column.name}:"))
        else Choice(one.label, f"{name}: {one.text}")
        for one in question.choices
    )
    return replace(question, choices=choices)
