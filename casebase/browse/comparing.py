"""Two to four cases side by side: which were asked for, and what each column says.

The comparison fits on one sheet of paper. What would not is on the screen all the same:
each list and text says where paper cuts it, and how much is then left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict

from casebase.archive.choices import AssayMethod, Qualifier
from casebase.archive.document import (
    AdverseEvent,
    ArticleDocument,
    AssayResult,
    Treatment,
)
from casebase.archive.models import Record

from . import records, wording
from .addresses import Address
from .chapters.courses import event_name
from .chapters.in_short import finding_lines, what_followed
from .chapters.page import CasePage, Source
from .charts import clock
from .paper import ROOMS, Cut, Room, doses, lines, roomiest, rows, text
from .rows import CaseRow, CourseLine, NotGivenLine
from .swimmer import Swimmer

PATH, LIST, NAME = "/cases/compare/", "/cases/", "case"
LEAST, MOST = 2, 4
#: Of one A4 landscape: lines for cells of any height, characters of a line across.
LINES, WIDTH = 30, 168

_ACCESSION = re.compile(r"CB-[0-9]{6,9}")
_QUALIFIED = (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST)


# ── What was asked for ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Fault:
    """What of the address cannot be compared, why, and where to read on."""

    culprit: str
    reason: str
    link: str = ""
    words: str = ""


def address_of(accessions: Iterable[str]) -> Address:
    """Write the comparison of these cases as an address; fewer than two: the list."""
    chosen = [(NAME, accession) for accession in accessions]
    return Address(PATH, tuple(chosen)) if len(chosen) >= LEAST else Address(LIST)


def read(query: QueryDict) -> tuple[list[Record], list[Fault]]:
    """Return the cases asked for, in that order, or what stands against it."""
    named = [value for value in query.getlist(NAME) if value]
    known = {
        record.name: record
        for record in Record.objects.cases()
        .filter(name__in=[one for one in named[:MOST] if _ACCESSION.fullmatch(one)])
        .select_related("latest")
    }
    faults = [
        Fault(name, "There is no such parameter.") for name in query if name != NAME
    ]
    if not LEAST <= len(named) <= MOST:
        told = f"{len(named)} are named" if len(named) != 1 else "1 is named"
        faults.append(Fault(NAME, f"Two to four cases are compared; {told} here."))
    for place, name in enumerate(named[:MOST]):
        rest = [one for one in named if one != name and one in known]
        if name in named[:place]:
            without = str(address_of(dict.fromkeys(named)))
            reason = f"{name[:40]} is named twice."
            faults.append(Fault(NAME, reason, without, "Compare it once"))
        elif name not in known:
            reason = f"“{name[:40]}” is not known here."
            faults.append(Fault(NAME, reason, *_without(rest)))
        elif known[name].withdrawn:
            why = f"{LIST}{name}/"
            faults.append(Fault(NAME, f"{name} was withdrawn.", why, "Why"))
            if len(rest) >= LEAST:
                reason = "The others can be compared."
                faults.append(Fault(NAME, reason, *_without(rest)))
    return ([] if faults else [known[name] for name in named]), faults


def _without(rest: Sequence[str]) -> tuple[str, str]:
    """Link to the comparison of what is left, where two are left."""
    if len(rest) < LEAST:
        return "", ""
    return str(address_of(rest)), f"Compare {wording.listed(rest)}"


# ── The columns ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Course:
    """One course in a column: its line, and where paper cuts its words."""

    line: CourseLine
    room: Room

    @property
    def name(self) -> Cut:
        """Drug, regimen or procedure."""
        return text(self.line.name, self.room.characters)

    @property
    def doses(self) -> Cut:
        """Every dose with its frequency."""
        return doses(self.line.doses, self.room.characters + 30)

    @property
    def why(self) -> Cut:
        """What it was aimed at, and the reason told."""
        return text(self.line.why, self.room.characters)

    @property
    def others(self) -> Cut:
        """The other responses of the course, each with its drug."""
        credit = f"{self.line.course.word} {self.drug}"
        told = [
            f"{wording.response_words(category, self.line.missing)} {credit}"
            f"{f', {when}' if when else ''}"
            for category, when in self.line.others
        ]
        said = "; ".join(map(wording.in_sentence, told))
        return text(said, self.room.characters + 30)

    @property
    def credit(self) -> Cut:
        """What a response is tied to: "on crizotinib", "after resection"."""
        course = self.line.course
        return text(f"{course.word} {course.name}", self.room.characters)

    @property
    def drug(self) -> str:
        """The name as a response bears it; the whole stands in the row of courses."""
        name = text(self.line.course.name, self.room.characters)
        return f"{name.text} …" if name.rest else name.text

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What it says on paper."""
        return self.credit, self.doses


@dataclass(frozen=True)
class Judged:
    """The response of one course, in words."""

    course: Course

    @property
    def cuts(self) -> tuple[str, ...]:
        """What it says on paper."""
        return (f"CR {self.course.line.response} on {self.course.drug}",)


