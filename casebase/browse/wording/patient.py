"""The patient in words: "33-year-old man", "6-week-old girl", "woman in her 40s"."""

from casebase.archive.choices import AgeQualifier, AgeUnit, Sex
from casebase.archive.document import PatientChapter

ADULT_FROM = 18

_ADULTS = {Sex.MALE: "man", Sex.FEMALE: "woman", Sex.INTERSEX: "intersex person"}
_CHILDREN = {Sex.MALE: "boy", Sex.FEMALE: "girl", Sex.INTERSEX: "intersex child"}
_FETUSES = {Sex.MALE: "male fetus", Sex.FEMALE: "female fetus"}
_POSSESSIVES = {Sex.MALE: "his", Sex.FEMALE: "her"}


def person(patient: PatientChapter) -> str:
    """Say who the patient is, never more exactly than the source does."""
    if patient.age_value is None or patient.age_unit is None:
        return _ADULTS.get(patient.sex, "patient")
    if patient.age_unit == AgeUnit.GESTATIONAL_WEEK:
        who = _FETUSES.get(patient.sex, "fetus")
        return f"{who} in week {_number(patient.age_value)} of gestation"
    who = _noun(patient)
    number, unit = _number(patient.age_value), patient.age_unit.value
    match patient.age_qualifier:
        case AgeQualifier.DECADE:
            return f"{who} in {_POSSESSIVES.get(patient.sex, 'their')} {number}s"
        case AgeQualifier.AT_LEAST:
            return f"{who} aged {number}{_units(unit)} or older"
        case AgeQualifier.AT_MOST:
            return f"{who} aged {number}{_units(unit)} or younger"
        case AgeQualifier.RANGE if patient.age_value_max:
            bounds = f"{number} to {_number(patient.age_value_max)}"
            return f"{who} aged {bounds}{_units(unit)}"
        case AgeQualifier.ABOUT:
            return f"{who} of about {number} {unit}{_s(number)}"
    return f"{number}-{unit}-old {who}"


def age(patient: PatientChapter) -> str:
    """Say the age alone, for tables: "33 years", "6 weeks", "40s", "90 or older"."""
    if patient.age_value is None or patient.age_unit is None:
        return ""
    number = _number(patient.age_value)
    unit = patient.age_unit.label + _s(number)
    if patient.age_unit == AgeUnit.GESTATIONAL_WEEK:
        return f"week {number} of gestation"
    match patient.age_qualifier:
        case AgeQualifier.DECADE:
            return f"{number}s"
        case AgeQualifier.AT_LEAST:
            return f"{number}{_units(patient.age_unit.value)} or older"
        case AgeQualifier.AT_MOST:
            return f"{number}{_units(patient.age_unit.value)} or younger"
        case AgeQualifier.RANGE if patient.age_value_max:
            return f"{number} to {_number(patient.age_value_max)} {unit}"
        case AgeQualifier.ABOUT:
            return f"about {number} {unit}"
    return f"{number} {unit}"


def _noun(patient: PatientChapter) -> str:
    is_child = patient.age_unit != AgeUnit.YEAR or float(patient.age_value or 0) < (
        ADULT_FROM
    )
    if is_child:
        return _CHILDREN.get(patient.sex, "child")
    return _ADULTS.get(patient.sex, "patient")


def _number(value: str) -> str:
    whole, _, rest = value.partition(".")
    return whole if not rest.strip("0") else value


def _units(unit: str) -> str:
    """Leave years unsaid, as people do."""
    return "" if unit == "year" else f" {unit}s"


def _s(number: str) -> str:
    return "" if number == "1" else "s"
