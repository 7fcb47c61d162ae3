"""An age is filed where its band begins, and not a day before."""

from decimal import Decimal

import pytest

from casebase.archive import document as d
from casebase.archive.choices import AgeGroup, AgeUnit

BEGINNINGS = [
    (28, AgeUnit.DAY, AgeGroup.NEONATE, AgeGroup.INFANT),
    (4, AgeUnit.WEEK, AgeGroup.NEONATE, AgeGroup.INFANT),
    (12, AgeUnit.MONTH, AgeGroup.INFANT, AgeGroup.CHILD),
    (12, AgeUnit.YEAR, AgeGroup.CHILD, AgeGroup.ADOLESCENT),
    (18, AgeUnit.YEAR, AgeGroup.ADOLESCENT, AgeGroup.YOUNG_ADULT),
    (40, AgeUnit.YEAR, AgeGroup.YOUNG_ADULT, AgeGroup.ADULT),
    (65, AgeUnit.YEAR, AgeGroup.ADULT, AgeGroup.OLDER),
]


def group(value, unit):
    """The band of a patient of this age."""
    patient = d.PatientChapter.model_construct(age_value=value, age_unit=unit)
    return d.age_group(patient)


@pytest.mark.parametrize(("age", "unit", "before", "then"), BEGINNINGS)
def test_a_band_begins_with_its_age(age, unit, before, then):
    assert group(Decimal(age), unit) == then
    assert group(Decimal(age) - Decimal("0.1"), unit) == before


def test_before_birth_there_is_one_band():
    assert group(Decimal(39), AgeUnit.GESTATIONAL_WEEK) == AgeGroup.PRENATAL


@pytest.mark.parametrize(("age", "unit"), [(None, None), (None, AgeUnit.YEAR)])
def test_an_age_that_is_not_known_is_in_none(age, unit):
    assert group(age, unit) is None
