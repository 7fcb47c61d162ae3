"""Is a failure the database's, that cannot be reached, or a fault of the program?

Judged by what the database says of itself: SQLSTATE, or SQLite's result code. The class
of the exception says too little: psycopg's OperationalError is also a deadlock or a
statement that took too long, and those are ours.
"""

import sqlite3

import psycopg
from django.db import Error, connection

#: PostgreSQL: connection exceptions, shutdown and start-up, too few resources.
#: https://www.postgresql.org/docs/current/errcodes-appendix.html
STATES = ("08", "57P0", "53")
#: SQLite: busy, locked, I/O error, disk full, file that cannot be opened.
#: https://www.sqlite.org/rescode.html
CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
#: PostgreSQL: undefined_table.
NO_TABLE = "42P01"


def is_unreachable(error: BaseException | None) -> bool:
    """Whether the database could not be reached or could not work: ask again later."""
    if not isinstance(error, Error):
        return False
    cause = error.__cause__ or error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in CODES
    if isinstance(cause, psycopg.Error) and cause.sqlstate:
        return cause.sqlstate.startswith(STATES)
    # Without a state nothing came back: the connection failed or was lost, or none of
    # the pool became free in time.
    return isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)


def state_of(error: BaseException | None) -> str:
    """Return SQLSTATE or the name of SQLite's code, for the log; empty for others."""
    cause = getattr(error, "__cause__", None) or error
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return str(state or "")


def hint(error: BaseException) -> str:
    """Say to an operator what to look at where a database is away, or is not ours.

    Empty where the failure is neither: then it is a fault of the program.
    """
    if is_unreachable(error):
        said = next(iter(str(error).splitlines()), type(error).__name__)
        return f"The database cannot be reached or cannot work: {said}"
    if state_of(error) == NO_TABLE or "no such table" in str(error):
        where = connection.settings_dict["NAME"]
        return (
            f"{where} has no tables of Casebase, or those of an earlier version. Run "
            "`manage.py migrate`; or CASEBASE_DATA or DATABASE_URL names another place "
            "than was meant."
        )
    return ""
