"""Put a backup into an empty place, on either database, once every hash is right."""

import filecmp
import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from casebase.archive.models import ArchiveState, new_epoch
from casebase.archive.triggers import guards

from .tables import AT_ONCE, Model, columns, insert, row, tables
from .writing import FORMAT, MANIFEST, SUMS, migrations, pending_migrations

LINE = re.compile(
    r"([0-9a-f]{64})  "
    r"(manifest\.json|tables/[a-z0-9_]+\.jsonl\.gz|releases/[a-zA-Z0-9-]+\.zip)"
)
#: Tables that `migrate` itself fills.
FILLED_BY_MIGRATE = {"django_content_type", "auth_permission"}

Say = Callable[[int, int], None]


class NotABackup(ValueError):
    """The folder is not what a backup wrote; the sentence says why."""


class NotEmpty(Exception):
    """Something is there already, and stays as it is; the sentence says what."""


@dataclass(frozen=True)
class Backup:
    """A backup whose every byte is as it was written."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def told(self) -> str:
        """What it is, in a sentence."""
        m = self.manifest
        return (
            f"Backup of {m['made_at']}, archive version {m['archive_version']}: "
            f"{m['cases']} cases, {m['articles']} articles, "
            f"{sum(m['rows'].values())} rows of {len(m['rows'])} tables, "
            f"{len(m['releases'])} releases."
        )


def verified(folder: Path) -> Backup:
    """Look at every byte of a backup. Raises NotABackup; asks no database."""
    if not (folder / SUMS).is_file():
        raise NotABackup(f"{folder} is no backup: it has no {SUMS}.")
    *listed, end = (folder / SUMS).read_bytes().decode("utf-8", "replace").split("\n")
    told: dict[str, str] = {}
    for line in listed:
        found = LINE.fullmatch(line)
        if not found or found[2] in told:
            raise NotABackup(f"{SUMS} was changed: {line[:80]!r} is no line of it.")
        told[found[2]] = found[1]
    there = {
        str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()
    }
    if end or MANIFEST not in told:
        raise NotABackup(f"{SUMS} was cut off.")
    if lost := sorted(told.keys() - there):
        raise NotABackup(f"{lost[0]} is missing.")
    if more := sorted(there - told.keys() - {SUMS}):
        raise NotABackup(f"{more[0]} is not of this backup.")
    for name, sha256 in told.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise NotABackup(f"{name} is not what was backed up.")
    manifest = json.loads((folder / MANIFEST).read_bytes())
    if manifest.get("format") != FORMAT:
        raise NotABackup(f"It is of format {manifest.get('format')}, not {FORMAT}.")
    files = {f"tables/{table}.jsonl.gz" for table in manifest["rows"]}
    files |= {f"releases/{name}.zip" for name in manifest["releases"]}
    if files | {MANIFEST} != told.keys():
        raise NotABackup(f"{MANIFEST} and {SUMS} name different files.")
    return Backup(folder, manifest)


def restore(backup: Backup, *, say: Say = lambda done, of: None) -> None:
    """Put a verified backup into the database and the data folder, both empty.

    All rows or none: an interrupted restore is begun again. Raises NotABackup for the
    backup of another program, NotEmpty where something is already.
    """
    _same_program(backup.manifest)
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    elif pending_migrations():
        raise NotEmpty(
            "The database holds some tables, and not all of this program: begin with "
            "an empty one."
        )
    _copy_releases(backup)
    known = tables()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, model in known.items():
            if table in FILLED_BY_MIGRATE:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
            elif model._base_manager.exists():
                raise NotEmpty(f"The database is not empty: {table} has rows.")
        standing = list(guards())
        for guard in standing:
            guard.remove(connection)
        for done, model in enumerate(known.values(), start=1):
            _fill(cursor, model, backup)
            say(done, len(known))
        # Rows name each other in circles; now each must have whom it names.
        connection.check_constraints()
        for guard in standing:
            guard.install(connection)
        for sql in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
            cursor.execute(sql)
        # A process that knew this archive at a later version must not go on from there.
        ArchiveState.objects.update(epoch=new_epoch())


def _copy_releases(backup: Backup) -> None:
    """Put the files of releases back; those an interrupted restore has copied stay."""
    source, target = (
        backup.folder / "releases",
        Path(settings.CASEBASE_DATA, "releases"),
    )
    for path in target.glob("*"):
        kept = source / path.name
        if not kept.exists() or not filecmp.cmp(path, kept, shallow=False):
            raise NotEmpty(f"{path} is there already.")
    for name in backup.manifest["releases"]:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / f"{name}.zip", target / f"{name}.zip")


def _same_program(manifest: dict[str, Any]) -> None:
    """See that the backup has just the tables of this program."""
    theirs, ours = set(manifest["migrations"]), set(migrations())
    if differing := sorted(theirs ^ ours):
        have = "has not" if differing[0] in theirs else "has"
        raise NotABackup(
            f"It is of another version of the program: this one {have} the migration "
            f"{differing[0]}. Restore with that version, then upgrade."
        )
    if differing := sorted(manifest["rows"].keys() ^ tables().keys()):
        raise NotABackup(
            f"The table {differing[0]} is not in both, it and the program."
        )


def _fill(cursor: Any, model: Model, backup: Backup) -> None:
    """Take in the rows of one table."""
    table = model._meta.db_table
    statement, as_row, count = insert(model), row(model), 0
    path = backup.folder / f"tables/{table}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows: Iterator[Any] = map(json.loads, file)
        if next(rows, None) != [field.column for field in columns(model)]:
            raise NotABackup(f"{table} has other columns than this program knows.")
        while some := [as_row(line) for line in islice(rows, AT_ONCE)]:
            cursor.executemany(statement, some)
            count += len(some)
    if count != backup.manifest["rows"][table]:
        raise NotABackup(f"{table} has {count} rows, not those its manifest counts.")
