"""A case in a sentence or two: who, what was given, what it led to.

Made from the record alone, so that it can say no more than the record does. It is
short at any price: what does not fit is left out in a fixed order, doses first, and
courses in the middle are counted. A response stands after its drug, and silence is
said once, at the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from casebase.archive.choices import (
    AgentRole,
    LabelStatus,
    ResponseCategory,
    StopReason,
    TimeKind,
)
from casebase.archive.document import CaseDocument, Response, Treatment
from casebase.archive.facet_keys import best_response, is_course

from .case_title import leading_finding, tumour_at_site
from .courses import course_doses, course_name, is_given, response_words, why_not_given
from .fusions import finding_name, partner_gap
from .patient import person
from .silence import is_stated, missing
from .terms import in_sentence, listed, plural, sentence_case
from .times import time

#: Words in a summary, and in a name that the source gives at length; courses told.
MOST, MOST_OF_A_NAME, MOST_COURSES = 60, 10, 4

_LABELS = {
    LabelStatus.OFF_LABEL: "off label",
    LabelStatus.EXPANDED_ACCESS: "by expanded access",
    LabelStatus.COMPASSIONATE_USE: "by compassionate use",
    LabelStatus.TRIAL: "in a trial",
}
_STOPPED = (StopReason.PROGRESSION, StopReason.TOXICITY, StopReason.COST)


@dataclass(frozen=True)
class _Detail:
    """How much is told of each course."""

    doses: bool = True
    footing: bool = True
    every: bool = True
    reasons: bool = True


#: From the fullest to the shortest.
_DETAILS = (
    _Detail(),
    _Detail(doses=False),
    _Detail(doses=False, footing=False),
    _Detail(doses=False, footing=False, every=False),
    _Detail(doses=False, footing=False, every=False, reasons=False),
)


def case_summary(document: CaseDocument) -> str:
    """Tell the whole case in at most 60 words."""
    return _fitting(document, sentence_case(_who(document)), _DETAILS)


def what_happened(document: CaseDocument) -> str:
    """Tell courses and responses alone, for a page that says who and doses itself."""
    return _fitting(document, "", _DETAILS[1:])


def _fitting(document: CaseDocument, who: str, details: Sequence[_Detail]) -> str:
    is_long = len(_judged(document)) > MOST_COURSES
    for detail in details:
        words = _told(
            document, who, replace(detail, every=detail.every and not is_long)
        )
        if len(words.split()) <= MOST:
            return words
    return _clipped(words, MOST - 1)


def _told(document: CaseDocument, who: str, detail: _Detail) -> str:
    courses = list(_courses(document, detail))
    sentences = [who] if who else []
    sentences.append(sentence_case("; then ".join(courses)))
    sentences += _unanswered(document, detail)
    sentences += _not_given(document, detail)
    sentences += _death(document)
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences)


def _who(document: CaseDocument) -> str:
    """Say who it was, with which tumour and which alteration."""
    who, tumour = person(document.patient), _clipped(tumour_at_site(document))
    words = f"{who} with {tumour}" if tumour else who
    finding = leading_finding(document)
    if finding is None:
        return words
    gap = partner_gap(finding, missing(document.part_read))
    found = _clipped(finding_name(finding))
    return f"{words}, {found} ({_clipped(gap)})" if gap else f"{words}, {found}"


# ── Courses ───────────────────────────────────────────────────────────────────────


def _judged(document: CaseDocument) -> list[tuple[Treatment, Response | None]]:
    """Return what readers ask a response of, in order; else what was given at all."""
    given = [
        (treatment, best_response(document, treatment))
        for treatment in sorted(document.treatments, key=lambda row: row.sequence)
        if is_given(treatment) and _is_anticancer(treatment)
    ]
    asked = [pair for pair in given if is_course(pair[0]) or pair[1]]
    return asked or given


def _courses(document: CaseDocument, detail: _Detail) -> Iterator[str]:
    silence = missing(document.part_read)
    courses = _judged(document)
    if not courses:
        yield f"treatment {silence}"
        return
    last = max((n for n, (_, r) in enumerate(courses) if _is_told(r)), default=0)
    shown = range(len(courses)) if detail.every else sorted({0, last})
    before = -1
    for number in shown:
        if number - before > 1:
            yield _others(number - before - 1)
        before = number
        treatment, response = courses[number]
        words = _course(treatment, silence, detail)
        if _is_told(response):
            words = f"{words}: {_response(response, silence)}"
        elif len(courses) == 1 and is_course(treatment):
            words = f"{words}: response {silence}"
        yield f"{words}{_stopped(treatment)}" if detail.footing else words
    if len(courses) - before > 1:
        yield _others(len(courses) - before - 1)


def _others(number: int) -> str:
    return plural(number, "other course")


def _course(treatment: Treatment, silence: str, detail: _Detail) -> str:
    words = _clipped(course_name(treatment))
    doses = course_doses(treatment, silence) if detail.doses else ""
    # A dose with a gap would say the silence of the source once more.
    if doses and silence not in doses:
        words += f" {doses}" if len(treatment.agents) == 1 else f", {doses}"
    label = _LABELS.get(treatment.label_status) if detail.footing else ""
    return f"{words}, {label}" if label else words


def _stopped(treatment: Treatment) -> str:
    reason = treatment.stop_reason
    known = reason in _STOPPED
    return f", stopped for {in_sentence(str(reason.label))}" if known else ""


def _response(response: Response | None, silence: str) -> str:
    assert response is not None, "only what is told is put in words"
    words = in_sentence(response_words(response.category, silence))
    when = _clipped(time(response.at))
    if response.at and response.at.kind == TimeKind.DATE:
        when = f"as of {when}"
    comma = "," if "," in words else ""
    return f"{words}{comma} {when}" if when else words


def _is_told(response: Response | None) -> bool:
    return response is not None and response.category != ResponseCategory.NOT_REPORTED


def _is_anticancer(treatment: Treatment) -> bool:
    agents = treatment.agents
    return not agents or any(agent.role == AgentRole.ANTICANCER for agent in agents)


def _unanswered(document: CaseDocument, detail: _Detail) -> Iterator[str]:
    """Say once for which of several courses no response is told."""
    courses = [pair for pair in _judged(document) if is_course(pair[0])]
    silent = [course_name(t) for t, response in courses if not _is_told(response)]
    if not silent or len(_judged(document)) == 1:
        return
    silence = missing(document.part_read)
    if len(silent) == len(courses):
        yield f"Responses {silence}"
    elif detail.every:
        yield f"Response to {listed(_clipped(name) for name in silent)} {silence}"
    else:
        yield f"Response to {plural(len(silent), 'course')} {silence}"


# ── Beside the courses ────────────────────────────────────────────────────────────


def _not_given(document: CaseDocument, detail: _Detail) -> Iterator[str]:
    silence = missing(document.part_read)
    rows = sorted(document.treatments, key=lambda row: row.sequence)
    rows = [row for row in rows if not is_given(row) and _is_anticancer(row)]
    if not rows:
        return
    decision = sentence_case(str(rows[0].decision.label)).replace(", ", " and ")
    words = f"{decision}: {_clipped(course_name(rows[0]))}"
    why = _why(rows[0], silence) if detail.reasons else ""
    if why:
        words += f" ({why})"
    if len(rows) > 1:
        others = plural(len(rows) - 1, "other treatment")
        words += f"; {others} {'was' if len(rows) == 2 else 'were'} not given either"
    yield words


def _why(treatment: Treatment, silence: str) -> str:
    """Give the reason in the words of the source where they are few."""
    told = in_sentence(why_not_given(treatment, silence))
    if len(told.split()) > MOST_OF_A_NAME:
        coded = treatment.model_copy(update={"reason_text": ""})
        told = in_sentence(why_not_given(coded, silence))
    return "" if silence in told else _clipped(told)


def _death(document: CaseDocument) -> Iterator[str]:
    """Say that the patient died: a good response alone would tell half."""
    patient = document.patient
    status = str(patient.vital_status.label).partition(",")[0]
    if is_stated(patient.vital_status) and status.startswith("Died"):
        when = _clipped(time(patient.vital_as_of))
        yield f"{status}, {when}" if when else status


def _clipped(text: str, most: int = MOST_OF_A_NAME) -> str:
    """Return so many words, and a sign where there were more."""
    words = text.split()
    return text if len(words) <= most else f"{' '.join(words[:most])} …"
