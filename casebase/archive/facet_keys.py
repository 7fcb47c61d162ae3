"""How the keys of each facet are read off a case: what counts as given, found, told.

Polarity is decided here and nowhere else. A gene is a patient's by a positive
alteration only; a drug is given only by a treatment that was given; a negative test and
a treatment that was not given have facets of their own (decisions 9 to 15).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from . import choices as c
from . import document as d
from .term_lookup import Terms

#: Which of several responses of a course is its best, where the source marks none.
BEST_FIRST = (
    c.ResponseCategory.CR,
    c.ResponseCategory.NED,
    c.ResponseCategory.VGPR,
    c.ResponseCategory.PR,
    c.ResponseCategory.MR,
    c.ResponseCategory.BENEFIT,
    c.ResponseCategory.NON_CR_NON_PD,
    c.ResponseCategory.SD,
    c.ResponseCategory.MIXED,
    c.ResponseCategory.NO_BENEFIT,
    c.ResponseCategory.PD,
    c.ResponseCategory.NOT_EVALUABLE,
    c.ResponseCategory.NOT_REPORTED,
)


@dataclass(frozen=True)
class Case:
    """A case with what is needed to read it: its primary article, and the terms."""

    document: d.CaseDocument
    article: d.Citation | None
    terms: Terms
    cited: tuple[d.Citation, ...] = ()
    """All articles it was read from, by their own records where they have one."""

    @property
    def silence(self) -> str:
        """What is not told is called, by how much of the sources was read."""
        return self.document.silence

    @property
    def is_retracted(self) -> bool:
        """Whether the primary article was, by the article's own record."""
        article = self.article
        return (
            isinstance(article, d.ArticleDocument)
            and article.integrity == c.Integrity.RETRACTED
        )

    @property
    def year(self) -> int | None:
        """Year of the primary report, never that of a news item about it."""
        return self.article.year if self.article else None

    def told(self, value: str | None) -> str:
        """Return a value, or what its absence is called."""
        return self.silence if value in (None, "", "not_reported") else str(value)


@dataclass(frozen=True)
class Events:
    """Adverse events of one row."""

    adverse_events: tuple[d.AdverseEvent, ...]


@dataclass(frozen=True)
class Course(Events):
    """A treatment that was given, with what stands elsewhere about it."""

    treatment: d.Treatment
    response: d.Response | None

    @property
    def has_drug(self) -> bool:
        """Whether it is a course of a drug, so that label and line are asked of it."""
        agents = self.treatment.agents
        anticancer = any(a.role == c.AgentRole.ANTICANCER for a in agents)
        return anticancer or bool(self.treatment.regimen)


# ── Which rows a case has ─────────────────────────────────────────────────────────

#: Not against the tumour: no course, whatever its agents are called.
BESIDE = (
    c.Modality.SUPPORTIVE,
    c.Modality.COMPLEMENTARY,
    c.Modality.WATCHFUL_OBSERVATION,
)


def is_course(treatment: d.Treatment) -> bool:
    """Whether readers count a treatment as a course: given, against the tumour.

    An operation is none, unless a drug was given with it.
    """
    if treatment.decision != c.Decision.GIVEN or treatment.modality in BESIDE:
        return False
    roles = [agent.role for agent in treatment.agents]
    if treatment.modality == c.Modality.SURGERY or roles:
        return c.AgentRole.ANTICANCER in roles
    return True


def courses(document: d.CaseDocument) -> list[Course]:
    """Return the courses of a case, each with its response and adverse events."""
    return [
        Course(tuple(_events_of(document, t)), t, best_response(document, t))
        for t in sorted(document.treatments, key=lambda t: t.sequence)
        if is_course(t)
    ]


def untied(document: d.CaseDocument) -> Events:
    """Return the adverse events of a case that belong to none of its courses."""
    tied = {e.ref for course in courses(document) for e in course.adverse_events}
    events = document.outcome.adverse_events
    return Events(tuple(event for event in events if event.ref not in tied))


def best_response(
    document: d.CaseDocument, treatment: d.Treatment
) -> d.Response | None:
    """Return the response a course is known by: the one marked best, else the best."""
    told = [r for r in document.outcome.responses if r.course == treatment.ref]
    marked = [response for response in told if response.is_best]
    ranked = sorted(marked or told, key=lambda r: BEST_FIRST.index(r.category))
    return ranked[0] if ranked else None


def considered(document: d.CaseDocument) -> list[d.Treatment]:
    """Return the treatments that were considered and not given."""
    return [t for t in document.treatments if t.decision != c.Decision.GIVEN]


def negative(document: d.CaseDocument) -> list[d.Finding]:
    """Return the findings that say something is not there."""
    return [f for f in document.findings if f.result == c.FindingResult.NEGATIVE]


def _events_of(
    document: d.CaseDocument, treatment: d.Treatment
) -> Iterable[d.AdverseEvent]:
    agents = {agent.ref for agent in treatment.agents}
    for event in document.outcome.adverse_events:
        if agents & {*event.agents} or event.during == treatment.ref:
            yield event


# ── Of a case ─────────────────────────────────────────────────────────────────────


