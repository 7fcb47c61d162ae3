"""Writers who are killed, or their database: what was acknowledged stays."""

import json
import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .place import EMPTY, Place

#: A writer that comes no further for so many seconds has not come back.
PATIENCE = 120


@dataclass
class Told:
    """What came of it."""

    kills: int
    edits: int
    versions: int
    lost: list[str]
    twice: list[str]

    def __str__(self) -> str:
        return (
            f"{self.kills} kills; acknowledged {self.edits} edits and {self.versions} "
            f"publications; {len(self.lost)} lost, {len(self.twice)} there twice"
        )


def kill_under_writers(
    place: Place, *, writers: int, writes: int, kills: int, seed: int
) -> Told:
    """Let so many writers write; kill their server, or on SQLite themselves."""
    draw = random.Random(seed)
    place.put_back(EMPTY)
    place.run("tests.endurance.writing", "fill", str(writers))
    files = [place.folder / f"writer-{number}.log" for number in range(writers)]
    for file in files:
        file.write_text("")
    running = [_begin(place, number, file) for number, file in enumerate(files)]
    try:
        for kill in range(kills):
            share = (kill + draw.random()) / kills
            _wait_for(files, int(share * writes))
            if place.server:
                place.server.kill()
                time.sleep(draw.random())
                place.server.start()
            else:
                _end(running)
                running = [_begin(place, n, file) for n, file in enumerate(files)]
        _wait_for(files, max(writes, _acknowledged(files) + writers))
    finally:
        _end(running)
    names = [str(file) for file in files]
    said = place.run("tests.endurance.writing", "check", *names)
    return Told(kills=kills, **json.loads(said))


def _begin(place: Place, number: int, file: Path) -> subprocess.Popen[str]:
    return place.begin("tests.endurance.writing", "write", str(number), str(file))


def _end(running: list[subprocess.Popen[str]]) -> None:
    """Kill them all, then wait: each may be in the middle of a write."""
    for process in running:
        process.kill()
    for process in running:
        process.wait()


def _wait_for(files: list[Path], writes: int) -> None:
    """Wait until so many writes are acknowledged."""
    seen, since = -1, time.monotonic()
    while (now := _acknowledged(files)) < writes:
        if now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            raise AssertionError(f"No writer comes further than {now} writes.")
        time.sleep(0.05)


def _acknowledged(files: list[Path]) -> int:
    return sum(file.read_bytes().count(b"\n") for file in files)
