"""Ages and times as a Phenopacket tells them: never finer than the record does.

A month is the span from its first day to its last, not its first day. An age that is
meant roughly, or bounded on one side, is left to the text: the schema's ranges have two
ends. So is a time after something: to make an age or a date of it were to calculate.
"""

import calendar
import re
from typing import Any

from casebase.archive.choices import AgeQualifier, AgeUnit, TimeKind
from casebase.archive.document import FuzzyTime, PatientChapter
from casebase.browse.wording import plain

Time = dict[str, Any]

_LETTERS = {AgeUnit.YEAR: "Y", AgeUnit.MONTH: "M", AgeUnit.WEEK: "W", AgeUnit.DAY: "D"}
_EXACT = (AgeQualifier.EXACT, AgeQualifier.NOT_REPORTED)
_WHOLE = re.compile(r"[0-9]+(?:\.0+)?")


def age(patient: PatientChapter) -> Time | None:
    """Return the age, where the schema can tell it as the record does."""
    low, high, unit = patient.age_value, patient.age_value_max, patient.age_unit
    if low is None or unit is None or low.startswith("-"):
        return None
    exact = patient.age_qualifier in _EXACT and high is None
    if unit == AgeUnit.GESTATIONAL_WEEK:
        whole = exact and _WHOLE.fullmatch(low)
        return {"gestationalAge": {"weeks": int(plain(low))}} if whole else None
    if exact:
        return {"age": _age(low, unit)}
    if patient.age_qualifier == AgeQualifier.RANGE and high is not None:
        if float(high) < float(low):
            return None
        return {"ageRange": {"start": _age(low, unit), "end": _age(high, unit)}}
    is_decade = patient.age_qualifier == AgeQualifier.DECADE and high is None
    if is_decade and unit == AgeUnit.YEAR and _WHOLE.fullmatch(low):
        last = str(int(plain(low)) + 9)
        return {"ageRange": {"start": _age(low, unit), "end": _age(last, unit)}}
    return None


def when(at: FuzzyTime | None) -> Time | None:
    """Return a month or a year as the span it is; None for any other time."""
    if at is None or at.kind != TimeKind.DATE:
        return None
    year, _, month = at.date.partition("-")
    first, last = month or "01", month or "12"
    if int(year) == 0:  # no calendar has it
        return None
    _, days = calendar.monthrange(int(year), int(last))
    return {
        "interval": {
            "start": f"{year}-{first}-01T00:00:00Z",
            "end": f"{year}-{last}-{days}T23:59:59Z",
        }
    }


def _age(value: str, unit: AgeUnit) -> dict[str, str]:
    return {"iso8601duration": f"P{plain(value)}{_LETTERS[unit]}"}
