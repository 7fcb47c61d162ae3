"""SQLite as readers have it: read-only, and nothing but the archive.

The file is opened read-only, and an authoriser is asked whenever SQLite prepares a
statement: about each column that the statement would read, also through a view, a
subquery or COUNT(*). Statements in the connection's cache were prepared under it too.
"""

import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

OURS = "archive_"
#: What a statement may do beside reading: call functions, be part of a transaction.
HARMLESS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}


def authorise(
    action: int, table: str | None, column: str | None, *where: str | None
) -> int:
    """Allow reading the archive's tables; deny all else, `sqlite_master` included."""
    reads_archive = action == sqlite3.SQLITE_READ and (table or "").startswith(OURS)
    loads = action == sqlite3.SQLITE_FUNCTION and column == "load_extension"
    allowed = reads_archive or (action in HARMLESS and not loads)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own backend for SQLite, with an authoriser."""

    def get_connection_params(self) -> dict[str, Any]:
        """Open the file read-only, also where settings name a plain path."""
        parameters = super().get_connection_params()
        name = str(parameters["database"])
        if not name.startswith("file:"):
            name = f"{Path(name).absolute().as_uri()}?mode=ro"
        return parameters | {"database": name}

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Set the authoriser before anybody can prepare a statement."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        connection.set_authorizer(authorise)
        return connection
