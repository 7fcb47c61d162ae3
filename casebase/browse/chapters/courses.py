"""The courses of a case: what was given, what was not, and what each led to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse

from casebase.archive.choices import AgentRole
from casebase.archive.document import (
    AdverseEvent,
    Agent,
    CaseDocument,
    DoseStep,
    FactConflict,
    FollowUp,
    Response,
    Treatment,
)
from casebase.archive.facet_keys import best_response, is_course
from casebase.browse import wording


@dataclass(frozen=True)
class Step:
    """One row of a course: a dose of an agent, or an agent without a dose."""

    agent: Agent
    dose: DoseStep | None
    name: str
    caused_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """A treatment with everything that the document ties to it."""

    treatment: Treatment
    document: CaseDocument = field(repr=False, compare=False)

    @cached_property
    def name(self) -> str:
        """Its regimen, agents or procedures."""
        return wording.course_name(self.treatment)

    @cached_property
    def response(self) -> Response | None:
        """The response it is known by."""
        return best_response(self.document, self.treatment)

    @property
    def responses(self) -> tuple[Response, ...]:
        """All responses to it."""
        told = self.document.outcome.responses
        return tuple(r for r in told if r.course == self.treatment.ref)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Its doses, agent by agent."""
        return tuple(_steps(self.document, self.treatment))

    @cached_property
    def events(self) -> tuple[AdverseEvent, ...]:
        """What happened during it, or is blamed on it."""
        return tuple(events_of(self.document, self.treatment))

    @property
    def follow_up(self) -> tuple[FollowUp, ...]:
        """What was known after it."""
        told = self.document.outcome.follow_up
        return tuple(f for f in told if f.course == self.treatment.ref)

    @cached_property
    def conflicts(self) -> tuple[FactConflict, ...]:
        """Statements about it that differ."""
        about, told = _refs(self.treatment), self.document.provenance.conflicts
        return tuple(conflict for conflict in told if conflict.target in about)

    @property
    def instead_of(self) -> str:
        """Name of the treatment in whose place it was given."""
        ref = self.treatment.instead_of
        named = (t for t in self.document.treatments if ref and t.ref == ref)
        return next(map(wording.course_name, named), "")

    @cached_property
    def aimed_at(self) -> tuple[str, ...]:
        """Findings it was aimed at, as the treatment has them."""
        named = {f.ref: f for f in self.document.findings}
        aims = self.treatment.target_findings
        return tuple(wording.finding_name(named[ref]) for ref in aims)

    @property
    def is_anticancer(self) -> bool:
        """Whether the course treats the tumour; supplements and the like do not."""
        agents = self.treatment.agents
        return not agents or any(a.role == AgentRole.ANTICANCER for a in agents)

    @property
    def is_judged(self) -> bool:
        """Whether a response is asked of it; of an operation only if one is told."""
        return self.response is not None or is_course(self.treatment)

    @property
    def word(self) -> str:
        """How a response is tied to the course: "on" a drug, "after" an operation."""
        return "on" if self.treatment.agents or self.treatment.regimen else "after"

    @property
    def has_no_known_end(self) -> bool:
        """Whether a drug was given and the source does not say until when."""
        treatment = self.treatment
        told = (treatment.ongoing, treatment.stop_reason)
        ended = treatment.end or any(wording.is_stated(one) for one in told)
        return bool(treatment.agents) and not ended

    def in_short(self, missing: str) -> str:
        """Doses, footing and end in one phrase."""
        label = self.treatment.label_status
        parts = (
            wording.course_doses(self.treatment, missing),
            wording.in_sentence(str(label.label)) if wording.is_stated(label) else "",
            "end not known" if self.has_no_known_end else "",
        )
        return "; ".join(part for part in parts if part)

    @property
    def what_it_was(self) -> str:
        """Line, aim and footing of a treatment, each only where it is told."""
        treatment = self.treatment
        stated = [
            f"{word}{wording.in_sentence(str(value.label))}"
            for word, value in (
                ("", treatment.setting),
                ("intent ", treatment.intent),
                ("", treatment.label_status),
            )
            if wording.is_stated(value)
        ]
        reported = [
            agent.reported
            for agent in treatment.agents
            if agent.reported.casefold() not in ("", self.name.casefold())
        ]
        parts = (
            f"line {treatment.line_number}" if treatment.line_number else "",
            *stated,
            wording.country(treatment.label_country) if treatment.label_country else "",
            treatment.trial_nct,
            f"aimed at {wording.listed(self.aimed_at)}" if self.aimed_at else "",
            f"as reported: {', '.join(reported)}" if reported else "",
        )
        return wording.sentence_case("; ".join(part for part in parts if part))

    @property
    def reading_notes(self) -> tuple[str, ...]:
        """How ambiguous passages about this course were read, each once."""
        sources = [self.treatment.source]
        sources += [step.dose.source for step in self.steps if step.dose]
        sources += [response.source for response in self.responses]
        return tuple(dict.fromkeys(s.reading_note for s in sources if s.reading_note))


