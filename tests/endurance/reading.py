"""Readers who ask a served site over and over, and know what it should answer."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle

from .place import Site

#: They need no database: they stay up whatever happens to it.
ALWAYS = ("/healthz", "/static/admin/css/base.css")
PAGES = (
    "/",
    "/cases/",
    "/cases/?gene=NTRK1",
    "/cases/CB-000001/",
    "/cases/CB-000001.json",
    "/treatments/",
    "/genes/NTRK1/",
    "/search/?q=larotrectinib",
    "/api/v1/cases/",
    "/cases/feed.atom",
)
GOOD, AWAY, BROKEN = "good", "503 with Retry-After", "connection broke"


@dataclass(frozen=True)
class Asked:
    """One question: when it was asked and answered, and what came of it."""

    address: str
    began: float
    ended: float
    outcome: str


@dataclass
class Readers:
    """Everything that was asked, by all of them."""

    site: Site
    known: dict[str, bytes]
    asked: list[Asked] = field(default_factory=list)

    def ask(self, address: str) -> None:
        """Ask one address, and judge the answer by what is known."""
        began = time.monotonic()
        status, headers, body = self.site.ask(address)
        if status == 200 and body == self.known[address]:
            outcome = GOOD
        elif status == 503 and headers.get("retry-after", "").isdigit():
            outcome = AWAY
        elif status == 0:
            outcome = BROKEN
        else:
            outcome = f"{status}, {len(body)} bytes"
        if outcome == BROKEN:
            time.sleep(0.1)
        self.asked.append(Asked(address, began, time.monotonic(), outcome))

    def outcomes(self, *addresses: str, after: float = 0, before: float = 1e18):
        """Return what came of questions that were asked in a span of time."""
        return {
            one.outcome
            for one in self.asked
            if one.address in addresses and after <= one.began < before
        }


@contextmanager
def read(site: Site, readers: int) -> Iterator[Readers]:
    """Let so many readers read until the block ends."""
    known = {}
    for address in (*PAGES, *ALWAYS):
        status, _, known[address] = site.ask(address)
        assert status == 200, address
    asking = Readers(site, known)
    addresses = cycle([*PAGES, *ALWAYS])
    with at_once(readers, lambda reader: asking.ask(next(addresses))):
        yield asking


@contextmanager
def at_once(readers: int, reads: Callable[[int], None]) -> Iterator[None]:
    """Let so many read over and over until the block ends; each is told its number.

    What one of them stumbled over is raised at the end.
    """
    stop = threading.Event()

    def one(number: int) -> None:
        while not stop.is_set():
            reads(number)

    with ThreadPoolExecutor(readers) as pool:
        reading = [pool.submit(one, number) for number in range(readers)]
        try:
            yield
        finally:
            stop.set()
    for each in reading:
        each.result()
