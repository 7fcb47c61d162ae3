"""After a removal: clear what the disk still holds of it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from casebase.archive import publishing

FOREIGN = (
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
    "AND NOT pg_has_role(tableowner, 'USAGE')"
)


class Command(BaseCommand):
    """Changes no row. Writers wait while a table is written anew."""

    help = (
        "After a removal: delete the files of withdrawn releases, and write the tables "
        "anew, so that freed space holds no text. On PostgreSQL as their owner."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete the files, then clear the disk."""
        is_sqlite = connection.vendor == "sqlite"
        if not is_sqlite:
            _refuse_all_but_the_owner()
        left = publishing.remove_withdrawn_files()
        _clear_sqlite() if is_sqlite else _clear_postgresql()
        if left:
            named = ", ".join(path.name for path in left)
            raise CommandError(f"Delete these by hand, they were withdrawn: {named}")
        self.stdout.write("Tables are written anew. Now: search_purged")


def _clear_sqlite() -> None:
    connections["reader"].close()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(busy, _, _)] = cursor.fetchall()
    if busy:
        raise CommandError(
            "The log of SQLite is in use and was not emptied: stop the site, or repeat."
        )


def _refuse_all_but_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN)
        if cursor.fetchall():
            raise CommandError(
                "Only the owner of the tables may do this: name the owner in "
                "DATABASE_URL, as for migrate."
            )


def _clear_postgresql() -> None:
    """Rewrite every table: a plain VACUUM leaves bytes in the free space of pages."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
