"""What is said of a row before the database is asked is what the database says."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from casebase.curation import models as ours
from casebase.curation.admin.constraints import NotPlainError, breaches, fields
from casebase.curation.models.base import Row, Sourcing

TABLES = sorted(
    (
        table
        for table in vars(ours).values()
        if isinstance(table, type) and issubclass(table, Row | Sourcing)
    ),
    key=lambda table: table.__name__,
)
CASES = [
    pytest.param(table, constraint, id=constraint.name)
    for table in TABLES
    for constraint in table._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]
#: Enough that each condition is met, broken and, by empty boxes, left open.
ROWS = 40


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "constraint"), CASES)
def test_a_condition_means_here_what_it_means_in_the_database(table, constraint):
    chance = random.Random(constraint.name)
    columns = sorted(fields(constraint.condition))
    said = set()
    for _ in range(ROWS):
        row = table(**{name: some(table, name, chance) for name in columns})
        others = {field.name for field in table._meta.fields} - set(columns)
        words = str(constraint.get_violation_error_message())
        here = words in [fault.message for fault in breaches(row, others)]
        there = False
        try:
            constraint.validate(table, row, exclude=others)
        except ValidationError:
            there = True
        assert here == there, {name: getattr(row, name) for name in columns}
        said.add(there)
    assert said == {True, False}


def some(table, name, chance):
    """A value that a column may hold: empty, one of its choices, a small number."""
    field = table._meta.get_field(name)
    empty = [None] if field.null else []
    if field.choices:
        return chance.choice(["", *(key for key, _ in field.choices)])
    if isinstance(field, models.BooleanField):
        return chance.choice([True, False])
    if isinstance(field, models.ForeignKey):
        return chance.choice([None, field.related_model(pk=1)])
    if isinstance(field, models.IntegerField):
        return chance.choice([*empty, *range(8), 101, 301])
    return chance.choice([*empty, "", "1"])


def test_every_condition_of_a_row_is_plain():
    for case in CASES:
        try:
            fields(case.values[1].condition)
        except NotPlainError:
            pytest.fail(f"{case.id} is asked of the database for each row.")
