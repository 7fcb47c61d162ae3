"""A table with a row for each treatment of each case, given or considered."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from casebase.archive.choices import AgentRole
from casebase.archive.document import Response, Treatment
from casebase.browse import wording
from casebase.browse.chapters import courses
from casebase.browse.chapters.courses import Course, events_once
from casebase.browse.rows import CourseLine

from . import case_table, tables
from .case_table import IDENTITY, PATIENT, SOURCE, STANDING
from .snapshot import Case
from .tables import Column, joined, key, yes_or_no

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A treatment, with the row of its case."""

    of: case_table.Row
    course: Course

    @property
    def treatment(self) -> Treatment:
        """The treatment itself."""
        return self.course.treatment

    @property
    def line(self) -> CourseLine:
        """The treatment in words."""
        return CourseLine(self.course, self.of.page.missing)

    @property
    def response(self) -> Response | None:
        """Its best response."""
        return self.course.response

    @property
    def drugs(self) -> Iterator[str]:
        """Drugs against the tumour, else their classes."""
        for agent in self.treatment.agents:
            if agent.role == AgentRole.ANTICANCER:
                term = agent.drug or agent.drug_class
                yield term.key if term else agent.reported


def _of_case(column: Column[case_table.Row]) -> Column[Row]:
    return Column(column.name, column.says, lambda r: column.cell(r.of))


def _response(cell: Callable[[Response], str]) -> Callable[[Row], str]:
    return lambda r: cell(r.response) if r.response else ""


COLUMNS: tuple[Column[Row], ...] = (
    *map(_of_case, IDENTITY),
    Column("course", "Name of the treatment within its case.",
           lambda r: r.treatment.ref),
    Column("asked_for", "yes: it has itself what the question asks of courses, so that "
           "the list of treatments shows it; no: another course of the case has.",
           lambda r: yes_or_no(r.treatment.ref in r.of.case.asked_courses)),
    Column("sequence", "Order of the treatments of the case.",
           lambda r: str(r.treatment.sequence)),
    Column("decision", "given; else it was only considered, and must not be counted.",
           lambda r: r.treatment.decision.value),
    Column("treatment", "Regimen, agents or procedure.", lambda r: r.course.name),
    Column("drugs", "Keys of the drugs against the tumour, or of their classes.",
           lambda r: joined(r.drugs)),
    Column("modality", "Systemic, surgery …", lambda r: r.treatment.modality.value),
    Column("line", "Line of systemic therapy, as the source counts.",
           lambda r: str(r.treatment.line_number or "")),
    Column("setting", "Adjuvant, first line …", lambda r: key(r.treatment.setting)),
    Column("intent", "Curative, palliative …", lambda r: key(r.treatment.intent)),
    Column("label_status", "On label, off label, trial …",
           lambda r: key(r.treatment.label_status)),
    Column("label_country", "Country the label status holds for.",
           lambda r: r.treatment.label_country),
    Column("trial", "ClinicalTrials.gov identifier.", lambda r: r.treatment.trial_nct),
    Column("aimed_at", "Findings it was aimed at.",
           lambda r: joined(r.course.aimed_at)),
    Column("doses", "All dose steps in order, each with its frequency.",
           lambda r: r.line.doses if r.treatment.agents else ""),
    Column("dose_changes", "How doses were changed, and why.",
           lambda r: joined(_changes(r.course))),
    Column("cycles", "Cycles given.", lambda r: _number(r.treatment.cycles)),
    Column("start", "When it began: to the month, or relative.",
           lambda r: wording.time(r.treatment.start)),
    Column("end", "When it ended.", lambda r: wording.time(r.treatment.end)),
    Column("duration", "Length in words.", lambda r: _duration(r.treatment)),
    Column("duration_from", "Length, or its lower bound, as a number in duration_unit.",
           lambda r: r.treatment.duration_min or ""),
    Column("duration_to", "Upper bound of the length.",
           lambda r: r.treatment.duration_max or ""),
    Column("duration_unit", "Unit of the length.",
           lambda r: key(r.treatment.duration_unit)),
    Column("ongoing", "Whether it went on at last report: its length is a minimum.",
           lambda r: key(r.treatment.ongoing)),
    Column("stop_reason", "Why it ended.", lambda r: key(r.treatment.stop_reason)),
    Column("beyond_progression", "Whether it was continued after progression.",
           lambda r: key(r.treatment.beyond_progression)),
    Column("best_response", "Category of the best response.",
           _response(lambda one: key(one.category))),
    Column("best_response_words", "The response in the words of the source.",
           _response(lambda one: one.reported)),
    Column("response_criteria", "Criteria, only if the source names them.",
           _response(lambda one: key(one.criteria))),
    Column("best_response_at", "When it was seen.",
           _response(lambda one: wording.time(one.at))),
    Column("response_ongoing", "Whether it held at last report.",
           _response(lambda one: key(one.still_ongoing))),
    Column("other_responses", "Other assessments, in order.",
           lambda r: joined(_others(r.line))),
    Column("adverse_events", "Adverse events of the course, with a grade where one is "
           "printed.", lambda r: joined(events_once(r.course.events))),
    Column("adverse_events_said", "What the source says of them as a whole.",
           lambda r: key(r.treatment.ae_statement)),
    Column("reasons_not_given", "Why it was not given.",
           lambda r: joined(map(key, r.treatment.reasons_not_given))),
    Column("reason_words", "The reason in words.", lambda r: r.treatment.reason_text),
    Column("instead_of", "Treatment in whose place it was given.",
           lambda r: r.course.instead_of),
    *map(_of_case, (*STANDING, *PATIENT, *SOURCE)),
)  # fmt: skip


def written(cases: Iterable[Case]) -> Iterator[str]:
    """Write a row for each treatment, those of a case in their order."""
    return tables.written(COLUMNS, (tables.cells(COLUMNS, r) for r in _rows(cases)))


def _rows(cases: Iterable[Case]) -> Iterator[Row]:
    for case in cases:
        of, document = case_table.Row(case), case.outline
        told = [*courses.given(document), *courses.not_given(document)]
        for course in sorted(told, key=lambda one: one.treatment.sequence):
            yield Row(of, course)


def _changes(course: Course) -> Iterator[str]:
    steps = (step.dose for step in course.steps if step.dose)
    return (wording.change(dose) for dose in steps if dose.change != "start")


def _others(line: CourseLine) -> Iterator[str]:
    for category, when in line.others:
        yield f"{category.value} {when}".strip()


def _duration(treatment: Treatment) -> str:
    unit = treatment.duration_unit
    words = wording.duration(treatment.duration_min, unit, treatment.duration_max)
    return words or treatment.duration_reported


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
