"""How far two extractions agree, per kind of field, before and after settling."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .comparing import Comparison
from .kinds import DANGEROUS, all_kinds
from .settling import Line, Place

LEAST = 0.98


@dataclass(frozen=True)
class Row:
    """One kind of field."""

    kind: str
    compared: int
    agreed: int
    settled: int

    @property
    def before(self) -> float:
        """Share of the leaves on which the two agreed by themselves."""
        return self.agreed / self.compared if self.compared else 1.0

    @property
    def after(self) -> float:
        """Share of the leaves on which they agreed, or that were settled."""
        both = self.agreed + self.settled
        return both / self.compared if self.compared else 1.0

    @property
    def open(self) -> int:
        """Differences that nobody has settled."""
        return self.compared - self.agreed - self.settled


def table(
    compared: Iterable[Comparison], lines: dict[Place, Line]
) -> tuple[list[Row], Row]:
    """Count the leaves of each kind, and all of them."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in all_kinds()}
    for each in compared:
        count = counts[each.kind]
        count["compared"] += 1
        line = lines.get(each.line)
        if each.agrees:
            count["agreed"] += 1
        elif line is not None and line.settled != "open":
            count["settled"] += 1
    rows = [
        Row(kind, count["compared"], count["agreed"], count["settled"])
        for kind, count in counts.items()
    ]
    everything = Row(
        "all",
        sum(row.compared for row in rows),
        sum(row.agreed for row in rows),
        sum(row.settled for row in rows),
    )
    return rows, everything


def is_dangerous(kind: str) -> bool:
    """Whether a difference in this kind of field would mislead a clinician."""
    return kind in DANGEROUS
