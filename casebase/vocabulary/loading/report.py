"""What a run of the loader did, vocabulary by vocabulary."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """The rows of one vocabulary."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"


@dataclass
class Report:
    """Everything a run did, and what it could not place."""

    say: Callable[[str], None] = lambda line: None
    tallies: dict[str, Tally] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    def tally(self, vocabulary: str) -> Tally:
        """The count of one vocabulary, begun at its first mention."""
        return self.tallies.setdefault(vocabulary, Tally())

    def lines(self) -> list[str]:
        """The report in sentences."""
        found = [f"{name}: {tally}." for name, tally in self.tallies.items()]
        found += [f"Renamed: {line}." for line in self.renamed]
        found += [f"Kept: {line}." for line in self.kept]
        found += [f"Could not place: {line}." for line in self.unplaced]
        return found

    @property
    def changed_anything(self) -> bool:
        """Whether any row was written."""
        return any(tally.added or tally.changed for tally in self.tallies.values())
