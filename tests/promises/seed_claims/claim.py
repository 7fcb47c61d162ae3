"""The shape of a claim."""

from dataclasses import dataclass, field
from typing import Any

ABSENT = None


@dataclass(frozen=True)
class Claim:
    """One fact of the source."""

    fact: str
    case: dict[str, Any] = field(default_factory=dict)
    paper: dict[str, Any] = field(default_factory=dict)
    news: dict[str, Any] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """Paths and values of each document."""
        return {"case": self.case, "paper": self.paper, "news": self.news}
