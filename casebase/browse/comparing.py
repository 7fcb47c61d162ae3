"""Two to four cases side by side: what each column says.

The comparison fits on one sheet of paper. What would not is on the screen all the same:
each list and text says where paper cuts it, and how much is then left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from casebase.archive.choices import AssayMethod, Qualifier, StopReason, YesNo
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
from .chosen_cases import address_of
from .paper import Cut, Room, doses, lines, roomiest, rows, text, whole
from .rows import CaseRow, CourseLine, NotGivenLine
from .standing import loudest
from .swimmer import Swimmer

#: Of one A4 landscape: lines for cells of any height, characters of a line across.
LINES, WIDTH = 34, 168
#: What a notice of a publisher takes of them.
NOTICE = 3

#: Words give way before rows: a course that is not there is missed most.
ROOMS = (
    Room(8, 160),
    Room(8, 80),
    Room(5, 45),
    Room(4, 45),
    Room(3, 40),
    Room(2, 40),
    Room(1, 40),
)

_QUALIFIED = (Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST)


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
    def stopped(self) -> Cut:
        """Why it was stopped, or that this is not told; of an operation nothing."""
        if not self.line.is_judged:
            return text("", 0)
        reason = self.line.course.treatment.stop_reason
        told = self.line.stopped or f"Why stopped {self.line.missing}"
        if wording.is_stated(reason) and reason != StopReason.ONGOING:
            told = f"Stopped: {wording.in_sentence(told)}"
        return text(told, self.room.characters)

    @property
    def seen(self) -> Cut:
        """When the best response was seen, and whether it held."""
        best = self.line.course.response
        held = best is not None and best.still_ongoing == YesNo.YES
        parts = (_since_start(self.line.seen), "it held at last report" if held else "")
        said = wording.sentence_case("; ".join(part for part in parts if part))
        return text(said, self.room.characters)

    @property
    def others(self) -> Cut:
        """The other responses of the course, each with its drug."""
        credit = f"{self.line.course.word} {self.drug}"
        told = [
            f"{wording.response_words(category, self.line.missing)} {credit}"
            f"{f', {_since_start(when)}' if when else ''}"
            for category, when in self.line.others
        ]
        said = "; ".join(map(wording.in_sentence, told))
        return text(said, self.room.characters + 30)

    @property
    def credit(self) -> Cut:
        """What the best response is tied to: "on crizotinib", "after resection"."""
        course = self.line.course
        return text(f"{course.word} {course.name}", self.room.characters)

    @property
    def drug(self) -> str:
        """The name as a further response bears it; the whole stands at the best."""
        name = text(self.line.course.name, self.room.characters)
        return f"{name.text} …" if name.rest else name.text

    @property
    def cuts(self) -> tuple[str, ...]:
        """What it says on paper, in one run."""
        best = whole(f"CR {self.line.response}")
        judged = (best, self.credit, self.seen, self.others)
        told = (*(judged if self.line.is_judged else (self.name,)), self.doses)
        return (_run(*told, self.why, self.stopped),)


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
        told = (wording.in_sentence(name) for name in named if name)
        return self._text(wording.sentence_case(", ".join(dict.fromkeys(told))))

    @property
    def assays(self) -> Cut:
        """How the leading alteration was looked for, and with which result."""
        finding = self.case.finding
        assays = finding.assays if finding else ()
        stated = [one for one in assays if wording.is_stated(one.method)]
        words = dict.fromkeys(map(assay_words, stated))
        return self._text(wording.sentence_case("; ".join(words)))

    @property
    def findings(self) -> Cut:
        """What was found, and whether it was acquired; what was not stands last."""
        told = (line.words for line in finding_lines(self.case))
        return self._list(told, 3)

    @cached_property
    def courses(self) -> Cut:
        """Courses against the tumour, in order."""
        every = (Course(line, self.room) for line in self.row.given)
        return rows(every, self.room.rows)

    @property
    def not_given(self) -> Cut:
        """Treatments considered and not given, each with its reason."""
        return self._list(map(_refused, self.row.not_given), 2)

    @property
    def last(self) -> CourseLine | None:
        """The last course that a response is asked of."""
        return self.row.latest

    @property
    def last_course(self) -> str:
        """Which line the last course was, and how long the drug was given."""
        if self.last is None:
            return ""
        line, length = self.last.line, _length(self.last.course.treatment)
        if not line and not length:
            return ""
        missing = self.case.missing
        which = f"Line {line}" if line else f"Line {missing}"
        return f"{which}; {length or f'length {missing}'}"

    @property
    def last_known(self) -> Cut:
        """How it stood with the patient when last heard of."""
        return self._text(_since_start(self.row.last_known))

    @property
    def events(self) -> Cut:
        """Adverse events with grade, time and what followed; what is equal once."""
        alike: dict[tuple[str, ...], list[AdverseEvent]] = {}
        for event in self.case.document.outcome.adverse_events:
            alike.setdefault(self._of_event(event), []).append(event)
        told = (_events(events, *rest) for rest, events in alike.items())
        # What followed stands last, and is what is looked for.
        most = self.room.characters + 90
        return rows((text(words, most) for words in told), self.room.rows)

    def _of_event(self, event: AdverseEvent) -> tuple[str, str, str, str]:
        """Return the courses, the grade, the time and what followed."""
        grade = wording.grade(event)
        changes = self.case.dose_changes.get(event.ref, ())
        return (
            self._blamed(event),
            f"grade {grade}" if grade else "no grade",
            _since_start(wording.time(event.start)),
            what_followed(event, changes, self.case.missing),
        )

    def _blamed(self, event: AdverseEvent) -> str:
        """Name the courses of an event where the case has several."""
        drugs = [line for line in self.row.given if line.is_judged]
        names = [line.course.name for line in drugs if event in line.course.events]
        return f" on {wording.listed(names)}" if names and len(drugs) > 1 else ""

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
    back: Address
    """The list that they were ticked in."""

    @cached_property
    def columns(self) -> list[Column]:
        """The cases, each with the address of the comparison without it."""
        found = [CaseRow(record.name, records.newest(record)) for record in self.chosen]
        slugs = {source.article for row in found for source in _read(row)}
        published = records.articles_by_slug(slugs)
        names = [row.accession for row in found]
        every = [
            Column(row, published, self._without(row.accession, names)) for row in found
        ]
        noticed = {one.slug for column in every for one in column.case.notices}
        most = LINES - NOTICE * len(noticed)
        room = roomiest(lambda room: _lines(every, room) <= most, ROOMS)
        return [replace(column, room=room) for column in every]

    def _without(self, name: str, names: Iterable[str]) -> Address:
        return address_of((one for one in names if one != name), self.back)

    @cached_property
    def swimmer(self) -> Swimmer:
        """The last courses as lanes on one scale."""
        return Swimmer([column.row for column in self.columns])

    @property
    def address(self) -> Address:
        """Where it stands, without the way back."""
        return address_of(record.name for record in self.chosen)

    @property
    def file(self) -> Address:
        """The same as a file of rows."""
        return self.address.at("/cases/compare.csv")

    @property
    def notices(self) -> list[Source]:
        """Articles with a notice of their publisher, each once."""
        found = {one.slug: one for each in self.columns for one in each.case.notices}
        return list(found.values())

    @property
    def loudest_notice(self) -> str:
        """The class of the note about them: that of the gravest."""
        documents = (source.document for source in self.notices)
        return loudest(document for document in documents if document)

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


def _run(*texts: Cut) -> str:
    """Write texts as one, as paper shows them."""
    said = (f"{one.text} … {one.more}" if one.rest else one.text for one in texts)
    return "     ".join(filter(None, said))


def _read(row: CaseRow) -> Sequence[Any]:
    return row.page.document.articles


def _events(
    events: Iterable[AdverseEvent], blamed: str, grade: str, when: str, followed: str
) -> str:
    """Tell events that differ in nothing but their names."""
    counted = Counter(wording.in_sentence(event_name(event)) for event in events)
    names = (
        f"{name} ({number} events)" if number > 1 else name
        for name, number in counted.items()
    )
    told = (f"{wording.listed(names)}{blamed}", grade, when)
    said = f"{', '.join(part for part in told if part)}: {followed}"
    return wording.sentence_case(said)


def _since_start(time: str) -> str:
    """Say a time shorter where the course it is counted from stands beside it."""
    return time.replace(" after the start of the course", " after the start")


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
