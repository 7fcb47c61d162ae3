"""One part of a line: which boxes it may fill. Several ways are a question."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from casebase.archive import choices as c
from casebase.curation.fields import REF

from . import doses, fusions, line_shapes
from .line_lists import LISTS, NAMED_ONLY, SILENT, Column, RowList
from .line_values import (
    QUOTED,
    Hit,
    NoValue,
    WhichBox,
    ask_which,
    hit_of,
    normal,
    options,
    read_value,
    told,
    unquoted,
)
from .line_words import MOST, Known, Words
from .reading import Choice, Question, Understood, listed

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
_BECAUSE = re.compile(
    r",? ?\bbecause of (?P<refs>AE[1-9]\d*(?:(?:,? and |, ?| )AE[1-9]\d*)*)"
)
#: Times that only order what happened, by a word such as "before": the weakest.
_ORDER = re.compile(r'order(?: 1)? "|not reported')
_MOST_WORDS = 8
#: Lymph nodes of a region, before or behind its name: "nodal" says the role alone.
_NODES = re.compile(
    r"(?:(?P<before>[a-z-]+(?: [a-z-]+)?) )?lymph nodes?(?: (?P<after>[a-z-]+))?",
    re.IGNORECASE,
)
#: The name of a regimen that nobody explains: letters and figures, one of them large.
_REGIMEN = re.compile(r"(?=.*[A-Z])[A-Za-z0-9/+-]{2,20}")

#: Boxes with one beside them for the words of the source.
_PRINTED = {"dims_reported": "dims_reported", "ae_statement": "ae_statement_reported"}

Found = Hit | Question


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
        if "drug" in self.lower and (dosed := self._drug_and_dose(text)):
            return dosed
        if len(text.split()) <= _MOST_WORDS and not QUOTED.search(text):
            return self._pieces(text, has_lower=has_lower)
        return None

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
                return _to_lower(found) if found and is_lower else found
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
            return hit_of(self.columns[self.rows.quoted], unquoted(text), text)
        if boxes := self.rows.phrases.get(normal(text)):
            return Hit(told(boxes, self.columns), dict(boxes), typed=text)
        if boxes := self.rows.below_phrases.get(normal(text)):
            said = told(boxes, self.lower)
            return Hit(said, lower=dict(boxes), typed=text)
        if self.rows.letters == "L" and (nodes := self._nodes(text)):
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
        yield from self._vocabulary(text)
        yield from self._lower_words(text, has_lower=has_lower)
        yield from line_shapes.read(self.columns, text)
        if ref := self._ref(text):
            yield ref
        if "at" in self.columns and (time := self._at(text)):
            yield time

    # ── Closed lists and words ────────────────────────────────────────────────────

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

    def _vocabulary(self, text: str) -> Iterator[Found]:
        for column in self.columns.values():
            if column.word in ("", "article") and self.rows.letters != "SOURCE":
                continue
            if column.kind != "word":
                continue
            if column.word == "biomarker":
                if found := self._fusion(column, text):
                    yield found
                continue
            is_reported = "reported" in self.columns and column.word != "bodysite"
            for one in self.words.find(column.word, text):
                hit = hit_of(column, [one], one.label)
                yield replace(hit, reported=text) if is_reported else hit

    def _lower_words(self, text: str, *, has_lower: bool) -> Iterator[Found]:
        """The drug of an agent, the method of an assay: words of the lower row."""
        for column in self.lower.values():
            if column.word in ("drug", "drugclass"):
                found = self.words.find(column.word, text)
                if len(found) > 1:
                    yield ask_which(text, found)
                    return
                for one in found:
                    yield _agent(column, one, text)
            elif column.name in ("role", "method") and (
                has_lower or column.name == "method"
            ):
                for value, label in options(column, text):
                    if value not in SILENT:
                        yield _to_lower(hit_of(column, value, label))

    def _fusion(self, column: Column, text: str) -> Found | None:
        """A biomarker by its name, or the fusion that the words are."""
        known = self.words.find("biomarker", text)
        reading = fusions.read(text, genes=self.words.genes)
        if not isinstance(reading, Understood):
            if [one.label.lower() for one in known] == [text.lower()]:
                hit = hit_of(column, [known[0]], known[0].label)
                return replace(hit, reported=text)
            if known:
                return ask_which(text, known)
            return reading if isinstance(reading, Question) else None
        boxes: dict[str, Any] = dict(reading.rows[0])
        reported = boxes.pop("reported", "") or text
        word = self.words.of_fusion(boxes.pop("key"))
        said, unsaid = reading.sentence.rstrip("."), reading.unsaid
        if word:
            boxes["biomarker"] = [word]
        else:
            unsaid = f"It is not in the list yet. {unsaid}".strip()
        return Hit(
            f"{column.label}: {said}",
            boxes,
            reported=reported,
            unsaid=unsaid,
            missing="" if word else "biomarker",
        )

    def _nodes(self, text: str) -> Found | None:
        """ "cervical lymph nodes": the role, and the site if the vocabulary has it."""
        side, _, rest = text.partition(" ")
        if side.lower() == "both" or options(self.columns["laterality"], side):
            found = self._nodes(rest)
            if isinstance(found, Question):
                return _each_after(f"{side}; ", found)
            return None
        hit = _NODES.fullmatch(text)
        if not hit or bool(hit["before"]) == bool(hit["after"]):
            return None
        region = re.sub(r"^(?:nodal|enlarged) ", "", hit["before"] or hit["after"])
        nodal = {"role": c.LesionRole.NODAL.value}
        for name in (f"{region} lymph node", f"{region} lymph nodes"):
            if len(sites := self.words.find("bodysite", name)) == 1:
                site = hit_of(self.columns["site"], [sites[0]], sites[0].label)
                said = f"{told(nodal, self.columns)}; {site.said}"
                return Hit(said, {**nodal, **site.boxes}, typed=text)
        choices = [Choice("Site not chosen yet", f'nodal "{text}"')]
        for name in (region, "lymph node"):
            for one in self.words.find("bodysite", name)[:1]:
                chosen = f"nodal; site: {one.label}"
                choices.insert(0, Choice(f"Site: {one.label}", chosen))
        return Question(f"Which site are “{text}”?", tuple(choices))

    def agent_in_words(self, text: str) -> list[Hit] | Question | None:
        """An agent in quotation marks; what its words name of a vocabulary is asked."""
        if not QUOTED.fullmatch(text):
            return None
        words = unquoted(text)
        unsaid = "Choose the drug or its class in the row of the agent."
        bare = Hit(f"As reported: “{words}”", lower={"reported": words}, unsaid=unsaid)
        named = self._named_in(words)
        if not named:
            return [bare] if words else None
        ways = [
            (
                f"{column.label}: {one.label}",
                f"{column.names[0]}: {one.label} “{words}”",
            )
            for column, one in named
        ]
        if len(ways) > 1:
            both = listed([one.label for _, one in named])
            ways.insert(0, (both, "; ".join(text for _, text in ways)))
        ways.append(("As reported only", f"reported: “{words}”"))
        return Question(f"What is “{words}”?", tuple(Choice(*way) for way in ways))

    def _named_in(self, words: str) -> list[tuple[Column, Known]]:
        """The drugs and classes that words of a quotation name, the longest names."""
        tokens = re.findall(r"[\w/+-]+", words)
        found: dict[int, tuple[Column, Known]] = {}
        used: set[int] = set()
        vocabularies = [
            one for one in self.lower.values() if one.word.startswith("drug")
        ]
        for size in range(4, 0, -1):
            for at in range(len(tokens) - size + 1):
                places = {*range(at, at + size)}
                name = " ".join(tokens[at : at + size])
                for column in [] if places & used else vocabularies:
                    for one in self.words.find(column.word, name)[:1]:
                        found[at] = (column, one)
                        used |= places
        once = {one.label: (column, one) for _, (column, one) in sorted(found.items())}
        return list(once.values())

    def regimen(self, text: str) -> Question | None:
        """Whether a name before the drugs of a course is that of the regimen."""
        if not _REGIMEN.fullmatch(text):
            return None
        choice = Choice(f"Regimen: {text}", f"regimen: {text}")
        return Question(f"What is “{text}”?", (choice,))

    # ── Readers ───────────────────────────────────────────────────────────────────

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

    def _at(self, text: str) -> Found | None:
        found = read_value(self.columns["at"], text, self.words)
        if isinstance(found, NoValue):
            return found.question
        return found if found and not _ORDER.match(found.boxes["at"]) else None

    # ── What is tried last ────────────────────────────────────────────────────────

    def _weakest(self, text: str, *, has_lower: bool) -> Found | None:
        if led := self._led(text):
            return led
        if self.rows.letters == "SOURCE":
            return self._part_of_an_article(text)
        is_dosed = self.rows.letters == "DS" or (has_lower and "drug" in self.lower)
        if is_dosed and (dose := self._dose(text)):
            return dose
        if "start" in self.columns:
            return self._began_or_ended(text)
        if "at" in self.columns:
            found = read_value(self.columns["at"], text, self.words)
            is_time = isinstance(found, Hit) and normal(text) != "not reported"
            return found if is_time else None  # type: ignore[return-value]
        return None

    def _part_of_an_article(self, text: str) -> Found | None:
        """Part of a key, an author, a PMID or a DOI, where it says one article."""
        found = self.words.articles(text)
        if len(found) == 1:
            known = found[0][1]
            return hit_of(self.columns["article"], [known], known.label)
        if not found:
            return None
        more = " There are more: write more of it." if len(found) > MOST else ""
        choices = (Choice(f"{key}: {known.label}", key) for key, known in found[:MOST])
        return Question(f"Which article is “{text}”?{more}", tuple(choices))

    def _began_or_ended(self, text: str) -> Question | None:
        """A time alone, where a row has two of them."""
        found = read_value(self.columns["start"], text, self.words)
        if not isinstance(found, Hit):
            return None
        if _ORDER.match(found.boxes["start"]) and not text[0].isdigit():
            return None
        choices = (Choice("Began", f"from {text}"), Choice("Ended", f"until {text}"))
        return Question(f"Did it begin or end: {text}?", choices)

    def _drug_and_dose(self, text: str) -> list[Hit] | Question | None:
        """ "alectinib 600 mg bid": an agent and its dose in one part."""
        for name in doses.leading_words(text):
            found = self.words.find("drug", name)
            if len(found) != 1:
                continue
            dose = self._dose(text[len(name) :].strip())
            if isinstance(dose, Question):
                choices = tuple(
                    Choice(one.label, f"{name} {one.text}") for one in dose.choices
                )
                return Question(dose.sentence, choices)
            if dose:
                return [_agent(self.lower["drug"], found[0], name), dose]
        return None

    def _dose(self, text: str) -> Found | None:
        """A dose line; "because of AE1" names what caused the step before it."""
        caused: dict[int, str] = {}
        bare = text
        while hit := _BECAUSE.search(bare):
            before = doses.read(bare[: hit.start()])
            if not isinstance(before, Understood):
                return None
            refs = ", ".join(re.findall(r"AE\d+", hit["refs"]))
            caused[len(before.rows) - 1] = refs
            bare = bare[: hit.start()] + bare[hit.end() :]
        reading = doses.read(bare)
        if isinstance(reading, Question):
            return reading if re.search(r"\d", text) and not caused else None
        if not isinstance(reading, Understood):
            return None
        steps: list[dict[str, Any]] = [dict(row) for row in reading.rows]
        is_course = self.rows.letters == "T"
        if is_course and not {"dose_value", "frequency"} & steps[0].keys():
            return None  # "stopped" may be said of the course.
        for place, refs in caused.items():
            if is_course and steps[place].get("change") == "start":
                return None  # What made a dose change did not make it start.
            steps[place] |= {"caused_by": refs, "change_reasons": ["toxicity"]}
        because = "".join(f"; step {n + 1} because of {r}" for n, r in caused.items())
        said = f"Dose: {reading.sentence.rstrip('.')}{because}"
        if self.rows.letters == "DS":
            if len(steps) > 1:
                return None
            return Hit(said, steps[0], unsaid=reading.unsaid)
        return Hit(said, steps=tuple(steps), unsaid=reading.unsaid)

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
        if self.rows.wordless in last.boxes:
            column = self.columns[self.rows.quoted]
            before = tail["first"].strip()
            return Question(
                f"What do the words “{words}” tell?",
                (
                    Choice(column.label, f"{before}; “{words}”"),
                    Choice("A reading note", f"{before}; note: “{words}”"),
                ),
            )
        quoted = hit_of(self.columns[self.rows.quoted], words, f"“{words}”")
        return [*hits, quoted]

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
        hits: list[Any] = [*self._closed(text), *self._vocabulary(text)]
        hits += [*self._lower_words(text, has_lower=has_lower)]
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


def _agent(column: Column, word: Known, text: str) -> Hit:
    """An agent; a name that is not the generic one stays as reported."""
    hit = _to_lower(hit_of(column, [word], word.label))
    if text.lower() == word.label.lower():
        return hit
    said = f"{hit.said}, “{text}”"
    return replace(hit, said=said, lower={**hit.lower, "reported": text})


def _each_after(before: str, question: Question) -> Question:
    """The question, with what stands before its choices."""
    choices = (Choice(one.label, f"{before}{one.text}") for one in question.choices)
    return Question(question.sentence, tuple(choices))


def _to_lower(hit: Any) -> Any:
    """The same for the lower row."""
    if not isinstance(hit, Hit):
        return hit
    return Hit(hit.said, lower=hit.boxes, unsaid=hit.unsaid, typed=hit.typed)


def _renamed(question: Question, column: Column, value: str) -> Question:
    """The question, with choices that name the box."""
    name = column.names[0]
    choices = tuple(
        one
        if one.text.startswith((f"{name}:", f"{column.name}:"))
        else Choice(one.label, f"{name}: {one.text}")
        for one in question.choices
    )
    return Question(question.sentence, choices)
