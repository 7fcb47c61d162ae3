"""What a sheet of paper has room for.

A page that must fit on one sheet shows everything on a screen; each list and text of
it says where paper cuts it, and how much is then left out. How much room there is
follows from how much the whole page has to say: `roomiest` tries from the widest.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

_STEP = re.compile(r"(?<=,) (?=then )|(?<=;) ")


@dataclass(frozen=True)
class Room:
    """How much of each list and text stands on paper: rows, and characters."""

    rows: int
    characters: int


ROOMS = (
    Room(8, 160),
    Room(6, 110),
    Room(4, 80),
    Room(3, 70),
    Room(2, 55),
    Room(1, 40),
    Room(1, 25),
)


@dataclass(frozen=True)
class Cut:
    """Something that paper cuts: what it shows, and what is left out there."""

    shown: tuple[Any, ...]
    rest: tuple[Any, ...] = ()
    noun: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.shown or self.rest)

    @property
    def text(self) -> str:
        """A text, as far as paper shows it."""
        return " ".join(self.shown)

    @property
    def text_left(self) -> str:
        """The rest of a text."""
        return " ".join(self.rest)

    @property
    def more(self) -> str:
        """What paper says in place of the rest."""
        number = len(self.rest)
        if not number:
            return ""
        noun = f" {self.noun if number == 1 else self.noun + 's'}" if self.noun else ""
        return f"{'and ' if self.shown else ''}{number} more{noun} (see the case)"


def rows(parts: Iterable[Any], most: int) -> Cut:
    """Cut a list after so many rows; a single row more is not worth a cut."""
    every = tuple(parts)
    shown = len(every) if len(every) <= most + 1 else most
    return Cut(every[:shown], every[shown:])


def whole(words: str) -> Cut:
    """Return a text that paper never cuts: what gives way is everything else."""
    return Cut((words,))


def text(words: str, most: int) -> Cut:
    """Cut a text between words, after so many characters."""
    return _cut(words.split(), most, "word")


def doses(words: str, most: int) -> Cut:
    """Cut doses between steps, never between a dose and its frequency."""
    return _cut([one for one in _STEP.split(words) if one], most, "step")


def lines(part: Any, width: int) -> int:
    """Return how many lines of so many characters something fills on paper.

    A list adds up its rows; anything else than a list or a text, its `cuts`.
    """
    if isinstance(part, str):
        return ceil(len(part) / width)
    if not isinstance(part, Cut):
        return sum(lines(one, width) for one in part.cuts)
    if all(isinstance(one, str) for one in (*part.shown, *part.rest)):
        return lines(f"{part.text} … {part.more}" if part.rest else part.text, width)
    return sum(lines(one, width) for one in part.shown) + bool(part.rest)


def roomiest(fits: Callable[[Room], bool], rooms: Sequence[Room] = ROOMS) -> Room:
    """Return the widest room in which all fits; the narrowest where nothing does."""
    return next((room for room in rooms if fits(room)), rooms[-1])


def _cut(parts: Sequence[str], most: int, noun: str) -> Cut:
    length = 0
    for place, part in enumerate(parts):
        length += len(part) + 1
        if length > most:
            cut = Cut(tuple(parts[:place]), tuple(parts[place:]), noun)
            # No cut where the rest is no longer than the words that stand for it.
            if len(cut.text_left) <= len(cut.more):
                break
            return cut
    return Cut(tuple(parts))
