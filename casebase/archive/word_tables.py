"""Which cases have each word: what many versions share, and what changed since.

Texts have words that no other text has, such as names and numbers of articles, so there
are several times as many words as cases; and what is told of a case has more words than
all its facets have values. Few of them are ever asked for. So what was kept of a whole
archive stays compressed, in blocks of sorted words, and a block is opened when one of
its words is asked for. Whoever publishes one case goes through none of them.
"""

import heapq
import json
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain, groupby, islice, zip_longest
from operator import itemgetter, sub
from typing import Self

from pyroaring import BitMap

NOTHING = BitMap()
#: Of zlib; higher ones take twice as long and save two parts in a hundred.
LEVEL = 1
#: A bitmap of fewer numbers takes more than they do.
MANY = 1000
Pair = tuple[str, BitMap]
_word = itemgetter(0)


class Block:
    """Words of a table that follow each other, with their cases.

    Written as a line of JSON that tells how many bytes each word has, and these bytes;
    all of it compressed.
    """

    def __init__(self, data: bytes) -> None:
        head, _, rest = zlib.decompress(data).partition(b"\n")
        sizes: dict[str, int] = json.loads(head)
        self.words = list(sizes)
        self._ends, self._written = list(accumulate(sizes.values(), initial=0)), rest
        self._read: dict[str, BitMap] = {}

    def having(self, word: str) -> BitMap:
        """Return the cases that have a word."""
        if word not in self._read:
            place = bisect_left(self.words, word)
            is_here = word in self.words[place : place + 1]
            self._read[word] = self._cases(place) if is_here else NOTHING
        return self._read[word]

    def pairs(self) -> Iterator[Pair]:
        """Yield its words with their cases."""
        for place, word in enumerate(self.words):
            yield word, self._cases(place)

    def _cases(self, place: int) -> BitMap:
        return from_gaps(self._written[self._ends[place] : self._ends[place + 1]])

    @staticmethod
    def of(written: Mapping[str, bytes]) -> bytes:
        """Write a block."""
        sizes = {word: len(data) for word, data in written.items()}
        head = json.dumps(sizes, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(
            b"\n".join((head.encode(), b"".join(written.values()))), LEVEL
        )


def as_gaps(cases: BitMap) -> bytes:
    """Write cases as gaps between their numbers, the lowest bytes of all gaps first.

    Of a word that one case in a hundred has they compress to half of a roaring bitmap.
    What takes less as a bitmap is written as one, after a zero.
    """
    numbers = array("I", cases)
    gaps = array("I", map(sub, numbers, chain((0,), numbers)))
    most = max(gaps)
    size = 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4
    if len(cases) > MANY and len(bitmap := cases.serialize()) < size * len(cases):
        return b"\0" + bitmap
    if sys.byteorder == "big":
        gaps.byteswap()
    data = gaps.tobytes()
    return bytes([size]) + b"".join(data[byte::4] for byte in range(size))


def from_gaps(written: bytes) -> BitMap:
    """Read what `as_gaps` wrote."""
    size, data = written[0], written[1:]
    if not size:
        return BitMap.deserialize(data)
    count = len(data) // size
    told = bytearray(4 * count)
    for byte in range(size):
        told[byte::4] = data[byte * count : (byte + 1) * count]
    gaps = array("I", bytes(told))
    if sys.byteorder == "big":
        gaps.byteswap()
    return BitMap(array("I", accumulate(gaps)))


class Table:
    """Words with their cases, sorted, in compressed blocks of which some stand open."""

    #: Bytes of a block, about, before it is compressed.
    BLOCK = 1 << 14
    #: How many stand open.
    OPEN = 64

    def __init__(self, size: int, firsts: Sequence[str], blocks: Sequence[bytes]):
        """Of `size` words; `firsts` are the first of each block."""
        self.size, self.firsts, self.blocks = size, firsts, blocks
        self._open = lru_cache(maxsize=self.OPEN)(self._opened)

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Self:
        """Make a table of words that come in order."""
        firsts: list[str] = []
        blocks: list[bytes] = []
        size = room = 0
        block: dict[str, bytes] = {}
        for word, cases in pairs:
            if not block:
                firsts.append(word)
                room = cls.BLOCK
            block[word] = as_gaps(cases)
            room -= len(word) + len(block[word])
            size += 1
            if room <= 0:
                blocks.append(Block.of(block))
                block.clear()
        if block:
            blocks.append(Block.of(block))
        return cls(size, firsts, blocks)

    def having(self, word: str) -> BitMap:
        """Return the cases that have a word."""
        number = bisect_right(self.firsts, word) - 1
        return self._open(number).having(word) if number >= 0 else NOTHING

    def from_word(self, start: str) -> Iterator[str]:
        """Yield the words from this one on."""
        for number in range(max(0, bisect_right(self.firsts, start) - 1), len(self)):
            words = self._open(number).words
            yield from islice(words, bisect_left(words, start), None)

    def pairs(self, gone: BitMap) -> Iterator[Pair]:
        """Yield each word with its cases, without those that are gone."""
        for number in range(len(self)):
            for word, cases in self._opened(number).pairs():
                yield word, without(cases, gone)

    def __len__(self) -> int:
        """How many blocks there are."""
        return len(self.blocks)

    def _opened(self, number: int) -> Block:
        return Block(self.blocks[number])


@dataclass(frozen=True)
class Shared:
    """What is the same in many versions; of each table some cases no longer count."""

    common: Mapping[str, BitMap] = field(default_factory=dict)
    tables: tuple[tuple[Table, BitMap], ...] = ()

    @cached_property
    def in_order(self) -> list[str]:
        """The words of many cases, sorted."""
        return sorted(self.common)

    @cached_property
    def passed(self) -> dict[Callable[[str], bool], list[str]]:
        """The words that pass a test, for as long as these are shared."""
        return {}

    def sources(self, gone: BitMap) -> Iterator[Iterator[Pair]]:
        """Yield words with their cases, each source in order, without those gone."""
        yield ((word, without(self.common[word], gone)) for word in self.in_order)
        for table, dropped in self.tables:
            yield table.pairs(dropped | gone)


class Words(Mapping[str, BitMap]):
    """The cases of each word, as of one version; never changed."""

    #: From so many changed words on, they are put with what is shared.
    MOST = 10_000
    #: Words of more cases have a bitmap.
    FEW = 16
    #: Tables are joined up to so many words: it is done while somebody waits.
    LARGEST = 100_000

    def __init__(
        self,
        shared: Shared | None = None,
        gone: BitMap = NOTHING,
        since: Mapping[str, BitMap] | None = None,
    ) -> None:
        """Of what is shared the cases that are `gone` no longer count."""
        self._shared, self._gone = shared or Shared(), gone
        self._since = since or {}

    def __getitem__(self, word: str) -> BitMap:
        cases = without(self._shared.common.get(word, NOTHING), self._gone)
        for table, dropped in self._shared.tables:
            if found := table.having(word):
                cases = cases | without(without(found, dropped), self._gone)
        if word in self._since:
            cases = cases | self._since[word]
        if not cases:
            raise KeyError(word)
        return cases

    def __iter__(self) -> Iterator[str]:
        return map(_word, self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self.pairs())

    def __eq__(self, other: object) -> bool:
        """Compare without putting either together: there may be millions."""
        if not isinstance(other, Words):
            return NotImplemented
        both = zip_longest(self.pairs(), other.pairs())
        return all(mine == theirs for mine, theirs in both)

    __hash__ = None  # type: ignore[assignment]

    def pairs(self) -> Iterator[Pair]:
        """Yield each word with its cases, in order."""
        sources = self._shared.sources(self._gone)
        since = iter(sorted(self._since.items(), key=_word))
        return _joined(*sources, since)

    def beginning(self, start: str, most: int) -> list[str]:
        """Return words that begin so, in order, of the first so many from there on."""
        order = self._shared.in_order
        sources: list[Iterable[str]] = [islice(order, bisect_left(order, start), None)]
        sources += [table.from_word(start) for table, _ in self._shared.tables]
        sources.append(sorted(word for word in self._since if word >= start))
        found: list[str] = []
        for word, _ in groupby(heapq.merge(*sources)):
            if len(found) == most or not word.startswith(start):
                break
            if word in self:
                found.append(word)
        return found

    def passing(self, test: Callable[[str], bool]) -> Iterator[str]:
        """Yield words that pass a test, in no order; some no case has any more.

        What is shared is tested once.
        """
        passed = self._shared.passed
        if test not in passed:
            tables = (table.from_word("") for table, _ in self._shared.tables)
            shared = chain(self._shared.common, *tables)
            passed[test] = [word for word in shared if test(word)]
        yield from passed[test]
        yield from filter(test, self._since)

    def changed(
        self, gone: BitMap, added: Mapping[str, list[int]] | Mapping[str, BitMap]
    ) -> "Words":
        """Return a later version: without the cases gone, and with those added."""
        since = dict(self._since)
        if gone:
            kept = ((word, without(cases, gone)) for word, cases in since.items())
            since = {word: cases for word, cases in kept if cases}
        for word, numbers in added.items():
            since[word] = since.get(word, NOTHING) | BitMap(numbers)
        later = Words(self._shared, self._gone | gone, since)
        return later if len(since) <= self.MOST else later._put_together()

    def _put_together(self) -> "Words":
        """Return the same with all that changed among what is shared."""
        kept = (
            (word, without(cases, self._gone))
            for word, cases in self._shared.common.items()
        )
        common = {word: cases for word, cases in kept if cases}
        few = []
        for word, cases in sorted(self._since.items(), key=_word):
            if word in common or len(cases) > self.FEW:
                common[word] = common.get(word, NOTHING) | cases
            else:
                few.append((word, cases))
        tables = [(table, gone | self._gone) for table, gone in self._shared.tables]
        tables.append((Table.of(few), NOTHING))
        while len(tables) > 1 and self._are_to_be_joined(tables[-2:]):
            *tables, one, other = tables
            joined = _joined(*(table.pairs(gone) for table, gone in (one, other)))
            tables.append((Table.of(joined), NOTHING))
        return Words(Shared(common, tuple(tables)))

    def _are_to_be_joined(self, tables: Sequence[tuple[Table, BitMap]]) -> bool:
        (large, _), (small, _) = tables
        together = large.size + small.size
        return together <= self.LARGEST and 2 * small.size >= large.size

    def whole(self) -> Table:
        """Return all words in one table."""
        return Table.of(self.pairs())

    @classmethod
    def of(cls, table: Table) -> "Words":
        """Return the words that are `whole`."""
        return cls(Shared(tables=((table, NOTHING),)))


def without(cases: BitMap, gone: BitMap) -> BitMap:
    """Return the cases but those that are gone; the very same where none is."""
    return cases - gone if cases.intersect(gone) else cases


def _joined(*sources: Iterator[Pair]) -> Iterator[Pair]:
    """Yield the words of several sources, each once with all of its cases."""
    for word, same in groupby(heapq.merge(*sources, key=_word), key=_word):
        cases = BitMap.union(*(found for _, found in same))
        if cases:
            yield word, cases
