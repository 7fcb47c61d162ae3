"""Cases, courses and findings: lists, one case, its versions."""

from typing import Any, ClassVar, Self

from django.shortcuts import get_object_or_404
from pydantic import Field

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.finding_keys import agreement, genes_found
from casebase.archive.models import Record, Version
from casebase.browse import records
from casebase.browse.addresses import Address
from casebase.browse.chapters.courses import Course
from casebase.browse.finding_list import FindingListPage, FindingRow
from casebase.browse.lists import CourseListPage, ListPage
from casebase.browse.rows import CaseRow, CourseRow

from . import questions
from .parts import Answer, Links, Paged
from .places import api, page
from .problems import Gone
from .resource import Resource

CASES = Record.objects.cases().select_related("latest")

# ── What is told of a case in a list ──────────────────────────────────────────────


class CaseMark(d.Part):
    """A case as it is named beside something of it."""

    accession: str = Field(pattern=r"^CB-[0-9]{6,9}$")
    """Accession of the case."""
    version: int = Field(ge=1)
    """Number of the version this was read off: the latest."""
    synthetic: bool
    """Made up, for trying the software; never a real patient."""
    title: str
    """The neutral line it goes by: patient, tumour, alteration; never the outcome."""
    diagnosis: d.Diagnosis | None = None
    """The diagnosis it goes by: the final one, else the last not excluded."""
    fusions: tuple[d.Fusion, ...] = ()
    """Fusions that were found."""
    genes: tuple[str, ...] = ()
    """Genes altered, from either side of a fusion."""
    links: Links
    """The case."""


class ArticleOfCase(d.Part):
    """An article a case was read from."""

    article: d.Slug
    """Slug of the article."""
    role: c.SourceRole
    """What the article is to the case; one is the primary report."""
    part_read: c.PartRead
    """How much of it was read."""
    title: str = ""
    """Title."""
    journal: str = ""
    """Journal."""
    year: int | None = None
    """Year of publication."""
    doi: str = ""
    """DOI, without a resolver."""
    pmid: str = ""
    """PubMed identifier."""
    integrity: c.Integrity = c.Integrity.OK
    """What its publisher has said about it since, by the article's own record."""


class CourseInShort(d.Part):
    """A treatment that was given, with its response."""

    ref: d.Ref
    """Name of the row within its case."""
    name: str
    """Drugs, regimen or procedure, in words."""
    drugs: tuple[d.Coded, ...] = ()
    """Drugs given against the tumour."""
    line_number: int | None = None
    """Line of systemic therapy, as the source counts."""
    label_status: c.LabelStatus = c.LabelStatus.NOT_REPORTED
    """On label, off label, trial …"""
    response: c.ResponseCategory | None = None
    """Its best response; left out where none is told."""
    stop_reason: c.StopReason = c.StopReason.NOT_REPORTED
    """Why it ended."""


class NotGivenInShort(d.Part):
    """A treatment that was considered and not given."""

    ref: d.Ref
    """Name of the row within its case."""
    name: str
    """Drugs, regimen or procedure, in words."""
    drugs: tuple[d.Coded, ...] = ()
    """Drugs that were not given."""
    decision: c.Decision
    """What was decided."""
    reasons_not_given: tuple[c.ReasonNotGiven, ...] = ()
    """Why."""


class CaseInShort(CaseMark):
    """A case as a list tells it; the whole of it stands at `links.self`."""

    summary: str
    """The case in a sentence or two, made from the record alone."""
    published_at: str = Field(json_schema_extra={"format": "date-time"})
    """When this version was published here."""
    review_basis: c.ReviewBasis
    """Whether a second person reviewed it."""
    treatments: tuple[CourseInShort, ...] = ()
    """Courses against the tumour, in order, each with its response."""
    not_given: tuple[NotGivenInShort, ...] = ()
    """Treatments that were considered and not given."""
    articles: tuple[ArticleOfCase, ...]
    """What it was read from, the primary report first."""

    @classmethod
    def of(cls, row: CaseRow, **more: Any) -> Self:
        """Tell a row of a list."""
        version = row.version
        return cls(
            **mark(row),
            summary=row.page.summary,
            published_at=moment(version),
            review_basis=c.ReviewBasis(version.review_basis),
            treatments=tuple(_in_short(line.course) for line in row.given),
            not_given=tuple(_not_given(line.course) for line in row.not_given),
            articles=tuple(_articles(row)),
            **more,
        )


