"""What an engine is: it takes the data in, and answers questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from benchmarks.data import Data
from benchmarks.questions import Question

Counts = dict[str, dict[str, int]]
#: `all`, `rows` (total and newest) and what is `given` must be as ours; of `told`, what
#: differs is told; `none` answers no question.
Compared = Literal["all", "rows", "given", "told", "none"]

Kind = Literal["search", "page"]


@dataclass(frozen=True)
class Answer:
    """How many cases, the newest of them, each value of each facet with its count."""

    total: int | None = None
    newest: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where an engine works."""

    folder: Path
    """A folder of its own."""
    archive: Path
    """The data folder of Casebase with the same cases."""
    postgresql: str
    """The address of a PostgreSQL server's superuser."""


class Engine:
    """One rival, in a process of its own."""

    title: ClassVar[str]
    about: ClassVar[str]
    """How it was set up, in a sentence or two for the report."""
    kind: ClassVar[Kind] = "search"
    compared: ClassVar[Compared] = "all"
    #: Whether a turn is so short that more of them tell its slowest hundredth.
    is_quick: ClassVar[bool] = False

    def __init__(self, place: Place) -> None:
        self.place = place

    def load(self, data: Data) -> None:
        """Take the data in, once; it stays in the folder."""

    def open(self, data: Data) -> None:
        """Make ready what was loaded; also after the process was stopped."""

    def ready(self, question: Question) -> None:
        """Do what is not timed before a question is asked."""

    def close(self) -> None:
        """Let go of what does not end with this process."""

    def ask(self, question: Question) -> Any:
        """Answer a question as the engine does: this is what is timed."""
        raise NotImplementedError

    def answer(self, said: Any) -> Answer:
        """Read what `ask` returned, untimed."""
        assert isinstance(said, Answer)
        return said


def keyed(data: Data, found: Iterable[tuple[int, int]]) -> Counts:
    """Return counts by facet and key from pairs of (number of a value, count)."""
    counts: Counts = {}
    for number, count in found:
        _, facet, key = data.values[number]
        counts.setdefault(facet, {})[key] = count
    return counts
