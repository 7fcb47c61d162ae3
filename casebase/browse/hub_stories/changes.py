"""What changed lately: the newest versions of some cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from casebase.archive.models import Version
from casebase.browse.addresses import Address
from casebase.browse.rows import CaseRow

#: Versions told.
MOST = 5


@dataclass(frozen=True)
class Changes:
    """The newest versions, and the list of all that was published since then."""

    versions: list[Version]
    since: Address | None

    @property
    def first_day(self) -> str:
        """The day of the oldest of them, as 2026-01-31; empty where there is none."""
        return _day(self.versions[-1]) if self.versions else ""


def of(rows: Sequence[CaseRow], case_list: Address) -> Changes:
    """Return the newest versions of these cases, with one query."""
    names = [row.accession for row in rows]
    newest = (
        Version.objects.filter(record__name__in=names)
        .select_related("record")
        .defer("document")
        .order_by("-archive_version")
    )
    versions = list(newest[:MOST])
    since = case_list.asking("since", _day(versions[-1])) if versions else None
    return Changes(versions, since)


def _day(version: Version) -> str:
    return version.published_at.date().isoformat()
