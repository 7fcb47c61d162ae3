"""A size: "2.5 x 1.5 x 1.0 cm" becomes diameters in mm, in the order printed.

The columns are those of a lesion's first size: `dim1_mm` to `dim3_mm`, and the print
with its unit in `dims_reported`.
"""

import re
from decimal import Decimal

from .days import PRIVATE, holds_a_day
from .numbers import NUMBER, asked, is_zero, shifted, tidy
from .reading import (
    LONGEST,
    AsReported,
    Choice,
    Question,
    Reading,
    Understood,
    boxes,
    listed,
)

_UNIT = r"mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?"
_BY = r" ?(?:[x×*X]|by) ?"
_ONE = rf"({NUMBER}) ?-?({_UNIT})?"
_SIZE = re.compile(rf"{_ONE}(?:{_BY}{_ONE})?(?:{_BY}{_ONE})?", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:^|(?<= ))(?:about|approximately|approx\.?|ca\.?|~|size|measuring|diameter|of"
    r"|(?:in )?(?:greatest|largest|maximum|maximal|longest)(?: dimension| diameter)?"
    r"|in (?:size|diameter))(?:$|(?= )|(?=\d))[: ]*",
    re.IGNORECASE,
)
_BOUND = re.compile(r"[<>≤≥]|\b(?:up to|at least|at most|less|more|under|over)\b", re.I)
_VOLUME = re.compile(rf"^(.+?) ?(cm|mm) ?(?:\^?3|³)$|^{NUMBER} ?(?:cc|ml)$", re.I)
_RANGE = re.compile(rf"{NUMBER} ?(?:{_UNIT})? ?(?:-|to|or) ?{NUMBER}", re.IGNORECASE)
#: No tumour is a metre long.
_LONGEST_MM = 1000


def read(text: str, *, printed: str = "") -> Reading:
    """Read a size. `printed` is the source's print, if `text` answers a question."""
    size = tidy(text).rstrip(".;,")
    kept = _as_printed(tidy(printed or text))
    words = (boxes(dims_reported=kept),)
    if not size or len(size) > LONGEST:
        return AsReported("There is no size to read.", words if size else ())
    if holds_a_day(size):
        return AsReported(PRIVATE)
    if question := asked(size, chosen=bool(printed)):
        return question
    if hit := _VOLUME.match(size):
        if hit[1] and re.search(_BY, hit[1], re.IGNORECASE):
            choice = f"{hit[1]} {hit[2]}"
            return Question("A volume, or three diameters?", (Choice(choice, choice),))
        return AsReported("A volume is a row of measurements, not a size.", words)
    if _BOUND.search(size):
        return AsReported("A bound is no size; the words stay.", words)
    bare = _AROUND.sub("", size).strip()
    found = _SIZE.fullmatch(bare)
    if not found:
        return AsReported(_why(bare), words)
    numbers = [number for number in found.group(1, 3, 5) if number]
    units = [unit for _, unit in _pairs(found)]
    if None in units and (units[-1] is None or any(units[:-1])):
        return _ask_unit(bare, numbers, units)
    millimetres = [
        _mm(number, unit or units[-1] or "")
        for number, unit in zip(numbers, units, strict=True)
    ]
    if any(is_zero(one) for one in millimetres):
        return AsReported("A size of 0 is no size; the words stay.", words)
    if any(Decimal(one) > _LONGEST_MM for one in millimetres):
        return AsReported("This is more than a metre. Look at the source again.", words)
    names = ("dim1_mm", "dim2_mm", "dim3_mm")
    row = {**dict(zip(names, millimetres, strict=False)), "dims_reported": kept}
    around = _AROUND.findall(size)
    unsaid = (
        f"“{listed([one.strip(' :') for one in around])}” stays in the size as printed."
        if around
        else ""
    )
    return Understood(f"{' × '.join(millimetres)} mm.", (row,), unsaid)


def render(row: dict[str, str]) -> str:
    """Write the diameters as a size that `read` understands as the same."""
    found = [row[name] for name in ("dim1_mm", "dim2_mm", "dim3_mm") if name in row]
    return f"{' × '.join(found)} mm"


def _as_printed(text: str) -> str:
    """The print, with the sign for "by" that pages use."""
    return re.sub(r"(?<=[\dm]) ?[xX*×] ?(?=\d)", " × ", text)[:LONGEST]


def _pairs(found: re.Match[str]) -> list[tuple[str, str | None]]:
    all_of_them = zip(found.group(1, 3, 5), found.group(2, 4, 6), strict=True)
    return [(number, unit) for number, unit in all_of_them if number]


def _mm(number: str, unit: str) -> str:
    return shifted(number, 1 if unit.lower().startswith("c") else 0)


def _ask_unit(bare: str, numbers: list[str], units: list[str | None]) -> Question:
    """Ask for the unit: there is none, or not for all."""
    named = [unit for unit in units if unit]
    ways = dict.fromkeys([*named, "cm", "mm"])
    texts = [f"{' × '.join(numbers)} {unit}" for unit in ways]
    said = f"“{bare}” does not say all units." if named else "The unit is not said."
    return Question(f"{said} Which is it?", tuple(Choice(t, t) for t in texts))


def _why(bare: str) -> str:
    if _RANGE.fullmatch(re.sub(rf" ?(?:{_UNIT})$", "", bare, flags=re.IGNORECASE)):
        return "A range has no box; the words stay."
    if len(re.findall(_BY, bare)) > 2:
        return "More than three diameters; the words stay."
    if re.search(r"\b(?:in|inch(?:es)?|m|µm)\b|[\"″]", bare):
        return "Only mm and cm are read; the words stay."
    return f"“{bare}” is not understood as a size; the words stay."
