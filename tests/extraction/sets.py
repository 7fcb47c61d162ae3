"""Where the two extractions, their differences and the settled cases are kept."""

from functools import cached_property
from pathlib import Path

from . import comparing, settling
from .comparing import Comparison, Documents
from .settling import Line, Place

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "tests/first_extraction"
SECOND = ROOT / "tests/second_extraction"
STARTER = ROOT / "starter"
DIFFERENCES = ROOT / "tests/extraction/differences.tsv"
AGREEMENT = ROOT / "docs/agreement.md"


class Extraction:
    """Two sets of documents of the same source facts, and what became of them."""

    def __init__(self, first: Path, second: Path, differences: Path) -> None:
        self.first: Documents = comparing.read(first)
        self.second: Documents = comparing.named_as(self.first, comparing.read(second))
        self.lines: dict[Place, Line] = (
            settling.load(differences) if differences.exists() else {}
        )

    @cached_property
    def compared(self) -> list[Comparison]:
        """Every leaf of either."""
        return comparing.compare(self.first, self.second)

    @cached_property
    def found(self) -> dict[Place, Line]:
        """Every difference there is now, each as it was settled or still open."""
        return {
            at: self._as_settled(line)
            for at, line in settling.differences(self.compared).items()
        }

    def _as_settled(self, line: Line) -> Line:
        known = self.lines.get(line.at)
        same = known and (known.first, known.second) == (line.first, line.second)
        return known if known and same else line

    @property
    def corrected(self) -> list[Line]:
        """Lines about places where both agree, or have nothing, and were wrong."""
        return [
            line
            for line in self.lines.values()
            if line.first == line.second and line.settled == "neither"
        ]

    @property
    def unlisted(self) -> list[Place]:
        """Differences that the file does not list as they are."""
        return [at for at, line in self.found.items() if self.lines.get(at) != line]

    @property
    def gone(self) -> list[Place]:
        """Lines whose difference, or whose common error, does not exist any more."""
        agreed = {
            (each.document, ".".join(each.path)): each.first
            for each in self.compared
            if each.agrees
        }
        corrected = {line.at: line for line in self.corrected}
        still = {
            at for at, line in corrected.items() if agreed.get(at, "") == line.first
        }
        return [at for at in self.lines if at not in self.found and at not in still]

    def against(self, folder: Path) -> list[Comparison]:
        """Where the documents of a folder are not as settled."""
        settled = settling.truth(self.first, self.second, self.compared, self.lines)
        kept = comparing.named_as(settled, comparing.read(folder))
        return [each for each in comparing.compare(settled, kept) if not each.agrees]


def ours() -> Extraction:
    """The two extractions of the starter's cases."""
    return Extraction(FIRST, SECOND, DIFFERENCES)
