"""The doses of one agent as steps, each as high as its dose is against the first.

Steps stand in order as equal blocks: width says nothing, and a jagged edge says that
the source does not tell how long the step lasted. A dose is compared with the first
only where both say the same thing in the same unit; otherwise its block is hatched.
All lengths are in px, so that the chart keeps its shape at every width of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from casebase.archive.choices import DoseChange, DoseUnit, Frequency
from casebase.archive.document import DoseStep
from casebase.browse import wording

WIDTH, WIDEST, TALLEST, LOWEST = 280, 120, 36, 6
#: Px of one character of the labels, and from the blocks to the first and second line.
CHARACTER, FIRST_LINE, SECOND_LINE = 6.6, 14, 28
TOOTH = 4.0

#: Doses a day, where the frequency says how many.
A_DAY = {
    Frequency.QD: Decimal(1),
    Frequency.BID: Decimal(2),
    Frequency.TID: Decimal(3),
    Frequency.QID: Decimal(4),
    Frequency.QOD: Decimal("0.5"),
}
PAUSES = (DoseChange.HELD, DoseChange.STOPPED)


@dataclass(frozen=True)
class Rung:
    """One step: its dose against the first, 0 for a pause, None where not known."""

    against: Decimal | None
    lasted: bool
    lines: tuple[str, str]
    """Amount and frequency; the word for a pause."""


@dataclass(frozen=True)
class Block:
    """One step as an outline: `dose`, `NR` (height not known) or `pause`."""

    path: str
    css: str
    left: float
    width: float
    height: float
    jagged: bool


@dataclass(frozen=True)
class Label:
    """A word below the blocks, centred at x."""

    x: float
    y: float
    text: str

    @property
    def width(self) -> float:
        """About how wide it is drawn."""
        return len(self.text) * CHARACTER


@dataclass(frozen=True)
class Ladder:
    """The steps, ready to be drawn."""

    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    width: float
    height: float
    is_numbered: bool
    """Whether numbers stand below the blocks because the doses have no room."""


def rungs_of(steps: Sequence[DoseStep]) -> list[Rung]:
    """Compare each step with the first."""
    rungs: list[Rung] = []
    for step in steps:
        before = rungs[-1].against if rungs else None
        rungs.append(
            Rung(
                _against(steps[0], step, before),
                step.duration_value is not None or _is_dated(step),
                _lines(step),
            )
        )
    return rungs


def draw(rungs: Sequence[Rung]) -> Ladder:
    """Place the steps: at most WIDTH wide, the highest dose TALLEST high."""
    wide = min(WIDEST, WIDTH / max(len(rungs), 1))
    top = max([Decimal(1), *(r.against for r in rungs if r.against is not None)])
    blocks = [_block(rung, wide * n, wide, top) for n, rung in enumerate(rungs)]
    fits = all(len(line) * CHARACTER < wide for rung in rungs for line in rung.lines)
    labels = _doses(rungs, wide) if fits else _numbers(len(rungs), wide)
    return Ladder(
        tuple(blocks),
        tuple(labels),
        wide * len(rungs),
        TALLEST + (SECOND_LINE if fits else FIRST_LINE) + 6,
        is_numbered=not fits,
    )


# ── Doses against the first ───────────────────────────────────────────────────────


def _against(first: DoseStep, step: DoseStep, before: Decimal | None) -> Decimal | None:
    if step.change in PAUSES:
        return Decimal(0)
    if step.change == DoseChange.UNCHANGED and step.dose_value is None:
        return before
    one, start = _number(step), _number(first)
    if one is None or not start:
        return None
    if step is first:
        return Decimal(1)
    return one / start * share if (share := _share(first, step)) else None


def _number(step: DoseStep) -> Decimal | None:
    """The dose, if it is one number in a unit that means the same everywhere."""
    ranged = step.dose_max not in (None, step.dose_value)
    if step.dose_value is None or ranged or step.dose_unit in (None, DoseUnit.OTHER):
        return None
    return Decimal(step.dose_value)


def _share(first: DoseStep, step: DoseStep) -> Decimal | None:
    """How often against how often; None where the two cannot be compared."""
    if first.dose_unit != step.dose_unit or not _same_way(first, step):
        return None
    often, often_first = A_DAY.get(step.frequency), A_DAY.get(first.frequency)
    if often and often_first:
        return often / often_first
    told = wording.frequency(step)
    return Decimal(1) if told and told == wording.frequency(first) else None


def _same_way(first: DoseStep, step: DoseStep) -> bool:
    ways = {way for way in (first.route, step.route) if wording.is_stated(way)}
    return len(ways) < 2


def _is_dated(step: DoseStep) -> bool:
    return all(wording.time(at) for at in (step.start, step.end))


def _lines(step: DoseStep) -> tuple[str, str]:
    if step.change in PAUSES:
        return (wording.in_sentence(str(step.change.label)), "")
    size, often = wording.amount(step), wording.frequency(step)
    if not size:
        # "Daily" without an amount does not say that it was one dose a day.
        return ("dose ?", often.removeprefix("once "))
    return (size, often or "how often ?")


# ── Placing ───────────────────────────────────────────────────────────────────────


def _block(rung: Rung, left: float, wide: float, top: Decimal) -> Block:
    css, height = "NR", float(TALLEST)
    if rung.against is not None:
        css, height = "dose", max(float(TALLEST * rung.against / top), float(LOWEST))
    if rung.against == 0:
        css, height = "pause", 0.0
    tooth = min(TOOTH, wide / 2)
    right = left + wide - (0 if rung.lasted else tooth)
    begin = f"M{left:.1f} {TALLEST}"
    if css == "pause":
        return Block(f"{begin}H{left + wide:.1f}", css, left, wide, 0, not rung.lasted)
    edge = f"V{TALLEST}" if rung.lasted else _teeth(height, tooth)
    path = f"{begin}V{TALLEST - height:.1f}H{right:.1f}{edge}Z"
    return Block(path, css, left, wide, height, not rung.lasted)


def _teeth(height: float, tooth: float) -> str:
    """A jagged edge downwards, as a path from where the pen is."""
    teeth = max(1, round(height / 6))
    half = height / teeth / 2
    return f"l{tooth:.2f} {half:.3f} {-tooth:.2f} {half:.3f}" * teeth


def _doses(rungs: Sequence[Rung], wide: float) -> list[Label]:
    return [
        Label(wide * (n + 0.5), TALLEST + y, text)
        for n, rung in enumerate(rungs)
        for y, text in zip((FIRST_LINE, SECOND_LINE), rung.lines, strict=True)
        if text
    ]


def _numbers(count: int, wide: float) -> list[Label]:
    """Number the blocks; where they are narrow, only so many as have room.

    Half a number more than its width between two, so that the outermost can be moved
    into the frame.
    """
    half = len(str(count)) * CHARACTER / 2
    every = int(3 * half // wide) + 1
    return [
        Label(
            min(max(wide * (n + 0.5), half), wide * count - half),
            TALLEST + FIRST_LINE,
            str(n + 1),
        )
        for n in range(0, count, every)
    ]
