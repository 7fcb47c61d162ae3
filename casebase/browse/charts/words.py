"""The same facts as a chart, in a sentence, for those who do not see it."""

from casebase.archive.document import FuzzyTime, Response
from casebase.browse import wording
from casebase.browse.chapters.courses import Course, event_name

from . import clock
from .lane import Lane

_ENDS = {
    "ongoing": "on treatment at last report",
    "died": "died",
    "seen": "last known",
}


def lane_words(course: Course, lane: Lane, missing: str) -> str:
    """Tell a lane: drug, doses, length, every response and event, how it ended."""
    doses = wording.course_doses(course.treatment, missing)
    begun = wording.sentence_case(course.name)
    parts = [f"{begun} {doses}" if doses else begun, _length(lane)]
    start = course.treatment.start
    parts += [_response(response, start, missing) for response in course.responses]
    if not course.responses:
        parts.append(f"response {missing}")
    for event in course.events:
        when = wording.time(event.start)
        name = wording.in_sentence(event_name(event))
        parts.append(f"{name}, {when}" if when else name)
    if lane.end:
        at = "" if lane.followed is None else f" at {_months(lane.followed)}"
        parts.append(_ENDS[lane.end] + at)
    return "; ".join(part for part in parts if part) + "."


def _length(lane: Lane) -> str:
    if lane.length is None:
        return "length not known"
    about = "at least " if lane.is_least else ""
    return f"for {about}{_months(lane.length)}"


def _response(response: Response, start: FuzzyTime | None, missing: str) -> str:
    """A response with its time; one that has no place on the axis says so."""
    words = wording.in_sentence(wording.response_words(response.category, missing))
    when = wording.time(response.at)
    if not when:
        return f"{words}, time not known"
    if clock.after_start(response.at, start) is None:
        return f"{words}, {when}, time from the start not known"
    return f"{words}, {when}"


def _months(number: float) -> str:
    return wording.duration(f"{number:.1f}", "month")
