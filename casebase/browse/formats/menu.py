"""What of a list can be taken away, as its page offers it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from casebase.browse import wording
from casebase.browse.addresses import Address
from casebase.browse.filters import CaseFilterSet

from .kinds import KINDS
from .snapshot import Snapshot

#: The header file of a download.
ABOUT = "about.txt"


@dataclass(frozen=True)
class Offer:
    """One format of a list."""

    name: str
    says: str
    address: Address


@dataclass(frozen=True)
class Downloads:
    """Every format of a list, whole."""

    asked: CaseFilterSet
    articles: int | None = None
    """How many articles its cases were read from, where the page knows it."""

    @cached_property
    def snapshot(self) -> Snapshot:
        """The cases that every format holds."""
        return Snapshot(self.asked)

    def at(self, suffix: str) -> Address:
        """Return the list's question as a download; pages and views are not asked."""
        return (
            self.asked.address(f"/cases/download.{suffix}")
            .without("view")
            .without("per_page")
        )

    def __iter__(self) -> Iterator[Offer]:
        """Every format in turn."""
        for suffix, kind in KINDS.items():
            yield Offer(kind.name, kind.says, self.at(suffix))

    @property
    def about(self) -> Address:
        """The header file."""
        return self.at(ABOUT)

    @cached_property
    def words(self) -> str:
        """How much it is: cases, courses, and articles where these are known."""
        cases = len(self.snapshot.selection.cases)
        counted = [
            wording.plural(cases, "case"),
            wording.plural(self.snapshot.courses.total, "course"),
        ]
        if self.articles is not None:
            counted.append(wording.plural(self.articles, "article"))
        return wording.listed(counted)
