"""What is told of a case in a list, and beside something of it."""

from typing import Any, Self

from pydantic import Field

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.finding_keys import genes_found
from casebase.archive.models import Version
from casebase.browse.chapters.courses import Course
from casebase.browse.rows import CaseRow

from .parts import Links
from .places import api, page


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
