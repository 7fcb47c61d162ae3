"""Adverse events in words. Only what is printed is a grade."""

from collections.abc import Collection

from casebase.archive.choices import AdverseEventAction
from casebase.archive.document import AdverseEvent

from .terms import in_sentence, listed

HIGHEST = 5


def grade(event: AdverseEvent) -> str:
    """Write a grade: "3", "1 to 2", "2 or less", "3 or more"; empty without one."""
    low, high = event.grade_min, event.grade_max
    if low is None:
        return "" if high is None else f"{high} or less"
    if high in (None, low):
        return str(low)
    return f"{low} or more" if high == HIGHEST else f"{low} to {high}"


def severity(event: AdverseEvent) -> str:
    """Write how grave it was: "grade 3", "moderate, no grade", "no grade"."""
    if printed := grade(event):
        return f"grade {printed}"
    said = event.severity_reported
    return f"{in_sentence(said)}, no grade" if said else "no grade"


def actions(event: AdverseEvent, told: Collection[str] = ()) -> str:
    """Write what was done: "drug held and treated"; that nothing was is said too.

    Actions that were `told` already are left out.
    """
    return listed(
        "no action taken"
        if action == AdverseEventAction.NONE
        else in_sentence(str(action.label))
        for action in event.actions
        if action not in told
    )
