"""Numbers that are links to lists: each promises how many rows its list has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import QueryDict

from casebase.browse.filters import (
    CaseFilterSet,
    CourseFilterSet,
    FindingFilterSet,
)

LISTS = {
    "/cases/": CaseFilterSet,
    "/treatments/": CourseFilterSet,
    "/findings/": FindingFilterSet,
}
#: A number on its own: not that of a grade, a version or an accession.
NUMBER = re.compile(r"(?<![\w≥.+-])\d+(?![\w.+-])")
#: Links there show how a list is seen, not how long it is.
NO_COUNTS = {"pager", "drop__menu", "seg", "chips", "case"}
#: A date in the words of a link is not the length of its list.
DATED = "since="
VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle", "line"}


@dataclass(frozen=True)
class Number:
    """A number in a link, with the address of the list it speaks of."""

    count: int
    words: str
    address: str


@dataclass
class _Reader(HTMLParser):
    base: str
    found: list[Number] = field(default_factory=list)
    _open: list[tuple[str, set[str]]] = field(default_factory=list)
    _link: str = ""
    _words: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, set((known.get("class") or "").split())))
        if "data-facet" in known:
            self._option(known)
        inside = set().union(*(classes for _, classes in self._open))
        if tag == "a" and not inside & NO_COUNTS:
            self._link, self._words = known.get("href") or "", ""

    def _option(self, known):
        """A value of a facet: its list asks for it in place of any other of its own."""
        path, _, query = self.base.partition("?")
        rest = [
            (name, value)
            for name, value in parse_qsl(query)
            if name not in (known["data-facet"], "page", "by")
        ]
        asked = urlencode([*rest, (known["data-facet"], known["data-value"])])
        count = int(known["data-count"])
        words = f"{known['data-facet']} {known['data-value']}"
        self.found.append(Number(count, words, f"{path}?{asked}"))

    def handle_data(self, data):
        self._words += f" {data}"

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "a" and self._link:
            words = " ".join(self._words.split())
            number = _count_in(words, self._link)
            is_list = urlsplit(self._link).path in LISTS and DATED not in self._link
            if number and is_list:
                self.found.append(Number(number, words, self._link))
            self._link = ""


def _count_in(words: str, address: str) -> int | None:
    """The first number in words that is no part of a name: not the 16 of "HPV 16"."""
    names = [] if words[:1].isdigit() else re.findall(r"\d+", address)
    counts = [number for number in NUMBER.findall(words) if number not in names]
    return int(counts[0]) if counts else None


def numbers_on(html: str, address: str) -> list[Number]:
    """Return every number of a page that promises the length of a list."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.found


@cache
def _filters(path: str, query: str) -> int:
    asked = LISTS[path](QueryDict(query))
    assert asked.is_valid(), (path, query, asked.faults)
    return asked.selection.total


def length_of(address: str) -> int:
    """Return how many rows the list at this address has, as its page would say."""
    parts = urlsplit(address)
    return _filters(parts.path, parts.query)


def forget() -> None:
    """Ask anew: the archive has changed."""
    _filters.cache_clear()


def wrong(numbers: list[Number]) -> Iterator[str]:
    """Say of each number that its list does not keep what it promises."""
    for number in numbers:
        length = length_of(number.address)
        if length != number.count:
            yield f"“{number.words}” opens {length}: {number.address}"
