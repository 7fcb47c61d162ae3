"""The question behind a download: in words, as an address, as part of a file's name."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from casebase.archive import facets
from casebase.browse import wording
from casebase.browse.addresses import Address
from casebase.browse.filters import SORTS, CaseFilterSet
from casebase.browse.panel import MANY, Panel

#: So many characters of a question are told in the name of a file.
MOST = 60
TITLES = {name: facet.label for name, facet in facets.FACETS.items()}
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class Question:
    """What was asked of the list of cases."""

    asked: CaseFilterSet

    @property
    def list(self) -> Address:
        """The list itself, as a page."""
        return self.asked.address("/cases/")

    @property
    def address(self) -> str:
        """The list, as this archive gives it."""
        return f"{settings.PUBLIC_URL}{self.list}"

    def at(self, suffix: str) -> Address:
        """Return the same question as a download."""
        return self.asked.address(f"/cases/download.{suffix}")

    @property
    def words(self) -> str:
        """What narrows the list, and how it is sorted."""
        order = wording.in_sentence(SORTS[self.asked.asked("sort")])
        return f"{self.narrowed() or 'all cases'}, sorted by {order}"

    def narrowed(self, most: int = MANY) -> str:
        """What narrows the list; empty where nothing does."""
        panel = Panel(TITLES, self.asked.chosen, {}, self.list, self.asked.words)
        return panel.question(most)

    def file_name(self, suffix: str, archive_version: int, today: date) -> str:
        """Name the archive, its version, what was asked as far as it fits, the day."""
        asked = [("q", self.asked.words)] if self.asked.words else []
        asked += [
            (name, v) for name, values in self.asked.chosen.items() for v in values
        ]
        parts = ["casebase", f"v{archive_version}"]
        for name, value in asked:
            said = _UNSAFE.sub("-", f"{name}-{value}").strip("-")
            if len("-".join((*parts, said))) > MOST:
                parts.append("and-more")
                break
            parts.append(said)
        return f"{'-'.join(parts)}-{today.isoformat()}.{suffix}"
