"""What a row of a list shows, read off a document: a case, or one course of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from casebase.archive.choices import (
    LabelStatus,
    ResponseCategory,
    SourceRole,
    StopReason,
    TimeKind,
    YesNo,
)
from casebase.archive.document import (
    ArticleDocument,
    CaseDocument,
    Citation,
)
from casebase.archive.facet_keys import is_course
from casebase.archive.models import Version
from casebase.browse import wording
from casebase.browse.chapters.courses import Course, events_once
from casebase.browse.chapters.page import CasePage
from casebase.browse.records import articles_with_notice
from casebase.browse.standing import gravest


@dataclass(frozen=True)
class CourseLine:
    """One course in a line: what was given, what it led to, how."""

    course: Course
    missing: str

    @property
    def name(self) -> str:
        """Drug, regimen or procedure."""
        return wording.sentence_case(self.course.name)

    @property
    def category(self) -> ResponseCategory:
        """Best response; not reported where none was told."""
        response = self.course.response
        return response.category if response else ResponseCategory.NOT_REPORTED

    @property
    def is_judged(self) -> bool:
        """Whether its response is counted; that of an operation is not."""
        return is_course(self.course.treatment)

    @property
    def mark(self) -> tuple[str, str]:
        """Code and colour of the response."""
        return wording.MARKS[self.category]

    @property
    def response(self) -> str:
        """The response in words."""
        return wording.response_words(self.category, self.missing)

    @property
    def seen(self) -> str:
        """When the response was seen: "as of July 2020"; empty when not known."""
        response = self.course.response
        when = wording.time(response.at) if response else ""
        dated = response and response.at and response.at.kind == TimeKind.DATE
        return f"as of {when}" if dated else when

    @property
    def others(self) -> list[tuple[ResponseCategory, str]]:
        """The other responses of the course, each once with its times."""
        seen: dict[ResponseCategory, list[str]] = {}
        for response in self.course.responses:
            if response is not self.course.response:
                seen.setdefault(response.category, []).append(wording.time(response.at))
        return [(one, wording.listed(filter(None, at))) for one, at in seen.items()]

    @property
    def why(self) -> str:
        """What it was aimed at, and the reason told; empty where neither is."""
        aims, reason = self.course.aimed_at, self.course.treatment.reason_text
        parts = (f"aimed at {wording.listed(aims)}" if aims else "", reason)
        return "; ".join(part for part in parts if part)

    @property
    def is_beyond_progression(self) -> bool:
        """Whether it was continued after progression."""
        return self.course.treatment.beyond_progression == YesNo.YES

    @property
    def doses(self) -> str:
        """Every dose with its frequency."""
        return wording.course_doses(self.course.treatment, self.missing)

    @property
    def is_off_label(self) -> bool:
        """Whether the drug was given off label."""
        return self.course.treatment.label_status == LabelStatus.OFF_LABEL

    @property
    def line(self) -> str:
        """Line of therapy, as the source counts; empty when it does not say."""
        number = self.course.treatment.line_number
        return "" if number is None else str(number)

    @property
    def how(self) -> str:
        """Doses, line and footing in one phrase."""
        label = self.course.treatment.label_status
        stated = wording.is_stated(label) and label != LabelStatus.NOT_APPLICABLE
        parts = (
            self.doses,
            f"line {self.line}" if self.line else "",
            label.label.lower() if stated else "",
            "stopped for toxicity" if self._stopped == StopReason.TOXICITY else "",
        )
        return "; ".join(part for part in parts if part)

    @property
    def events(self) -> str:
        """Adverse events, with a grade where the source prints one."""
        return ", ".join(events_once(self.course.events))

    @property
    def stopped(self) -> str:
        """Why it was stopped; empty where the source does not say."""
        treatment = self.course.treatment
        if self._stopped == StopReason.NOT_REPORTED:
            return "On treatment at last report" if treatment.ongoing == "yes" else ""
        return str(self._stopped.label)

    @property
    def _stopped(self) -> StopReason:
        return self.course.treatment.stop_reason


@dataclass(frozen=True)
class NotGivenLine:
    """One treatment that was considered and not given."""

    course: Course
    missing: str

    @property
    def name(self) -> str:
        """Drug, regimen or procedure."""
        return wording.sentence_case(self.course.name)

    @property
    def drugs(self) -> set[str]:
        """Keys of the drugs that were not given."""
        return {a.drug.key for a in self.course.treatment.agents if a.drug}

    @property
    def words(self) -> str:
        """What was decided, and why."""
        treatment = self.course.treatment
        why = wording.why_not_given(treatment, self.missing)
        decision = wording.in_sentence(str(treatment.decision.label))
        return f"{decision} ({why})" if why else decision


@dataclass(frozen=True)
class CaseRow:
    """One case in a list."""

    accession: str
    version: Version
    articles: Mapping[str, ArticleDocument] = field(default_factory=dict)

    @property
    def notice(self) -> str:
        """What publishers said of its articles, where they were fetched."""
        read = self.page.document.articles
        known = (self.articles.get(source.article) for source in read)
        return gravest(article for article in known if article)

    @cached_property
    def page(self) -> CasePage:
        """The case as its page reads it."""
        document = self.version.content
        assert isinstance(document, CaseDocument), "a list of cases holds cases"
        return CasePage(document, {})

    @cached_property
    def given(self) -> list[CourseLine]:
        """Courses against the tumour, each with its own response."""
        return [CourseLine(c, self.page.missing) for c in self.page.given]

    @cached_property
    def not_given(self) -> list[NotGivenLine]:
        """Treatments considered and not given."""
        return [NotGivenLine(c, self.page.missing) for c in self.page.not_given]

    @property
    def latest(self) -> CourseLine | None:
        """The last course that a response is asked of: the outcome at the right."""
        judged = [line for line in self.given if line.is_judged]
        return judged[-1] if judged else None

    @property
    def citation(self) -> Citation | None:
        """The primary article, as cited."""
        return self.page.document.primary.citation

    @property
    def year(self) -> str:
        """Year of the primary article; empty when not known."""
        year = self.citation.year if self.citation else None
        return str(year) if year else ""

    @property
    def source(self) -> str:
        """Where the case was published, and how it was read."""
        citation = self.citation
        where = ""
        if citation:
            where = citation.journal_abbreviation or citation.journal
            where = where or wording.article_title(citation)
        via = any(
            article.role == SourceRole.NEWS_SUMMARY
            for article in self.page.document.articles
        )
        parts = (where, self.year)
        words = " ".join(part for part in parts if part)
        return f"{words}, via a news summary" if via and words else words

    @property
    def tumour(self) -> str:
        """Diagnosis with its site."""
        return wording.sentence_case(wording.tumour_at_site(self.page.document))

    @property
    def last_known(self) -> str:
        """How it stood with the patient when last heard of; empty when not known."""
        patient = self.page.document.patient
        if not wording.is_stated(patient.vital_status):
            return ""
        when = wording.time(patient.vital_as_of)
        return (
            f"{patient.vital_status.label}, {when}"
            if when
            else str(patient.vital_status.label)
        )

    @property
    def events(self) -> str:
        """How many adverse events are listed, or what the source says instead."""
        listed = self.page.document.outcome.adverse_events
        if listed:
            return wording.plural(len(listed), "event")
        return ""


@dataclass(frozen=True)
class CourseRow:
    """One course in a table of courses, with the case it belongs to."""

    case: CaseRow
    line: CourseLine


def case_rows(accessions: Iterable[str], versions: dict[str, Version]) -> list[CaseRow]:
    """Return rows in the order asked for; a record that went meanwhile is left out."""
    rows = [CaseRow(name, versions[name]) for name in accessions if name in versions]
    return with_notices(rows)


def with_notices(rows: Sequence[CaseRow]) -> list[CaseRow]:
    """Return the rows with what publishers said of their articles, in one query."""
    read = {source.article for row in rows for source in row.page.document.articles}
    articles = articles_with_notice(read) if read else {}
    return [replace(row, articles=articles) for row in rows] if articles else list(rows)


def course_rows(
    pairs: Iterable[tuple[str, str]], versions: dict[str, Version]
) -> list[CourseRow]:
    """Return a row for each course asked for, in that order."""
    pairs = list(pairs)
    names = dict.fromkeys(name for name, _ in pairs)
    cases = {row.accession: row for row in case_rows(names, versions)}
    lines = {
        (name, line.course.treatment.ref): CourseRow(row, line)
        for name, row in cases.items()
        for line in (*row.given, *_supporting(row))
    }
    return [lines[pair] for pair in pairs if pair in lines]


def _supporting(row: CaseRow) -> list[CourseLine]:
    return [CourseLine(c, row.page.missing) for c in row.page.supporting]
