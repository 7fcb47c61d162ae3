"""The index: exact answers and exact counts, in memory, from roaring bitmaps.

One bitmap for each facet value and each word. Cases, courses, considered treatments and
findings each have rows of their own; conditions on one space are combined on its rows
and then projected to cases, so that `drug=crizotinib&response=CR` is one course that is
both. An `Index` is never changed: bringing it up to date makes a new one that shares
what is the same, so a page, its total and its counts come from one archive version.
"""

import json
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from pyroaring import BitMap

from .facets import FACETS, Facet
from .models import ArchiveState, IndexEntry
from .words import asked

Rows = Literal["cases", "courses", "findings"]
SPACES = ("course", "considered", "finding")
SPACE_OF = {"courses": "course", "findings": "finding"}
SORTS = {"newest": "Newest report", "oldest": "Oldest report", "added": "Last added"}
#: A process asks at most this often whether the archive has changed, in seconds.
PATIENCE = 1.0

_nothing = BitMap()


class Space:
    """Rows of one kind: to which case each belongs, and its ref."""

    def __init__(self, case_of: list[int], refs: list[str]) -> None:
        self.case_of = case_of
        self.refs = refs

    def copy(self) -> "Space":
        """Return a space that can grow without the other noticing."""
        return Space(self.case_of.copy(), self.refs.copy())


