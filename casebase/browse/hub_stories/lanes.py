"""Courses of a hub as lanes on one axis: by drug, the longest first, undated last."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from casebase.browse import wording
from casebase.browse.addresses import hub
from casebase.browse.charts.lane import Axis, Lane, axis_of
from casebase.browse.rows import CaseRow, CourseLine
from casebase.browse.swimmer import Swim, lanes_of

Placed = tuple[CaseRow, CourseLine, Lane]

#: Lanes drawn: those of the newest cases, for the longest would flatter.
MOST = 20

#: Of these so many are seen at once, again those of the newest cases.
AT_ONCE = 6


@dataclass(frozen=True)
class Group:
    """The lanes of one drug or combination."""

    name: str
    hub: str
    """Page of the drug; empty for what has none."""
    lanes: list[Swim]


@dataclass(frozen=True)
class HubSwimmer:
    """Lanes of the courses of a hub: all of them, or the last one of each case."""

    given: Sequence[tuple[CaseRow, Sequence[CourseLine]]]
    every: bool

    @cached_property
    def every_lane(self) -> list[Placed]:
        """What is known of each course that could be drawn, newest case first."""
        return [lane for row, lines in self.given for lane in self._of(row, lines)]

    @property
    def lanes(self) -> list[Placed]:
        """What is known of each course that is drawn."""
        return self.every_lane[:MOST]

    @property
    def is_whole(self) -> bool:
        """Whether all lanes are drawn."""
        return len(self.every_lane) <= MOST

    def _of(self, row: CaseRow, lines: Sequence[CourseLine]) -> list[Placed]:
        counted = {line.course.treatment.ref for line in lines}
        found = [
            (row, line, lane)
            for line, lane in lanes_of(row)
            if line.course.treatment.ref in counted
        ]
        return found if self.every else found[-1:]

    @cached_property
    def axis(self) -> Axis:
        """The months that all lanes share."""
        return axis_of(lane for *_, lane in self.lanes)

    @cached_property
    def groups(self) -> list[Group]:
        """The lanes of the newest cases, which are seen at once."""
        return self._groups(self.lanes[:AT_ONCE])

    @cached_property
    def folded(self) -> list[Group]:
        """The others that are drawn, in the same order and on the same axis."""
        return self._groups(self.lanes[AT_ONCE:])

    @property
    def beyond(self) -> int:
        """How many lanes are folded."""
        return len(self.lanes[AT_ONCE:])

    def _groups(self, lanes: Sequence[Placed]) -> list[Group]:
        """The drug with the most lanes first; in it the lane that reaches furthest."""
        by_name: dict[str, list[Placed]] = {}
        for placed in lanes:
            by_name.setdefault(placed[1].course.name, []).append(placed)
        ordered = sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))
        return [self._group(name, lanes) for name, lanes in ordered]

    def _group(self, name: str, lanes: list[Placed]) -> Group:
        furthest = sorted(lanes, key=lambda placed: placed[2].reach, reverse=True)
        swims = [Swim(row, line, lane, self.axis) for row, line, lane in furthest]
        return Group(wording.sentence_case(name), page_of(lanes[0][1]), swims)

    @property
    def is_by_drug(self) -> bool:
        """Whether drugs are named: not where all lanes are of the one asked for."""
        names = {line.course.name for _, line, _ in self.lanes}
        return not self.every or len(names) > 1

    @property
    def is_dated(self) -> bool:
        """Whether anything at all stands on the axis."""
        return any(lane.reach for *_, lane in self.lanes)

    @property
    def left_out(self) -> list[CaseRow]:
        """Cases without a course that a response could be asked of."""
        drawn = {row.accession for row, *_ in self.every_lane}
        return [row for row, _ in self.given if row.accession not in drawn]


def page_of(line: CourseLine) -> str:
    """Return the page of the drug of a course; empty where it has not one drug."""
    agents = line.course.treatment.agents
    drugs = [agent.drug for agent in agents if agent.drug]
    alone = len(agents) == 1 and drugs and not line.course.treatment.regimen
    return hub("drug", drugs[0].key) if alone else ""
