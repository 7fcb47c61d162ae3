"""Readers who judge what they read: each answer by itself, then all by the archive.

By itself an answer speaks of one archive version, has as many rows as it says, and each
of its numbers opens a list of that many, if that is of the same version. Afterwards the
versions that the archive holds tell which cases stood in a list at the version that an
answer names, and what curators have noted tells when a case was gone.
"""

import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from casebase.archive import document as d
from tests.browse import numbers, pages

from .place import Site

#: Lists of cases that are whole on one page, with the sex they are asked for.
LISTS = {
    "/cases/?per_page=100": "",
    "/cases/?sex=female&per_page=100": "female",
    "/cases/?sex=male&view=table&per_page=100": "male",
    "/cases/download.jsonl": "",
    "/cases/download.csv?sex=female": "female",
    "/api/v1/cases/?per_page=100": "",
    "/api/v1/cases/?sex=male&per_page=100": "male",
}
OTHERS = (
    "/",
    "/cases/?view=swimmer&per_page=100",
    "/treatments/?per_page=100",
    "/findings/?per_page=100",
    "/cases/values/drug/?sex=female",
    "/genes/",
    "/genes/NTRK1/",
    "/families/NTRK/",
    "/drugs/",
    "/drugs/crizotinib/",
    "/diagnoses/SARCNOS/",
    "/biomarkers/",
    "/gaps/",
    "/search/?q=crizotinib",
    "/articles/",
    "/articles/paper-0/",
    "/cases/feed.atom?sex=female",
    "/cases/swimmer.svg",
    "/sitemap-cases.xml",
    "/api/v1/cases/values/",
    "/api/v1/search/?q=crizotinib",
    "/api/v1/treatments/?per_page=100",
)
#: So many numbers of a page are followed.
FOLLOWED = 3
#: Seconds within which readers have what curators were told is published.
SOON = 2

#: But for the example of the glossary, which stands on every page of a case.
ACCESSION = re.compile(r"(?<!such as )CB-\d{6}")
#: Where an answer says of which archive version it is.
VERSIONS = (
    re.compile(r'data-archive-version="(\d+)"'),
    re.compile(r"open source\. Archive version (\d+)"),
    re.compile(r'^\{"archive_version":(\d+)'),
)
IN_FILE_NAME = re.compile(r"-v(\d+)-")


@dataclass(frozen=True)
class Read:
    """One answer, and when it was asked and given."""

    address: str
    began: float
    ended: float
    status: int
    body: str
    file_name: str = ""

    @property
    def is_html(self) -> bool:
        """Whether it is a page."""
        return self.body.startswith("<!doctype html>")

    @property
    def versions(self) -> set[int]:
        """The archive versions that it says it is of."""
        said = [number for one in VERSIONS for number in one.findall(self.body)]
        return {*map(int, said + IN_FILE_NAME.findall(self.file_name))}

    @property
    def names(self) -> frozenset[str]:
        """The cases that it names."""
        return frozenset(ACCESSION.findall(self.body))


@dataclass(frozen=True)
class Kept:
    """What of an answer is judged afterwards."""

    address: str
    began: float
    ended: float
    status: int
    version: int | None
    names: frozenset[str]
    number: int = 0
    """Of the version of a case that was read."""


@dataclass
class Judge:
    """Reads by lot, and notes what is wrong."""

    site: Site
    cases: Sequence[str]
    kept: list[Kept] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    looked_at: Counter[str] = field(default_factory=Counter)
    _draws: dict[int, random.Random] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, reader: int) -> None:
        """Read one address that the lot names, and what its numbers open."""
        draw = self._draws.setdefault(reader, random.Random(reader))
        case = draw.choice(self.cases)
        chosen = [draw.choice([*LISTS]), draw.choice(OTHERS)]
        own = [f"/cases/{case}/", f"/cases/{case}.json", f"/api/v1/cases/{case}/"]
        one = self.ask(draw.choice([*chosen, draw.choice(own)]))
        if not one.is_html or one.status != 200:
            return
        promised = numbers.numbers_on(one.body, one.address)
        for number in draw.sample(promised, min(FOLLOWED, len(promised))):
            opened = self.ask(number.address)
            total = pages.Page(opened.body).total
            if opened.versions != one.versions:
                self._saw("numbers that another version answered")
                continue
            self._saw("numbers")
            if total != number.count:
                self._wrong(one, f"“{number.words}” opens {total}: {number.address}")

    def ask(self, address: str) -> Read:
        """Ask, and judge the answer by itself."""
        began = time.monotonic()
        status, headers, body = self.site.ask(address)
        ended = time.monotonic()
        file_name = headers.get("content-disposition", "")
        one = Read(address, began, ended, status, body.decode(), file_name)
        self._saw("answers")
        number = 0
        if status == 200:
            number = self._judge(one)
        elif status != 410 or not _own(address):
            self._wrong(one, f"answered {status}")
        version = min(one.versions, default=None)
        kept = Kept(address, began, ended, status, version, one.names, number)
        with self._lock:
            self.kept.append(kept)
        return one

    def _judge(self, one: Read) -> int:
        if len(one.versions) > 1:
            self._wrong(one, f"is of archive versions {sorted(one.versions)}")
        for total, rows in _totals(one):
            self._saw("totals")
            if total != rows:
                self._wrong(one, f"says {total} and has {rows} rows")
        if not (_own(one.address) and one.body.startswith("{")):
            return 0
        told = json.loads(one.body)
        sha256 = d.sha256(d.canonical(d.read(told["document"])))
        self._saw("hashes")
        if sha256 != told["record"]["sha256"]:
            self._wrong(one, "has another hash than its document")
        return int(told["record"]["version"])

    def _saw(self, what: str) -> None:
        with self._lock:
            self.looked_at[what] += 1

    def _wrong(self, one: Read, what: str) -> None:
        with self._lock:
            self.faults.append(f"{one.address} {what}")


