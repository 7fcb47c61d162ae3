"""The index as data: a roaring bitmap for each facet value and each word.

A case stands in every bitmap under one number, that of its accession, which is never
used again. A case has several courses, so a value of a facet of courses has one bitmap
for each *slot*: in slot 2 stand the cases whose second course has it. Conditions on one
course are an intersection slot by slot, and a union over the slots gives the cases:
exact, and without a step for any single case. Slot 0 belongs to the case itself.

An `Index` is never changed. A later version shares with it all bitmaps that are the
same, so a page, its total and its counts come from one archive version.
"""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeVar

from pyroaring import BitMap

from .facets import SPACES
from .word_tables import NOTHING, Words, without

Entry = tuple[str, bool, int | None, str, str]
Place = tuple[str, str]
Refs = tuple[str, ...]
Key = TypeVar("Key", bound=Hashable)

#: Facets that are no facet, read from an entry like one.
RETRACTED: Place = ("case", "retracted")
SINCE: Place = ("case", "since")
YEAR: Place = ("case", "year of the report")
SYNTHETIC: Place = ("case", "synthetic")
#: Words that a case has in names of its terms alone, not in its text.
CALLED: Place = ("case", "called")
#: Every term that a case names, in whatever role, and all broader ones: "gene:NTRK1".
MADE_OF: Place = ("case", "made of")


class Slots(tuple[BitMap, ...]):
    """One bitmap for each row of a case; of the same rows later versions share it."""

    @cached_property
    def anywhere(self) -> BitMap:
        """The cases that are in any of the slots."""
        return union(self)


@dataclass(frozen=True)
class Index:
    """One archive version, ready to answer; see `selection` for the answers."""

    version: int = -1
    epoch: str = ""
    cases: BitMap = field(default_factory=BitMap)
    values: Mapping[Place, Mapping[str, Slots]] = field(default_factory=dict)
    rows: Mapping[str, Slots] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    refs: Mapping[str, Mapping[Refs, BitMap]] = field(default_factory=dict)
    """In each space, which cases name their rows so: most have the same few names."""

    def of(self, place: Place) -> Mapping[str, Slots]:
        """Return the values of a facet in a space, each with its slots."""
        return self.values.get(place, {})

    def changed(self, entries: Iterable[Entry], version: int, epoch: str) -> Self:
        """Return a later version: these entries in place of what they were before."""
        added = Added()
        gone = BitMap()
        for entry in entries:
            gone.add(added.take(entry))
        gone &= self.cases
        return type(self)(
            version=version,
            epoch=epoch,
            cases=(self.cases - gone) | BitMap(added.cases),
            values={
                place: merged
                for place in self.values.keys() | added.values.keys()
                if (
                    merged := _merged(self.of(place), gone, added.values.get(place, {}))
                )
            },
            rows=_merged(self.rows, gone, added.rows),
            words=self.words.changed(gone, added.words),
            refs={
                space: _merged_flat(self.refs.get(space, {}), gone, added.refs[space])
                for space in SPACES
            },
        )

    def holds_the_same_as(self, other: "Index") -> bool:
        """Whether both give the same answers, whatever way they were made."""
        mine = (self.cases, self.values, self.rows, self.words, self.refs)
        return mine == (other.cases, other.values, other.rows, other.words, other.refs)

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """Answers to what is asked on every page, for as long as this version lives."""
        return {}

    @cached_property
    def years(self) -> list[tuple[int, BitMap]]:
        """The cases of each year, oldest first."""
        found = self.of(YEAR)
        return [(int(year), found[year][0]) for year in sorted(found, key=int)]

    def refs_of(self, space: str, number: int) -> Refs:
        """Return how a case names its rows in a space, in order."""
        if ("refs", space) not in self.kept:
            found = self.refs.get(space, {}).items()
            self.kept["refs", space] = sorted(found, key=lambda one: -len(one[1]))
        refs: Refs
        for refs, cases in self.kept["refs", space]:
            if number in cases:
                return refs
        return ()

    def is_synthetic(self, name: str) -> bool:
        """Whether the case of this accession is made up."""
        return number_of(name) in self.anywhere(SYNTHETIC).get("yes", NOTHING)

    def anywhere(self, place: Place) -> Mapping[str, BitMap]:
        """Return, for each value, the cases that have it in any row of theirs."""
        if place not in self.kept:
            found = {key: slots.anywhere for key, slots in self.of(place).items()}
            self.kept[place] = found
        kept: Mapping[str, BitMap] = self.kept[place]
        return kept


