"""The clinical course as an ordered list of moments, in the order of the source."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from casebase.archive.choices import (
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

from .courses import event_course, event_name, events_of, in_order
from .disease import acquired, disease, found
from .moments import AFTER, CONSIDERED, DISEASE, EVENTS, RESPONSE, UNDATED, Moment
from .places import Place, Places, after, is_after_the_event_before, order_of

_VERBS = {
    DoseChange.REDUCED: "reduced to",
    DoseChange.ESCALATED: "raised to",
    DoseChange.RESTARTED: "restarted at",
    DoseChange.RESTORED: "back to",
    DoseChange.MODIFIED: "changed to",
    DoseChange.SWITCHED_FORMULATION: "formulation changed:",
    DoseChange.UNCHANGED: "continued at",
}

#: Characters of what the source says of a response that find room in a sentence.
_SHORT = 100

#: Months of the calendar or days of the course; None where not told.
_Order = tuple[TimeKind, float] | None


def clinical_course(document: CaseDocument) -> list[str]:
    """Tell what happened, one sentence or two per item."""
    return [moment.words for moment in moments(document)]


def moments(document: CaseDocument) -> list[Moment]:
    """Return the story as moments.

    First the disease, by time; then each treatment with its doses, events, responses
    and what was seen then, by time; then what followed; last what the source ties to
    no place. Where the source gives no times of a course, this is the order in which
    it tells them.
    """
    missing = wording.missing(document.part_read)
    places = Places(document)
    seen = [
        *disease(document, places),
        *found(document, places),
        *acquired(document, places),
    ]
    visits = [(_place_of(visit, places), visit) for visit in document.outcome.follow_up]
    delayed = _after_operations(document)
    story = [moment for place, moment in seen if not place.at]
    for treatment in in_order(document):
        rows = _Rows()
        for order, moment in _treatment(document, treatment, delayed, missing):
            rows.add(order, moment)
        here = UNDATED if has_steps(treatment) else treatment.ref
        for place, moment in seen:
            if place.at == treatment.ref:
                rows.add(place.order, replace(moment, at=here))
        for place, visit in visits:
            if place.at == treatment.ref:
                rows.add(place.order, Moment(_visit(visit), AFTER, here))
        story += rows.moments
    story += _afterwards(document, places, [v for p, v in visits if p.at == AFTER])
    unplaced = [moment for place, moment in seen if place.at == UNDATED]
    unplaced += [Moment(_visit(v), AFTER) for p, v in visits if p.at == UNDATED]
    unplaced += [
        _told_response(document, response)
        for response in document.outcome.responses
        if _response_place(response, places) == UNDATED
    ]
    story += [replace(one, at=UNDATED, is_ordered=False) for one in unplaced]
    return story


class _Rows:
    """The moments of one course; what has a time stands before what is later."""

    def __init__(self) -> None:
        self._rows: list[tuple[_Order, Moment]] = []

    def add(self, order: _Order, moment: Moment) -> None:
        """Put a moment before the first that is known to be later, else last."""
        later = (
            n
            for n, (other, _) in enumerate(self._rows)
            if order and other and order[0] == other[0] and order[1] < other[1]
        )
        self._rows.insert(next(later, len(self._rows)), (order, moment))

    @property
    def moments(self) -> list[Moment]:
        """The moments in order."""
        return [moment for _, moment in self._rows]


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
) -> Iterator[tuple[_Order, Moment]]:
    """Yield the moments of a treatment, each with its order among its times."""
    ref = treatment.ref
    name = wording.sentence_case(wording.course_name(treatment))
    if not wording.is_given(treatment):
        decision = treatment.decision.label.lower()
        why = wording.why_not_given(treatment, missing)
        words = f"{name}: {decision}, {why}." if why else f"{name}: {decision}."
        yield None, Moment(words, CONSIDERED, ref)
        return
    told: set[str] = set()
    events = {
        event.ref: event
        for event in events_of(document, treatment)
        if event_course(document, event) == ref
    }
    at = ref
    if not any(agent.doses for agent in treatment.agents):
        when = wording.time(treatment.start)
        since = f"; {when}" if when else ""
        yield None, Moment(f"{name}{_how(treatment)}{since}.", ref, ref)
    for agent in treatment.agents:
        for step in agent.doses:
            causes = [
                events[ref]
                for ref in step.caused_by
                if ref in events and ref not in told
            ]
            if causes:
                yield None, Moment(_events(causes), EVENTS, at)
            told |= {event.ref for event in causes}
            at = step.ref
            words = _step(treatment, agent, step, missing)
            yield order_of(step.start), Moment(words, ref, at)
    at = UNDATED if has_steps(treatment) else ref
    rest: dict[_Order, list[AdverseEvent]] = {}
    for event, order in _with_order(events.values(), ref):
        if event.ref not in told:
            rest.setdefault(order, []).append(event)
    for order, here in rest.items():
        when = wording.time(here[0].start) if order else ""
        yield order, Moment(_events(here, when), EVENTS, at)
    is_last = _is_last_given(document, treatment)
    told_later = {one.ref for rows in delayed.values() for one in rows}
    for response in document.outcome.responses:
        is_late = is_last and _is_late(response)
        is_here = _is_of(response, treatment) and response.ref not in told_later
        if is_here and not is_late:
            words = _response(response, _credit(treatment), missing)
            marks = _marks(response)
            yield order_of(response.at), Moment(words, RESPONSE, at, marks)
    courses = {t.ref: t for t in document.treatments}
    for response in delayed.get(ref, ()):
        words = _response(response, _credit(courses[response.course or ""]), missing)
        yield order_of(response.at), Moment(words, RESPONSE, ref, _marks(response))
    for finding in document.findings:
        if finding.emerged_on == ref:
            words = f"Acquired {_credit(treatment)}: {wording.finding_name(finding)}."
            yield order_of(finding.at), Moment(words, DISEASE, at)


def _with_order(
    events: Iterable[AdverseEvent], course: str
) -> Iterator[tuple[AdverseEvent, _Order]]:
    """Yield events with their order; one "two months later" follows the one before."""
    before = Place(course)
    for event in events:
        at = event.start
        here = Place(course, order_of(at))
        if at and is_after_the_event_before(at):
            here = after(before, at)
        before = here
        yield event, here.order


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


def _events(events: Iterable[AdverseEvent], when: str = "") -> str:
    told = Counter(map(_event, events))
    words = wording.listed(
        f"{name} ({number} events)" if number > 1 else name
        for name, number in told.items()
    )
    return f"Adverse events: {words}; {when}." if when else f"Adverse events: {words}."


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


def _place_of(visit: FollowUp, places: Places) -> Place:
    """Return the place of a visit; death and the last contact come after all."""
    if visit.is_last_contact or visit.event == FollowUpEvent.DEATH:
        return Place(AFTER)
    return _outcome_place(visit.course or "", visit.at, places)


def _response_place(response: Response, places: Places) -> str:
    """Return whether a response on no course is told afterwards or nowhere."""
    if response.course:
        return response.course
    place = _outcome_place("", response.at, places)
    return AFTER if place.at == AFTER else UNDATED


def _outcome_place(course: str, at: FuzzyTime | None, places: Places) -> Place:
    """Place an outcome by its date, else its course, else what its time is tied to."""
    tied = places.of(at)
    is_dated = at is not None and at.kind == TimeKind.DATE and tied.at
    here = Place(course, order_of(at)) if course and not is_dated else tied
    # Nothing is an outcome before all treatment.
    if here.at in ("", UNDATED):
        return Place(UNDATED)
    return Place(AFTER) if places.is_last(here.at) else here


def _afterwards(
    document: CaseDocument, places: Places, visits: Iterable[FollowUp]
) -> Iterator[Moment]:
    last = {t.ref for t in document.treatments if _is_last_given(document, t)}
    told = list(visits)
    yield from (Moment(_visit(v), AFTER, AFTER) for v in told if not _is_dated(v))
    for response in document.outcome.responses:
        late = _is_late(response) and response.course in last
        if late or _response_place(response, places) == AFTER:
            yield _told_response(document, response)
    yield from (Moment(_visit(v), AFTER, AFTER) for v in told if _is_dated(v))


def _told_response(document: CaseDocument, response: Response) -> Moment:
    """Tell a response after all treatment."""
    credits = {t.ref: _credit(t) for t in document.treatments}
    missing = wording.missing(document.part_read)
    words = _response(response, credits.get(response.course or "", ""), missing)
    return Moment(words, RESPONSE, AFTER, _marks(response))


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
    told = f": {response.reported.rstrip('.')}" if _is_told_in_words(response) else ""
    held = "; it held at last report" if response.still_ongoing == YesNo.YES else ""
    return f"{words}{on}{seen}{told}{held}."


def _is_told_in_words(response: Response) -> bool:
    """Whether the words of the source say what the category does not, in short."""
    is_open = response.category in wording.UNCATEGORISED
    return is_open and 0 < len(response.reported) <= _SHORT