class Index:
    """One archive version, ready to answer."""

    def __init__(self) -> None:
        self.version = -1
        self.epoch = ""
        self.accessions: list[str] = []
        self.years: list[int | None] = []
        self.since: list[str] = []
        self.changed: list[int] = []
        self.number: dict[str, int] = {}
        self.entries: dict[str, str] = {}
        self.spaces = {space: Space([], []) for space in SPACES}
        self.live: dict[str, BitMap] = {space: BitMap() for space in (*SPACES, "case")}
        self.retracted = BitMap()
        self.facets: dict[str, dict[str, BitMap]] = {name: {} for name in FACETS}
        self.words: dict[str, BitMap] = {}
        self.rows_of_case: dict[int, dict[str, list[int]]] = {}

    # ── Making ────────────────────────────────────────────────────────────────────

    def with_entries(self, found: Iterable[IndexEntry], version: int) -> "Index":
        """Return the index of a later version, made of this one and the changes."""
        new = Index()
        new.version, new.epoch = version, self.epoch
        new.accessions, new.years = self.accessions.copy(), self.years.copy()
        new.since, new.changed = self.since.copy(), self.changed.copy()
        new.number, new.entries = self.number.copy(), self.entries.copy()
        new.spaces = {name: space.copy() for name, space in self.spaces.items()}
        new.live = {name: BitMap(rows) for name, rows in self.live.items()}
        new.retracted = BitMap(self.retracted)
        new.facets = {name: values.copy() for name, values in self.facets.items()}
        new.words = self.words.copy()
        new.rows_of_case = self.rows_of_case.copy()
        touched: set[int] = set()
        for entry in found:
            new._apply(entry, touched)
        return new

    def _apply(self, entry: IndexEntry, touched: set[int]) -> None:
        accession = entry.record.name
        case = self.number.get(accession)
        if case is None:
            case = self.number[accession] = len(self.accessions)
            self.accessions.append(accession)
            self.years.append(None)
            self.since.append("")
            self.changed.append(0)
        else:
            self._forget(case, accession, touched)
        self.changed[case] = entry.archive_version
        if entry.withdrawn:
            self.entries.pop(accession, None)
            return
        terms = json.loads(entry.terms)
        self.years[case], self.since[case] = entry.year, terms["since"]
        self.entries[accession] = f"{entry.terms}\n{entry.words}"
        self.live["case"].add(case)
        if terms["retracted"]:
            self.retracted.add(case)
        for word in entry.words.split():
            self._own(self.words, word, touched).add(case)
        rows: dict[str, list[int]] = {}
        for name, listed in _rows(terms):
            number = case
            for ref, keys in listed:
                if name != "case":
                    space = self.spaces[name]
                    number = len(space.refs)
                    space.refs.append(ref)
                    space.case_of.append(case)
                    rows.setdefault(name, []).append(number)
                    self.live[name].add(number)
                for facet, values in keys.items():
                    for value in values:
                        self._own(self.facets[facet], value, touched).add(number)
        self.rows_of_case[case] = rows

    def _forget(self, case: int, accession: str, touched: set[int]) -> None:
        """Take a case and its rows out; their numbers are not used again."""
        kept = self.entries.get(accession)
        if kept is None:
            return
        text, _, words = kept.partition("\n")
        rows = self.rows_of_case[case]
        self.live["case"].discard(case)
        self.retracted.discard(case)
        for word in words.split():
            self._discard(self.words, word, case, touched)
        for name, listed in _rows(json.loads(text)):
            numbers = [case] if name == "case" else rows.get(name, [])
            for number, (_, keys) in zip(numbers, listed, strict=True):
                if name != "case":
                    self.live[name].discard(number)
                for facet, values in keys.items():
                    for value in values:
                        self._discard(self.facets[facet], value, number, touched)
        del self.rows_of_case[case]

    @staticmethod
    def _own(values: dict[str, BitMap], key: str, touched: set[int]) -> BitMap:
        """Return the bitmap of a value, copied once from the index before."""
        rows = values.get(key)
        if rows is None or id(rows) not in touched:
            rows = values[key] = BitMap() if rows is None else BitMap(rows)
            touched.add(id(rows))
        return rows

    def _discard(
        self, values: dict[str, BitMap], key: str, number: int, touched: set[int]
    ) -> None:
        rows = self._own(values, key, touched)
        rows.discard(number)
        if not rows:
            touched.discard(id(rows))
            del values[key]

    # ── Answering ─────────────────────────────────────────────────────────────────

    def select(
        self,
        chosen: Mapping[str, Sequence[str]],
        words: str = "",
        rows: Rows = "cases",
        *,
        retracted: str = "",
        since: str = "",
    ) -> "Selection":
        """Answer a query: OR inside a facet, AND between facets and words.

        `chosen` may carry `retracted` and `since` too. Unknown values match nothing;
        whether a value exists is the form's question.
        """
        kept = {name: list(keys) for name, keys in chosen.items() if keys}
        retracted = retracted or (kept.pop("retracted", None) or [""])[-1]
        since = since or (kept.pop("since", None) or [""])[-1]
        base = self.live["case"]
        if retracted == "only":
            base = base & self.retracted
        elif retracted != "include":
            base = base - self.retracted
        if since:
            base = BitMap(case for case in base if self.since[case] >= since)
        return Selection(self, kept, base & self._with_words(words), rows)

    def _with_words(self, text: str) -> BitMap:
        found = self.live["case"]
        for spellings in asked(text):
            matching = BitMap()
            for spelling in spellings:
                parts = [self.words.get(part, _nothing) for part in spelling.split()]
                matching |= BitMap.intersection(*parts) if parts else _nothing
            found = found & matching
        return found

    def rows_with(self, facet: str, keys: Iterable[str]) -> BitMap:
        """Return the rows, in the facet's space, that have any of these values."""
        values = self.facets[facet]
        found = [values[key] for key in keys if key in values]
        return BitMap.union(*found) if found else BitMap()

    def cases_of(self, space: str, rows: BitMap) -> BitMap:
        """Project rows of a space to their cases."""
        if space == "case":
            return rows
        case_of = self.spaces[space].case_of
        return BitMap(case_of[row] for row in rows)

    def rows_in(self, space: str, cases: BitMap) -> BitMap:
        """Return all rows of a space that belong to these cases."""
        if space == "case":
            return cases
        if len(cases) == len(self.live["case"]):
            return self.live[space]
        return BitMap(
            row
            for case in cases
            for row in self.rows_of_case.get(case, {}).get(space, ())
        )

    @cached_property
    def orders(self) -> dict[str, list[int]]:
        """Return the cases in each order; within a year by accession."""
        by_name = sorted(range(len(self.accessions)), key=self.accessions.__getitem__)
        years = self.years
        return {
            "newest": sorted(by_name, key=lambda n: -(years[n] or 0)),
            "oldest": sorted(by_name, key=lambda n: years[n] or 9999),
            "added": sorted(by_name, key=lambda n: -self.changed[n]),
        }