def diagnosis(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """The final diagnosis, or the last not excluded, with all broader ones."""
    leading = leading_diagnosis(document)
    if leading is None:
        return [case.silence]
    disease = leading.disease
    return case.terms.with_broader("diagnosis", disease.key) if disease else []


def leading_diagnosis(document: d.CaseDocument) -> d.Diagnosis | None:
    """Return the final diagnosis, else the last that was not excluded."""
    others = (
        c.DiagnosisRole.CONSIDERED_EXCLUDED,
        c.DiagnosisRole.SECOND_PRIMARY,
        c.DiagnosisRole.PRIOR_MALIGNANCY,
    )
    held = [x for x in document.diagnoses if x.role not in others]
    final = [x for x in held if x.role == c.DiagnosisRole.FINAL]
    best = final or held
    return best[-1] if best else None


#: Key of the body site that says so.
UNKNOWN_PRIMARY = "unknown-primary"


def site(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """Where the primary tumour was; where none is told, the lesions that are.

    A primary that was looked for and not found is no silence.
    """
    placed = [lesion for lesion in document.lesions if lesion.site]
    primary = [x for x in placed if x.role == c.LesionRole.PRIMARY]
    if any(lesion.unknown_primary for lesion in document.lesions):
        yield UNKNOWN_PRIMARY
    elif not placed:
        yield case.silence
    for lesion in primary or placed:
        if lesion.site:
            yield from case.terms.with_broader("site", lesion.site.key)


def age(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """The band of age."""
    return [case.told(d.age_group(document.patient))]


def sex(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """Sex as reported."""
    return [case.told(document.patient.sex)]


def country(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """Country of treatment."""
    return [case.told(document.patient.country)]


def year(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """Year of the primary report; a paper that was not read has one too."""
    return [str(case.year) if case.year else "not_reported"]


def article_kind(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """What sort of text the primary report is."""
    return [case.article.kind] if case.article else []


def series(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """The series in which an article it was read from appeared."""
    return [article.series.slug for article in case.cited if article.series]


def part_read(document: d.CaseDocument, case: Case) -> Iterable[str]:
    """The weakest part read of any source."""
    return [document.part_read]


# ── Of a treatment ────────────────────────────────────────────────────────────────


def drugs_of(treatment: d.Treatment) -> list[str]:
    """Return the anticancer drugs of a treatment."""
    return [
        agent.drug.key
        for agent in treatment.agents
        if agent.drug and agent.role == c.AgentRole.ANTICANCER
    ]


def drug(course: Course, case: Case) -> Iterable[str]:
    """Drugs given."""
    return drugs_of(course.treatment)


def drug_class(course: Course, case: Case) -> Iterable[str]:
    """Classes of the drugs given, and classes given without a drug named."""
    for key in drugs_of(course.treatment):
        yield from case.terms.broader("drug", key)
    for agent in course.treatment.agents:
        if agent.drug_class and agent.role == c.AgentRole.ANTICANCER:
            yield from case.terms.with_broader("drug_class", agent.drug_class.key)


def response(course: Course, case: Case) -> Iterable[str]:
    """Best response, or its silence: every course has one."""
    return [case.told(course.response.category if course.response else None)]


def label(course: Course, case: Case) -> Iterable[str]:
    """On what footing a drug was given."""
    return [case.told(course.treatment.label_status)] if course.has_drug else []


def line(course: Course, case: Case) -> Iterable[str]:
    """Line of systemic treatment, as the source counts."""
    number = course.treatment.line_number
    if not course.has_drug:
        return []
    return [case.silence if number is None else str(min(number, LATER_LINE))]


#: This line and all later ones stand together.
LATER_LINE = 4


def adverse_event(row: Events, case: Case) -> Iterable[str]:
    """Adverse events of the course's agents, or during it."""
    return event_keys(row.adverse_events)


def severe_event(row: Events, case: Case) -> Iterable[str]:
    """Those that the source puts at grade 3 or more."""
    return event_keys(filter(is_severe, row.adverse_events))


def ungraded_event(row: Events, case: Case) -> Iterable[str]:
    """Those that the source puts at no grade."""
    return event_keys(filter(is_ungraded, row.adverse_events))


def event_keys(events: Iterable[d.AdverseEvent]) -> list[str]:
    """Return the terms of adverse events."""
    return [event.term.key for event in events if event.term]


#: From this grade on an adverse event is called severe.
SEVERE = 3


def is_severe(event: d.AdverseEvent) -> bool:
    """Whether it was severe for certain: a range counts by its lower bound alone."""
    return event.grade_min is not None and event.grade_min >= SEVERE


def is_ungraded(event: d.AdverseEvent) -> bool:
    """Whether no grade is printed, nor a bound of it; a severity in words is none."""
    return event.grade_min is None and event.grade_max is None


def stop_reason(course: Course, case: Case) -> Iterable[str]:
    """Why it ended; it did not where it is said to go on."""
    treatment = course.treatment
    if treatment.stop_reason == c.StopReason.NOT_REPORTED:
        is_on = treatment.ongoing == c.YesNo.YES
        return [c.StopReason.ONGOING if is_on else case.silence]
    return [treatment.stop_reason]


def not_given(treatment: d.Treatment, case: Case) -> Iterable[str]:
    """Why a treatment was not given."""
    return [case.told(reason) for reason in treatment.reasons_not_given]


def not_given_drug(treatment: d.Treatment, case: Case) -> Iterable[str]:
    """Drugs considered and not given."""
    return drugs_of(treatment)
