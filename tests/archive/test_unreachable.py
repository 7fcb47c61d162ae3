"""A database that cannot be reached is not a fault of the program, and the reverse."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from django import db
from django.db import ConnectionHandler, connection

from casebase.archive.backends.postgresql.base import IN_VAIN
from casebase.archive.unreachable import is_unreachable, state_of
from casebase.settings import postgresql
from tests.endurance.server import Server

#: Seconds, less than the site has.
PATIENTLY = 0.5


def caused(kind, cause):
    """An exception of Django as it wraps one of the driver."""
    error = kind("words")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("state", "is_so"),
    [
        ("08000", True),
        ("08006", True),
        ("57P01", True),
        ("57P02", True),
        ("57P03", True),
        ("53200", True),
        ("53300", True),
        # OperationalErrors, too, and ours: a deadlock, a statement that took too long.
        ("40P01", False),
        ("57014", False),
        ("55P03", False),
        ("42P01", False),
        ("42501", False),
        ("23505", False),
        ("22P05", False),
    ],
)
def test_postgresql_is_judged_by_sqlstate(state, is_so):
    cause = psycopg.errors.lookup(state)("words")
    for kind in (db.OperationalError, db.InterfaceError, db.DatabaseError):
        assert is_unreachable(caused(kind, cause)) is is_so
    assert state_of(caused(db.DatabaseError, cause)) == state


def test_without_a_state_it_is_a_connection_that_was_lost():
    lost = psycopg.OperationalError("the server closed the connection unexpectedly")
    assert is_unreachable(caused(db.OperationalError, lost))
    closed = psycopg.InterfaceError("the connection is closed")
    assert is_unreachable(caused(db.InterfaceError, closed))
    assert not is_unreachable(caused(db.ProgrammingError, psycopg.ProgrammingError()))


@pytest.mark.parametrize("error", [None, ValueError("words"), OSError(), KeyError(1)])
def test_what_is_not_of_the_database_is_ours(error):
    assert not is_unreachable(error)


def test_sqlite_is_judged_by_its_code(tmp_path):
    def met(path, *statements):
        try:
            with sqlite3.connect(path, uri=True, timeout=0) as own:
                for statement in statements:
                    own.execute(statement)
        except sqlite3.Error as cause:
            return caused(db.OperationalError, cause)
        raise AssertionError("nothing was met")

    file = (tmp_path / "a.sqlite3").as_uri()
    assert is_unreachable(met(f"{file}?mode=ro", "SELECT 1 FROM sqlite_master"))
    with sqlite3.connect(file, uri=True) as other:
        other.execute("CREATE TABLE a (b)")
        other.execute("BEGIN EXCLUSIVE")
        busy = met(file, "INSERT INTO a VALUES (1)")
    assert state_of(busy) == "SQLITE_BUSY"
    assert is_unreachable(busy)
    assert not is_unreachable(met(file, "SELECT * FROM nowhere"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "is_so"),
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())", True),
        ("SET statement_timeout = 1; SELECT pg_sleep(1)", False),
        ("SELECT * FROM nowhere", False),
    ],
)
def test_a_server_says_so_itself(statement, is_so):
    with pytest.raises(db.Error) as met, connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
    assert is_unreachable(met.value) is is_so


@pytest.fixture
def away(django_db_blocker):
    """A database of PostgreSQL that is down, by the settings of the site."""
    with TemporaryDirectory(prefix="casebase-away-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else
        server = Server(folder / "server")
        server.stop()
        settings = postgresql(server.url("postgres", "postgres"))
        settings["OPTIONS"]["pool"]["timeout"] = PATIENTLY
        connection = ConnectionHandler({"default": settings})["default"]
        with django_db_blocker.unblock():
            yield server, connection
        connection.close()
        connection.close_pool()
        server.stop()


def test_nobody_waits_again_for_a_database_that_is_away(away):
    server, connection = away
    for seconds in (PATIENTLY, IN_VAIN, IN_VAIN):
        with pytest.raises(db.OperationalError, match=f"after {seconds:.2f} sec"):
            connection.ensure_connection()
    server.start()
    for _ in range(100):
        with suppress(db.OperationalError):
            connection.ensure_connection()
            break
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    # It gives again, so it is asked as patiently as before.
    connection.close()
    server.kill()
    with pytest.raises(db.OperationalError, match=f"after {PATIENTLY:.2f} sec"):
        connection.ensure_connection()
