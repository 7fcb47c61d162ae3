"""The index of one archive version, kept in the database: a process starts from it.

A cache that can be deleted at any time: it is made of index entries, by a command, and
what was published since is applied from the entries as always. Rebuilding the index and
purging a record delete it.

It is a stream in parts of a few megabytes, each with its hash: a line of JSON that
names all bitmaps in order, then each bitmap after its length (4 bytes, little-endian),
in the portable format of roaring bitmaps; last the table of words, each of its blocks
after its length too.
"""

import json
import logging
import struct
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import chain
from typing import Any, TypeVar

from django.db import transaction
from pyroaring import BitMap

from .bitmaps import Index, Slots
from .models import ArchiveState, IndexSnapshot, Version
from .word_tables import Table, Words

logger = logging.getLogger(__name__)

#: To be raised with any change of the stream.
FORMAT = 3
CASES = "cases"
PART = 1 << 22
_LENGTH = struct.Struct("<I")

AnyIndex = TypeVar("AnyIndex", bound=Index)
Anything = TypeVar("Anything")
Row = tuple[int, str, bytes | memoryview]


class NoSnapshot(ValueError):
    """What is kept is no whole snapshot of this format."""


def keep(index: Index) -> int:
    """Keep this index in place of the one that is kept; return its bytes.

    Nothing is kept, 0 bytes, where a record that it knows was purged since.
    """
    return _keep(CASES, index.version, index.epoch, _stream(index))


def keep_words(of: str, version: int, epoch: str, words: Words) -> int:
    """Keep words of something else than cases, as of a version; return their bytes."""
    table = words.whole()
    told = {"format": FORMAT, "version": version, "words": _head(table)}
    stream = chain(_line(told), _pieces(table.blocks))
    return _keep(of, version, epoch, stream)


@transaction.atomic
def _keep(of: str, version: int, epoch: str, stream: Iterable[bytes]) -> int:
    IndexSnapshot.objects.filter(of=of).delete()
    size = 0
    for number, data in enumerate(_parts(stream)):
        IndexSnapshot.objects.create(
            of=of,
            number=number,
            epoch=epoch,
            archive_version=version,
            sha256=sha256(data).hexdigest(),
            data=data,
        )
        size += len(data)
    # Nobody purges from here on; who did so meanwhile removed what was kept before.
    ArchiveState.objects.select_for_update().first()
    if Version.objects.filter(purged=True, archive_version__gt=version).exists():
        IndexSnapshot.objects.filter(of=of).delete()
        return 0
    return size


def kept(make: type[AnyIndex], epoch: str, version: int) -> AnyIndex | None:
    """Return the index that is kept of this archive, of no later version than this.

    None where none is, or where it cannot be read.
    """
    fields = _read(CASES, epoch, version, _fields)
    return make(**fields) if fields else None


def kept_words(of: str, epoch: str, version: int) -> tuple[int, Words] | None:
    """Return the words that are kept of something else, and as of which version."""

    def read(told: dict[str, Any], reading: "_Reading") -> tuple[int, Words]:
        return told["version"], _words(told, reading)

    return _read(of, epoch, version, read)


def _read(
    of: str,
    epoch: str,
    version: int,
    read: Callable[[dict[str, Any], "_Reading"], Anything],
) -> Anything | None:
    # Closed at once: PostgreSQL's cursor ends with its transaction, whoever holds it.
    with closing(_rows(of, epoch, version)) as parts:
        reading = _Reading(parts)
        try:
            told = json.loads(reading.line() or "null")
            if told is None:
                return None
            if told["format"] != FORMAT:
                raise NoSnapshot(f"It has format {told['format']}, not {FORMAT}.")
            found = read(told, reading)
            reading.end()
        except (NoSnapshot, ValueError, KeyError) as error:
            logger.warning("The kept index of %s is not used: %s", of, error)
            return None
        return found


def _rows(of: str, epoch: str, version: int) -> Generator[Row, None, None]:
    parts = IndexSnapshot.objects.filter(
        of=of, epoch=epoch, archive_version__lte=version
    )
    rows = parts.order_by("number").values_list("number", "sha256", "data")
    yield from rows.iterator(chunk_size=1)


