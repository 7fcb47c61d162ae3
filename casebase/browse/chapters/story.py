"""The clinical course as an ordered list of sentences, in the order of the source."""

from collections.abc import Iterable, Iterator

from casebase.archive.choices import (
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


def clinical_course(document: CaseDocument) -> list[str]:
    """Tell what happened, one sentence or two per item.

    First the disease, by time; then each treatment with its doses, events and
    responses; then what followed. Where the source gives no times, this is the order
    in which it tells them.
    """
    missing = wording.missing(document.part_read)
    story = list(_disease(document))
    story += _findings(document)
    for treatment in in_order(document):
        story += _treatment(document, treatment, missing)
    story += _afterwards(document, missing)
    return story


# ── The disease ───────────────────────────────────────────────────────────────────


def _disease(document: CaseDocument) -> Iterator[str]:
    told: dict[tuple[float, str], tuple[list[str], list[str]]] = {}
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
    for place, rows in enumerate((seen, taken)):
        for at, words in rows:
            if words:
                key = (_order(at), wording.time(at))
                told.setdefault(key, ([], []))[place].append(words)
    for (_, when), (seen_then, taken_then) in sorted(
        told.items(), key=lambda item: item[0][0]
    ):
        first = "; ".join(dict.fromkeys(seen_then))
        sentences = [f"{when}: {first}" if when and first else first or when]
        sentences += dict.fromkeys(taken_then)
        yield " ".join(f"{wording.sentence_case(one)}." for one in sentences if one)
    for diagnosis in document.diagnoses:
        yield _diagnosis(diagnosis)


def _diagnosis(diagnosis: Diagnosis) -> str:
    stated = wording.is_stated(diagnosis.extent)
    extent = diagnosis.extent.label.lower() if stated else ""
    unclassified = diagnosis.certainty == Certainty.UNCLASSIFIED
    certainty = "unclassified" if unclassified else ""
    parts = (f"Diagnosis: {wording.tumour(diagnosis)}", certainty, extent)
    return f"{', '.join(part for part in parts if part)}."


def _lesion(lesion: Lesion) -> str:
    site = wording.in_sentence(wording.name(lesion.site))
    where = lesion.site_reported or site
    if site and lesion.site_reported and site not in lesion.site_reported.lower():
        where = f"{site}, {lesion.site_reported}"
    role = lesion.role.label.lower() if wording.is_stated(lesion.role) else "lesion"
    biopsied = " on biopsy" if lesion.basis == SizeBasis.BIOPSY else ""
    size = f"{lesion.dims_reported}{biopsied}" if lesion.dims_reported else ""
    details = ", ".join(part for part in (size, lesion.appearance) if part)
    words = f"{role} of the {where}" if where else role
    return f"{words}: {details}" if details else words


def _observed(seen: Observation) -> str:
    no = "no " if seen.presence == Presence.ABSENT else ""
    return f"{no}{seen.text_reported}"


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


def _findings(document: CaseDocument) -> Iterator[str]:
    found = [
        wording.finding_name(finding)
        for finding in document.findings
        if finding.result == FindingResult.POSITIVE and not finding.is_acquired
    ]
    if found:
        yield f"Found: {wording.listed(found)}."


# ── Treatment ─────────────────────────────────────────────────────────────────────


def _treatment(
    document: CaseDocument, treatment: Treatment, missing: str
) -> Iterator[str]:
    name = wording.sentence_case(wording.course_name(treatment))
    if not wording.is_given(treatment):
        decision = treatment.decision.label.lower()
        why = wording.why_not_given(treatment, missing)
        yield f"{name}: {decision}, {why}." if why else f"{name}: {decision}."
        return
    told: set[str] = set()
    events = {event.ref: event for event in events_of(document, treatment)}
    if not any(agent.doses for agent in treatment.agents):
        yield f"{name}{_how(treatment)}."
    for agent in treatment.agents:
        for step in agent.doses:
            causes = [events[ref] for ref in step.caused_by if ref in events]
            if causes and not told & {event.ref for event in causes}:
                yield _events(causes)
            told |= {event.ref for event in causes}
            yield _step(treatment, agent, step, missing)
    rest = [event for ref, event in events.items() if ref not in told]
    if rest:
        yield _events(rest)
    for response in document.outcome.responses:
        if response.course == treatment.ref and not _is_late(response):
            yield _response(response, _credit(treatment), missing)
    for finding in document.findings:
        if finding.emerged_on == treatment.ref:
            name = wording.finding_name(finding)
            yield f"Acquired {_credit(treatment)}: {name}."


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
    else:
        sentence = (
            f"{name} {_VERBS.get(step.change, step.change.label.lower())} {words}"
        )
    return f"{sentence}; {when}." if when else f"{sentence}."


# ── Outcome ───────────────────────────────────────────────────────────────────────


def _is_late(response: Response) -> bool:
    """Whether a response is dated by the calendar, and so told after the check-ups."""
    return response.at is not None and response.at.kind == TimeKind.DATE


def _afterwards(document: CaseDocument, missing: str) -> Iterator[str]:
    credits = {t.ref: _credit(t) for t in document.treatments}
    timed = [f for f in document.outcome.follow_up if not _is_dated(f)]
    dated = [f for f in document.outcome.follow_up if _is_dated(f)]
    for visit in timed:
        yield _visit(visit)
    for response in document.outcome.responses:
        if _is_late(response) or response.course not in credits:
            yield _response(response, credits.get(response.course or "", ""), missing)
    for finding in document.findings:
        if finding.is_acquired and finding.emerged_on is None:
            yield f"Acquired under treatment: {wording.finding_name(finding)}."
    for visit in dated:
        yield _visit(visit)


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
