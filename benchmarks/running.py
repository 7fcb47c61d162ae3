"""One run: the engines take turns at each question, and their answers must be equal."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import Data
from benchmarks.engines.base import Answer, Compared, Engine, Place
from benchmarks.questions import Question

ROOT = Path(__file__).resolve().parent.parent
#: Extra turns of engines that are quick, in each round.
QUICK_TURNS = 10


class Stopped(Exception):
    """An engine did not do what it was told; the text says why."""


@dataclass
class Measured:
    """What came of one engine."""

    name: str
    title: str
    about: str
    compared: Compared
    is_quick: bool = False
    loaded: float | None = None
    opened: float | None = None
    megabytes: int | None = None
    seconds: dict[str, list[float]] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    """Questions without an answer, and why; "" is the engine as a whole."""
    differs: dict[str, str] = field(default_factory=dict)
    """Questions answered otherwise than we do."""


class Worker:
    """The process of an engine."""

    def __init__(self, name: str, place: Place, data: Data) -> None:
        place.folder.mkdir(parents=True, exist_ok=True)
        self._command = [
            sys.executable,
            "-m",
            "benchmarks.worker",
            name,
            str(place.folder),
            str(place.archive),
            place.postgresql,
            str(data.path),
        ]
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env={**os.environ, "LOG_LEVEL": "ERROR"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, told: dict[str, Any], patience: float) -> dict[str, Any]:
        """Have it do something; end it when that takes too long."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], patience)
        if not ready:
            self.end()
            raise Stopped(f"stopped after {patience:.0f} s")
        line = self._process.stdout.readline()
        if not line:
            self.end()
            raise Stopped("ended by itself")
        found: dict[str, Any] = json.loads(line)
        if "error" in found:
            raise Stopped(found["error"])
        return found

    def again(self, patience: float) -> None:
        """Start anew after it was ended, with what it has loaded."""
        if self._process.poll() is not None:
            self._start()
            self.do({"do": "open"}, patience)

    def end(self) -> None:
        """End the process."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe and not pipe.closed:
                pipe.close()


@dataclass
class Run:
    """The engines, asked in turns."""

    questions: list[Question]
    patience: float
    """Seconds after which an engine is stopped."""
    slow: float
    """An engine that took longer is not asked the same again."""
    say: Callable[[str], None]
    workers: dict[str, Worker] = field(default_factory=dict)
    measured: dict[str, Measured] = field(default_factory=dict)
    ours: dict[str, Answer] = field(default_factory=dict)

    def start(self, name: str, kind: type[Engine], place: Place, data: Data) -> None:
        """Start an engine and have it take in the data."""
        told = Measured(name, kind.title, kind.about, kind.compared, kind.is_quick)
        self.measured[name] = told
        worker = Worker(name, place, data)
        try:
            told.loaded = worker.do({"do": "load"}, 10 * self.patience)["seconds"]
            opened = worker.do({"do": "open"}, self.patience)
        except Stopped as why:
            worker.end()
            told.stopped[""] = str(why)
            self.say(f"{name}: {why}")
            return
        told.opened, told.megabytes = opened["seconds"], opened["megabytes"]
        self.workers[name] = worker
        self.say(f"{name}: loaded in {told.loaded:.1f} s, {told.megabytes} MB")

    def first(self) -> None:
        """Ask every question once: to warm up, and to compare the answers with ours."""
        for question in self.questions:
            for name in self.workers:
                took, answer = self._ask(name, question, read=True)
                if answer is None:
                    continue
                if name == "ours":
                    self.ours[question.name] = answer
                told = self.measured[name]
                if told.compared != "none" and name != "ours":
                    found = difference(self.ours[question.name], answer, told.compared)
                    if found:
                        told.differs[question.name] = found
                        self.say(f"{name}, {question.name}: {found}")
                if took > self.slow:
                    # Once is all there will be.
                    told.seconds[question.name] = [took]

    def rounds(self, number: int) -> None:
        """Ask every question so often, one engine after the other."""
        for count in range(number):
            self.say(f"round {count + 1} of {number}")
            for question in self.questions:
                for name in self._asked_again(question):
                    self._time(name, question)
            for _ in range(QUICK_TURNS):
                for question in self.questions:
                    for name in self._asked_again(question):
                        if self.measured[name].is_quick:
                            self._time(name, question)

    def _asked_again(self, question: Question) -> list[str]:
        return [
            name
            for name, told in self.measured.items()
            if name in self.workers
            and question.name not in told.stopped
            and max(told.seconds.get(question.name, [0.0])) <= self.slow
        ]

    def _time(self, name: str, question: Question) -> None:
        took, _ = self._ask(name, question, read=False)
        if question.name not in self.measured[name].stopped:
            self.measured[name].seconds.setdefault(question.name, []).append(took)

    def _ask(
        self, name: str, question: Question, *, read: bool
    ) -> tuple[float, Answer | None]:
        told = {"do": "ask", "question": question.asdict(), "read": read}
        try:
            self.workers[name].again(self.patience)
            done = self.workers[name].do(told, self.patience)
        except Stopped as why:
            self.measured[name].stopped[question.name] = str(why)
            self.say(f"{name}, {question.name}: {why}")
            return 0.0, None
        answer = done["answer"]
        return done["seconds"], Answer(**answer) if answer else None

    def end(self) -> None:
        """End all processes."""
        for worker in self.workers.values():
            worker.end()


def difference(ours: Answer, theirs: Answer, compared: Compared) -> str:
    """Say how another answer differs from ours; nothing where it does not."""
    told = []
    if ours.total != theirs.total:
        told.append(f"{theirs.total} cases, not {ours.total}")
    if ours.newest != theirs.newest:
        told.append("other newest cases")
    if compared == "all" or (compared == "told" and theirs.counts):
        told += _of_counts(ours, theirs)
    return "; ".join(told)


def _of_counts(ours: Answer, theirs: Answer) -> Iterable[str]:
    mine = {(f, k): n for f, counts in ours.counts.items() for k, n in counts.items()}
    other = {
        (f, k): n for f, counts in theirs.counts.items() for k, n in counts.items()
    }
    missing = mine.keys() - other.keys()
    wrong = [one for one in mine.keys() & other.keys() if mine[one] != other[one]]
    more = other.keys() - mine.keys()
    if missing:
        share = len(missing) / len(mine)
        yield f"{len(missing)} of {len(mine)} counts missing ({share:.0%})"
    if wrong:
        facet, key = one = min(wrong)
        example = f"{facet} {key}: {other[one]}, not {mine[one]}"
        yield f"{len(wrong)} counts differ ({example})"
    if more:
        yield f"{len(more)} counts too many ({min(more)})"
