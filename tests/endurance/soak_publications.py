"""A thousand publications while readers read: soon in each process, never mixed."""

import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

import pytest

from .place import EMPTY, PATIENCE, Site
from .reading import at_once
from .reading_lists import Judge, judged_by_the_archive, judged_by_the_curators

CURATING = "tests.endurance.curating"
PROCESSES, READERS_OF_EACH, CASES, PUBLICATIONS = 4, 2, 24, 1_000
#: Tells the archive version and little else.
LIGHT = "/about/"
#: Seconds between two looks at a process, and between two pages of a reader, who would
#: else leave the curator nothing of the processor.
BETWEEN, READING = 0.05, 0.5
#: Seconds within which a publication is seen in all processes: this half of the time,
#: and none takes as long as `judged_by_the_curators` allows.
SOON = 1


@dataclass
class Watch:
    """When one process first told of each archive version."""

    site: Site
    seen: list[tuple[float, int]] = field(default_factory=list)

    def look(self, stop: threading.Event) -> None:
        """Ask over and over which version it is at."""
        judge = Judge(self.site, ())
        while not stop.is_set():
            one = judge.ask(LIGHT)
            self.seen.append((one.ended, max(one.versions, default=0)))
            stop.wait(BETWEEN)

    def first(self, version: int) -> float:
        """Return when it was first seen to be at this version, or a later one."""
        return next(at for at, known in self.seen if known >= version)


def _slowly(judge: Judge) -> Callable[[int], None]:
    def read(reader: int) -> None:
        judge.read(reader)
        time.sleep(READING)

    return read


@pytest.mark.parametrize("here", ["sqlite", "postgresql"], indirect=True)
def test_every_process_follows_each_publication(here, capsys):
    here.put_back(EMPTY)
    here.run(CURATING, "fill", str(CASES))
    cases = [f"CB-{number:06}" for number in range(1, CASES + 1)]
    file = here.folder / "publications.log"
    stop = threading.Event()
    with ExitStack() as stack:
        sites = [stack.enter_context(here.served(1)) for _ in range(PROCESSES)]
        judges = [Judge(site, cases) for site in sites]
        watches = [Watch(site) for site in sites]
        looking = [threading.Thread(target=one.look, args=[stop]) for one in watches]
        for judge in judges:
            stack.enter_context(at_once(READERS_OF_EACH, _slowly(judge)))
        for thread in looking:
            thread.start()
        try:
            curator = here.begin(CURATING, "publish", str(PUBLICATIONS), str(file))
            assert curator.wait() == 0
            time.sleep(2 * SOON)
        finally:
            stop.set()
            for thread in looking:
                thread.join(PATIENCE)
    acts = [json.loads(line) for line in file.read_text().splitlines()]
    told = json.loads(here.run(CURATING, "tell"))
    faults = [
        fault
        for judge in judges
        for fault in (
            *judge.faults,
            *judged_by_the_archive(judge, told),
            *judged_by_the_curators(judge, acts),
        )
    ]
    late = sorted(
        max(one.first(act["archive_version"]) for one in watches) - act["ended"]
        for act in acts
    )
    answers = sum(judge.looked_at["answers"] for judge in judges)
    followed = sum(judge.looked_at["numbers"] for judge in judges)
    spent = acts[-1]["ended"] - acts[0]["began"]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{here.database}: {len(acts)} publications in {spent:.0f} s; in all "
            f"{PROCESSES} processes after {median(late):.2f} s (99 of 100 "
            f"{late[len(late) * 99 // 100]:.2f} s, all {late[-1]:.2f} s); "
            f"{PROCESSES * READERS_OF_EACH} readers had {answers} answers and followed "
            f"{followed} numbers; {len(faults)} faults\n"
        )
    assert len(acts) == PUBLICATIONS
    assert faults[:20] == []
    assert median(late) <= SOON
    assert answers >= PUBLICATIONS
    assert followed >= 50
