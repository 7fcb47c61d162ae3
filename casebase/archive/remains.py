"""Is something left of what was removed? Every table and every file is read for words.

The words are given by whoever knows them: here nothing remembers what was removed. What
is found is told by the name of the words, "line 3", so that no report repeats them.

Files are read as they lie, and archives (ZIP, tar, gzip) from within. Two things cannot
be seen so: text that a database has compressed, and words that run over the edge of a
page in a database's file. The rows that stand are read through the database itself.
"""

import gzip
import html
import json
import os
import tarfile
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote, quote_plus

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

AT_ONCE = 1 << 22
SESSIONS = ("django_session", "session_data")
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Sought:
    """Words that should be gone, and what a report calls them."""

    name: str
    words: str
    only_in: str = ""
    """How the names of files end in which alone they are sought; then in no table."""

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words as they may stand in text, JSON, a page or an address."""
        plain = self.words.strip()
        ways = (
            plain,
            html.escape(plain),
            json.dumps(plain)[1:-1],
            json.dumps(plain, ensure_ascii=False)[1:-1],
            quote(plain),
            quote_plus(plain),
        )
        return frozenset(map(folded, ways))

    def is_in(self, text: str) -> bool:
        """Whether the words stand in a text that is `folded`."""
        return any(form in text for form in self.forms)


@dataclass
class Seen:
    """How much was looked at."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    parts: int = field(default=0)
    """Files within archives."""

    def __str__(self) -> str:
        return (
            f"Looked at {self.rows:,} rows of {self.tables} tables, and at "
            f"{self.files:,} files with {self.parts:,} files in them."
        )


def folded(text: str) -> str:
    """Small letters, one form of accents, one space for any white space."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def in_tables(sought: Iterable[Sought], seen: Seen) -> Iterator[str]:
    """Yield each column of a row in which words stand, and which."""
    sought = [one for one in sought if not one.only_in]
    for table, row, column, text in values(seen):
        if here := [one for one in sought if one.is_in(text)]:
            yield f"{table}.{column}, row {row}: {_names(here)}"


def _names(sought: Iterable[Sought]) -> str:
    return ", ".join(one.name for one in sought)


def values(seen: Seen, prefix: str = "") -> Iterator[tuple[str, Any, str, str]]:
    """Yield table, first column of the row, column, and what stands there, folded."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    for table in sorted(name for name in tables if name.startswith(prefix)):
        seen.tables += 1
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [part[0] for part in cursor.description]
            for row in cursor:
                seen.rows += 1
                for column, value in zip(columns, row, strict=True):
                    if value is not None and value != "":
                        yield table, row[0], column, _text(table, column, value)


def _text(table: str, column: str, value: Any) -> str:
    if (table, column) == SESSIONS:
        value = SessionStore().decode(value)
    if isinstance(value, memoryview | bytes):
        value = bytes(value).decode("utf-8", "replace")
    return folded(str(value))


def in_files(
    sought: Iterable[Sought],
    folders: Iterable[Path],
    seen: Seen,
    but: Collection[Path] = (),
) -> Iterator[str]:
    """Yield files in which words stand, or in their names, and which cannot be read.

    Files in `but` are read for words that are sought everywhere alone.
    """
    sought = list(sought)
    everywhere = [one for one in sought if not one.only_in]
    for path in chain.from_iterable(map(_files, folders)):
        wanted = everywhere if path in but else sought
        try:
            with path.open("rb") as file:
                seen.files += 1
                for name, part in _parts(str(path), file):
                    seen.parts += name != str(path)
                    here = [one for one in wanted if name.endswith(one.only_in)]
                    if named := [one for one in here if one.is_in(folded(name))]:
                        yield f"{name}: {_names(named)}, in its name"
                    if inside := _in(part, here):
                        yield f"{name}: {_names(inside)}"
        except FileNotFoundError:
            continue
        except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError) as error:
            yield f"{path}: cannot be read ({type(error).__name__})"


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for root, _, names in os.walk(folder):
        paths = (Path(root, name) for name in sorted(names))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def _parts(name: str, file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield a file, or what is in it where it is an archive, to any depth."""
    is_zip = zipfile.is_zipfile(file)
    file.seek(0)
    begins = file.read(len(GZIP))
    file.seek(0)
    if is_zip:
        with zipfile.ZipFile(file) as bundle:
            for entry in bundle.infolist():
                with bundle.open(entry) as part:
                    yield from _parts(f"{name}, {entry.filename}", part)
    elif _is_tar(file):
        with tarfile.open(fileobj=file) as bundle:
            for member in bundle:
                if held := bundle.extractfile(member):
                    yield from _parts(f"{name}, {member.name}", held)
    elif begins == GZIP:
        with gzip.open(file) as whole:
            yield from _parts(f"{name}, unpacked", cast("IO[bytes]", whole))
    else:
        yield name, file


def _is_tar(file: IO[bytes]) -> bool:
    is_tar = tarfile.is_tarfile(file)
    file.seek(0)
    return is_tar


def _in(file: IO[bytes], sought: list[Sought]) -> list[Sought]:
    """Return what stands in a file, which is read piece by piece, each with the end
    of the one before."""
    longest = max((len(form) for one in sought for form in one.forms), default=0)
    found: dict[Sought, None] = {}
    before = b""
    while piece := file.read(AT_ONCE):
        text = folded((before + piece).decode("utf-8", "replace"))
        found.update((one, None) for one in sought if one.is_in(text))
        before = piece[-8 * longest :]
    return list(found)
