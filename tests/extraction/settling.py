"""What became of each difference: `differences.tsv`, one line for each.

A line is about one leaf, or about a whole row that only one of the two has; then
`first` or `second` holds the row's leaves as JSON. `settled` says who was right:

* `first`, `second`: that one;
* `neither`: `value` holds what is right, as JSON for a row, nothing for "not there".
  Such a line may also be about a place where both agree, and were wrong;
* `open`: nobody could say yet.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TextIO

from .comparing import Comparison, Documents, merged
from .trees import Rows, Tree

SETTLED = ("first", "second", "neither", "open")
Place = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One line of the file."""

    document: str
    place: str
    kind: str
    first: str
    second: str
    settled: str = "open"
    value: str = ""
    why: str = ""

    @property
    def at(self) -> Place:
        """Document and place: unique in the file."""
        return self.document, self.place


def read(file: TextIO) -> dict[Place, Line]:
    """Read the lines of a file, checked for their form.

    Raises ValueError for a line that says nothing.
    """
    lines: dict[Place, Line] = {}
    for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
        line = Line(**{name: text or "" for name, text in row.items()})
        if line.settled not in SETTLED:
            raise ValueError(f"{line.at}: settled as “{line.settled}”")
        if line.settled != "open" and not line.why:
            raise ValueError(f"{line.at}: settled without a reason")
        if line.value and line.settled != "neither":
            raise ValueError(f"{line.at}: only “neither” has a value of its own")
        if line.at in lines:
            raise ValueError(f"{line.at}: listed twice")
        lines[line.at] = line
    return lines


def load(path: Path) -> dict[Place, Line]:
    """Read the lines of the file at a path."""
    with path.open(encoding="utf-8", newline="") as file:
        return read(file)


def write(lines: Iterable[Line], to: TextIO) -> None:
    """Write lines with their heading."""
    names = [field.name for field in fields(Line)]
    rows = [[getattr(line, name) for name in names] for line in lines]
    for row in [names, *rows]:
        to.write("\t".join(row) + "\n")


def differences(compared: Iterable[Comparison]) -> dict[Place, Line]:
    """Every difference as a line that is still open."""
    grouped = defaultdict(list)
    for each in compared:
        if not each.agrees:
            grouped[each.line].append(each)
    return {
        at: Line(*at, ", ".join(dict.fromkeys(e.kind for e in found)), *_values(found))
        for at, found in grouped.items()
    }


def _values(found: list[Comparison]) -> tuple[str, str]:
    """Both sides: of a leaf its two values, of a row its leaves as JSON."""
    if not found[0].row:
        return found[0].first, found[0].second
    depth = len(found[0].row)
    sides = (
        {".".join(e.path[depth:]): getattr(e, side) for e in found}
        for side in ("first", "second")
    )
    first, second = (
        json.dumps(side, ensure_ascii=False) if any(side.values()) else ""
        for side in sides
    )
    return first, second


def truth(
    first: Documents,
    second: Documents,
    compared: Iterable[Comparison],
    lines: dict[Place, Line],
) -> Documents:
    """The documents as settled: where both agree, what they say; else who was right.

    An open difference stands as the first has it. The second set is named as the first.
    """
    chosen: dict[tuple[str, tuple[str, ...]], str] = {}
    seen: set[Place] = set()
    for each in compared:
        line = lines.get(each.line)
        seen.add(each.line)
        chosen[each.document, each.path] = _chosen(each, line)
    made: Documents = {}
    for sort in first:
        made[sort] = Rows()
        for key, both in merged(first[sort], second[sort]).items():
            tree = _chosen_of(both, key, (), chosen)
            for line in lines.values():
                if line.document == key and line.settled == "neither":
                    _put_what_nobody_had(tree, line, known=line.at in seen)
            if tree:
                made[sort][key] = tree
    return made


def _chosen(each: Comparison, line: Line | None) -> str:
    if line is None or line.settled in ("first", "open"):
        return each.first
    if line.settled == "second":
        return each.second
    if not each.row:
        return line.value
    value: str = json.loads(line.value or "{}").get(
        ".".join(each.path[len(each.row) :]), ""
    )
    return value


def _chosen_of(
    part: Tree, key: str, path: tuple[str, ...], chosen: dict[tuple[str, tuple], str]
) -> Tree:
    made = type(part)()
    for name, below in part.items():
        here = (*path, name)
        if isinstance(below, dict):
            inner = _chosen_of(below, key, here, chosen)
            if inner:
                made[name] = inner
        elif leaf := chosen[key, here]:
            made[leaf if isinstance(part, Rows) else name] = leaf
    return made


def _put_what_nobody_had(tree: Tree, line: Line, *, known: bool) -> None:
    """Put what neither of the two has; new rows are called `+` and anything."""
    is_row = line.value.startswith("{")
    if known and not is_row:
        return
    values = json.loads(line.value) if is_row else {"": line.value}
    for below, leaf in values.items():
        *above, last = [*line.place.split("."), *filter(None, below.split("."))]
        at = tree
        for name, after in zip(above, [*above[1:], last], strict=True):
            fresh: Tree = Rows() if after.startswith("+") else {}
            at = at.setdefault(name, fresh)
        at.setdefault(last, leaf)