def _fields(told: dict[str, Any], reading: "_Reading") -> dict[str, Any]:
    """Read the fields of an index, in the order in which `_stream` writes them."""

    def slots(count: int) -> Slots:
        return Slots(reading.bitmap() for _ in range(count))

    return {
        "version": told["version"],
        "epoch": told["epoch"],
        "cases": reading.bitmap(),
        "values": {
            (space, facet): {key: slots(count) for key, count in values}
            for space, facet, values in told["values"]
        },
        "rows": {space: slots(count) for space, count in told["rows"]},
        "refs": {
            space: {tuple(refs): reading.bitmap() for refs in several}
            for space, several in told["refs"]
        },
        "words": _words(told, reading),
    }


def _words(told: dict[str, Any], reading: "_Reading") -> Words:
    size, firsts = told["words"]
    return Words.of(Table(size, firsts, [reading.piece() for _ in firsts]))


def _stream(index: Index) -> Iterator[bytes]:
    table = index.words.whole()
    told = {
        "format": FORMAT,
        "version": index.version,
        "epoch": index.epoch,
        "values": [
            (*place, [(key, len(slots)) for key, slots in values.items()])
            for place, values in index.values.items()
        ],
        "rows": [(space, len(slots)) for space, slots in index.rows.items()],
        "words": _head(table),
        "refs": [(space, list(several)) for space, several in index.refs.items()],
    }
    yield from _line(told)
    yield from _pieces(bitmap.serialize() for bitmap in _bitmaps(index))
    yield from _pieces(table.blocks)


def _line(told: dict[str, Any]) -> Iterator[bytes]:
    yield json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _head(table: Table) -> tuple[int, Sequence[str]]:
    return table.size, table.firsts


def _pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each piece after its length."""
    for data in pieces:
        yield _LENGTH.pack(len(data)) + data


def _bitmaps(index: Index) -> Iterator[BitMap]:
    yield index.cases
    for values in index.values.values():
        for slots in values.values():
            yield from slots
    for slots in index.rows.values():
        yield from slots
    for several in index.refs.values():
        yield from several.values()


def _parts(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Join a stream into parts of some size."""
    part = bytearray()
    for piece in stream:
        part += piece
        if len(part) >= PART:
            yield bytes(part)
            part.clear()
    if part:
        yield bytes(part)


class _Reading:
    """A stream that is read part by part, each checked as it comes."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows, self._next = rows, 0
        self._part, self._at = memoryview(b""), 0

    def line(self) -> bytes:
        """Read up to a line's end; nothing where there is no part at all."""
        found = bytearray()
        while self._more():
            rest = bytes(self._part[self._at :])
            line, end, _ = rest.partition(b"\n")
            found += line
            self._at += len(line) + len(end)
            if end:
                break
        return bytes(found)

    def bitmap(self) -> BitMap:
        """Read the next bitmap."""
        return BitMap.deserialize(self.piece())

    def piece(self) -> bytes:
        """Read the next piece, whatever it is."""
        (length,) = _LENGTH.unpack(self._bytes(_LENGTH.size))
        return self._bytes(length)

    def end(self) -> None:
        """See that nothing is left."""
        if self._more():
            raise NoSnapshot("It goes on after its end.")

    def _bytes(self, length: int) -> bytes:
        """Read so many bytes, perhaps from several parts."""
        found = bytearray(self._part[self._at : self._at + length])
        self._at += len(found)
        while len(found) < length:
            if not self._more():
                raise NoSnapshot("It ends too early.")
            more = self._part[self._at : self._at + length - len(found)]
            self._at += len(more)
            found += more
        return bytes(found)

    def _more(self) -> bool:
        """Fetch the next part where this one is used up; whether there is one."""
        while self._at >= len(self._part):
            row = next(self._rows, None)
            if row is None:
                return False
            number, digest, data = row
            if number != self._next or sha256(data).hexdigest() != digest:
                raise NoSnapshot(f"Part {self._next} is missing or damaged.")
            self._next += 1
            self._part, self._at = memoryview(data), 0
        return True
