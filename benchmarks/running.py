"""One run: the engines take turns at each question, and their answers must be equal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.comparing import difference, equal_counts
from benchmarks.data import Data
from benchmarks.engines.base import Answer, Compared, Engine, Kind, Place
from benchmarks.process import Stopped, Worker
from benchmarks.questions import Question

#: Extra turns of engines that are quick, in each round.
QUICK_TURNS = 10


@dataclass
class Measured:
    """What came of one engine."""

    name: str
    title: str
    about: str
    kind: Kind
    compared: Compared
    is_quick: bool = False
    loaded: float | None = None
    opened: float | None = None
    megabytes: int | None = None
    grew: int | None = None
    """Of its megabytes, what came when it was made ready."""
    seconds: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of the process that was asked, not of a server that it asks."""
    stopped: dict[str, str] = field(default_factory=dict)
    """Questions without an answer, and why; "" is the engine as a whole."""
    equal: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many counts were as ours, and of how many."""
    differs: dict[str, str] = field(default_factory=dict)
    """Questions answered otherwise than we do."""


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
        told = Measured(
            name, kind.title, kind.about, kind.kind, kind.compared, kind.is_quick
        )
        self.measured[name] = told
        worker = Worker(name, place, data)
        try:
            loaded = worker.do({"do": "load"}, 10 * self.patience)
            opened = worker.do({"do": "open"}, self.patience)
        except Stopped as why:
            worker.end()
            told.stopped[""] = str(why)
            self.say(f"{name}: {why}")
            return
        told.loaded, told.opened = loaded["seconds"], opened["seconds"]
        told.megabytes = opened["megabytes"]
        told.grew = told.megabytes - loaded["megabytes"]
        self.workers[name] = worker
        self.say(f"{name}: loaded in {told.loaded:.1f} s, {told.megabytes} MB")

    def first(self) -> None:
        """Ask every question once: to warm up, and to compare the answers with ours."""
        for question in self.questions:
            for name in self.workers:
                done = self._ask(name, question, read=True)
                if done is None:
                    continue
                answer = Answer(**done["answer"])
                if name == "ours":
                    self.ours[question.name] = answer
                self._compare(name, question, answer)
                if done["seconds"] > self.slow:
                    self._note(name, question, done)  # once is all there will be

    def _compare(self, name: str, question: Question, answer: Answer) -> None:
        told, ours = self.measured[name], self.ours.get(question.name)
        if told.compared == "none" or ours is None:
            return
        if answer.counts:
            told.equal[question.name] = equal_counts(ours, answer)
        if found := difference(ours, answer, told.compared):
            told.differs[question.name] = found
            self.say(f"{name}, {question.name}: {found}")

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
        done = self._ask(name, question, read=False)
        if done:
            self._note(name, question, done)

    def _note(self, name: str, question: Question, done: dict[str, Any]) -> None:
        told = self.measured[name]
        told.seconds.setdefault(question.name, []).append(done["seconds"])
        told.cpu.setdefault(question.name, []).append(done["cpu"])

    def _ask(
        self, name: str, question: Question, *, read: bool
    ) -> dict[str, Any] | None:
        told = {"do": "ask", "question": question.asdict(), "read": read}
        try:
            self.workers[name].again(self.patience)
            return self.workers[name].do(told, self.patience)
        except Stopped as why:
            self.measured[name].stopped[question.name] = str(why)
            self.say(f"{name}, {question.name}: {why}")
            return None

    def end(self) -> None:
        """End all processes."""
        for worker in self.workers.values():
            worker.end()
