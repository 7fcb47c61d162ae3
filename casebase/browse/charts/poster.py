"""A chart as a page of its own: words above and below, the drawing between. All px."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from .fitting import LETTER
from .rearrangement import Rearrangement
from .timeline import Timeline

MARGIN, LINE = 24, 18
#: Px: the titles of the rows, a column, the narrowest file, one rearrangement.
BESIDE, COLUMN, LEAST, FUSION = 152, 128, 640, 132


@dataclass(frozen=True)
class Poster:
    """The frame of a chart in a file: what it shows, and whose it is."""

    width: int
    inner: int
    """Height of the drawing."""
    above: Sequence[str]
    key: Sequence[str]
    """What the numbers of the drawing mean."""
    below: Sequence[str]

    beside: int = BESIDE
    """Width of the titles of the rows."""

    @property
    def drawn(self) -> int:
        """Width of the drawing."""
        return self.width - 2 * MARGIN

    @property
    def columns(self) -> int:
        """Width of what stands beside the titles of the rows."""
        return self.drawn - self.beside

    @cached_property
    def head(self) -> list[tuple[int, str]]:
        """The lines above the drawing, each with its y."""
        return self._lines(self.above, MARGIN + 12)

    @cached_property
    def top(self) -> int:
        """Where the drawing begins."""
        return MARGIN + LINE * len(self.head) + 12

    @cached_property
    def told(self) -> list[tuple[int, str]]:
        """The lines of the key, each with its y."""
        return self._lines(self.key, self.top + self.inner + 28)

    @cached_property
    def foot(self) -> list[tuple[int, str]]:
        """The lines below all, each with its y."""
        last = self.told[-1][0] if self.told else self.top + self.inner
        return self._lines(self.below, last + 32)

    @property
    def height(self) -> int:
        """Px of the whole file."""
        return self.foot[-1][0] + MARGIN

    def _lines(self, texts: Sequence[str], top: int) -> list[tuple[int, str]]:
        fit = (self.width - 2 * MARGIN) // LETTER
        told = [line for text in texts for line in wrap(text, fit)]
        return [(top + LINE * number, line) for number, line in enumerate(told)]


def of_course(
    timeline: Timeline, above: Sequence[str], key: Sequence[str], below: Sequence[str]
) -> Poster:
    """Frame a clinical course; every column has more room than the narrowest."""
    width = max(LEAST, 2 * MARGIN + BESIDE + COLUMN * len(timeline.columns))
    return Poster(width, timeline.height, above, key, below)


def of_rearrangements(
    drawn: Sequence[Rearrangement], above: Sequence[str], below: Sequence[str]
) -> Poster:
    """Frame the rearrangements of a case, one below the other."""
    return Poster(LEAST + 2 * MARGIN, FUSION * len(drawn), above, (), below)