@dataclass(frozen=True)
class Column:
    """One case of a comparison."""

    row: CaseRow
    published: Mapping[str, ArticleDocument]
    remove: Address
    room: Room = ROOMS[0]

    @cached_property
    def case(self) -> CasePage:
        """The case as its page reads it."""
        return CasePage(self.row.page.document, self.published)

    @property
    def cells(self) -> tuple[Cut, ...]:
        """The cells whose height depends on the case, one for each row."""
        return (
            self.diagnosis,
            self.sites,
            self.assays,
            self.findings,
            self.courses,
            self.not_given,
            self.judged,
            self.last_known,
            self.events or self.said_of_events,
            self.source,
        )

    @property
    def diagnosis(self) -> Cut:
        """The diagnosis the case goes by."""
        diagnosis = self.case.diagnosis
        words = wording.sentence_case(wording.tumour(diagnosis)) if diagnosis else ""
        return self._text(words)

    @property
    def sites(self) -> Cut:
        """Where the tumour was: the primary first, then the other lesions."""
        document = self.case.document
        primary = wording.primary_lesion(document)
        first = [primary] if primary else []
        lesions = [*first, *(one for one in document.lesions if one is not primary)]
        named = (wording.name(one.site) or one.site_reported for one in lesions)
        return self._list((wording.sentence_case(name) for name in named if name), 2)

    @property
    def assays(self) -> Cut:
        """How the leading alteration was looked for, and with which result."""
        finding = self.case.finding
        assays = finding.assays if finding else ()
        stated = [one for one in assays if wording.is_stated(one.method)]
        return self._list(map(assay_words, stated), 2)

    @property
    def findings(self) -> Cut:
        """What was found, and whether it was acquired; what was not stands last."""
        told = (line.words for line in finding_lines(self.case))
        return self._list(told, self.room.rows)

    @cached_property
    def courses(self) -> Cut:
        """Courses against the tumour, in order."""
        every = (Course(line, self.room) for line in self.row.given)
        return rows(every, self.room.rows)

    @cached_property
    def judged(self) -> Cut:
        """The courses that a response is asked of."""
        every = (Course(line, self.room) for line in self.row.given if line.is_judged)
        return rows(map(Judged, every), self.room.rows)

    @property
    def not_given(self) -> Cut:
        """Treatments considered and not given, each with its reason."""
        return self._list(map(_refused, self.row.not_given), 2)

    @property
    def last(self) -> CourseLine | None:
        """The last course that a response is asked of."""
        return self.row.latest

    @property
    def time_on_last(self) -> str:
        """How long the last drug was given; empty where it is not known."""
        return _length(self.last.course.treatment) if self.last else ""

    @property
    def last_known(self) -> Cut:
        """How it stood with the patient when last heard of."""
        return self._text(self.row.last_known)

    @property
    def events(self) -> Cut:
        """Adverse events, each with its grade or that none is printed, and the rest."""
        listed = self.case.document.outcome.adverse_events
        return rows(map(self._text, map(self._event, listed)), self.room.rows)

    def _event(self, event: AdverseEvent) -> str:
        grade = wording.grade(event)
        changes = self.case.dose_changes.get(event.ref, ())
        followed = what_followed(event, changes, self.case.missing)
        graded = f"grade {grade}" if grade else "no grade"
        return f"{event_name(event)}, {graded}: {followed}"

    @property
    def said_of_events(self) -> Cut:
        """What the source says of adverse events where it lists none."""
        return self._list(self.case.event_statements, 2)

    @property
    def source(self) -> Cut:
        """Where the case was published."""
        return self._text(self.row.source)

    def _text(self, words: str) -> Cut:
        return text(words, self.room.characters)

    def _list(self, words: Iterable[str], most: int) -> Cut:
        each = (self._text(one) for one in dict.fromkeys(words))
        return rows(each, min(most, self.room.rows))


@dataclass(frozen=True)
class Comparison:
    """Two to four cases, in the order asked for."""

    chosen: Sequence[Record]

    @cached_property
    def columns(self) -> list[Column]:
        """The cases, each with the address of the comparison without it."""
        found = [CaseRow(record.name, records.newest(record)) for record in self.chosen]
        slugs = {source.article for row in found for source in _read(row)}
        published = records.articles_by_slug(slugs)
        names = [row.accession for row in found]
        whole = [
            Column(row, published, address_of(n for n in names if n != row.accession))
            for row in found
        ]
        room = roomiest(lambda room: _lines(whole, room) <= LINES)
        return [replace(column, room=room) for column in whole]

    @cached_property
    def swimmer(self) -> Swimmer:
        """The last courses as lanes on one scale."""
        return Swimmer([column.row for column in self.columns])

    @property
    def notices(self) -> list[Source]:
        """Articles with a notice of their publisher, each once."""
        found = {one.slug: one for each in self.columns for one in each.case.notices}
        return list(found.values())

    @property
    def number(self) -> str:
        """How many, in words."""
        return {2: "two", 3: "three", 4: "four"}[len(self.chosen)]


def _lines(columns: Sequence[Column], room: Room) -> int:
    """Return how many lines the rows of a comparison fill: each as its highest cell."""
    width = WIDTH // len(columns)
    cells = [replace(column, room=room).cells for column in columns]
    return sum(
        max(lines(cell, width) for cell in across)
        for across in zip(*cells, strict=True)
    )


def _read(row: CaseRow) -> Sequence[Any]:
    return row.page.document.articles


def _refused(line: NotGivenLine) -> str:
    silence = wording.why_not_given(line.course.treatment, line.missing)
    return f"{line.name}: {silence or line.words}"


def assay_words(assay: AssayResult) -> str:
    """Say how something was tested, and what that test showed where it is told."""
    is_other = assay.method == AssayMethod.OTHER and assay.assay_name
    method = assay.assay_name if is_other else str(assay.method.label)
    if not wording.is_stated(assay.result):
        return method
    return f"{method}: {wording.in_sentence(str(assay.result.label))}"


def _length(treatment: Treatment) -> str:
    told = wording.duration(
        treatment.duration_min, treatment.duration_unit, treatment.duration_max
    )
    qualifier = treatment.duration_qualifier
    if told:
        return f"{qualifier.label} {told}" if qualifier in _QUALIFIED else told
    if treatment.duration_reported:
        return treatment.duration_reported
    months = clock.on_treatment(treatment)
    if months is None:
        return ""
    return f"{wording.duration(f'{months:.0f}', 'month')}, by the months reported"