def union(bitmaps: Sequence[BitMap]) -> BitMap:
    """Return the union; nothing for none."""
    if len(bitmaps) == 1:
        return bitmaps[0]
    return BitMap.union(*bitmaps) if bitmaps else NOTHING


def accession(number: int) -> str:
    """Write the accession of a case's number."""
    return f"CB-{number:06}"


def number_of(name: str) -> int:
    """Read the number of an accession."""
    return int(name.removeprefix("CB-"))


class Added:
    """Numbers of cases on their way into bitmaps: plain lists, each filled once."""

    def __init__(self) -> None:
        self.cases: list[int] = []
        self.values: dict[Place, dict[str, dict[int, list[int]]]] = defaultdict(dict)
        self.rows: dict[str, dict[int, list[int]]] = {}
        self.words: dict[str, list[int]] = defaultdict(list)
        self.refs: dict[str, dict[Refs, list[int]]] = {s: {} for s in SPACES}

    def take(self, entry: Entry) -> int:
        """Take in one entry; return the number of its case."""
        name, withdrawn, year, terms, words = entry
        number = number_of(name)
        if withdrawn:
            return number
        self.cases.append(number)
        for word in words.split():
            self.words[word].append(number)
        told = json.loads(terms)
        if told["retracted"]:
            self._put(RETRACTED, "yes", 0, number)
        if told.get("synthetic"):
            self._put(SYNTHETIC, "yes", 0, number)
        if year is not None:
            self._put(YEAR, str(year), 0, number)
        self._put(SINCE, told["since"], 0, number)
        for word in told.get("called", ()):
            self._put(CALLED, word, 0, number)
        for name in told.get("made_of", ()):
            if not name.startswith("article:"):
                self._put(MADE_OF, name, 0, number)
        for space in SPACES:
            self._take_rows(space, told[space], number)
        return number

    def _take_rows(self, space: str, rows: list[Any], number: int) -> None:
        refs = tuple(ref for ref, _ in rows if ref)
        if refs:
            self.refs[space].setdefault(refs, []).append(number)
        slot = 0
        for ref, keys in rows:
            slot += bool(ref)
            here = slot if ref else 0
            _put_in(self.rows.setdefault(space, {}), here, number)
            for facet, values in keys.items():
                for value in values:
                    self._put((space, facet), value, here, number)

    def _put(self, place: Place, key: str, slot: int, number: int) -> None:
        _put_in(self.values[place].setdefault(key, {}), slot, number)


def _put_in(slots: dict[int, list[int]], slot: int, number: int) -> None:
    slots.setdefault(slot, []).append(number)


def _merged(
    before: Mapping[str, Slots],
    gone: BitMap,
    added: Mapping[str, Mapping[int, list[int]]],
) -> dict[str, Slots]:
    """Return slots without the cases gone and with those added; empty ones left out."""
    merged = dict(before)
    if gone:
        for key, slots in before.items():
            if slots.anywhere.intersect(gone):
                merged[key] = _slots(without(one, gone) for one in slots)
    for key, several in added.items():
        changed = list(merged.get(key, ()))
        for slot, numbers in several.items():
            changed += [NOTHING] * (slot + 1 - len(changed))
            changed[slot] = changed[slot] | BitMap(numbers)
        merged[key] = Slots(changed)
    return {key: slots for key, slots in merged.items() if slots} if gone else merged


def _slots(bitmaps: Iterable[BitMap]) -> Slots:
    """Return slots up to the last that holds a case."""
    slots = list(bitmaps)
    while slots and not slots[-1]:
        slots.pop()
    return Slots(slots)


def _merged_flat(
    before: Mapping[Key, BitMap],
    gone: BitMap,
    added: Mapping[Key, list[int]],
) -> dict[Key, BitMap]:
    merged = dict(before)
    if gone:
        for key, cases in before.items():
            if cases.intersect(gone):
                merged[key] = cases - gone
    for key, numbers in added.items():
        merged[key] = merged.get(key, NOTHING) | BitMap(numbers)
    if gone:
        merged = {key: cases for key, cases in merged.items() if cases}
    return merged
