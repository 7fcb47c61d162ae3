"""Lists of cases, courses and findings, asked as their pages are."""

from typing import Any, ClassVar, Self

from pydantic import Field

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.finding_keys import agreement
from casebase.browse.finding_list import FindingListPage, FindingRow
from casebase.browse.lists import CourseListPage, ListPage
from casebase.browse.rows import CourseRow

from . import questions
from .case_in_short import CaseInShort, CaseMark, mark
from .parts import Answer, Paged
from .places import page
from .resource import Resource


class Cases(Paged):
    """One page of a list of cases."""

    synthetic: int = Field(ge=0)
    """How many cases of all pages are made up."""
    cases: tuple[CaseInShort, ...]
    """The cases of this page, in order."""


class CourseRowOfList(CaseMark):
    """One course, with the case it belongs to; keys are those of the document."""

    treatment: d.Treatment
    """The course."""
    response: c.ResponseCategory | None = None
    """Its best response; left out where none is told."""
    responses: tuple[d.Response, ...] = ()
    """All its assessments."""
    adverse_events: tuple[d.AdverseEvent, ...] = ()
    """Adverse events of its agents, or during it."""

    @classmethod
    def of(cls, row: CourseRow) -> Self:
        """Tell a row of a list."""
        course = row.line.course
        return cls(
            **mark(row.case),
            treatment=course.treatment,
            response=course.response.category if course.response else None,
            responses=course.responses,
            adverse_events=course.events,
        )


class Courses(Paged):
    """One page of a list of courses."""

    synthetic: int = Field(ge=0)
    """How many cases with such a course are made up."""
    treatments: tuple[CourseRowOfList, ...]
    """The courses of this page, in order."""


class FindingRowOfList(CaseMark):
    """One finding, with the case it belongs to; keys are those of the document."""

    finding: d.Finding
    """The finding."""
    concordance: str = ""
    """Whether several tests of it agree, by the key of that facet."""

    @classmethod
    def of(cls, row: FindingRow) -> Self:
        """Tell a row of a list."""
        several = len(row.finding.assays) > 1
        return cls(
            **mark(row.case),
            finding=row.finding,
            concordance=agreement(row.finding) if several else "",
        )


class Findings(Paged):
    """One page of a list of findings."""

    synthetic: int = Field(ge=0)
    """How many cases with such a finding are made up."""
    findings: tuple[FindingRowOfList, ...]
    """The findings of this page, in order."""


class ListResource(Resource):
    """A list that is asked what the page of the same address is asked."""

    shown: ClassVar[type[ListPage]]
    row: ClassVar[Any]
    rows: ClassVar[str]

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give one page of the list."""
        shown = self.shown(asked)
        address = asked.address(shown.path)
        of_page = self.about_page(
            address,
            total=shown.total,
            at=shown.page,
            per_page=shown.per_page,
            html=page(address.without("per_page")),
        )
        return self.answer(
            **of_page,
            synthetic=shown.selection.synthetic,
            **{self.rows: tuple(self.row.of(row) for row in shown.rows)},
        )


class CaseList(ListResource):
    """List cases.

    All that is asked of treatments holds of one course, all that is asked of findings
    of one finding.
    """

    tag = "Cases"
    question, answer = questions.CASES, Cases
    shown, row, rows = ListPage, CaseInShort, "cases"


class CourseList(ListResource):
    """List courses, a row for each treatment that was given.

    Asked as the list of cases is; counted are courses.
    """

    tag = "Treatments"
    question, answer = questions.COURSES, Courses
    shown, row, rows = CourseListPage, CourseRowOfList, "treatments"


class FindingList(ListResource):
    """List findings, a row for each biomarker that was tested.

    Asked as the list of cases is; counted are findings.
    """

    tag = "Findings"
    question, answer = questions.FINDINGS, Findings
    shown, row, rows = FindingListPage, FindingRowOfList, "findings"