def mark(row: CaseRow) -> dict[str, Any]:
    """Name the case of a row."""
    document = row.page.document
    genes = (gene for finding in document.findings for gene in genes_found(finding))
    path = f"/cases/{row.accession}/"
    return {
        "accession": row.accession,
        "version": row.version.number,
        "synthetic": document.synthetic,
        "title": row.page.title,
        "diagnosis": row.page.diagnosis,
        "fusions": tuple(row.page.fusion_marks),
        "genes": tuple(dict.fromkeys(genes)),
        "links": Links(self=api(path), html=page(path)),
    }


def moment(version: Version) -> str:
    """Write when a version was published."""
    return version.published_at.isoformat(timespec="seconds")


def _drugs(treatment: d.Treatment) -> tuple[d.Coded, ...]:
    against = (a for a in treatment.agents if a.role == c.AgentRole.ANTICANCER)
    return tuple(agent.drug for agent in against if agent.drug)


def _in_short(course: Course) -> CourseInShort:
    treatment = course.treatment
    return CourseInShort(
        ref=treatment.ref,
        name=course.name,
        drugs=_drugs(treatment),
        line_number=treatment.line_number,
        label_status=treatment.label_status,
        response=course.response.category if course.response else None,
        stop_reason=treatment.stop_reason,
    )


def _not_given(course: Course) -> NotGivenInShort:
    treatment = course.treatment
    return NotGivenInShort(
        ref=treatment.ref,
        name=course.name,
        drugs=_drugs(treatment),
        decision=treatment.decision,
        reasons_not_given=treatment.reasons_not_given,
    )


def _articles(row: CaseRow) -> list[ArticleOfCase]:
    told = []
    for read in row.page.document.articles:
        cited, noticed = read.citation, row.articles.get(read.article)
        told.append(
            ArticleOfCase(
                article=read.article,
                role=read.role,
                part_read=read.part_read,
                title=cited.title if cited else "",
                journal=cited.journal if cited else "",
                year=cited.year if cited else None,
                doi=cited.doi if cited else "",
                pmid=cited.pmid if cited else "",
                integrity=noticed.integrity if noticed else c.Integrity.OK,
            )
        )
    return told


# ── Lists ─────────────────────────────────────────────────────────────────────────


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


# ── One case ──────────────────────────────────────────────────────────────────────


class Envelope(d.Part):
    """What is known of a version beside its document."""

    accession: str
    """Accession of the case."""
    version: int = Field(ge=1)
    """Number of the version."""
    synthetic: bool
    """Made up, for trying the software; never a real patient."""
    address: str
    """The permanent address of this version."""
    published_at: str = Field(json_schema_extra={"format": "date-time"})
    """When it was published here."""
    published_by: str
    """Who published it."""
    reviewed_by: str
    """Who reviewed it; empty where nobody did."""
    review_basis: c.ReviewBasis
    """Whether a second person reviewed it."""
    reason: str
    """Why there is a new version."""
    archive_version: int = Field(ge=1)
    """Version of the archive that it came with."""
    sha256: str
    """Of the document: sorted keys, UTF-8, no spaces."""
    licence: str
    """SPDX identifier of the licence of the records."""
    licence_note: str
    """What the licence leaves out."""
    citation: str
    """How to cite this version."""
    integrity: c.Integrity | None
    """What the publisher has said of the primary article since; null if not here."""


class CaseAnswer(Answer):
    """A case as it is kept."""

    record: Envelope
    """What is known of the version beside its document."""
    document: d.CaseDocument
    """The case itself; `docs/data-dictionary.md` has every key."""


