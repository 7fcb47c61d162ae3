"""Answers of the index: which rows, how many, on which page, counted how.

OR inside a facet, AND between facets. All that is asked in one space of rows holds of
one row. A facet's own choices do not narrow its own counts, so each count is the total
of the list that it opens. Nothing here goes through cases one by one, but for the rows
of the page that is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat, zip_longest
from typing import TYPE_CHECKING, Any, Literal

from pyroaring import BitMap

from . import bitmaps
from .bitmaps import (
    CALLED,
    NOTHING,
    RETRACTED,
    SINCE,
    SYNTHETIC,
    Slots,
    accession,
    number_of,
    union,
)
from .facets import spaces_asked
from .words import asked

if TYPE_CHECKING:
    from .index import Index

Rows = Literal["cases", "courses", "findings"]
SORTS = {"newest": "Newest report", "oldest": "Oldest report", "added": "Last added"}
Counts = list[tuple[str, int]]
#: More cases make long lists.
LONG = 4096
#: In each slot the cases whose row there has what is asked.
Matching = tuple[BitMap, ...]


def base_of(index: bitmaps.Index, words: str, retracted: str, since: str) -> BitMap:
    """Return the cases that words, retractions and the date of publishing leave."""
    cases = index.cases
    if retracted != "include":
        gone = index.anywhere(RETRACTED).get("yes", NOTHING)
        cases = cases & gone if retracted == "only" else cases - gone
    if since:
        days = index.of(SINCE)
        cases = cases & union([days[day][0] for day in days if day >= since])
    return with_words(index, words, cases)


def with_words(
    index: bitmaps.Index, words: str, cases: BitMap, *, in_text: bool = False
) -> BitMap:
    """Return those of the cases that have all of these words.

    In whatever name of a term, too, unless they are to be `in_text`.
    """
    called = index.anywhere(CALLED) if in_text else {}
    for whole, parts in asked(words):
        if whole in index.words:
            parts = [whole]
        elif not parts:
            return NOTHING
        for part in parts:
            cases = cases & index.words.get(part, NOTHING)
            cases = cases - called.get(part, NOTHING)
    return cases


class Selection:
    """The answer to one question at one archive version; worked out as it is asked."""

    def __init__(
        self,
        index: "Index",
        chosen: Mapping[str, Sequence[str]],
        base: BitMap,
        rows: Rows = "cases",
    ) -> None:
        self.index = index
        self.chosen = chosen
        self.rows: Rows = rows
        self._base = base
        #: What has been asked for already; most facets ask for the same.
        self._known: dict[tuple[str, ...], Matching] = {}

    # ── What matches ──────────────────────────────────────────────────────────────

    def _matching(self, space: str, names: Iterable[str]) -> Matching:
        """Return, slot by slot, the cases whose row there has all that is asked."""
        place = (space, *names)
        if place not in self._known:
            self._known[place] = self._matched(space, names)
        return self._known[place]

    def _matched(self, space: str, names: Iterable[str]) -> Matching:
        matching: list[BitMap] | None = None
        for name in names:
            values = self.index.of((space, name))
            found = [values[key] for key in self.chosen[name] if key in values]
            slots = [union(same) for same in zip_longest(*found, fillvalue=NOTHING)]
            matching = (
                slots
                if matching is None
                else [a & b for a, b in zip(matching, slots, strict=False)]
            )
        return tuple(matching or ())

    def _cases(self, spaces: Mapping[str, Iterable[str]]) -> BitMap:
        cases = self._base
        for space, names in spaces.items():
            cases = cases & union(self._matching(space, names))
        return cases

    @cached_property
    def cases(self) -> BitMap:
        """The numbers of the cases of this answer."""
        return self._cases(spaces_asked(self.chosen))

    @property
    def synthetic(self) -> int:
        """How many of the cases of this answer are made up."""
        made_up = self.index.anywhere(SYNTHETIC).get("yes", NOTHING)
        return self.cases.intersection_cardinality(made_up)

    def without_synthetic(self) -> "Selection":
        """Return the same answer of the cases that are not made up."""
        made_up = self.index.anywhere(SYNTHETIC).get("yes", NOTHING)
        return Selection(self.index, self.chosen, self._base - made_up, self.rows)

    def _listed(self, spaces: Mapping[str, Iterable[str]]) -> tuple[str, Matching]:
        """Return the space of the rows that are listed, and those of them that match.

        Findings are those that say no where nothing but such is asked.
        """
        space = "course"
        if self.rows == "findings":
            only_negative = "negative" in spaces and "finding" not in spaces
            space = "negative" if only_negative else "finding"
        if space in spaces:
            matching = self._matching(space, spaces[space])
        else:
            matching = self.index.rows.get(space, ())
        return space, matching[1:]

    @cached_property
    def _found(self) -> tuple[str, Matching]:
        """The rows of this answer, slot by slot, the first row in the first."""
        space, matching = self._listed(spaces_asked(self.chosen))
        return space, tuple(slot & self.cases for slot in matching)

    @cached_property
    def total(self) -> int:
        """How many rows the list has."""
        if self.rows == "cases":
            return len(self.cases)
        return sum(map(len, self._found[1]))

    # ── Which, in order ───────────────────────────────────────────────────────────

    def accessions(self, sort: str = "newest") -> list[str]:
        """Return the accessions of all cases of the answer, in order."""
        return [accession(number) for number in self._in_order(self.cases, sort)]

    def refs_of(self, name: str) -> list[str]:
        """Return the refs of the courses or findings of one case in this answer."""
        space, found = self._found
        number = number_of(name)
        refs = self.index.refs_of(space, number)
        return [refs[row] for row, slot in enumerate(found) if number in slot]

    def page(self, number: int, per_page: int, sort: str = "newest") -> list[Any]:
        """Return one page: accessions, or (accession, ref) for courses and findings."""
        return self.part((number - 1) * per_page, per_page, sort)

    def part(self, start: int, per_page: int, sort: str = "newest") -> list[Any]:
        """Return so many rows of the answer from a place on."""
        take = _cases_from if self.rows == "cases" else self._rows_from
        shown: list[Any] = []
        for chunk, backwards in self._chunks(self.cases, sort):
            length = self._length(chunk)
            if start < length:
                shown += take(chunk, start, per_page - len(shown), backwards)
            start = max(0, start - length)
            if len(shown) == per_page:
                break
        return shown

    def _chunks(self, cases: BitMap, sort: str) -> Iterator[tuple[BitMap, bool]]:
        """Yield the cases in parts that follow one another in the order asked for.

        Within a year by accession; the year unknown last, whichever way.
        """
        if sort == "added":
            yield cases, True
            return
        years = self.index.years
        rest = cases
        for _, having in years if sort == "oldest" else reversed(years):
            yield cases & having, False
            rest = rest - having
        yield rest, False

    def _in_order(self, cases: BitMap, sort: str) -> Iterator[int]:
        for chunk, backwards in self._chunks(cases, sort):
            yield from reversed(chunk) if backwards else chunk

    def _length(self, chunk: BitMap) -> int:
        if self.rows == "cases":
            return len(chunk)
        return sum(slot.intersection_cardinality(chunk) for slot in self._found[1])

    def _rows_from(
        self, chunk: BitMap, start: int, count: int, backwards: bool
    ) -> list[tuple[str, str]]:
        space, found = self._found
        slots = [slot & chunk for slot in found]
        cases = union(slots) if slots else NOTHING
        total = sum(map(len, slots))

        def rows_before(place: int) -> int:
            """Rows of all cases before the one at this place of the order."""
            if place == len(cases):
                return total
            number = cases[len(cases) - 1 - place if backwards else place]
            upto = sum(slot.rank(number) for slot in slots)
            if backwards:
                return total - upto
            return upto - sum(number in slot for slot in slots)

        place = _last_with(rows_before, start, len(cases))
        skip = start - rows_before(place)
        shown: list[tuple[str, str]] = []
        while place < len(cases) and len(shown) < skip + count:
            number = cases[len(cases) - 1 - place if backwards else place]
            shown += [
                (accession(number), self.index.refs_of(space, number)[row])
                for row, slot in enumerate(slots)
                if number in slot
            ]
            place += 1
        return shown[skip : skip + count]

    # ── How many of each ──────────────────────────────────────────────────────────

    def counts(self, facet: str) -> Counts:
        """Return (key, count) for each value: how long the list would be with it.

        Values that no row of the answer has are left out, unless they are chosen. By
        count, then by key.
        """
        # Without what is asked of the facet itself no question may be left: a list that
        # has none stands behind every page, and is kept with the version.
        others = self.chosen.keys() - {facet}
        if others or self._base is not self.index.kept.get("base"):
            return self._counts(facet)
        kept = self.index.kept
        if (self.rows, facet) not in kept:
            every = Selection(self.index, {}, self._base, self.rows)
            kept[self.rows, facet] = every._counts(facet)
        found = dict(kept[self.rows, facet])
        none = sorted({*self.chosen.get(facet, ())} - found.keys())
        return [*found.items(), *((key, 0) for key in none)]

    def course_counts(self, facet: str) -> Counts:
        """Return (key, number of courses): of the courses that match all else."""
        courses = Selection(self.index, self.chosen, self._base, "courses")
        return courses.counts(facet)

    def _counts(self, facet: str) -> Counts:
        spaces = spaces_asked({*self.chosen, facet})
        space = next(space for space, names in spaces.items() if facet in names)
        beside = [name for name in spaces[space] if name != facet]
        cases = self._cases({s: n for s, n in spaces.items() if s != space})
        narrowed: Matching | None = None
        if beside:
            narrowed = tuple(slot & cases for slot in self._matching(space, beside))
        near = cases if narrowed is None else union(narrowed)
        values = self.index.of((space, facet)).items()
        if self.rows == "cases" and narrowed is None:
            count = self._count_in(near)
            counted = {key: count(slots.anywhere) for key, slots in values}
        else:
            having = self._having(near)
            counter = self._counter(spaces, space, cases, narrowed)
            counted = {
                key: counter(slots) for key, slots in values if having(slots.anywhere)
            }
        chosen = self.chosen.get(facet, ())
        found = {key: count for key, count in counted.items() if count}
        found |= {key: counted.get(key, 0) for key in chosen}
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def _counter(
        self,
        spaces: Mapping[str, Iterable[str]],
        space: str,
        cases: BitMap,
        narrowed: Matching | None,
    ) -> Callable[[Slots], int]:
        """Return how the rows of a list that also asks for one value are counted.

        `narrowed` are the rows of the value's space that have what else is asked of
        that space; `cases` the cases that have what is asked elsewhere.
        """

        if self.rows == "cases":
            return lambda slots: _cases_in_any(narrowed or (), slots)
        listed, matching = self._listed_beside(spaces, space)
        if listed == space:
            beside = repeat(cases) if narrowed is None else narrowed[1:]
            return lambda slots: _rows_in(zip(beside, slots[1:], strict=False))
        if narrowed is None:
            found = [slot & cases for slot in matching]
            return lambda slots: _rows_in((slot, slots.anywhere) for slot in found)

        def rows_of_cases_with(slots: Slots) -> int:
            having = union([a & b for a, b in zip(narrowed, slots, strict=False)])
            return _rows_in((slot, having) for slot in matching)

        return rows_of_cases_with

    def _count_in(self, near: BitMap) -> Callable[[BitMap], int]:
        """Return how to count those of a value's cases that are among these.

        A roaring bitmap of many that are less than one in 16 is lists of numbers, which
        are gone through one by one; that of all others is bits, counted 64 at a time.
        """
        if len(near) <= LONG or self._is_dense(near):
            return near.intersection_cardinality
        others = (self.index.cases - near).intersection_cardinality
        return lambda cases: len(cases) - others(cases)

    def _having(self, near: BitMap) -> Callable[[BitMap], object]:
        """Return how to ask whether a value has any of these cases.

        `intersect` stops at the first, but takes six times as long where two lists have
        none in common (pyroaring 1.2).
        """
        return near.intersect if self._is_dense(near) else near.intersection_cardinality

    def _is_dense(self, cases: BitMap) -> bool:
        return 16 * len(cases) > len(self.index.cases)

    def _listed_beside(
        self, spaces: Mapping[str, Iterable[str]], space: str
    ) -> tuple[str, Matching]:
        """As `_listed`, where the value that is counted adds its own space."""
        listed, _ = self._listed({**spaces, space: ()})
        if listed == space:
            return listed, ()
        return self._listed(spaces)


def _cases_in_any(some: Matching, others: Matching) -> int:
    """Count the cases that both have in the same slot, whichever it is."""
    found = [
        (count, a, b)
        for a, b in zip(some, others, strict=False)
        if (count := a.intersection_cardinality(b))
    ]
    if len(found) < 2:
        return sum(count for count, *_ in found)
    return len(union([a & b for _, a, b in found]))


def _rows_in(pairs: Iterable[tuple[BitMap, BitMap]]) -> int:
    """Count, pair by pair, the cases that both bitmaps have."""
    return sum(a.intersection_cardinality(b) for a, b in pairs)


def _cases_from(chunk: BitMap, start: int, count: int, backwards: bool) -> list[str]:
    if backwards:
        end = len(chunk) - start
        return [accession(n) for n in reversed(chunk[max(0, end - count) : end])]
    return [accession(n) for n in chunk[start : start + count]]


def _last_with(rows_before: Callable[[int], int], start: int, length: int) -> int:
    """Return the last place with at most `start` rows before it."""
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        if rows_before(middle) <= start:
            low = middle
        else:
            high = middle - 1
    return low
