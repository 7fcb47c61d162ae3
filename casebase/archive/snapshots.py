"""The index of one archive version, kept in the database: a process starts from it.

A cache that can be deleted at any time: it is made of index entries, by a command, and
what was published since is applied from the entries as always. Rebuilding the index and
purging a record delete it.

It is a stream in parts of a few megabytes, each with its hash: a line of JSON that
names all bitmaps in order, then each bitmap after its length (4 bytes, little-endian),
in the portable format of roaring bitmaps; last the table of rare words, in four parts,
each after its length too.
"""

import json
import logging
import struct
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, TypeVar

from django.db import transaction
from pyroaring import BitMap

from .bitmaps import Index, Slots
from .models import IndexSnapshot
from .word_tables import Table, Words

logger = logging.getLogger(__name__)

#: To be raised with any change of the stream.
FORMAT = 2
PART = 1 << 22
_LENGTH = struct.Struct("<I")

AnyIndex = TypeVar("AnyIndex", bound=Index)


class NoSnapshot(ValueError):
    """What is kept is no whole snapshot of this format."""


@transaction.atomic
def keep(index: Index) -> int:
    """Keep this index in place of the one that is kept; return its bytes."""
    IndexSnapshot.objects.all().delete()
    size = 0
    for number, data in enumerate(_parts(_stream(index))):
        IndexSnapshot.objects.create(
            number=number,
            epoch=index.epoch,
            archive_version=index.version,
            sha256=sha256(data).hexdigest(),
            data=data,
        )
        size += len(data)
    return size


def kept(make: type[AnyIndex], epoch: str, version: int) -> AnyIndex | None:
    """Return the index that is kept of this archive, of no later version than this.

    None where none is, or where it cannot be read.
    """
    parts = IndexSnapshot.objects.filter(epoch=epoch, archive_version__lte=version)
    rows = parts.order_by("number").values_list("number", "sha256", "data")
    reading = _Reading(rows.iterator(chunk_size=1))
    try:
        told = json.loads(reading.line() or "null")
        if told is None:
            return None
        return make(**_fields(told, reading))
    except (NoSnapshot, ValueError, KeyError) as error:
        logger.warning("The kept index is not used: %s", error)
        return None


def _fields(told: dict[str, Any], reading: "_Reading") -> dict[str, Any]:
    """Read the fields of an index, in the order in which `_stream` writes them."""
    if told["format"] != FORMAT:
        raise NoSnapshot(f"It has format {told['format']}, not {FORMAT}.")

    def slots(count: int) -> Slots:
        return Slots(reading.bitmap() for _ in range(count))

    fields = {
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
    }
    common = {word: reading.bitmap() for word in told["words"]}
    table = Table.from_bytes(*(reading.piece() for _ in range(4)))
    fields["words"] = Words.of(common, table)
    reading.end()
    return fields


def _stream(index: Index) -> Iterator[bytes]:
    common, table = index.words.whole()
    told = {
        "format": FORMAT,
        "version": index.version,
        "epoch": index.epoch,
        "values": [
            (*place, [(key, len(slots)) for key, slots in values.items()])
            for place, values in index.values.items()
        ],
        "rows": [(space, len(slots)) for space, slots in index.rows.items()],
        "words": list(common),
        "refs": [(space, list(several)) for space, several in index.refs.items()],
    }
    yield json.dumps(told, separators=(",", ":")).encode() + b"\n"
    bitmaps = chain(_bitmaps(index), common.values())
    for data in chain((one.serialize() for one in bitmaps), table.to_bytes()):
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

    def __init__(self, rows: Iterator[tuple[int, str, bytes | memoryview]]) -> None:
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
