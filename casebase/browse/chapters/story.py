"""The clinical course as an ordered list of moments, in the order of the source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casebase.archive.choices import (
    Anchor,
    BiomarkerKind,
    Certainty,
    DoseChange,
    FindingResult,
    FollowUpEvent,
    LabelStatus,
    Presence,
    SizeBasis,
    TimeKind,
    YesNo,
)
from casebase.archive.document import (
    AdverseEvent,
    Agent,
    CaseDocument,
    Diagnosis,
    DoseStep,
    FollowUp,
    FuzzyTime,
    Lesion,
    Observation,
    Response,
    Specimen,
    Treatment,
)
from casebase.browse import wording

from .courses import event_name, events_of, in_order

# For ordering alone; none of these numbers is shown.
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "cycle": 21, "month": 30, "year": 365}
_VERBS = {
    DoseChange.REDUCED: "reduced to",
    DoseChange.ESCALATED: "raised to",
    DoseChange.RESTARTED: "restarted at",
    DoseChange.RESTORED: "back to",
    DoseChange.MODIFIED: "changed to",
    DoseChange.SWITCHED_FORMULATION: "formulation changed:",
    DoseChange.UNCHANGED: "continued at",
}


@dataclass(frozen=True)
class Moment:
    """One item of the story: its sentence, and where a chart puts it."""

    words: str
    row: str
    """`disease`, `considered`, `events`, `response`, `after`, or a course's ref."""
    at: str = ""
    """Ref of the dose step or course it belongs to; empty before all treatment,
    `undated` where the source does not say at which of several steps."""
    marks: tuple[str, ...] = ()
    """Colours of the responses it tells."""


#: What is measured but puts no alteration on a patient.
STAINS = (BiomarkerKind.EXPRESSION, BiomarkerKind.PROTEIN_IHC, BiomarkerKind.OTHER)
DISEASE, CONSIDERED, EVENTS = "disease", "considered", "events"
RESPONSE, AFTER, UNDATED = "response", "after", "undated"


def clinical_course(document: CaseDocument) -> list[str]:
    """Tell what happened, one sentence or two per item."""
    return [moment.words for moment in moments(document)]


def moments(document: CaseDocument) -> list[Moment]:
    """Return the story as moments.

    First the disease, by time; then each treatment with its doses, events and
    responses; then what followed. What has a date of the calendar stands after the
    last treatment that had begun by then. Where the source gives no times, this is
    the order in which it tells them.
    """
    missing = wording.missing(document.part_read)
    disease = list(_disease(document))
    begun = _begun(document)
    told_last = [moment for at, moment in disease if _is_out_of_order(at)]
    disease = [pair for pair in disease if pair[1] not in told_last]
    story = [moment for at, moment in disease if not _course_of(at, begun)]
    story += _findings(document)
    for treatment in in_order(document):
        story += _treatment(document, treatment, missing)
        story += [
            Moment(moment.words, DISEASE, treatment.ref)
            for at, moment in disease
            if _course_of(at, begun) == treatment.ref
        ]
    story += _afterwards(document, missing)
    story += [Moment(moment.words, DISEASE, AFTER) for moment in told_last]
    return story


def _is_out_of_order(at: FuzzyTime | None) -> bool:
    """Whether only words tell when it was: "when the manuscript was written"."""
    return at is not None and at.kind == TimeKind.ORDER_ONLY and at.sequence is None


def _begun(document: CaseDocument) -> list[tuple[str, str]]:
    """Return (first date known, ref) of the courses given; "9" sorts after all."""
    found = []
    for treatment in in_order(document):
        responses = [r.at for r in document.outcome.responses if _is_of(r, treatment)]
        times = (treatment.start, treatment.end, *responses)
        dates = [time.date for time in times if time and time.date]
        if wording.is_given(treatment) and treatment.agents:
            found.append((min(dates, default="9"), treatment.ref))
    return found


def _course_of(at: FuzzyTime | None, begun: list[tuple[str, str]]) -> str:
    """Return the last course that had begun by a date; empty for other times.

    A time counted from "the course" is told after the last one that was given.
    """
    if at is not None and at.anchor == Anchor.THIS_COURSE_START and begun:
        return begun[-1][1]
    date = at.date if at else ""
    return next((ref for first, ref in reversed(begun) if date and first <= date), "")


def _is_of(response: Response, treatment: Treatment) -> bool:
    return response.course == treatment.ref


# ── The disease ───────────────────────────────────────────────────────────────────