def given(document: CaseDocument) -> list[Course]:
    """Return the courses that were given, in order."""
    told = filter(wording.is_given, in_order(document))
    return [Course(one, document) for one in told]


def not_given(document: CaseDocument) -> list[Course]:
    """Return the treatments that were considered, recommended or planned only."""
    considered = filterfalse(wording.is_given, in_order(document))
    return [Course(one, document) for one in considered]


def in_order(document: CaseDocument) -> list[Treatment]:
    """Return all treatments in the order of the story."""
    return sorted(document.treatments, key=lambda treatment: treatment.sequence)


def course_names(document: CaseDocument) -> dict[str, str]:
    """Map the ref of each treatment to its name."""
    return {t.ref: wording.course_name(t) for t in document.treatments}


def agent_names(document: CaseDocument) -> dict[str, str]:
    """Map the ref of each agent to its name."""
    return {
        agent.ref: wording.agent_name(agent)
        for treatment in document.treatments
        for agent in treatment.agents
    }


def event_name(event: AdverseEvent) -> str:
    """Name an adverse event by its term, else in the words of the source."""
    return wording.sentence_case(wording.name(event.term) or event.reported)


def events_once(events: Iterable[AdverseEvent]) -> list[str]:
    """Name events, each with a printed grade; equal ones once with their number."""
    told = Counter(
        (wording.in_sentence(event_name(event)), wording.grade(event))
        for event in events
    )
    return [_counted(*one, number) for one, number in told.items()]


def events_of(document: CaseDocument, treatment: Treatment) -> list[AdverseEvent]:
    """Return the events of a course: attributed to its agents, or during it."""
    agents = {agent.ref for agent in treatment.agents}
    return [
        event
        for event in document.outcome.adverse_events
        if agents & set(event.agents) or event.during == treatment.ref
    ]


def event_course(document: CaseDocument, event: AdverseEvent) -> str:
    """Return the ref of the one course that tells an event; empty where none does.

    The course it happened during, else the first that gave one of its agents.
    """
    courses = [t for t in in_order(document) if wording.is_given(t)]
    during = [t.ref for t in courses if t.ref == event.during]
    blamed = [t.ref for t in courses if {a.ref for a in t.agents} & set(event.agents)]
    return next(iter((*during, *blamed)), "")


def _steps(document: CaseDocument, treatment: Treatment) -> list[Step]:
    events = {e.ref: event_name(e) for e in document.outcome.adverse_events}
    several = len(treatment.agents) > 1
    steps = []
    for agent in treatment.agents:
        name = wording.sentence_case(wording.agent_name(agent))
        if not agent.doses:
            steps.append(Step(agent, None, name))
        for number, dose in enumerate(agent.doses, start=1):
            caused_by = tuple(events[ref] for ref in dose.caused_by if ref in events)
            label = f"{name}, step {number}" if several else f"Step {number}"
            steps.append(Step(agent, dose, label, caused_by))
    return steps


def _counted(name: str, grade: str, number: int) -> str:
    notes = (
        f"grade {grade}" if grade else "",
        wording.plural(number, "event") if number > 1 else "",
    )
    said = ", ".join(note for note in notes if note)
    return f"{name} ({said})" if said else name


def _refs(treatment: Treatment) -> set[str]:
    refs = {treatment.ref}
    for agent in treatment.agents:
        refs |= {agent.ref, *(dose.ref for dose in agent.doses)}
    return refs
