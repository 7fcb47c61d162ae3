"""A table with a row for each case: what a clinician asks of it, and how to cite it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from casebase.archive.choices import ALTERATIONS, FindingResult
from casebase.archive.document import (
    CaseDocument,
    Citation,
    Diagnosis,
    Finding,
    age_group,
)
from casebase.archive.finding_keys import fusions_found, genes_found
from casebase.browse import wording
from casebase.browse.chapters.courses import events_once
from casebase.browse.chapters.page import CasePage
from casebase.browse.rows import CourseLine, NotGivenLine

from . import tables
from .snapshot import Case
from .tables import Column, joined, key, yes_or_no


@dataclass(frozen=True)
class Row:
    """A case and what is read off it."""

    case: Case

    @property
    def document(self) -> CaseDocument:
        """What a table tells of it."""
        return self.case.outline

    @cached_property
    def page(self) -> CasePage:
        """The case as its page reads it."""
        return CasePage(self.document, {})

    @property
    def diagnosis(self) -> Diagnosis | None:
        """The diagnosis it goes by."""
        return self.page.diagnosis

    @property
    def disease(self) -> str:
        """Its normalised name, else the words of the source."""
        one = self.diagnosis
        return (wording.name(one.disease) or one.reported) if one else ""

    @property
    def code(self) -> str:
        """The official code of the diagnosis."""
        one = self.diagnosis
        return one.disease.code if one and one.disease else ""

    @cached_property
    def primary(self) -> Citation | None:
        """The primary article."""
        return self.case.articles.get(self.document.primary.article)

    @cached_property
    def given(self) -> list[CourseLine]:
        """Courses against the tumour."""
        return [CourseLine(c, self.page.missing) for c in self.page.given]

    @property
    def not_given(self) -> Iterator[str]:
        """What was considered and not given, and why."""
        for course in self.page.not_given:
            line = NotGivenLine(course, self.page.missing)
            yield f"{line.name}: {line.words}"

    @property
    def fusions(self) -> Iterator[str]:
        """The fusions that were found, with what is not known of them."""
        for finding in self._found:
            if finding.biomarker.fusion:
                yield wording.finding_sentence(finding, self.page.missing)

    @property
    def others(self) -> Iterator[str]:
        """What else was found."""
        for finding in self._found:
            if not finding.biomarker.fusion:
                yield _finding(finding)

    @property
    def negatives(self) -> Iterator[str]:
        """What was looked for and is not there."""
        for finding in self.document.findings:
            if finding.result == FindingResult.NEGATIVE:
                yield wording.finding_name(finding)

    @property
    def _found(self) -> list[Finding]:
        return [f for f in self.document.findings if wording.is_found(f)]

    @property
    def genes(self) -> Iterator[str]:
        """Genes with an alteration that was found."""
        for finding in self.document.findings:
            yield from genes_found(finding)


def _finding(finding: Finding) -> str:
    """Name a finding; how much of it, where it is a measure and no alteration."""
    name = wording.finding_name(finding)
    if finding.biomarker.kind in ALTERATIONS or finding.value_num is None:
        return name
    return f"{name} {wording.plain(finding.value_num)} {finding.unit}".strip()


def in_short(line: CourseLine) -> str:
    """Write a course in a line: name, doses, footing; then its response."""
    how, name = line.how, line.name
    words = f"{name}: {how}" if how else name
    if not line.is_judged:
        return words
    response, seen = wording.in_sentence(line.response), line.seen
    return f"{words}; {response} {seen}" if seen else f"{words}; {response}"


def _year(row: Row) -> str:
    return str(row.primary.year) if row.primary and row.primary.year else ""


#: What every table begins with.
IDENTITY: tuple[Column[Row], ...] = (
    Column("accession", "Number of the case.", lambda r: r.case.accession),
    Column("version", "Version of the case.", lambda r: str(r.case.version.number)),
    Column("address", "Permanent address of that version.", lambda r: r.case.address),
    Column(
        "synthetic",
        "yes: made up; no such patient exists.",
        lambda r: yes_or_no(r.case.version.record.synthetic),
    ),
)
#: How far a row can be trusted.
STANDING: tuple[Column[Row], ...] = (
    Column(
        "integrity",
        "What the publisher has said of the primary article: corrected, "
        "expression_of_concern, retracted; empty where no notice is known.",
        lambda r: r.case.notice,
    ),
    Column(
        "part_read",
        "How much of the sources was read, the least of any.",
        lambda r: r.document.part_read.value,
    ),
    Column(
        "empty_means", "What an empty cell of this row means.", lambda r: r.page.missing
    ),
)
#: Who it was, and with which tumour: repeated for each course.
PATIENT: tuple[Column[Row], ...] = (
    Column("sex", "Sex as reported.", lambda r: key(r.document.patient.sex)),
    Column(
        "age",
        "Age in words. Over 89 years stands as 90 or older.",
        lambda r: wording.age(r.document.patient),
    ),
    Column(
        "diagnosis",
        "The final diagnosis, else the last that was not excluded.",
        lambda r: r.disease,
    ),
    Column("diagnosis_code", "Its code: OncoTree, else empty.", lambda r: r.code),
    Column(
        "fusions",
        "Fusions found, with what is not known of them.",
        lambda r: joined(r.fusions),
    ),
    Column(
        "genes",
        "Genes with an alteration that was found; no stains.",
        lambda r: joined(r.genes),
    ),
)
#: Where it was published.
SOURCE: tuple[Column[Row], ...] = (
    Column("year", "Year of the primary article.", _year),
    Column(
        "doi",
        "DOI of the primary article.",
        lambda r: r.primary.doi if r.primary else "",
    ),
    Column(
        "pmid",
        "PubMed identifier of the primary article.",
        lambda r: r.primary.pmid if r.primary else "",
    ),
)

COLUMNS: tuple[Column[Row], ...] = (
    *IDENTITY,
    Column("title", "The line the case goes by: patient, tumour, alteration.",
           lambda r: r.page.title),
    *STANDING,
    Column("review_basis", "Who checked it: independent (a second person), "
           "single_curator, transcription.", lambda r: r.case.version.review_basis),
    Column("published_on", "Day on which this version was published here.",
           lambda r: r.case.version.published_at.date().isoformat()),
    Column("archive_version", "Version of the archive the file is of.",
           lambda r: str(r.case.archive_version)),
    *PATIENT,
    Column("age_from", "Age, or its lower bound, as a number in age_unit.",
           lambda r: r.document.patient.age_value or ""),
    Column("age_to", "Upper bound of an age range.",
           lambda r: r.document.patient.age_value_max or ""),
    Column("age_unit", "Unit of the age.",
           lambda r: key(r.document.patient.age_unit)),
    Column("age_qualifier", "How exact the age is meant.",
           lambda r: key(r.document.patient.age_qualifier)),
    Column("age_at", "When the patient was of that age.",
           lambda r: key(r.document.patient.age_at)),
    Column("age_group", "Band of ages.",
           lambda r: key(age_group(r.document.patient))),
    Column("country", "Country of treatment, ISO 3166-1 alpha-2.",
           lambda r: r.document.patient.country),
    Column("diagnosis_reported", "The diagnosis in the words of the source.",
           lambda r: r.diagnosis.reported if r.diagnosis else ""),
    Column("stage", "Stage as printed.",
           lambda r: r.diagnosis.stage if r.diagnosis else ""),
    Column("extent", "How far the disease had spread.",
           lambda r: key(r.diagnosis.extent) if r.diagnosis else ""),
    Column("primary_site", "Site of the primary tumour.",
           lambda r: wording.primary_site(r.document)),
    Column("fusion_keys", "Keys of the fusions, as in addresses.",
           lambda r: joined(fusions_found(r.document))),
    Column("other_positive_findings", "Everything else that tests found.",
           lambda r: joined(r.others)),
    Column("negative_findings", "What tests looked for and did not find.",
           lambda r: joined(r.negatives)),
    Column("courses", "Treatments against the tumour, in order: doses with frequency, "
           "then the best response to each.",
           lambda r: joined(map(in_short, r.given))),
    Column("not_given", "Treatments considered and not given, with the reason.",
           lambda r: joined(r.not_given)),
    Column("adverse_events", "Adverse events, with a grade only where one is printed.",
           lambda r: joined(events_once(r.document.outcome.adverse_events))),
    Column("outcome", "Alive or dead at last contact.",
           lambda r: key(r.document.patient.vital_status)),
    Column("outcome_as_of", "When that was.",
           lambda r: wording.time(r.document.patient.vital_as_of)),
    *SOURCE,
    Column("articles", "The articles the case was read from, the primary first.",
           lambda r: joined(map(wording.cited, r.case.articles.values()))),
    Column("identifiers", "DOI, else PMID, else address of each of these articles.",
           lambda r: joined(map(_identifier, r.case.articles.values()))),
)  # fmt: skip


def _identifier(article: Citation) -> str:
    if article.doi:
        return f"https://doi.org/{article.doi}"
    return f"PMID:{article.pmid}" if article.pmid else article.url


def cells(case: Case) -> list[str]:
    """Return what the columns say of a case, in order."""
    return tables.cells(COLUMNS, Row(case))


def kept_cells(case: Case) -> list[str]:
    """Return the same, empty where it is asked anew each time."""
    told = cells(case)
    for place in _ASKED_ANEW:
        told[place] = ""
    return told


def written(cases: Iterable[Case]) -> Iterator[str]:
    """Write a row for each case.

    All but a few cells stand as they were written when the case was published.
    """
    return tables.written(COLUMNS, map(_cells, cases))


def _cells(case: Case) -> list[str]:
    if not case.written:
        return cells(case)
    told: list[str] = json.loads(case.written.row)
    row = Row(case)
    for place in _ASKED_ANEW:
        told[place] = COLUMNS[place].cell(row)
    return told


#: Columns whose cells also depend on where the archive is, and on what was asked.
_ASKED_ANEW = [
    place
    for place, column in enumerate(COLUMNS)
    if column.name in ("address", "archive_version")
]