def _disease(document: CaseDocument) -> Iterator[tuple[FuzzyTime | None, Moment]]:
    told: dict[tuple[float, str], tuple[FuzzyTime | None, list[str], list[str]]] = {}
    seen = [
        *((lesion.at, _lesion(lesion)) for lesion in document.lesions),
        *((row.at, _observed(row)) for row in document.observations),
    ]
    # What a specimen of a described lesion showed stands with the lesion.
    taken = [
        (specimen.at, _specimen(specimen))
        for specimen in document.specimens
        if specimen.lesion is None
    ]
    for place, rows in enumerate((seen, taken), start=1):
        for at, words in rows:
            if words:
                key = (_order(at), wording.time(at))
                told.setdefault(key, (at, [], []))[place].append(words)  # type: ignore[union-attr]
    for (_, when), (at, seen_then, taken_then) in sorted(
        told.items(), key=lambda item: item[0][0]
    ):
        first = "; ".join(dict.fromkeys(seen_then))
        sentences = [f"{when}: {first}" if when and first else first or when]
        sentences += dict.fromkeys(taken_then)
        words = " ".join(f"{wording.sentence_case(one)}." for one in sentences if one)
        yield at, Moment(words, DISEASE)
    for diagnosis in document.diagnoses:
        yield diagnosis.at, Moment(_diagnosis(diagnosis), DISEASE)


def _diagnosis(diagnosis: Diagnosis) -> str:
    stated = wording.is_stated(diagnosis.extent)
    extent = diagnosis.extent.label.lower() if stated else ""
    unclassified = diagnosis.certainty == Certainty.UNCLASSIFIED
    certainty = "unclassified" if unclassified else ""
    words = wording.tumour(diagnosis)
    parts = [part for part in (certainty, extent) if part and part not in words]
    return f"{', '.join([f'Diagnosis: {words}', *parts])}."


def _lesion(lesion: Lesion) -> str:
    if lesion.unknown_primary:
        return "primary looked for and not found"
    site = wording.in_sentence(wording.name(lesion.site))
    where = lesion.site_reported or site
    if site and lesion.site_reported and site not in lesion.site_reported.lower():
        where = f"{site}, {lesion.site_reported}"
    role = lesion.role.label.lower() if wording.is_stated(lesion.role) else "lesion"
    biopsied = " on biopsy" if lesion.basis == SizeBasis.BIOPSY else ""
    size = f"{lesion.dims_reported}{biopsied}" if lesion.dims_reported else ""
    details = ", ".join(part for part in (size, lesion.appearance) if part)
    words = _of(role, where) if where else role
    return f"{words}: {details}" if details else words


def _of(role: str, where: str) -> str:
    """Tie a lesion to its place: "metastasis of the liver", "both axillary nodes"."""
    if role in where.lower():
        return where
    article = "" if where.lower().startswith(("both ", "the ", "all ")) else "the "
    return f"{role} of {article}{where}"


def _observed(seen: Observation) -> str:
    if seen.presence == Presence.ABSENT:
        return f"no {seen.text_reported}"
    measured = seen.value_num is not None
    value = f"{seen.value_num} {seen.unit}".strip() if measured else seen.value_text
    return f"{seen.text_reported}, {value}" if value else seen.text_reported


def _specimen(specimen: Specimen) -> str:
    if not specimen.finding:
        return ""
    stated = wording.is_stated(specimen.kind)
    kind = specimen.kind.label.lower() if stated else "specimen"
    return f"{kind}: {specimen.finding}"


def _order(at: FuzzyTime | None) -> float:
    """Place a time among the times of the disease; what has none comes last."""
    if at is None or at.kind == TimeKind.NOT_REPORTED:
        return 1e9
    if at.kind == TimeKind.ORDER_ONLY:
        return float(at.sequence or 0) / 1000
    if at.kind == TimeKind.OFFSET and at.offset_unit:
        return (at.offset_min or 2) * _DAYS[at.offset_unit]
    year, _, month = at.date.partition("-")
    return 1e6 + int(year) * 12 + int(month or 0)


def _findings(document: CaseDocument) -> Iterator[Moment]:
    found = [
        wording.finding_name(finding)
        for finding in document.findings
        if finding.result == FindingResult.POSITIVE
        and not finding.is_acquired
        and finding.biomarker.kind not in STAINS
    ]
    if found:
        words = f"Found: {wording.listed(dict.fromkeys(found))}."
        yield Moment(words, DISEASE)


# ── Treatment ─────────────────────────────────────────────────────────────────────


def _treatment(
    document: CaseDocument, treatment: Treatment, missing: str
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
        yield Moment(f"{name}{_how(treatment)}.", ref, ref)
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
    for response in document.outcome.responses:
        if _is_of(response, treatment) and not (is_last and _is_late(response)):
            words = _response(response, _credit(treatment), missing)
            yield Moment(words, RESPONSE, at, _marks(response))
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
    for finding in document.findings:
        if finding.is_acquired and finding.emerged_on is None:
            words = f"Acquired under treatment: {wording.finding_name(finding)}."
            yield Moment(words, DISEASE, AFTER)
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
