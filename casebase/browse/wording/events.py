"""Adverse events in words. Only what is printed is a grade."""

from casebase.archive.document import AdverseEvent

HIGHEST = 5


def grade(event: AdverseEvent) -> str:
    """Write a grade: "3", "1 to 2", "2 or less", "3 or more"; empty without one."""
    low, high = event.grade_min, event.grade_max
    if low is None:
        return "" if high is None else f"{high} or less"
    if high in (None, low):
        return str(low)
    return f"{low} or more" if high == HIGHEST else f"{low} to {high}"
