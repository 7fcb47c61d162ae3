"""A course as a lane of the swimmer plot.

Length is time on treatment, height the dose against the first, fill the response so
far. What is not known is hatched, has a jagged edge, or stands in the gutter at the
right; it is never given a place on the axis. x is in per cent of the lane, y in px.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from casebase.archive.choices import Qualifier, ResponseCategory
from casebase.archive.document import Agent, CaseDocument, DoseStep
from casebase.browse import wording
from casebase.browse.chapters.courses import Course

from . import clock

HEIGHT, BASE, FULL = 36, 30, 13
LEFT, WIDE = 1.2, 91.0
#: The narrowest lane, in px: marks keep their distance even there.
NARROWEST = 250.0
#: Px between two marks of responses, and between two of adverse events.
APART, EVENTS_APART = 17.0, 24.0
#: Px between the end and the response before it; the last place for either.
END_APART, EDGE = 11.0, (LEFT + WIDE) / 100 * NARROWEST + 8
NOT_JUDGED, UNKNOWN = "0", "NR"
UNCATEGORISED = ("BN", "NB")


@dataclass(frozen=True)
class Mark:
    """A response on the clock; `low` is where a range begins."""

    at: float
    low: float
    colour: str


@dataclass(frozen=True)
class Block:
    """A stretch on treatment: months, height against the first dose, fill."""

    begin: float
    end: float
    height: float
    fill: str


@dataclass(frozen=True)
class Lane:
    """What is known of one course, in months after its start."""

    length: float | None
    is_least: bool
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    undated: tuple[str, ...]
    events: tuple[float, ...]
    followed: float | None
    end: str
    """`ongoing`, `died`, `seen` or nothing."""

    @property
    def reach(self) -> float:
        """The last month that something is drawn at."""
        known = [self.length or 0, self.followed or 0, *self.events]
        return max(known + [mark.at for mark in self.marks])


def lane_of(case: CaseDocument, course: Course, *, is_last: bool) -> Lane:
    """Return the lane of a course; only the last one tells how it ended."""
    treatment = course.treatment
    length = clock.on_treatment(treatment)
    seen = clock.last_seen(case, treatment) if is_last else None
    followed = seen[0].low if seen else None
    ongoing = treatment.ongoing == "yes"
    if length is None and ongoing and followed is not None:
        length = followed
    marks, undated = _responses(course)
    return Lane(
        length=length,
        is_least=treatment.duration_qualifier == Qualifier.AT_LEAST,
        blocks=tuple(_blocks(course, length, marks)),
        marks=tuple(marks),
        undated=tuple(undated),
        events=tuple(sorted(_events(course))),
        followed=followed,
        end=_end(ongoing, seen is not None and clock.died(seen[1]), seen is not None),
    )


def _end(ongoing: bool, died: bool, seen: bool) -> str:
    if died:
        return "died"
    return "ongoing" if ongoing else "seen" if seen else ""


def _responses(course: Course) -> tuple[list[Mark], list[str]]:
    marks, undated = [], []
    for response in course.responses:
        if response.category == ResponseCategory.NOT_REPORTED:
            continue
        colour = wording.MARKS[response.category][1]
        span = clock.after_start(response.at, course.treatment.start)
        if span:
            marks.append(Mark(span.high, span.low, colour))
        else:
            undated.append(colour)
    return sorted(marks, key=lambda mark: mark.at), undated


def _events(course: Course) -> Iterable[float]:
    for event in course.events:
        span = clock.after_start(event.start, course.treatment.start)
        if span:
            yield span.low


def _blocks(
    course: Course, length: float | None, marks: Sequence[Mark]
) -> Iterable[Block]:
    """Cut the time on treatment where the dose changed and where it was judged."""
    if not length or length < 0:
        return
    heights = _heights(course, length)
    cuts = {begin for begin, _ in heights} | {length}
    cuts |= {mark.at for mark in marks if 0 < mark.at < length}
    for begin, end in pairwise(sorted(cuts)):
        height = [height for at, height in heights if at <= begin][-1]
        yield Block(begin, end, height, _fill(begin, marks))


def _fill(at: float, marks: Sequence[Mark]) -> str:
    """The last response until then; not known where no response has a date.

    Words without a category ("smaller") do not replace a category.
    """
    so_far = [mark.colour for mark in marks if mark.at <= at]
    judged = [colour for colour in so_far if colour not in UNCATEGORISED]
    if so_far:
        return (judged or so_far)[-1]
    return NOT_JUDGED if marks else UNKNOWN


def _heights(course: Course, length: float) -> list[tuple[float, float]]:
    """Return (month, height) of each dose of a single agent, if all are dated.

    One full bar otherwise: the doses stand beside it in words.
    """
    agents = course.treatment.agents
    plain = [(0.0, 1.0)]
    if len(agents) != 1 or len(agents[0].doses) < 2:
        return plain
    found = _step_starts(agents[0], course)
    amounts = [_amount(step) for step in agents[0].doses]
    first = amounts[0]
    # What was given before a first dose that is told to begin later, nobody knows.
    if not found or found[0] or not first or found[-1] >= length:
        return plain
    heights = [_against(first, amount) for amount in _last_known(amounts)]
    return list(zip(found, heights, strict=True))


def _against(first: Decimal, amount: Decimal | None) -> float:
    return 1.0 if amount is None else float(min(amount / first, Decimal(2)))


def _step_starts(agent: Agent, course: Course) -> list[float]:
    """Months at which the steps began; nothing if one of them is not known."""
    starts: list[float] = []
    clock_now: float | None = 0.0
    for step in agent.doses:
        told = clock.after_start(step.start, course.treatment.start)
        begin = told.low if told else clock_now
        if begin is None or (starts and begin <= starts[-1]):
            return []
        starts.append(begin)
        lasted = clock.months(step.duration_value, step.duration_unit)
        clock_now = None if lasted is None else begin + lasted
    return starts


def _amount(step: DoseStep) -> Decimal | None:
    if step.change in ("held", "stopped"):
        return Decimal(0)
    return None if step.dose_value is None else Decimal(step.dose_value)


def _last_known(amounts: list[Decimal | None]) -> list[Decimal | None]:
    """A restart without a number is drawn at the dose before the pause."""
    last: Decimal | None = None
    filled = []
    for amount in amounts:
        filled.append(last if amount is None else amount)
        last = amount or last
    return filled


# ── On the axis ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Axis:
    """The months that all lanes of a page share."""

    last: int
    step: int

    @property
    def ticks(self) -> list[tuple[int, str]]:
        """Months with a line, and where it stands in per cent."""
        return [(m, _percent(self.x(m))) for m in range(0, self.last + 1, self.step)]

    def x(self, month: float) -> float:
        """Where a month stands, in per cent; never outside the lane."""
        return LEFT + WIDE * min(max(month, 0), self.last) / self.last


def axis_of(lanes: Iterable[Lane]) -> Axis:
    """Return an axis that holds all lanes."""
    return farthest(lane.reach for lane in lanes)


def farthest(months: Iterable[float]) -> Axis:
    """Return an axis that holds all these months and has no more than eight ticks."""
    reach = max(months, default=0)
    step = next((s for s in (3, 6, 12, 24, 60) if reach <= 6 * s), 120)
    return Axis(max(2, int(-(-reach // step))) * step, step)


@dataclass(frozen=True)
class Shape:
    """One drawn thing: where (per cent), and the rest in px."""

    x: str
    until: str = ""
    width: str = ""
    y: str = ""
    height: str = ""
    css: str = ""
    shift: str = "0"
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    """A lane ready to be drawn."""

    blocks: list[Shape] = field(default_factory=list)
    pauses: list[Shape] = field(default_factory=list)
    events: list[Shape] = field(default_factory=list)
    marks: list[Shape] = field(default_factory=list)
    ranges: list[Shape] = field(default_factory=list)
    moved: list[Shape] = field(default_factory=list)
    follow: Shape | None = None
    end: Shape | None = None
    stub: str = ""
    jag: str = ""


def draw(lane: Lane, axis: Axis) -> Drawing:
    """Place a lane on an axis; marks that would touch are moved."""
    drawing = Drawing(
        blocks=[_block(b, axis) for b in lane.blocks if b.height > 0],
        pauses=[_line(b.begin, b.end, axis) for b in lane.blocks if b.height <= 0],
        events=_event_marks(lane.events, axis),
        ranges=[_line(m.low, m.at, axis) for m in lane.marks if m.low < m.at],
        follow=_follow(lane, axis),
        stub="" if lane.length else _percent(axis.x(0)),
        jag=_percent(axis.x(lane.length)) if lane.length and lane.is_least else "",
    )
    return _marked(lane, axis, drawing)


def _marked(lane: Lane, axis: Axis, drawing: Drawing) -> Drawing:
    """Add the responses and the end of a lane, each at its distance from the last."""
    ended = lane.followed if lane.followed is not None else lane.length
    times = [mark.at for mark in lane.marks]
    apart = [APART] * len(times)
    if lane.end and ended is not None:
        times.append(ended)
        apart.append(END_APART)
    at = [axis.x(time) / 100 * NARROWEST for time in times]
    places = [
        (_percent(axis.x(time)), there - here)
        for time, here, there in zip(times, at, _kept_apart(at, apart), strict=True)
    ]
    end = None
    if len(places) > len(lane.marks):
        x, shift = places.pop()
        end = Shape(x, css=lane.end, shift=_px(shift))
    return replace(
        drawing,
        marks=[
            Shape(x, css=mark.colour, shift=_px(shift))
            for mark, (x, shift) in zip(lane.marks, places, strict=True)
        ],
        moved=[Shape(x) for x, shift in places if abs(shift) > 3],
        end=end,
    )


def _kept_apart(places: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Move places to the right until each keeps its distance from the one before.

    What would come out beyond the lane is moved back, and those before it with it.
    """
    moved: list[float] = []
    for place, distance in zip(places, apart, strict=True):
        moved.append(max(place, moved[-1] + distance) if moved else place)
    edge = EDGE
    for n in reversed(range(len(moved))):
        moved[n] = min(moved[n], edge)
        edge = moved[n] - apart[n]
    return moved


def _follow(lane: Lane, axis: Axis) -> Shape | None:
    begin = lane.length or 0
    if lane.followed is None or not lane.length or lane.followed <= begin:
        return None
    return _line(begin, lane.followed, axis)


def _block(block: Block, axis: Axis) -> Shape:
    left, right = axis.x(block.begin), axis.x(block.end)
    height = FULL * min(block.height, 1.4)
    return Shape(
        _percent(left),
        width=_percent(right - left),
        y=_px(BASE - height),
        height=_px(height),
        css=block.fill,
    )


def _line(begin: float, end: float, axis: Axis) -> Shape:
    return Shape(_percent(axis.x(begin)), until=_percent(axis.x(end)))


def _event_marks(months: Sequence[float], axis: Axis) -> list[Shape]:
    """Events closer than two marks share one, with their number."""
    groups: list[list[float]] = []
    for month in months:
        place = axis.x(month) / 100 * NARROWEST
        if groups and place - axis.x(groups[-1][0]) / 100 * NARROWEST < EVENTS_APART:
            groups[-1].append(month)
        else:
            groups.append([month])
    return [
        Shape(_percent(axis.x(g[0])), text=str(len(g)) if len(g) > 1 else "")
        for g in groups
    ]


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
