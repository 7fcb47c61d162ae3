"""Rows of the test database: which tables hold some, and the same rows once more.

What many tests begin with is made once, the way the program makes it. What this has
put into empty tables is then put back for the next test as it was, in a tenth of the
time (`test_rows.py` compares).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import compress
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from casebase.archive import index
from casebase.archive.models import ArchiveState, new_epoch
from casebase.curation.models import Article, Curator, Patient

#: What is filled when the database is set up, and no test that commits changes.
SET_UP = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
}
#: What may be there before: people, and who of them is logged in.
PEOPLE = {
    "curation_curator",
    "curation_curator_groups",
    "curation_intereststatement",
    "django_session",
}
#: Put back last: the database itself counts each row that is added to one.
COUNTED = {model._meta.db_table for model in (Article, Patient)}

Rows = tuple[list[str], list[tuple[Any, ...]]]


def filled(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the tables that hold rows: of more than a hundred, most tests fill few."""
    tables = [
        table
        for table in connection.introspection.django_table_names(only_existing=True)
        if table not in SET_UP
    ]
    asked = (f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(t)})" for t in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        return {*compress(tables, cursor.fetchone())}


class Kept:
    """What one person filled the tables with, where there was nothing but people."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        self._by = 0

    @contextmanager
    def keeping(self, by: Curator) -> Iterator[None]:
        """Keep what the block fills, if nothing but people was there before."""
        connection = connections["default"]
        before = filled(connection)
        people = {table: _read(connection, table) for table in before & PEOPLE}
        yield
        if before <= PEOPLE and not self.tables:
            assert people == {table: _read(connection, table) for table in people}
            self._by = by.pk
            self.tables = {
                table: _read(connection, table)
                for table in sorted(
                    filled(connection) - before, key=lambda one: (one in COUNTED, one)
                )
            }

    def put_back(self, by: Curator) -> bool:
        """Fill the tables as then, as the work of this person; False if it cannot be.

        The tables are empty, so the numbers of then are free; later rows get higher
        ones. The archive is another one, so that nobody takes it for that of an earlier
        test.
        """
        connection = connections["default"]
        if not self.tables or not filled(connection) <= PEOPLE:
            return False
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in self.tables.items():
                persons = [name in _persons(table) for name in columns]
                put = [
                    by.pk if is_person and value == self._by else value
                    for row in rows
                    for is_person, value in zip(persons, row, strict=True)
                ]
                quoted = ", ".join(map(connection.ops.quote_name, columns))
                places = f"({', '.join(['%s'] * len(columns))})"
                cursor.execute(
                    f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) "
                    f"VALUES {', '.join([places] * len(rows))}",
                    put,
                )
                if connection.vendor == "postgresql" and "id" in columns:
                    # A restore may have set the sequence back since.
                    highest = max(row[columns.index("id")] for row in rows)
                    cursor.execute(
                        "SELECT setval(of, GREATEST(nextval(of), %s)) "
                        "FROM pg_get_serial_sequence(%s, 'id') AS of",
                        [highest, table],
                    )
            ArchiveState.objects.update(epoch=new_epoch())
        index.notice()
        return True


def _read(connection: BaseDatabaseWrapper, table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return [column[0] for column in cursor.description], [*cursor.fetchall()]


def _persons(table: str) -> set[str]:
    """Return the columns of a table that name a person."""
    return {
        field.column
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table
        for field in model._meta.concrete_fields
        if field.related_model is Curator
    }
