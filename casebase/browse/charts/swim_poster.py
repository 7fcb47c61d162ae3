"""A swimmer plot as a page of its own: where each course stands, in px.

Words at the left and right of a lane are wrapped, and a row is as high as its highest
part. Pure functions of words and lanes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from .fitting import LETTER
from .lane import HEIGHT, Drawing
from .poster import LINE, MARGIN, Poster

#: Px: words at the left, the lane, the gutter for what has no time, words at the right.
LEFT, LANE, GUTTER, RIGHT = 296, 400, 88, 192
GAP = 16
WIDTH = 2 * MARGIN + LEFT + LANE + GUTTER + RIGHT + 3 * GAP
#: Px: the signs and the months above the first row, a line of words, around a row.
SIGN, HEAD, SMALL, AROUND = 22, 28, 15, 6


@dataclass(frozen=True)
class Told:
    """One course: its lane, and what is written beside it."""

    case: Sequence[str]
    """The case, above its first course; empty at the others."""
    given: str
    drawing: Drawing | None
    undated: Sequence[str]
    """Colours of the responses without a time."""
    words: str
    """The lane in a sentence."""
    outcome: Sequence[str]


@dataclass(frozen=True)
class Row:
    """A course in its place: y and height of it, each line of words with its y."""

    told: Told
    y: int
    height: int
    left: Sequence[tuple[int, str, bool]]
    """The last tells whether it is what was given."""
    right: Sequence[tuple[int, str]]
    undated: Sequence[tuple[int, str]]
    """Colours with their x, in the gutter."""


@dataclass(frozen=True)
class Sign:
    """A sign of the key with its words."""

    x: int
    y: int
    colour: str
    words: str


@dataclass(frozen=True)
class SwimPoster:
    """All rows, below the signs they are drawn with."""

    rows: Sequence[Row]
    signs: Sequence[Sign]
    months: int
    """y of the names of the months."""
    height: int

    lane: int = LEFT + GAP
    """x of the lanes, of the gutter, and of the words at the right."""
    gutter: int = LEFT + LANE + 2 * GAP
    right: int = LEFT + LANE + GUTTER + 3 * GAP
    wide: int = LANE


def of_swimmer(courses: Sequence[Told], signs: Sequence[tuple[str, str]]) -> SwimPoster:
    """Place the rows one below the other; `signs` are colours with their words."""
    key = _signs(signs)
    top = (key[-1].y if key else 0) + HEAD
    rows = [_row(told) for told in courses]
    tops = list(accumulate((row.height for row in rows), initial=top + AROUND))
    placed = [
        Row(row.told, y, row.height, row.left, row.right, row.undated)
        for y, row in zip(tops, rows, strict=False)
    ]
    return SwimPoster(placed, key, top, tops[-1])


def frame(
    plot: SwimPoster, above: Sequence[str], key: Sequence[str], below: Sequence[str]
) -> Poster:
    """Frame the plot with what it shows and whose it is."""
    return Poster(WIDTH, plot.height, above, key, below)


def _row(told: Told) -> Row:
    left = [(line, False) for text in told.case for line in _lines(text, LEFT)]
    left += [(line, True) for line in _lines(told.given, LEFT)]
    right = [line for text in told.outcome for line in _lines(text, RIGHT)]
    wide = max(SMALL * max(len(left), len(right)), HEIGHT)
    step = GUTTER / (len(told.undated) + 1)
    gutter = SwimPoster.gutter
    return Row(
        told,
        0,
        wide + 2 * AROUND,
        [(AROUND + SMALL * n + 11, *line) for n, line in enumerate(left)],
        [(AROUND + SMALL * n + 11, line) for n, line in enumerate(right)],
        [
            (gutter + round(step * n), colour)
            for n, colour in enumerate(told.undated, start=1)
        ],
    )


def _lines(text: str, width: int) -> list[str]:
    return wrap(text, width // LETTER)


def _signs(signs: Sequence[tuple[str, str]]) -> list[Sign]:
    x, y = 0, LINE
    placed = []
    for colour, words in signs:
        wide = SIGN + len(words) * LETTER + GAP
        if x and x + wide > WIDTH - 2 * MARGIN:
            x, y = 0, y + LINE
        placed.append(Sign(x, y, colour, words))
        x += wide
    return placed
