"""Courses as lanes on one axis: a swimmer plot of whatever was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from casebase.browse.charts import lane_svg
from casebase.browse.charts.lane import Axis, Drawing, Lane, axis_of, draw, lane_of
from casebase.browse.charts.words import lane_words

from .rows import CaseRow, CourseLine


@dataclass(frozen=True)
class Swim:
    """One course with its lane."""

    row: CaseRow
    line: CourseLine
    lane: Lane
    axis: Axis

    @property
    def is_last(self) -> bool:
        """Whether this is the course that tells how the case ended."""
        return self.line is self.row.latest

    @cached_property
    def drawing(self) -> Drawing:
        """The lane, placed on the axis."""
        return draw(self.lane, self.axis)

    @property
    def svg(self) -> SafeString:
        """The same as SVG."""
        return lane_svg.svg(self.drawing, self.axis, self.words)

    @property
    def labelled(self) -> SafeString:
        """The same with the months of the axis below."""
        return lane_svg.svg(self.drawing, self.axis, self.words, labelled=True)

    @property
    def words(self) -> str:
        """The lane in a sentence."""
        return lane_words(self.line.course, self.lane, self.line.missing)


@dataclass(frozen=True)
class Swimmer:
    """The lanes of several cases, by case, in the order of the list."""

    rows: Sequence[CaseRow]

    @cached_property
    def lanes(self) -> list[tuple[CaseRow, list[tuple[CourseLine, Lane]]]]:
        """The courses against the tumour of each case, with what is known of them."""
        return [(row, list(lanes_of(row))) for row in self.rows]

    @cached_property
    def axis(self) -> Axis:
        """The months that all lanes share."""
        return axis_of(lane for _, lanes in self.lanes for _, lane in lanes)

    @cached_property
    def cases(self) -> list[tuple[CaseRow, list[Swim]]]:
        """Each case with its lanes, ready to be drawn."""
        return [
            (row, [Swim(row, line, lane, self.axis) for line, lane in lanes])
            for row, lanes in self.lanes
        ]

    @property
    def is_dated(self) -> bool:
        """Whether anything at all stands on the axis."""
        return any(lane.reach for _, lanes in self.lanes for _, lane in lanes)


def lanes_of(row: CaseRow) -> Iterable[tuple[CourseLine, Lane]]:
    """Return the lanes of one case; how it ended is told on the last."""
    judged = [line for line in row.given if line.is_judged]
    for line in judged:
        is_last = line is judged[-1]
        yield line, lane_of(row.page.document, line.course, is_last=is_last)


def latest(row: CaseRow, axis: Axis | None = None) -> Swim | None:
    """Return the last course of a case with its lane, on a shared axis or its own."""
    lanes = list(lanes_of(row))
    if not lanes:
        return None
    line, lane = lanes[-1]
    return Swim(row, line, lane, axis or axis_of([lane]))
