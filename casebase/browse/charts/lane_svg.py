"""A lane as SVG.

The one chart that no template draws: a page of cards has 25 of them, each with some
sixty numbers, and as a template they took a third of the page's time (ADR 22).
"""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .lane import Axis, Drawing, Shape

ENDS = {
    "ongoing": '<path class="tick tick--ink" fill="none" '
    'd="M2 23.5H13M9 19.5 13 23.5 9 27.5"/>',
    "died": '<line class="cap" x1="0" x2="0" y1="15" y2="33"/>',
    "seen": '<line class="tick" x1="0" x2="0" y1="22" y2="33"/>',
}
UNKNOWN_LENGTH = (
    '<path class="f-NR" d="M0 17H34l4 3.25-4 3.25 4 3.25-4 3.25H0Z"/>',
    '<text x="46" y="28">length not known</text>',
    '<text x="46" y="21">length <tspan x="46" dy="13">not known</tspan></text>',
)
AT_LEAST = (
    '<path class="f-0" d="M0 17l4 3.25-4 3.25 4 3.25-4 3.25"/>'
    '<path class="jagcut" d="M0 17.7V29.3"/>'
)
EVENT = '<use href="#m-AE" x="0" y="7"/>'
MOVED = '<path class="tick tick--ink" d="M0 31V34"/>'


def svg(
    drawing: Drawing, axis: Axis, words: str, *, labelled: bool = False
) -> SafeString:
    """Return one course as a lane: `drawing` places it, `words` say it all.

    With `labelled` the months of the axis stand below. Positions are per cent of the
    width that the page gives it, everything else px.
    """
    grid, months = _scale(axis)
    shapes = "".join(_shapes(drawing, labelled))
    return mark_safe(
        f'<svg class="lane" height="{50 if labelled else 36}" role="img" '
        f'aria-label="{escape(words)}">{grid}{shapes}{months if labelled else ""}</svg>'
    )


@lru_cache(maxsize=64)
def _scale(axis: Axis) -> tuple[str, str]:
    """The lines of an axis, and its months in words."""
    grid = "".join(
        f'<line class="grid" x1="{x}" x2="{x}" y1="2" y2="36"/>' for _, x in axis.ticks
    )
    months = "".join(
        f'<text class="t-3" x="{x}" y="48" text-anchor="middle">{month}</text>'
        if month
        else f'<text class="t-3" x="{x}" y="48">{month} mo</text>'
        for month, x in axis.ticks
    )
    return grid, months


def _shapes(drawing: Drawing, labelled: bool) -> Iterator[str]:
    """What is drawn, from back to front."""
    if drawing.stub:
        bar, on_one_line, on_two = UNKNOWN_LENGTH
        is_alone = not drawing.marks and not drawing.end
        words = (on_two if labelled else on_one_line) if is_alone else ""
        yield _at(drawing.stub, bar + words)
    if drawing.follow:
        yield _line("fu", drawing.follow, 28)
    for pause in drawing.pauses:
        yield _line("fu fu--unk", pause, 28)
    for block in drawing.blocks:
        yield (
            f'<rect class="f-{block.css}" x="{block.x}" width="{block.width}" '
            f'y="{block.y}" height="{block.height}"/>'
        )
    if drawing.jag:
        yield _at(drawing.jag, AT_LEAST)
    for span in drawing.ranges:
        yield _line("tick", span, 33)
    for event in drawing.events:
        count = f'<text class="t-n" x="6" y="11">{event.text}</text>'
        yield _at(event.x, EVENT + (count if event.text else ""))
    for moved in drawing.moved:
        yield _at(moved.x, MOVED)
    for mark in drawing.marks:
        yield _at(mark.x, f'<use href="#m-{mark.css}" x="{mark.shift}" y="23.5"/>')
    if drawing.end:
        what = f'<g transform="translate({drawing.end.shift},0)">{{}}</g>'
        yield _at(drawing.end.x, what.format(ENDS[drawing.end.css]))


def _at(x: str, what: str) -> str:
    """Draw in px from a place in per cent."""
    return f'<svg class="shown" x="{x}">{what}</svg>'


def _line(css: str, shape: Shape, y: int) -> str:
    return f'<line class="{css}" x1="{shape.x}" x2="{shape.until}" y1="{y}" y2="{y}"/>'
