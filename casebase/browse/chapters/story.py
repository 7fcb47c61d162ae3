"""The clinical course as an ordered list of moments, in the order of the source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casebase.archive.choices import (
    Anchor,
    DoseChange,
    FollowUpEvent,
    LabelStatus,
    TimeKind,
    YesNo,
)
from casebase.archive.document import (
    AdverseEvent,
    Agent,
    CaseDocument,
    DoseStep,
    FollowUp,
    FuzzyTime,
    Response,
    Treatment,
)
from casebase.browse import wording

from .courses import event_name, events_of, in_order
from .disease import acquired, disease, found_before_treatment
from .moments import AFTER, CONSIDERED, DISEASE, EVENTS, RESPONSE, UNDATED, Moment

_VERBS = {
    DoseChange.REDUCED: "reduced to",
    DoseChange.ESCALATED: "raised to",
    DoseChange.RESTARTED: "restarted at",
    DoseChange.RESTORED: "back to",
    DoseChange.MODIFIED: "changed to",
    DoseChange.SWITCHED_FORMULATION: "formulation changed:",
    DoseChange.UNCHANGED: "continued at",
}


def clinical_course(document: CaseDocument) -> list[str]:
    """Tell what happened, one sentence or two per item."""
    return [moment.words for moment in moments(document)]


def moments(document: CaseDocument) -> list[Moment]:
    """Return the story as moments.

    First the disease, by time; then each treatment with its doses, events and
    responses; then what followed; last what has a time in words alone, which places
    it nowhere. What has a date of the calendar stands after the last treatment that
    had begun by then. Where the source gives no times, this is the order in which it
    tells them.
    """
    missing = wording.missing(document.part_read)
    begun = _begun(document)
    seen = [(_place(at, begun), moment.words) for at, moment in disease(document)]
    # What was acquired under treatment was not there before it.
    seen += [
        (_place(at, begun) or UNDATED, moment.words)
        for at, moment in acquired(document)
    ]
    delayed = _after_operations(document)
    story = [Moment(words, DISEASE) for at, words in seen if not at]
    story += found_before_treatment(document)
    for treatment in in_order(document):
        story += _treatment(document, treatment, delayed, missing)
        here = UNDATED if has_steps(treatment) else treatment.ref
        story += [
            Moment(words, DISEASE, here) for at, words in seen if at == treatment.ref
        ]
    story += _afterwards(document, missing)
    story += [
        Moment(words, DISEASE, at, is_ordered=False)
        for at, words in seen
        if at == UNDATED
    ]
    return story


@dataclass(frozen=True)
class _Begun:
    """A treatment that was given, and what shows that it had begun."""

    ref: str
    start: str
    """Date of the start; empty when not known."""
    shown: str
    """First date of an end or a response; empty when there is none."""
    has_agents: bool

    def by(self, date: str) -> bool:
        """Whether it had begun by a date; in the month of its start it may not have."""
        return bool(
            (self.start and self.start < date) or (self.shown and self.shown <= date)
        )


def _begun(document: CaseDocument) -> list[_Begun]:
    """Return the treatments that were given, in order."""
    found = []
    for treatment in in_order(document):
        responses = [r.at for r in document.outcome.responses if _is_of(r, treatment)]
        shown = [at.date for at in (treatment.end, *responses) if at and at.date]
        start = treatment.start.date if treatment.start else ""
        if wording.is_given(treatment):
            first = min(shown, default="")
            found.append(_Begun(treatment.ref, start, first, bool(treatment.agents)))
    return found


def _place(at: FuzzyTime | None, begun: list[_Begun]) -> str:
    """Return the last course that had begun by a date; empty for other times.

    A time counted from "the course" is told after the last one with a drug. Words
    alone ("when the manuscript was written") give no place.
    """
    if at is None:
        return ""
    if at.kind == TimeKind.ORDER_ONLY and at.sequence is None:
        return UNDATED
    if at.anchor == Anchor.THIS_COURSE_START:
        return next((one.ref for one in reversed(begun) if one.has_agents), "")
    return next((one.ref for one in reversed(begun) if one.by(at.date)), "")


def _after_operations(document: CaseDocument) -> dict[str, list[Response]]:
    """Map operations to responses on a drug before them that were seen after them.

    Both are dated to the month; the drug went on, or its failure was seen later.
    """
    given = [t for t in in_order(document) if wording.is_given(t)]
    found: dict[str, list[Response]] = {}
    for response in document.outcome.responses:
        own = next((t for t in given if _is_of(response, t)), None)
        if own is None or (_is_last_given(document, own) and _is_late(response)):
            continue
        since = [
            treatment.ref
            for treatment in given
            if treatment.sequence > own.sequence
            and not treatment.agents
            and _is_before(treatment.start, response.at)
        ]
        if since:
            found.setdefault(since[-1], []).append(response)
    return found


def _is_before(one: FuzzyTime | None, other: FuzzyTime | None) -> bool:
    """Whether two times are months of the calendar, the first of them earlier."""
    if one is None or other is None or "-" not in one.date or "-" not in other.date:
        return False
    return one.date < other.date


def _is_of(response: Response, treatment: Treatment) -> bool:
    return response.course == treatment.ref


# ── Treatment ─────────────────────────────────────────────────────────────────────


def _treatment(
    document: CaseDocument,
    treatment: Treatment,
    delayed: Mapping[str, list[Response]],
    missing: str,
) -> Iterator[Moment]:
    ref = treatment.ref
    name = wording.sentence_case(wording.course_name(treatment))
    if not wording.is_given(treatment):
        decision = treatment.decision.label.lower()
        why = wording.why_not_given(treatment, missing)
        words = f"{name}: {decision}, {why}." if why else f"{name}: {decision}."
        yield Moment(words, CONSIDERED, ref)
        return
    told: set[str] = set()
    events = {event.ref: event for event in events_of(document, treatment)}
    at = ref
    if not any(agent.doses for agent in treatment.agents):
        when = wording.time(treatment.start)
        since = f"; {when}" if when else ""
        yield Moment(f"{name}{_how(treatment)}{since}.", ref, ref)
    for agent in treatment.agents:
        for step in agent.doses:
            causes = [events[ref] for ref in step.caused_by if ref in events]
            if causes and not told & {event.ref for event in causes}:
                yield Moment(_events(causes), EVENTS, at)
            told |= {event.ref for event in causes}
            at = step.ref
            yield Moment(_step(treatment, agent, step, missing), ref, at)
    at = UNDATED if has_steps(treatment) else ref
    rest = [event for ref, event in events.items() if ref not in told]
    if rest:
        yield Moment(_events(rest), EVENTS, at)
    is_last = _is_last_given(document, treatment)
    told_later = {one.ref for rows in delayed.values() for one in rows}
    for response in document.outcome.responses:
        is_late = is_last and _is_late(response)
        is_here = _is_of(response, treatment) and response.ref not in told_later
        if is_here and not is_late:
            words = _response(response, _credit(treatment), missing)
            yield Moment(words, RESPONSE, at, _marks(response))
    courses = {t.ref: t for t in document.treatments}
    for response in delayed.get(ref, ()):
        words = _response(response, _credit(courses[response.course or ""]), missing)
        yield Moment(words, RESPONSE, ref, _marks(response))
    for finding in document.findings:
        if finding.emerged_on == ref:
            words = f"Acquired {_credit(treatment)}: {wording.finding_name(finding)}."
            yield Moment(words, DISEASE, at)


def has_steps(treatment: Treatment) -> bool:
    """Whether a course falls into dose steps: one agent, taken at several."""
    return len(treatment.agents) == 1 and len(treatment.agents[0].doses) > 1


def _is_last_given(document: CaseDocument, treatment: Treatment) -> bool:
    """Whether no drug against the tumour was given after this course."""
    given = [
        t
        for t in in_order(document)
        if wording.is_given(t) and any(a.role == "anticancer" for a in t.agents)
    ]
    return not given or given[-1].sequence <= treatment.sequence


def _marks(response: Response) -> tuple[str, ...]:
    return (wording.MARKS[response.category][1],)


def _how(treatment: Treatment) -> str:
    return ", off label" if treatment.label_status == LabelStatus.OFF_LABEL else ""


def _events(events: Iterable[AdverseEvent]) -> str:
    words = wording.listed(_event(event) for event in events)
    return f"Adverse events: {words}."


def _event(event: AdverseEvent) -> str:
    name = wording.in_sentence(event_name(event))
    return f"{name} ({event.severity_reported})" if event.severity_reported else name


def _step(treatment: Treatment, agent: Agent, step: DoseStep, missing: str) -> str:
    name = wording.sentence_case(wording.agent_name(agent))
    words = wording.dose_and_length(step, missing)
    when = wording.time(step.start)
    if step.sequence == 1:
        sentence = f"{name}: {words}{_how(treatment)}"
    elif step.dose_value is None and not wording.frequency(step):
        sentence = f"{name}: {words}"
    else:
        sentence = (
            f"{name} {_VERBS.get(step.change, step.change.label.lower())} {words}"
        )
    return f"{sentence}; {when}." if when else f"{sentence}."


# ── Outcome ───────────────────────────────────────────────────────────────────────


def _is_late(response: Response) -> bool:
    """Whether a response is dated by the calendar, and so told after the check-ups."""
    return response.at is not None and response.at.kind == TimeKind.DATE


def _afterwards(document: CaseDocument, missing: str) -> Iterator[Moment]:
    credits = {t.ref: _credit(t) for t in document.treatments}
    last = {t.ref for t in document.treatments if _is_last_given(document, t)}
    timed = [f for f in document.outcome.follow_up if not _is_dated(f)]
    dated = [f for f in document.outcome.follow_up if _is_dated(f)]
    for visit in timed:
        yield Moment(_visit(visit), AFTER, AFTER)
    for response in document.outcome.responses:
        late = _is_late(response) and response.course in last
        if late or response.course not in credits:
            credit = credits.get(response.course or "", "")
            words = _response(response, credit, missing)
            yield Moment(words, RESPONSE, AFTER, _marks(response))
    for visit in dated:
        yield Moment(_visit(visit), AFTER, AFTER)


def _is_dated(visit: FollowUp) -> bool:
    return visit.at is not None and visit.at.kind == TimeKind.DATE


def _visit(visit: FollowUp) -> str:
    if visit.event == FollowUpEvent.DEATH:
        when = wording.time(visit.at)
        return f"Death: {when}." if when else "Death."
    when = wording.time_as_reported(visit.at) or wording.time(visit.at)
    status = (
        visit.disease_status.label.lower()
        if wording.is_stated(visit.disease_status)
        else ""
    )
    parts = [part for part in (visit.modality_reported, status) if part]
    last = "last contact" if visit.is_last_contact else "follow-up"
    words = ", ".join(parts) or last
    if visit.is_last_contact and parts:
        words = f"{words} at last contact"
    return wording.sentence_case(f"{when}: {words}." if when else f"{words}.")


def _credit(treatment: Treatment) -> str:
    """Tie a response to its course: "on crizotinib", "after wide excision"."""
    word = "on" if treatment.agents or treatment.regimen else "after"
    return f"{word} {wording.course_name(treatment)}"


def _response(response: Response, credit: str, missing: str) -> str:
    words = wording.response_words(response.category, missing)
    on = f" {credit}" if credit else ""
    when = wording.time(response.at)
    dated = response.at is not None and response.at.kind == TimeKind.DATE
    seen = f", as of {when}" if dated else f", {when}" if when else ""
    held = "; it held at last report" if response.still_ongoing == YesNo.YES else ""
    return f"{words}{on}{seen}{held}."
