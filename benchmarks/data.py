"""The cases of an archive as plain data, from its index entries: one source for all.

It is written once, as JSON lines, by a process that knows Casebase, and read by engines
that do not. Left out is what no question here asks: cases that are withdrawn or whose
article was retracted (a list leaves them out), and facets that no list page counts.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

SPACES = ("case", "course", "considered", "finding", "negative")


@dataclass(frozen=True)
class Row:
    """A row of a case: the case itself, a course, a finding …"""

    space: str
    slot: int
    """0 for what belongs to no row of its space, then one by one."""
    keys: dict[str, list[str]]


@dataclass(frozen=True)
class Case:
    """One case, as far as lists and counts ask."""

    number: int
    name: str
    title: str
    year: int | None
    words: str
    """As our index keeps them, parted by spaces."""
    rows: list[Row]

    @property
    def rank(self) -> int:
        """Its place among the newest first: higher is earlier."""
        return (self.year or 0) * 10**9 + (10**9 - self.number)


@dataclass(frozen=True)
class Data:
    """All cases, from a file."""

    path: Path

    @cached_property
    def _head(self) -> dict[str, Any]:
        with self.path.open(encoding="utf-8") as lines:
            head: dict[str, Any] = json.loads(next(lines))
        return head

    @property
    def size(self) -> int:
        """How many cases there are."""
        return int(self._head["size"])

    @property
    def facets(self) -> list[str]:
        """The facets that are counted: those of the list page."""
        return list(self._head["facets"])

    @cached_property
    def values(self) -> list[tuple[str, str, str]]:
        """Every (space, facet, key), those of a facet in a space side by side."""
        return [(s, f, k) for s, f, k in self._head["values"]]

    @cached_property
    def numbers(self) -> dict[tuple[str, str, str], int]:
        """The place of each in `values`."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def ranges(self) -> dict[tuple[str, str], tuple[int, int]]:
        """First and last number of the values of a facet in a space."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for number, (space, facet, _) in enumerate(self.values):
            first, _ = found.get((space, facet), (number, number))
            found[space, facet] = first, number
        return found

    def cases(self) -> Iterator[Case]:
        """Yield every case, in the order of their numbers."""
        with self.path.open(encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                number, name, title, year, words, rows = json.loads(line)
                found = [Row(*row) for row in rows]
                yield Case(number, name, title, year, words, found)

    def numbers_of(self, row: Row) -> list[int]:
        """Return the numbers of all values of a row."""
        return [
            self.numbers[row.space, facet, key]
            for facet, keys in row.keys.items()
            for key in keys
        ]

    # ── What to ask for ───────────────────────────────────────────────────────────

    @cached_property
    def _seen(self) -> tuple[Counter[Any], Counter[str], Counter[Any]]:
        values: Counter[Any] = Counter()
        words: Counter[str] = Counter()
        pairs: Counter[Any] = Counter()
        for case in self.cases():
            words.update(case.words.split())
            for row in case.rows:
                for facet, keys in row.keys.items():
                    values.update((facet, key) for key in keys)
                for one in ("drug", "tested_negative"):
                    for other in ("response", "adverse_event", "assay"):
                        pairs.update(
                            (row.space, one, other, a, b)
                            for a in row.keys.get(one, ())
                            for b in row.keys.get(other, ())
                        )
        return values, words, pairs

    @property
    def words(self) -> Counter[str]:
        """In how many cases each word is."""
        return self._seen[1]

    def common(self, facet: str, place: int = 0) -> str:
        """Return the value that most rows have, or the one at a later place."""
        return self._told(facet)[place]

    def rare(self, facet: str) -> str:
        """Return a value that fewest rows have."""
        return self._told(facet)[-1]

    def _told(self, facet: str) -> list[str]:
        silent = ("not_reported", "not_in_part_read")
        found = [
            (-count, key)
            for (of, key), count in self._seen[0].items()
            if of == facet and key not in silent
        ]
        return [key for _, key in sorted(found)]

    def together(self, space: str, one: str, other: str) -> tuple[str, str]:
        """Return the two values that most rows have both of."""
        silent = ("not_reported", "not_in_part_read")
        found = [
            (-count, a, b)
            for (*of, a, b), count in self._seen[2].items()
            if of == [space, one, other] and b not in silent
        ]
        _, a, b = min(found)
        return a, b

    def word_in(self, share: float, beside: str = "") -> str:
        """Return a plain word that about this share of the cases has, and another."""
        from casebase.archive.words import asked

        words = self.words
        if beside:
            texts = (case.words.split() for case in self.cases())
            words = Counter(w for text in texts if beside in text for w in text)
        wanted = max(1, share * self.size)
        plain = (word for word in sorted(words) if word.isalpha())
        by_distance = sorted(plain, key=lambda word: abs(words[word] - wanted))
        return next(word for word in by_distance if asked(word) == [("", [word])])


def write(path: Path) -> Data:
    """Write the data of the archive that the settings name."""
    from casebase.archive.facets import FACETS

    facets = [name for name, facet in FACETS.items() if facet.listed]
    values: set[tuple[str, str, str]] = set()
    size = 0
    body = path.with_suffix(".body")
    with body.open("w", encoding="utf-8") as out:
        for case in _cases(set(facets)):
            size += 1
            for row in case.rows:
                values |= {(row.space, f, k) for f, ks in row.keys.items() for k in ks}
            rows = [(row.space, row.slot, row.keys) for row in case.rows]
            told = (case.number, case.name, case.title, case.year, case.words, rows)
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
    head = {"size": size, "facets": facets, "values": sorted(values)}
    with path.open("w", encoding="utf-8") as out, body.open(encoding="utf-8") as lines:
        out.write(json.dumps(head, ensure_ascii=False) + "\n")
        out.writelines(lines)
    body.unlink()
    return Data(path)


def _cases(facets: set[str]) -> Iterator[Case]:
    from casebase.archive.bitmaps import number_of
    from casebase.archive.models import IndexEntry

    entries = IndexEntry.objects.filter(withdrawn=False).order_by("record__name")
    columns = ("record__name", "title", "year", "words", "terms")
    for name, title, year, words, terms in entries.values_list(*columns).iterator():
        told = json.loads(terms)
        if told["retracted"]:
            continue
        rows = [row for space in SPACES for row in _rows(space, told[space], facets)]
        yield Case(number_of(name), name, title, year, words, rows)


def _rows(space: str, told: list[Any], facets: set[str]) -> Iterator[Row]:
    """Yield the rows of a space, numbered as `archive.bitmaps` numbers them."""
    slot = 0
    for ref, keys in told:
        slot += bool(ref)
        kept = {facet: values for facet, values in keys.items() if facet in facets}
        if kept:
            yield Row(space, slot if ref else 0, kept)
