"""Which cases have each word: what many versions share, and what changed since.

Texts have words that no other text has, such as names and numbers of articles, so there
are several times as many words as cases. A bitmap takes some 300 bytes; words of few
cases stand in sorted tables instead, which take 20 for each. Whoever publishes one case
goes through neither.
"""

import heapq
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby, islice, zip_longest
from operator import itemgetter
from typing import Self

from pyroaring import BitMap

NOTHING = BitMap()
Pair = tuple[str, BitMap]
_word = itemgetter(0)


class Table:
    """Words of few cases, sorted: their letters, where each word ends, its cases."""

    def __init__(
        self,
        text: bytes,
        ends: "array[int]",
        upto: "array[int]",
        cases: "array[int]",
    ) -> None:
        """`ends` are places in `text`, `upto` in `cases`, one for each word."""
        self.text, self.ends, self.upto, self.cases = text, ends, upto, cases

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Iterable[int]]]) -> Self:
        """Make a table of words that come in order."""
        text = bytearray()
        ends, upto, cases = array("I"), array("I"), array("I")
        for word, numbers in pairs:
            text += word.encode()
            cases.extend(numbers)
            ends.append(len(text))
            upto.append(len(cases))
        return cls(bytes(text), ends, upto, cases)

    @classmethod
    def from_bytes(cls, text: bytes, *arrays: bytes) -> Self:
        """Read what `to_bytes` wrote."""
        read = []
        for data in arrays:
            numbers = array("I", data)
            if sys.byteorder == "big":
                numbers.byteswap()
            read.append(numbers)
        return cls(text, *read)

    def to_bytes(self) -> Iterator[bytes]:
        """Yield the text and the arrays, each number as 4 bytes, little-endian."""
        yield self.text
        for numbers in (self.ends, self.upto, self.cases):
            if sys.byteorder == "big":
                numbers = array("I", numbers)
                numbers.byteswap()
            yield numbers.tobytes()

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: int) -> bytes:
        """Return the word at a place, in UTF-8, whose order is that of its letters."""
        return self.text[self.ends[place - 1] if place else 0 : self.ends[place]]

    def numbers(self, place: int) -> BitMap:
        """Return the cases of the word at a place."""
        return BitMap(
            self.cases[self.upto[place - 1] if place else 0 : self.upto[place]]
        )

    def place(self, word: bytes) -> int:
        """Return where a word stands, or would."""
        return bisect_left(range(len(self)), word, key=self.__getitem__)

    def having(self, word: bytes) -> BitMap:
        """Return the cases that have a word."""
        place = self.place(word)
        is_here = place < len(self) and self[place] == word
        return self.numbers(place) if is_here else NOTHING

    def from_word(self, start: str) -> Iterator[str]:
        """Yield the words from this one on."""
        places = range(self.place(start.encode()), len(self))
        return (self[place].decode() for place in places)


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
            yield _pairs(table, dropped | gone)


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
        written = word.encode()
        for table, dropped in self._shared.tables:
            if found := table.having(written):
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
            joined = _joined(_pairs(*one), _pairs(*other))
            tables.append((Table.of(joined), NOTHING))
        return Words(Shared(common, tuple(tables)))

    def _are_to_be_joined(self, tables: Sequence[tuple[Table, BitMap]]) -> bool:
        (large, _), (small, _) = tables
        together = len(large) + len(small)
        return together <= self.LARGEST and 2 * len(small) >= len(large)

    def whole(self) -> tuple[dict[str, BitMap], Table]:
        """Return all words of many cases, and one table of all others."""
        common: dict[str, BitMap] = {}

        def few() -> Iterator[Pair]:
            for word, cases in self.pairs():
                if len(cases) > self.FEW:
                    common[word] = cases
                else:
                    yield word, cases

        table = Table.of(few())
        return common, table

    @classmethod
    def of(cls, common: Mapping[str, BitMap], table: Table) -> "Words":
        """Return the words that are `whole`."""
        return cls(Shared(common, ((table, NOTHING),)))


def without(cases: BitMap, gone: BitMap) -> BitMap:
    """Return the cases but those that are gone; the very same where none is."""
    return cases - gone if cases.intersect(gone) else cases


def _pairs(table: Table, gone: BitMap) -> Iterator[Pair]:
    for place in range(len(table)):
        yield table[place].decode(), without(table.numbers(place), gone)


def _joined(*sources: Iterator[Pair]) -> Iterator[Pair]:
    """Yield the words of several sources, each once with all of its cases."""
    for word, same in groupby(heapq.merge(*sources, key=_word), key=_word):
        cases = BitMap.union(*(found for _, found in same))
        if cases:
            yield word, cases