def _own(address: str) -> str:
    """The case whose own page this is."""
    found = re.search(r"/cases/(CB-\d{6})", address)
    return found[1] if found else ""


def _totals(one: Read) -> Iterator[tuple[int, int]]:
    """How many rows a list says it has, and how many it has."""
    path = one.address.partition("?")[0]
    if path.startswith("/api/v1/") and "per_page=100" in one.address:
        told = json.loads(one.body)
        yield told["total"], len(told[path.split("/")[3]])
    elif path == "/cases/" and "per_page=100" in one.address:
        page = pages.Page(one.body)
        assert page.total is not None
        yield page.total, len({*page.accessions})
    elif path == "/treatments/" and "per_page=100" in one.address:
        page = pages.Page(one.body)
        assert page.total is not None
        yield page.total, len(page.courses)


# ── Afterwards ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Truth:
    """What stood in lists at each archive version: from the versions, one by one."""

    told: Sequence[Mapping[str, Any]]

    def listed(self, version: int, sex: str) -> frozenset[str]:
        """The cases of a list at a version of the archive."""
        latest = {
            one["name"]: one for one in self.told if one["archive_version"] <= version
        }
        return frozenset(
            name
            for name, one in latest.items()
            if one["article"]
            and not one["withdrawn"]
            and (not sex or one["sex"] == sex)
            and latest[one["article"]]["integrity"] != "retracted"
        )


def judged_by_the_archive(
    judge: Judge, told: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Say which list had other cases than stood in it at the version that it names."""
    listed = cache(Truth(told).listed)
    for one in judge.kept:
        if one.address not in LISTS or one.version is None:
            continue
        judge.looked_at["whole lists"] += 1
        wanted = listed(one.version, LISTS[one.address])
        if one.names != wanted:
            more, fewer = sorted(one.names - wanted), sorted(wanted - one.names)
            yield f"{one.address} at {one.version} has {more} and lacks {fewer}"


def judged_by_the_curators(
    judge: Judge, acts: Sequence[Mapping[str, Any]], soon: float = SOON
) -> Iterator[str]:
    """Say which answer came late: what was withdrawn, or not yet what was published.

    A page of one case may be as late as any other: it is kept as it was, too.
    """
    versions = sorted((one["ended"], one["archive_version"]) for one in acts)
    spans = [*_spans(acts)]
    for one in judge.kept:
        later = [ended for ended, v in versions if v > (one.version or 0)]
        late = one.began - min(later, default=one.began)
        if one.version is not None and late > soon:
            yield f"{one.address} is of {one.version}, over since {late:.1f} s"
        yield from _of_cases(judge, one, spans, soon)
        own = _own(one.address)
        numbers_of_case = [
            act["number"]
            for act in acts
            if act["name"] == own and act["ended"] + soon < one.began
        ]
        if one.number and numbers_of_case and one.number < max(numbers_of_case):
            yield f"{one.address} is version {one.number} of {max(numbers_of_case)}"


class Gone(NamedTuple):
    """A case that was withdrawn: from when and until when, at most and for certain."""

    name: str
    began: float
    acknowledged: float
    put_back: float
    done: float


def _spans(acts: Iterable[Mapping[str, Any]]) -> Iterator[Gone]:
    gone: dict[str, Mapping[str, Any]] = {}
    never = float("inf")
    for act in sorted(acts, key=lambda one: one["ended"]):
        if act["did"] == "withdraw":
            gone[act["name"]] = act
        elif act["did"] == "restore":
            left = gone.pop(act["name"])
            back = (act["began"], act["ended"])
            yield Gone(act["name"], left["began"], left["ended"], *back)
    for name, act in gone.items():
        yield Gone(name, act["began"], act["ended"], never, never)


def _of_cases(
    judge: Judge, one: Kept, spans: Sequence[Gone], soon: float
) -> Iterator[str]:
    own = _own(one.address)
    may_be_gone = False
    for gone in spans:
        late = one.began - gone.acknowledged
        if gone.name == own:
            may_be_gone |= gone.began < one.ended and one.began < gone.done
            if late > soon and one.ended < gone.put_back:
                judge.looked_at["pages of what is withdrawn"] += 1
                if one.status != 410:
                    yield f"{one.address} answers {one.status} and was withdrawn"
        elif late > soon and one.ended < gone.put_back:
            judge.looked_at["answers without what is withdrawn"] += 1
            if gone.name in one.names:
                yield f"{one.address} has {gone.name}, withdrawn {late:.1f} s before"
    if one.status == 410 and not may_be_gone:
        yield f"{one.address} says that it was withdrawn"
