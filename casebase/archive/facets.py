"""Every facet, once: its name, its label, and how it is read off a case.

A facet lives in one space of rows. What is asked of courses holds of *one* course, what
is asked of findings of *one* finding (decision 12); `considered` are treatments that
were not given, a space of their own, so that "given crizotinib" and "larotrectinib not
given because of cost" can be asked together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pycountry

from . import choices as c
from . import document as d
from .models import Term

Space = Literal["case", "course", "considered", "finding"]
#: What an unstated fact is called, by how much was read (data-model 0).
SILENCES = {"not_reported": "Not reported", "not_in_part_read": "Not in the part read"}
LATER_LINE = 4
COUNTRIES = {
    country.alpha_2: getattr(country, "common_name", country.name)
    for country in pycountry.countries
}


class Words:
    """The public terms a set of documents is told in, fetched with one query."""

    def __init__(self, keys: Iterable[str]) -> None:
        found = Term.objects.filter(key__in=set(keys))
        self.terms = {(term.facet, term.key): term for term in found}

    def with_parents(self, facet: str, key: str) -> list[str]:
        """Return the key and the keys of all broader terms of the same facet."""
        return [key, *self.parents(facet, key)]

    def parents(self, facet: str, key: str) -> list[str]:
        """Return the keys of all broader terms, groups, families or classes."""
        term = self.terms.get((facet, key))
        return list(term.parents) if term else []


@dataclass(frozen=True)
class Course:
    """A course with what belongs to it but stands elsewhere in the document."""

    treatment: d.Treatment
    response: str
    adverse_events: tuple[str, ...]


@dataclass(frozen=True)
class Facet:
    """One question readers ask.

    `read` takes a case, course, considered treatment or finding, then the words and
    what silence is called, and yields keys.
    """

    name: str
    label: str
    space: Space
    read: Callable[[Any, Words, str], Iterable[str]]
    terms: tuple[str, ...] = ()
    choices: Any = None
    silent: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _closed(self) -> dict[str, str]:
        """The keys that need no vocabulary, with their labels."""
        labels = dict(self.names)
        if self.choices is not None:
            labels |= {
                value: label
                for value, label in self.choices.choices
                if value != "not_reported"
            }
        return labels | (SILENCES if self.silent else {})

    def unknown(self, keys: Iterable[str]) -> list[str]:
        """Return those keys that are not values of this facet."""
        asked = [key for key in keys if key not in self._closed]
        if self.name == "year":
            return [key for key in asked if not (key.isdigit() and len(key) == 4)]
        if not self.terms or not asked:
            return asked
        known = set(
            Term.objects.filter(facet__in=self.terms, key__in=asked).values_list(
                "key", flat=True
            )
        )
        return [key for key in asked if key not in known]

    def labels(self, keys: Iterable[str]) -> dict[str, str]:
        """Return how readers see each key; an unknown key stands for itself."""
        wanted = list(keys)
        labels = {key: self._closed.get(key, key) for key in wanted}
        if self.terms:
            found = Term.objects.filter(facet__in=self.terms, key__in=wanted)
            labels |= {
                key: label
                for key, label in found.values_list("key", "label")
                if label and key not in self._closed
            }
        return labels


# ── Reading a case ────────────────────────────────────────────────────────────────


def leading_diagnosis(case: d.CaseDocument) -> d.Diagnosis | None:
    """Return the final diagnosis, else the last that was not excluded."""
    others = (
        c.DiagnosisRole.CONSIDERED_EXCLUDED,
        c.DiagnosisRole.SECOND_PRIMARY,
        c.DiagnosisRole.PRIOR_MALIGNANCY,
    )
    candidates = [x for x in case.diagnoses if x.role not in others]
    final = [x for x in candidates if x.role == c.DiagnosisRole.FINAL]
    return (final or candidates or [None])[-1]


def _diagnosis(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    diagnosis = leading_diagnosis(case)
    if diagnosis and diagnosis.disease:
        return words.with_parents("diagnosis", diagnosis.disease.key)
    return [silence]


def _site(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    for lesion in case.lesions:
        if lesion.site:
            yield from words.with_parents("site", lesion.site.key)


def _tested_negative(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    for finding in case.findings:
        if finding.result == c.FindingResult.NEGATIVE:
            biomarker = finding.biomarker
            yield biomarker.key
            yield from _genes_of(biomarker)
            if biomarker.fusion and biomarker.fusion.family:
                yield biomarker.fusion.family.key


def _age(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    return [d.age_group(case.patient) or silence]


def _sex(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    return [_or(case.patient.sex, silence)]


def _country(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    return [case.patient.country or silence]


def _year(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    year = year_of(case)
    return [str(year) if year else "not_reported"]


def year_of(case: d.CaseDocument) -> int | None:
    """Return the year of the primary report, never that of a news item about it."""
    citation = case.primary.citation
    return citation.year if citation else None


def _article_kind(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    citation = case.primary.citation
    return [citation.kind] if citation else []


def _part_read(case: d.CaseDocument, words: Words, silence: str) -> Iterable[str]:
    return [case.part_read]


def _or(value: str, silence: str) -> str:
    return silence if value in ("", "not_reported") else value


# ── Reading a finding ─────────────────────────────────────────────────────────────


def _genes_of(biomarker: d.Biomarker) -> list[str]:
    if biomarker.fusion:
        return [gene.key for gene in biomarker.fusion.genes]
    return [biomarker.gene.key] if biomarker.gene else []


def _found(finding: d.Finding) -> bool:
    return finding.result == c.FindingResult.POSITIVE


def genes_found(finding: d.Finding) -> list[str]:
    """Return the genes this finding puts on the patient: positive alterations only."""
    altered = finding.biomarker.kind in c.ALTERATIONS
    return _genes_of(finding.biomarker) if _found(finding) and altered else []


def _gene(finding: d.Finding, words: Words, silence: str) -> Iterable[str]:
    return genes_found(finding)


def _family(finding: d.Finding, words: Words, silence: str) -> Iterable[str]:
    for gene in genes_found(finding):
        yield from words.parents("gene", gene)
    fusion = finding.biomarker.fusion
    if _found(finding) and fusion and fusion.family:
        yield fusion.family.key


def _fusion(finding: d.Finding, words: Words, silence: str) -> Iterable[str]:
    fusion = finding.biomarker.fusion
    return [fusion.key] if fusion and _found(finding) else []


def _biomarker(finding: d.Finding, words: Words, silence: str) -> Iterable[str]:
    return [finding.biomarker.key] if _found(finding) else []


def _finding_kind(finding: d.Finding, words: Words, silence: str) -> Iterable[str]:
    return [finding.biomarker.kind]


def _assay(finding: d.Finding, words: Words, silence: str) -> Iterable[str]:
    methods = [_or(assay.method, silence) for assay in finding.assays]
    return methods or [silence]


# ── Reading a treatment ───────────────────────────────────────────────────────────


def _drugs(treatment: d.Treatment) -> list[str]:
    return [
        agent.drug.key
        for agent in treatment.agents
        if agent.drug and agent.role == c.AgentRole.ANTICANCER
    ]


def _drug(course: Course, words: Words, silence: str) -> Iterable[str]:
    return _drugs(course.treatment)


def _drug_class(course: Course, words: Words, silence: str) -> Iterable[str]:
    for drug in _drugs(course.treatment):
        yield from words.parents("drug", drug)
    for agent in course.treatment.agents:
        if agent.drug_class and agent.role == c.AgentRole.ANTICANCER:
            yield from words.with_parents("drug_class", agent.drug_class.key)


def _response(course: Course, words: Words, silence: str) -> Iterable[str]:
    return [course.response] if course.response else []


def _label(course: Course, words: Words, silence: str) -> Iterable[str]:
    return [_or(course.treatment.label_status, silence)]


def _line(course: Course, words: Words, silence: str) -> Iterable[str]:
    line = course.treatment.line_number
    return [silence if line is None else str(min(line, LATER_LINE))]


def _adverse_event(course: Course, words: Words, silence: str) -> Iterable[str]:
    return course.adverse_events


def _not_given(treatment: d.Treatment, words: Words, silence: str) -> Iterable[str]:
    return [_or(reason, silence) for reason in treatment.reasons_not_given]


def _not_given_drug(treatment: d.Treatment, words: Words, silence: str) -> list[str]:
    return _drugs(treatment)


#: In the order in which readers see them (DESIGN.md 5).
FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("fusion", "Gene fusion", "finding", _fusion, terms=("fusion",)),
        Facet("gene", "Gene", "finding", _gene, terms=("gene",)),
        Facet("family", "Gene family", "finding", _family, terms=("family",)),
        Facet(
            "diagnosis",
            "Diagnosis",
            "case",
            _diagnosis,
            terms=("diagnosis",),
            silent=True,
        ),
        Facet("drug", "Drug", "course", _drug, terms=("drug",)),
        Facet("drug_class", "Drug class", "course", _drug_class, terms=("drug_class",)),
        Facet(
            "response",
            "Response",
            "course",
            _response,
            choices=c.ResponseCategory,
            silent=True,
        ),
        Facet("label", "Label", "course", _label, choices=c.LabelStatus, silent=True),
        Facet(
            "line",
            "Line",
            "course",
            _line,
            silent=True,
            names={"1": "1st", "2": "2nd", "3": "3rd", "4": "4th or later"},
        ),
        Facet(
            "not_given",
            "Not given",
            "considered",
            _not_given,
            choices=c.ReasonNotGiven,
            silent=True,
        ),
        Facet(
            "not_given_drug",
            "Drug not given",
            "considered",
            _not_given_drug,
            terms=("drug",),
        ),
        Facet(
            "adverse_event",
            "Adverse event",
            "course",
            _adverse_event,
            terms=("adverse_event",),
        ),
        Facet("biomarker", "Biomarker", "finding", _biomarker, terms=("biomarker",)),
        Facet(
            "finding_kind",
            "Kind of finding",
            "finding",
            _finding_kind,
            choices=c.BiomarkerKind,
        ),
        Facet("assay", "Assay", "finding", _assay, choices=c.AssayMethod, silent=True),
        Facet("site", "Site", "case", _site, terms=("site",)),
        Facet("age", "Age", "case", _age, choices=c.AgeGroup, silent=True),
        Facet("sex", "Sex", "case", _sex, choices=c.Sex, silent=True),
        Facet(
            "country",
            "Country",
            "case",
            _country,
            silent=True,
            names={
                x.alpha_2: getattr(x, "common_name", x.name)
                for x in pycountry.countries
            },
        ),
        Facet(
            "year",
            "Year of the report",
            "case",
            _year,
            names={"not_reported": "Not reported"},
        ),
        Facet(
            "article_kind",
            "Kind of article",
            "case",
            _article_kind,
            choices=c.ArticleKind,
        ),
        Facet("part_read", "Source read", "case", _part_read, choices=c.PartRead),
        Facet(
            "tested_negative",
            "Tested negative",
            "case",
            _tested_negative,
            terms=("gene", "family", "biomarker"),
        ),
    )
}

#: Courses of these kinds have no response that is counted (decision 11).
UNCOUNTED = (
    c.Modality.SURGERY,
    c.Modality.SUPPORTIVE,
    c.Modality.COMPLEMENTARY,
    c.Modality.WATCHFUL_OBSERVATION,
)


def is_course(treatment: d.Treatment) -> bool:
    """Whether a treatment is a course that readers count: given, against the tumour."""
    return (
        treatment.decision == c.Decision.GIVEN and treatment.modality not in UNCOUNTED
    )


def best_response(case: d.CaseDocument, treatment: d.Treatment) -> d.Response | None:
    """Return the best response of a course: the one marked, else the only one."""
    found = [r for r in case.outcome.responses if r.course == treatment.ref]
    best = [r for r in found if r.is_best]
    return best[0] if best else found[0] if len(found) == 1 else None


def courses(case: d.CaseDocument) -> list[Course]:
    """Return the courses of a case, each with its response and adverse events."""
    found = []
    for treatment in filter(is_course, case.treatments):
        agents = {agent.ref for agent in treatment.agents}
        response = best_response(case, treatment)
        found.append(
            Course(
                treatment,
                _or(response.category if response else "", case.silence),
                tuple(
                    event.term.key
                    for event in case.outcome.adverse_events
                    if event.term
                    and (agents & set(event.agents) or event.during == treatment.ref)
                ),
            )
        )
    return found


def loose_adverse_events(case: d.CaseDocument) -> list[str]:
    """Return the adverse events that belong to none of the counted courses."""
    tied = {key for course in courses(case) for key in course.adverse_events}
    return [
        event.term.key
        for event in case.outcome.adverse_events
        if event.term and event.term.key not in tied
    ]


def rows_of(case: d.CaseDocument, space: Space) -> list[tuple[str, Any]]:
    """Return the rows of a case in one space, each with its ref."""
    if space == "case":
        return [("", case)]
    if space == "finding":
        return [(finding.ref, finding) for finding in case.findings]
    if space == "course":
        return [(course.treatment.ref, course) for course in courses(case)]
    return [
        (treatment.ref, treatment)
        for treatment in case.treatments
        if treatment.decision != c.Decision.GIVEN
    ]


def keys_of(
    case: d.CaseDocument, words: Words
) -> dict[str, list[tuple[str, dict[str, list[str]]]]]:
    """Return, for each space, the rows of a case as (ref, {facet: keys}).

    Adverse events of no counted course stand in a course row without a ref: it finds
    the case and is not counted as a course.
    """
    silence = case.silence
    spaces: dict[str, list[tuple[str, dict[str, list[str]]]]] = {}
    for space in ("case", "course", "considered", "finding"):
        facets = [facet for facet in FACETS.values() if facet.space == space]
        spaces[space] = [
            (
                ref,
                {
                    facet.name: keys
                    for facet in facets
                    if (keys := list(dict.fromkeys(facet.read(row, words, silence))))
                },
            )
            for ref, row in rows_of(case, space)  # type: ignore[arg-type]
        ]
    if loose := loose_adverse_events(case):
        spaces["course"].append(("", {"adverse_event": list(dict.fromkeys(loose))}))
    return spaces
