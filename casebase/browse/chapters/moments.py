"""A moment of the clinical course: its sentence, and where a chart puts it."""

from dataclasses import dataclass

DISEASE, CONSIDERED, EVENTS = "disease", "considered", "events"
RESPONSE, AFTER, UNDATED = "response", "after", "undated"


@dataclass(frozen=True)
class Moment:
    """One item of the story: its sentence, and where a chart puts it."""

    words: str
    row: str
    """`disease`, `considered`, `events`, `response`, `after`, or a course's ref."""
    at: str = ""
    """Ref of the dose step or course it belongs to; empty before all treatment,
    `undated` where the source does not say when, or at which of several steps."""
    marks: tuple[str, ...] = ()
    """Colours of the responses it tells."""
    is_ordered: bool = True
    """Whether the source says where in the order of the story it stands."""
