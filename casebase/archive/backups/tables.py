"""Tables as lines of JSON, the same for both databases, and lines as rows again."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Cast

Model = type[models.Model]
Line = list[Any]

AT_ONCE = 500
#: Tables that are in no backup, and why. What is not named here is in.
LEFT_OUT = {
    "archive_indexsnapshot": "It is made of other tables; `snapshot_index` does it.",
    "django_session": "Everybody logs in again.",
}


class NotKept(TypeError):
    """A column is of a kind that nobody has taught to backups."""


def tables() -> dict[str, Model]:
    """Return the model of every table that is in a backup, by the table's name."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return {name: found[name] for name in sorted(found) if name not in LEFT_OUT}


def columns(model: Model) -> list[models.Field]:
    """Return the columns of a table, in the order in which lines have them."""
    return list(model._meta.local_concrete_fields)


def lines(model: Model) -> Iterator[str]:
    """Yield the names of the columns, then each row, as JSON and without line ends."""
    fields = columns(model)
    writers = [_kind(field)[0] for field in fields]
    asked = [
        # As text: what a field makes of its JSON is not what the column holds.
        Cast(field.attname, models.TextField()) if _is_json(field) else field.attname
        for field in fields
    ]
    yield _json([field.column for field in fields])
    rows = model._base_manager.order_by("pk").values_list(*asked)
    for row in rows.iterator(AT_ONCE):
        yield _json(
            [_known(write, value) for write, value in zip(writers, row, strict=True)]
        )


def row(model: Model) -> Callable[[Line], Line]:
    """Return what makes of a line the parameters of an INSERT."""
    readers = [_kind(field)[1] for field in columns(model)]
    return lambda line: [
        _known(read, value) for read, value in zip(readers, line, strict=True)
    ]


def insert(model: Model) -> str:
    """Return the statement that takes one row of a table in."""
    quoted = [connection.ops.quote_name(str(field.column)) for field in columns(model)]
    return (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} "
        f"({', '.join(quoted)}) VALUES ({', '.join(['%s'] * len(quoted))})"
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _known(change: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else change(value)


def _is_json(field: models.Field) -> bool:
    return isinstance(field, models.JSONField)


def _kind(field: models.Field) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Return how a value of this column is written into a line, and read from one."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    for kind, ways in KINDS:
        if isinstance(field, kind):
            return ways
    raise NotKept(f"No backup knows how to keep {field}: see archive/backups/tables.py")


def _same(value: Any) -> Any:
    return value


#: The first that fits. JSON travels as text, so that NULL and JSON's null stay two.
KINDS: list[tuple[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = [
    (
        models.JSONField,
        (
            # PostgreSQL keeps no order of keys, so a line has its own.
            lambda text: json.dumps(json.loads(text), sort_keys=True),
            lambda text: connection.ops.adapt_json_value(json.loads(text), None),
        ),
    ),
    (
        models.DateTimeField,
        (
            datetime.isoformat,
            lambda text: connection.ops.adapt_datetimefield_value(
                datetime.fromisoformat(text)
            ),
        ),
    ),
    (
        models.DateField,
        (
            date.isoformat,
            lambda text: connection.ops.adapt_datefield_value(date.fromisoformat(text)),
        ),
    ),
    (models.DecimalField, (str, Decimal)),
    ((models.CharField, models.TextField), (str, _same)),
    ((models.IntegerField, models.BooleanField), (_same, _same)),
]