class Selection:
    """The answer to one query at one archive version; counts are worked out lazily."""

    def __init__(
        self, index: Index, chosen: dict[str, list[str]], base: BitMap, rows: Rows
    ) -> None:
        self.index = index
        self.chosen = chosen
        self.rows = rows
        self._base = base

    def _rows(self, space: str, *, without: str = "") -> BitMap | None:
        """Return the rows that satisfy all that is asked in a space, or None."""
        asked_here = [
            self.index.rows_with(name, keys)
            for name, keys in self.chosen.items()
            if name != without and FACETS[name].space == space
        ]
        return BitMap.intersection(*asked_here) if asked_here else None

    def _cases(self, *, without: str = "", beside: str = "") -> BitMap:
        """Return the cases, leaving out one facet's choices or one whole space."""
        cases = self._base
        for space in ("case", *SPACES):
            if space == beside:
                continue
            rows = self._rows(space, without=without)
            if rows is not None:
                cases = cases & self.index.cases_of(space, rows)
        return cases

    @cached_property
    def cases(self) -> BitMap:
        """The cases of this answer."""
        return self._cases()

    @cached_property
    def _found(self) -> BitMap:
        """The rows this answer lists: cases, or the courses or findings that match."""
        if self.rows == "cases":
            return self.cases
        space = SPACE_OF[self.rows]
        rows = self.index.rows_in(space, self.cases)
        matching = self._rows(space)
        if matching is not None:
            rows = rows & matching
        refs = self.index.spaces[space].refs
        return BitMap(row for row in rows if refs[row])

    @property
    def total(self) -> int:
        """How many rows the list has."""
        return len(self._found)

    def accessions(self, sort: str = "newest") -> list[str]:
        """Return the accessions of all cases of the answer, in order."""
        return [
            self.index.accessions[case]
            for case in self.index.orders[sort]
            if case in self.cases
        ]

    def page(self, number: int, per_page: int, sort: str = "newest") -> list[Any]:
        """Return one page: accessions, or (accession, ref) for courses and findings."""
        start = (number - 1) * per_page
        return self._listed(sort)[start : start + per_page]

    def _listed(self, sort: str) -> list[Any]:
        if self.rows == "cases":
            return self.accessions(sort)
        space = SPACE_OF[self.rows]
        refs = self.index.spaces[space].refs
        return [
            (self.index.accessions[case], refs[row])
            for case in self.index.orders[sort]
            if case in self.cases
            for row in self.index.rows_of_case[case].get(space, ())
            if row in self._found
        ]

    def counts(self, facet: str) -> list[tuple[str, int]]:
        """Return (key, count) for each value: how long the list would be.

        A facet's own choices do not narrow its own counts. Values without a case are
        left out unless they are chosen. By count, then by key.
        """
        asked_facet: Facet = FACETS[facet]
        space = asked_facet.space
        cases = self._cases(beside=space)
        rows = self.index.rows_in(space, cases)
        others = self._rows(space, without=facet)
        if others is not None:
            rows = rows & others
        as_cases = self.rows == "cases"
        if not as_cases and space != SPACE_OF[self.rows]:
            return self._counts_of_rows(facet)
        counted = {}
        for key, having in self.index.facets[facet].items():
            both = having & rows
            if both and as_cases:
                both = self.index.cases_of(space, both)
            elif both:
                refs = self.index.spaces[space].refs
                both = BitMap(row for row in both if refs[row])
            counted[key] = len(both)
        return self._sorted(facet, counted)

    def _counts_of_rows(self, facet: str) -> list[tuple[str, int]]:
        """Count courses or findings where the facet is asked of something else."""
        counted = {}
        for key in self.index.facets[facet]:
            chosen = {**self.chosen, facet: [key]}
            counted[key] = Selection(self.index, chosen, self._base, self.rows).total
        return self._sorted(facet, counted)

    def _sorted(self, facet: str, counted: dict[str, int]) -> list[tuple[str, int]]:
        chosen = self.chosen.get(facet, [])
        kept = {key: count for key, count in counted.items() if count}
        kept |= {key: counted.get(key, 0) for key in chosen}
        return sorted(kept.items(), key=lambda item: (-item[1], item[0]))

    def course_counts(self, facet: str) -> list[tuple[str, int]]:
        """Return (key, number of courses), over the courses that match."""
        as_courses = Selection(self.index, self.chosen, self._base, "courses")
        values = self.index.facets[facet]
        found = as_courses._found
        counted = {key: len(rows & found) for key, rows in values.items()}
        return sorted(
            ((key, count) for key, count in counted.items() if count),
            key=lambda item: (-item[1], item[0]),
        )


def _rows(terms: dict[str, Any]) -> list[tuple[str, list[tuple[str, Any]]]]:
    return [(name, terms[name]) for name in ("case", *SPACES)]


# ── The index of this process ─────────────────────────────────────────────────────

_lock = threading.Lock()
_index = Index()
_asked_at = float("-inf")


def current() -> Index:
    """Return the index of this process, brought up to date at most once a second."""
    global _index, _asked_at
    if time.monotonic() - _asked_at < PATIENCE:
        return _index
    with _lock:
        if time.monotonic() - _asked_at >= PATIENCE:
            _index = bring_up_to_date(_index)
            _asked_at = time.monotonic()
        return _index


def notice() -> None:
    """Ask again at once: the archive has changed in this process."""
    global _asked_at
    _asked_at = float("-inf")


def bring_up_to_date(index: Index) -> Index:
    """Return the index of the archive as it is now; the same one if nothing changed."""
    state = ArchiveState.objects.filter(pk=1).first()
    version, epoch = (state.version, state.epoch) if state else (0, "")
    if (version, epoch) == (index.version, index.epoch):
        return index
    if epoch != index.epoch or version < index.version:
        # Another archive, or one put back from a backup: begin anew.
        index = Index()
        index.epoch = epoch
    found = IndexEntry.objects.filter(
        archive_version__gt=index.version, archive_version__lte=version
    )
    return index.with_entries(found.select_related("record").iterator(), version)