def case_answer(resource: Resource, record: Record, version: Version) -> CaseAnswer:
    """Give a version of a case; why it went, if it did."""
    if version.withdrawn or version.purged:
        read = record.versions.filter(withdrawn=False).last() or version
        raise Gone(
            version.withdraw_reason or "purged", records.citation_of(record, read)
        )
    return CaseAnswer(
        **resource.about(),
        record=Envelope(**records.envelope(record, version)),
        document=records.case_in(version),
    )


class Case(Resource):
    """Give one case: its newest version, whole."""

    tag = "Cases"
    answer = CaseAnswer
    fails = (410,)

    def answer_to(self, asked: Any, *, accession: str) -> Answer:
        """Give the newest version; one that was withdrawn says why."""
        record = get_object_or_404(CASES.all(), name=accession)
        return case_answer(self, record, records.newest(record))


class CaseVersion(Resource):
    """Give one version of a case for good, whatever was published since."""

    tag = "Cases"
    answer = CaseAnswer
    fails = (410,)

    def answer_to(self, asked: Any, *, accession: str, number: int) -> Answer:
        """Give that version."""
        record = get_object_or_404(CASES.all(), name=accession)
        return case_answer(
            self, record, get_object_or_404(record.versions, number=number)
        )


class VersionInShort(d.Part):
    """One version of a record."""

    kind: c.RecordKind
    """Case or article."""
    name: str
    """Accession of the case, slug of the article."""
    version: int = Field(ge=1)
    """Number of the version."""
    synthetic: bool
    """Made up, for trying the software."""
    archive_version: int = Field(ge=1)
    """Version of the archive that it came with."""
    published_at: str = Field(json_schema_extra={"format": "date-time"})
    """When it was published here."""
    published_by: str
    """Who published it."""
    reviewed_by: str = ""
    """Who reviewed it; left out where nobody did."""
    review_basis: c.ReviewBasis
    """Whether a second person reviewed it."""
    reason: str = ""
    """Why there is a new version."""
    sha256: str
    """Of the document."""
    withdrawn: c.WithdrawReason | None = None
    """Why the record was withdrawn; left out where it was not."""
    links: Links
    """The version of a case; the article."""

    @classmethod
    def of(cls, version: Version) -> Self:
        """Tell a version; its record is fetched with it."""
        record = version.record
        is_case = record.kind == c.RecordKind.CASE
        path = f"/articles/{record.name}/"
        if is_case:
            path = f"/cases/{record.name}/v{version.number}/"
        return cls(
            kind=c.RecordKind(record.kind),
            name=record.name,
            version=version.number,
            synthetic=record.synthetic,
            archive_version=version.archive_version,
            published_at=moment(version),
            published_by=version.published_by,
            reviewed_by=version.reviewed_by,
            review_basis=c.ReviewBasis(version.review_basis),
            reason=version.reason,
            sha256=version.sha256,
            withdrawn=_why(version),
            links=Links(self=api(path), html=page(path)),
        )


def _why(version: Version) -> c.WithdrawReason | None:
    reason = version.withdraw_reason
    return c.WithdrawReason(reason) if reason else None


class CaseVersionsAnswer(Answer):
    """The versions of a case."""

    versions: tuple[VersionInShort, ...]
    """Every version, the first first."""


class CaseVersions(Resource):
    """List the versions of a case, the first first; also of one that was withdrawn."""

    tag = "Cases"
    answer = CaseVersionsAnswer

    def answer_to(self, asked: Any, *, accession: str) -> Answer:
        """Give every version."""
        record = get_object_or_404(CASES.all(), name=accession)
        versions = (
            record.versions.defer("document")
            .select_related("record")
            .order_by("number")
        )
        html = page(Address(f"/cases/{accession}/"))
        return CaseVersionsAnswer(
            **self.about(html=html),
            versions=tuple(VersionInShort.of(version) for version in versions),
        )
