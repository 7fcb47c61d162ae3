"""What the database will refuse of a single row, said before it is asked.

Django asks the database once for each constraint of each row: some 400 questions, in
savepoints of their own, for a case with twelve treatments. The conditions are plain,
so they are looked at here; one that is not plain is still asked.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

#: How a value compares with another; SQL's NULL is None and compares with nothing.
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, other: value == other,
    "gt": lambda value, other: value > other,
    "gte": lambda value, other: value >= other,
    "lt": lambda value, other: value < other,
    "lte": lambda value, other: value <= other,
    "in": lambda value, other: value in other,
    "range": lambda value, other: other[0] <= value <= other[1],
}


class NotPlainError(Exception):
    """A condition that only the database understands."""


def breaches(row: models.Model, exclude: set[str]) -> Iterator[ValidationError]:
    """Yield what is wrong with a row; conditions on excluded fields are not met yet."""
    values = {
        name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        for name in (field.name, field.attname)
    }
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint):
            continue
        condition = constraint.condition
        try:
            if fields(condition) & exclude:
                continue
            if holds(condition, values) is False:
                yield ValidationError(
                    constraint.get_violation_error_message(),
                    code=constraint.violation_error_code,
                )
        except NotPlainError:
            try:
                constraint.validate(type(row), row, exclude=exclude)
            except ValidationError as fault:
                yield fault


def fields(condition: Any) -> set[str]:
    """Return the names of the columns a condition looks at."""
    if isinstance(condition, Q):
        return set().union(*(fields(part) for part in condition.children))
    if not isinstance(condition, tuple):
        raise NotPlainError(condition)
    name, value = condition
    named = {str(name).split("__")[0]}
    return named | {_column(value)} if isinstance(value, F) else named


def holds(condition: Any, values: Mapping[str, Any]) -> bool | None:
    """Return whether a condition is met; None where SQL would say NULL."""
    if isinstance(condition, Q):
        parts = [holds(part, values) for part in condition.children]
        met = _any(parts) if condition.connector == Q.OR else _all(parts)
        return met if met is None or not condition.negated else not met
    if not isinstance(condition, tuple):
        raise NotPlainError(condition)
    name, _, lookup = str(condition[0]).partition("__")
    other = condition[1]
    if name not in values:
        raise NotPlainError(condition)
    value = values[name]
    if lookup == "isnull":
        return (value is None) is bool(other)
    if isinstance(other, F):
        other = values[_column(other)]
    if (compare := COMPARE.get(lookup or "exact")) is None:
        raise NotPlainError(condition)
    if value is None or other is None:
        return None
    return compare(value, other)


def _column(other: F) -> str:
    name: str = other.name  # type: ignore[attr-defined] # the stubs do not know it
    return name


def _all(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _any(parts: list[bool | None]) -> bool | None:
    if True in parts:
        return True
    return None if None in parts else False
