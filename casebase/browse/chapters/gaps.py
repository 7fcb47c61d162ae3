"""What we do not know: what was looked for, and key facts that are not there."""

from collections.abc import Iterator, Sequence

from casebase.archive.choices import (
    FollowUpEvent,
    Modality,
    PartRead,
    ResponseCriteria,
    StopReason,
    TimeKind,
    YesNo,
)
from casebase.archive.document import CaseDocument, Finding, Response
from casebase.browse import wording

from .courses import Course, events_once, given

_READ = {
    PartRead.SECONDARY_SUMMARY: (
        "The paper itself has not been read. It may state what the news summary "
        "leaves out."
    ),
    PartRead.ABSTRACT: (
        "Only the abstract has been read. The paper may state what it leaves out."
    ),
    PartRead.ABSTRACT_AND_PART: (
        "Only a part of the paper has been read. The rest may state what is missing."
    ),
    PartRead.FULL_TEXT: "The whole paper was read. It is silent about what follows.",
}

#: What is neither started nor stopped.
_DONE_ONCE = (Modality.SURGERY, Modality.LOCAL_ABLATION, Modality.TRANSPLANT)


def what_was_read(document: CaseDocument) -> str:
    """Say how far the silence of the record goes."""
    return _READ[document.part_read]


def looked_for(document: CaseDocument) -> list[str]:
    """Return what curators looked for in the part read and did not find."""
    words = (gap for source in document.articles for gap in source.looked_for_not_found)
    return list(dict.fromkeys(words))


def key_gaps(document: CaseDocument) -> list[str]:
    """Return key facts of the case that the document does not hold, as sentences."""
    gaps = [gap for finding in document.findings for gap in _finding(finding)]
    courses = [course for course in given(document) if course.is_anticancer]
    for course in courses:
        gaps += _course(course)
    gaps += [
        f"{wording.finding_name(one)}, acquired: what was tried next."
        for one in document.findings
        if is_next_untold(one, courses)
    ]
    ungraded = [
        event
        for event in document.outcome.adverse_events
        if event.grade_min is None and event.grade_max is None
    ]
    if ungraded:
        gaps.append(f"The grade of {wording.listed(events_once(ungraded))}.")
    gaps += _afterwards(document)
    return gaps


def _finding(finding: Finding) -> Iterator[str]:
    if not wording.is_found(finding):
        return
    name = wording.finding_name(finding)
    if finding.biomarker.fusion:
        unknown = []
        if not (finding.breakpoint_5p or finding.breakpoint_3p or finding.exon_3p):
            unknown.append("the breakpoint")
        if finding.kinase_domain_retained in (None, YesNo.NOT_REPORTED):
            unknown.append("whether the kinase domain is kept")
        if unknown:
            yield f"{name}: {wording.listed(unknown)}."
    if finding.specimen is None:
        yield f"{name}: the specimen it was found in."


def is_next_untold(finding: Finding, courses: Sequence[Course]) -> bool:
    """Return whether nothing is told of what was tried for an acquired alteration.

    `courses` are those against the tumour. Where the treatment it arose on is not told,
    nothing is later only if there is but one, and no course that was aimed at it.
    """
    if not (finding.is_acquired and wording.is_found(finding)):
        return False
    places = {one.treatment.ref: one.treatment.sequence for one in courses}
    first = min(places.values(), default=0)
    since = places.get(finding.emerged_on or "", first)
    aimed = any(finding.ref in one.treatment.target_findings for one in courses)
    return not aimed and all(place <= since for place in places.values())


def _course(course: Course) -> Iterator[str]:
    name, treatment = wording.sentence_case(course.name), course.treatment
    is_once = treatment.modality in _DONE_ONCE
    if not wording.time(treatment.start):
        yield f"{name}: when it was {'done' if is_once else 'started'}."
    silent = treatment.ongoing == YesNo.NOT_REPORTED and (
        treatment.stop_reason == StopReason.NOT_REPORTED
    )
    if silent and not is_once:
        yield f"{name}: whether it was stopped, when and why."
    unmeasured = [
        str(number)
        for number, step in enumerate(course.steps, start=1)
        if step.dose and step.dose.duration_value is None and step.dose.end is None
    ]
    if len(course.steps) > 1 and unmeasured:
        steps = "dose step" if len(unmeasured) == 1 else "dose steps"
        yield f"{name}: the length of {steps} {wording.listed(unmeasured)}."
    if course.is_judged and not course.responses:
        yield f"{name}: the response."
    for response in course.responses:
        yield from _response(name, response)


def _response(name: str, response: Response) -> Iterator[str]:
    uncategorised = wording.UNCATEGORISED.get(response.category, "")
    words = uncategorised or wording.in_sentence(str(response.category.label))
    unknown = []
    if not wording.is_stated(response.basis):
        unknown.append("by which imaging or examination")
    if response.criteria == ResponseCriteria.NOT_STATED and not uncategorised:
        unknown.append("by which criteria")
    if unknown:
        yield f"{name}: {wording.listed(unknown)} the {words} was judged."


def _afterwards(document: CaseDocument) -> Iterator[str]:
    last = [f for f in document.outcome.follow_up if f.is_last_contact]
    at = last[-1].at if last else None
    died = bool(last) and last[-1].event == FollowUpEvent.DEATH
    if at and at.kind == TimeKind.DATE and not died:
        yield f"Anything after {wording.time(at)}."
    elif not last:
        yield "How it went on: no last contact is recorded."
