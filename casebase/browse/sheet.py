"""One case on one sheet of paper, for a tumour board: the facts, and what is not known.

It is the case page cut to what a discussion needs. Nothing is added to it, and what
paper has no room for is counted there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from casebase.archive.document import CaseDocument, Finding
from casebase.archive.facets import CONCORDANCE
from casebase.archive.finding_keys import agreement

from . import wording
from .chapters.in_short import FindingLine, finding_lines, what_followed
from .chapters.moments import AFTER
from .chapters.page import CasePage
from .comparing import Course, assay_words
from .paper import ROOMS, Cut, Room, lines, roomiest, rows, text, whole
from .rows import CourseLine, NotGivenLine

#: Of one A4 page: lines for all that varies, characters of a line, of half a line, and
#: of one of the three wide columns of the table.
LINES, WIDTH, HALF, CELL = 37, 120, 54, 30


@dataclass(frozen=True)
class Tested:
    """One finding: what was found, by which tests, and whether these agree."""

    line: FindingLine
    missing: str
    most: int

    @property
    def finding(self) -> Finding:
        """The finding; where several are equal, the first."""
        return self.line.finding

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What it says on paper, in one paragraph."""
        said = (self.words.text, self.words.more, self.tests.text, self.tests.more)
        return (Cut((" ".join((*said, self.agreement)),)),)

    @property
    def words(self) -> Cut:
        """The finding with what is not known of it, and its result."""
        return text(self.line.words, self.most)

    @property
    def tests(self) -> Cut:
        """The tests; with what each showed where there are several."""
        stated = wording.is_stated
        assays = [a for a in self.finding.assays if stated(a.method) or a.assay_name]
        if not assays:
            return text(f"test {self.missing}", self.most)
        if len(assays) > 1:
            return text("; ".join(dict.fromkeys(map(assay_words, assays))), self.most)
        name = wording.finding_name(self.finding).casefold()
        methods = [assay_words(assay).partition(":")[0] for assay in assays]
        return text(
            "; ".join(m for m in methods if m.casefold() not in name), self.most
        )

    @property
    def agreement(self) -> str:
        """Whether several tests agree; empty where there are not several."""
        several = len(self.finding.assays) > 1
        return CONCORDANCE[agreement(self.finding)] if several else ""


@dataclass(frozen=True)
class Sheet:
    """What the sheet of one case says."""

    case: CasePage
    room: Room = ROOMS[0]

    @classmethod
    def of(cls, case: CasePage) -> "Sheet":
        """Lay out a case: as much as there is room for."""
        return cls(case, roomiest(lambda room: cls(case, room).lines <= LINES))

    @property
    def lines(self) -> int:
        """How many lines it fills, without what every sheet has."""
        halved = (
            self.findings,
            self.not_given,
            self.events,
            self.afterwards,
            self.gaps,
        )
        lists = sum(-(-lines(each, HALF) // 2) for each in halved)
        rows_of_courses = sum(
            max(
                lines(course.name, CELL) + lines(course.why, CELL),
                lines(course.doses, CELL),
                2 + lines(course.others, CELL),
            )
            for course in self.courses.shown
        )
        # The title is larger, and stands in the summary and the citation once more.
        title = 3 * lines(self.case.title, WIDTH) + lines(self.case.summary, WIDTH)
        wide = (self.tumour, self.said_of_events, self.reports)
        return title + lists + rows_of_courses + sum(lines(w, WIDTH) for w in wide)

    @property
    def document(self) -> CaseDocument:
        """The case itself."""
        return self.case.document

    @cached_property
    def tumour(self) -> Cut:
        """Diagnosis, how sure it is, extent, stage and sites."""
        return text("; ".join(part for part in self._tumour() if part), self._wide)

    def _tumour(self) -> Iterator[str]:
        diagnosis = self.case.diagnosis
        if diagnosis:
            called = wording.tumour(diagnosis)
            yield wording.sentence_case(called)
            for stated in (diagnosis.certainty, diagnosis.extent):
                said = wording.in_sentence(str(stated.label))
                if wording.is_stated(stated) and said not in called.casefold():
                    yield said
            yield diagnosis.stage and f"stage {diagnosis.stage}"
        sites = (
            wording.name(row.site) or row.site_reported for row in self.document.lesions
        )
        named = dict.fromkeys(wording.in_sentence(site) for site in sites if site)
        yield f"sites: {wording.listed(named)}" if named else ""

    @cached_property
    def findings(self) -> Cut:
        """What was tested; the alteration the case goes by stands first."""
        every = finding_lines(self.case)
        tested = (Tested(line, self.case.missing, self._half) for line in every)
        return rows(tested, self.room.rows + 2)

    @cached_property
    def courses(self) -> Cut:
        """Courses against the tumour, in order."""
        told = (CourseLine(course, self.case.missing) for course in self.case.given)
        given = (Course(line, self.room) for line in told)
        return rows(given, self.room.rows + 2)

    @cached_property
    def not_given(self) -> Cut:
        """Treatments considered and not given, with their reasons."""
        told = (NotGivenLine(one, self.case.missing) for one in self.case.not_given)
        return rows(
            (text(f"{line.name}: {line.words}", self._wide) for line in told),
            min(3, self.room.rows),
        )

    @cached_property
    def events(self) -> Cut:
        """Adverse events with grade, drug, time and what followed."""
        return rows(
            (text(words, self._half) for words in self._events()), self.room.rows + 2
        )

    def _events(self) -> Iterator[str]:
        names, changes = self.case.agent_names, self.case.dose_changes
        for event in self.document.outcome.adverse_events:
            name = wording.sentence_case(wording.name(event.term) or event.reported)
            words = f"{name}, {wording.severity(event)}"
            drugs = wording.listed(names.get(ref, "") for ref in event.agents)
            words = f"{words} (on {drugs})" if drugs else words
            if not drugs and event.during:
                words = f"{words} (during {self.case.course_names[event.during]})"
            when = wording.time(event.start)
            words = f"{words}, {when}" if when else words
            then = what_followed(event, changes.get(event.ref, ()), self.case.missing)
            yield f"{words}: {then}"

    @property
    def said_of_events(self) -> Cut:
        """What the source says of adverse events where it lists none."""
        said = (text(words, self._wide) for words in self.case.event_statements)
        return rows(said, self.room.rows)

    @cached_property
    def afterwards(self) -> Cut:
        """Follow-up in the order of the story, and how it stood at the end."""
        told = [moment.words for moment in self.case.moments if moment.row == AFTER]
        return rows((text(words, self._half) for words in told), self.room.rows)

    @property
    def at_last(self) -> str:
        """How it stood with the patient when last heard of; empty if not known."""
        patient = self.document.patient
        if not wording.is_stated(patient.vital_status):
            return ""
        status, when = patient.vital_status.label, wording.time(patient.vital_as_of)
        return f"{status}, {when}" if when else str(status)

    @cached_property
    def gaps(self) -> Cut:
        """What was looked for and not found, and key facts that are not there."""
        gaps = [wording.sentence_case(one) for one in self.case.looked_for]
        return rows(
            (text(one, self._half) for one in (*gaps, *self.case.key_gaps)),
            2 * self.room.rows,
        )

    @cached_property
    def reports(self) -> Cut:
        """The articles the case was read from, as references."""
        cited = [s.article for s in self.case.sources if s.article]
        return rows((whole(wording.cited(article)) for article in cited), 2)

    @property
    def _wide(self) -> int:
        return 3 * self.room.characters

    @property
    def _half(self) -> int:
        return self.room.characters + 30
