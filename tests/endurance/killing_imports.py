"""An import that is killed leaves whole transactions, and is completed by another."""

import json
import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .place import EMPTY, Place

#: How many documents are one transaction, and how many transactions at most an import
#: is then: one, as most are; or one for each document, and each article's links.
BATCHES = {100: 1, 1: 5}
#: Of so many kills one is at a moment rather than at a statement.
BY_THE_CLOCK = 5
READY = "ready_to_import"


@dataclass
class Told:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    partial: list[str] = field(default_factory=list)
    not_completed: list[str] = field(default_factory=list)
    too_late: int = 0

    def __str__(self) -> str:
        kinds = ", ".join(f"{number} {kind}" for kind, number in self.kills.items())
        return (
            f"{self.kills.total()} imports killed ({kinds}): {len(self.partial)} "
            f"partial, {len(self.not_completed)} not completed by running again"
        )


class Importer:
    """The process that imports in children of its own."""

    def __init__(self, place: Place) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = place.begin("tests.endurance.importing", **pipes)

    def __call__(self, do: str, **order: Any) -> dict[str, Any]:
        """Give an order; return what came of it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> "Importer":
        return self

    def __exit__(self, *failure: object) -> None:
        self._process.communicate()


def kill_imports(place: Place, points: int, seed: int) -> Told:
    """Kill an import at so many points, and run it again after each."""
    draw = random.Random(seed)
    told = Told()
    with Importer(place) as order:
        place.put_back(EMPTY)
        order("fill")
        place.lay_aside(READY)
        for batch, most in BATCHES.items():
            began = time.monotonic()
            whole = order("import", batch=batch)
            lasts = time.monotonic() - began
            if len(whole["states"]) - 1 > most:
                told.partial.append(f"with {batch} at once, parts are left in between")
            for point in _points(draw, whole["events"], points // len(BATCHES)):
                place.put_back(READY)
                if isinstance(point, float):  # a share of the time that it takes
                    point *= lasts
                _kill_once(order, told, batch, point, whole)
            place.put_back(READY)
    return told


def _points(draw: random.Random, events: list[str], count: int) -> list[Any]:
    """Draw events to die at: every commit first, then any; and moments between."""
    commits = [n for n, kind in enumerate(events) if kind.endswith("commit")]
    others = [n for n in range(len(events)) if n not in commits]
    by_clock = count // BY_THE_CLOCK
    chosen = commits[: count - by_clock]
    chosen += draw.sample(others, count - by_clock - len(chosen))
    return [*chosen, *(draw.random() for _ in range(by_clock))]


def _kill_once(
    order: Importer,
    told: Told,
    batch: int,
    point: int | float,
    whole: dict[str, Any],
) -> None:
    if isinstance(point, int):
        name, end = whole["events"][point], {"dies_at": point}
    else:
        name, end = "by the clock", {"after": point}
    if not order("import", batch=batch, **end)["killed"]:
        told.too_late += 1
        return
    told.kills[name] += 1
    where = f"{name} ({point}, {batch} at once)"
    if order("look")["state"] not in whole["states"]:
        told.partial.append(where)
    now = order("import", batch=batch)
    again = order("import", batch=batch)
    if (
        any(now[what] != whole[what] for what in ("documents", "rows"))
        or set(again["outcomes"]) != {"unchanged"}
        or again["state"] != now["state"]
    ):
        told.not_completed.append(where)
