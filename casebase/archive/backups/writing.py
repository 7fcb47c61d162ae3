"""Write a backup while the site runs: everything in it is of one moment."""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from casebase.archive.models import ArchiveState, Record, Release

from .tables import LEFT_OUT, lines, tables

FORMAT = 1
SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
MEGABYTE = 1 << 20

Say = Callable[[int, int], None]


class CannotBackUp(Exception):
    """Nothing was written; the sentence says why."""


@dataclass
class Written:
    """What a backup holds, and what it does not."""

    rows: dict[str, int] = field(default_factory=dict)
    releases: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Releases whose file is not in the data folder, or is not what was released."""
    strange: list[str] = field(default_factory=list)
    """Tables of the database that this program does not know."""
    size: int = 0
    """Bytes on disk."""


def back_up(folder: Path, *, say: Say = lambda done, of: None) -> Written:
    """Write a backup into a folder that appears when it is whole, for its owner alone.

    Raises CannotBackUp when the folder is there, or the database is not the program's.
    """
    folder = folder.resolve()
    if folder.exists():
        raise CannotBackUp(f"{folder} is there already; a backup replaces nothing.")
    if behind := pending_migrations():
        raise CannotBackUp(
            f"The database is not as this program knows it: {behind[0]} was not run. "
            "Back up with the program that was running, then upgrade."
        )
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial.mkdir(mode=0o700)
    try:
        with one_moment():
            written = _write(partial, say)
        partial.rename(folder)
        _to_disk(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return written


def migrations() -> list[str]:
    """Return the migrations that this program has, as `archive.0001_record`."""
    return sorted(map(".".join, MigrationExecutor(connection).loader.disk_migrations))


def pending_migrations() -> list[str]:
    """Return the migrations that this program has and the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all that is read in this block be of one moment, and keep nobody waiting."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Django's own transactions take SQLite's lock for writers; this one only looks.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write(folder: Path, say: Say) -> Written:
    written = Written()
    sums = {}
    state = ArchiveState.objects.first() or ArchiveState()
    (folder / "tables").mkdir(mode=0o700)
    known = tables()
    there = set(connection.introspection.table_names()) - known.keys()
    written.strange = sorted(there - LEFT_OUT.keys() - {"django_migrations"})
    for done, (table, model) in enumerate(known.items(), start=1):
        name = f"tables/{table}.jsonl.gz"
        count = -1  # the first line names the columns
        with _private(folder / name) as file:
            # No name and no time in its head: same rows, same bytes.
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                for line in lines(model):
                    packed.write(line.encode() + b"\n")
                    count += 1
            sums[name] = _sum(file)
        written.rows[table] = count
        say(done, len(known))
    for release in Release.objects.filter(withdrawn_at=None).order_by("number"):
        name = f"releases/{release.name}.zip"
        if sha256 := _copied(release, folder / name):
            sums[name] = sha256
        (written.releases if sha256 else written.missing).append(release.name)
    manifest = {
        "what": "Backup of a Casebase archive",
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "made_from": connection.vendor,
        "archive_version": state.version,
        "cases": Record.objects.cases().count(),
        "articles": Record.objects.articles().count(),
        "migrations": migrations(),
        "rows": written.rows,
        "left_out": LEFT_OUT,
        "releases": written.releases,
        "releases_missing": written.missing,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    sums[MANIFEST] = _put(folder / MANIFEST, [text.encode()])
    listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    _put(folder / SUMS, [listed.encode()])
    for part in (folder / "tables", folder / "releases", folder):
        if part.exists():
            _to_disk(part)
    files = [file for file in folder.rglob("*") if file.is_file()]
    written.size = sum(file.stat().st_size for file in files)
    return written


def _copied(release: Release, to: Path) -> str:
    """Copy a release; return its hash, or nothing where its file is not what it was."""
    to.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with release.path.open("rb") as file:
            parts = iter(lambda: file.read(MEGABYTE), b"")
            sha256 = _put(to, parts)
    except FileNotFoundError:
        return ""
    if sha256 != release.sha256:
        to.unlink()
        return ""
    return sha256


def _put(path: Path, parts: Iterable[bytes]) -> str:
    """Write a file; return its SHA-256."""
    with _private(path) as file:
        for part in parts:
            file.write(part)
        return _sum(file)


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    """Open a new file that its owner alone may read; it is on the disk at the end."""
    new = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(new, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sum(file: Any) -> str:
    file.flush()
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(folder: Path) -> None:
    """See to it that the names of a folder survive a loss of power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
