"""Frozen selections: a list as it was on one day, under an address for good.

What was asked of a list becomes the versions of the cases it had. Curation's intake
keeps it (`casebase/urls.py` brings the two together); here it is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import QueryDict

from casebase.archive.choices import ArticleKind
from casebase.archive.models import Record, Selection, Version

from . import paging, wording
from .addresses import Address
from .filters import CaseFilterSet
from .formats.references import ARCHIVE, Name, Reference
from .formats.snapshot import Case, cases_at, counted
from .lists import TITLES
from .panel import Chip, Panel
from .rows import CaseRow, case_rows

#: A longer list is narrowed. One query of a database takes so many names.
MOST = settings.MAX_FROZEN
PER_PAGE = 50
PATH = "/selections/"


class Refused(ValueError):
    """A list that cannot be frozen as it was asked for; `faults` say why."""

    def __init__(self, faults: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("; ".join(str(fault["reason"]) for fault in faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class Frozen:
    """What is kept of a list: the question, and the versions of its cases."""

    query: str
    cases: list[tuple[str, int]]
    archive_version: int


def frozen(data: QueryDict) -> Frozen:
    """Return the list that these parameters ask for, as it is now.

    In which order and on how many pages it was looked at says nothing of its cases.
    Raises Refused.
    """
    asked = CaseFilterSet(data)
    if not asked.is_valid():
        raise Refused(asked.faults)
    found = asked.selection
    if not found.total:
        raise Refused(_fault("The list has no case, so there is nothing to freeze."))
    if found.total > MOST:
        raise Refused(
            _fault(f"It has {found.total} cases. At most {MOST} are frozen: narrow it.")
        )
    query = [("q", asked.words)] if asked.words else []
    query += [(n, value) for n, values in asked.chosen.items() for value in values]
    return Frozen(
        query=Address("", tuple(sorted(query))).asked,
        cases=_versions_at(found.accessions(), found.index.version),
        archive_version=found.index.version,
    )


def _fault(reason: str) -> list[dict[str, Any]]:
    return [{"culprit": "", "reason": reason}]


def _versions_at(names: Sequence[str], version: int) -> list[tuple[str, int]]:
    """Return the newest version that each case had at a version of the archive."""
    known = Version.objects.filter(record__name__in=names, archive_version__lte=version)
    return list(known.values_list("record__name").annotate(Max("number")))


@dataclass(frozen=True)
class FrozenCases:
    """The cases of a selection as files have them, but for those purged since."""

    selection: Selection

    @property
    def told(self) -> list[str]:
        """Which selection it is."""
        return [
            f"Frozen selection: {address_of(self.selection)}",
            f"Question: /cases/?{self.selection.query}",
            *counted(
                self.selection.archive_version,
                len(self.selection.cases),
                synthetic_in(self.selection),
            ),
        ]

    def __iter__(self) -> Iterator[Case]:
        """Every case at the version that was frozen."""
        names = [name for name, _ in self.selection.cases]
        return cases_at(self.selection.archive_version, names)


def address_of(selection: Selection) -> str:
    """Return where a selection stands for good."""
    return f"{settings.PUBLIC_URL}{PATH}{selection.name}/"


def synthetic_in(selection: Selection) -> int:
    """Return how many of its cases are made up."""
    names = [name for name, _ in selection.cases]
    return Record.objects.filter(name__in=names, synthetic=True).count()


@dataclass(frozen=True)
class Member:
    """One case of a selection, at the version that was frozen."""

    name: str
    number: int
    row: CaseRow | None
    newest: int
    is_withdrawn: bool

    @property
    def since(self) -> str:
        """What became of the case since; empty where nothing has."""
        if self.row is None:
            return "Removed since, for privacy"
        if self.is_withdrawn:
            return "Withdrawn since"
        if self.newest > self.number:
            return f"Version {self.newest} is there since"
        return ""


@dataclass(frozen=True)
class SelectionPage:
    """One page of a frozen selection."""

    selection: Selection
    page: int = 1

    @property
    def address(self) -> str:
        """Where it stands for good."""
        return address_of(self.selection)

    @property
    def total(self) -> int:
        """How many cases it has."""
        return len(self.selection.cases)

    @property
    def is_there(self) -> bool:
        """Whether it has this page."""
        return self.page <= paging.last_page(self.total, PER_PAGE)

    @cached_property
    def synthetic(self) -> int:
        """How many of its cases are made up."""
        return synthetic_in(self.selection)

    @property
    def title(self) -> str:
        """The name under which it is cited."""
        cases = wording.plural(self.total, "case")
        if self.synthetic:
            cases += f", {self.synthetic} of them synthetic (made up),"
        return (
            f"frozen selection {self.selection.name}: {cases} of archive "
            f"version {self.selection.archive_version}"
        )

    @property
    def citation(self) -> str:
        """The selection as it is cited."""
        day = wording.day(self.selection.frozen_at.date())
        return f"{ARCHIVE}, {self.title}, frozen on {day}. {self.address}"

    @property
    def reference(self) -> Reference:
        """The same for a reference manager."""
        frozen_on = self.selection.frozen_at.date()
        return Reference(
            key=f"casebase-selection-{self.selection.name}",
            kind=ArticleKind.DATASET,
            title=f"{ARCHIVE}, {self.title}",
            authors=(Name(ARCHIVE),),
            year=frozen_on.year,
            month=frozen_on.month,
            day=frozen_on.day,
            url=self.address,
            version=str(self.selection.archive_version),
            notes=(f"SHA-256 of its cases: {self.selection.checksum}",),
        )

    @property
    def today(self) -> Address:
        """The same question, asked of the archive as it is now."""
        pairs = QueryDict(self.selection.query).lists()
        return Address("/cases/", tuple((n, v) for n, vs in pairs for v in vs))

    @cached_property
    def chips(self) -> list[Chip]:
        """What was asked, in words; values that a list no longer takes stay as keys."""
        asked = dict(QueryDict(self.selection.query).lists())
        words = (asked.pop("q", None) or [""])[-1]
        return Panel(
            titles=TITLES, chosen=asked, counts={}, address=self.today, words=words
        ).chips

    @cached_property
    def members(self) -> list[Member]:
        """The cases of this page."""
        first = (self.page - 1) * PER_PAGE
        pairs = self.selection.cases[first : first + PER_PAGE]
        numbers = dict(pairs)
        records = Record.objects.filter(name__in=numbers).select_related("latest")
        by_name = {record.name: record for record in records}
        kept = {
            version.record.name: version
            for version in Version.objects.filter(
                record__name__in=numbers, number__in=set(numbers.values())
            ).select_related("record")
            if version.number == numbers[version.record.name] and not version.purged
        }
        rows = {row.accession: row for row in case_rows(numbers, kept)}
        return [
            Member(
                name,
                number,
                rows.get(name),
                newest=getattr(by_name[name].latest, "number", number),
                is_withdrawn=by_name[name].withdrawn,
            )
            for name, number in pairs
        ]

    @cached_property
    def pager(self) -> paging.Pager:
        """The pages around this one."""
        return paging.pager(
            Address(f"{PATH}{self.selection.name}/"),
            page=self.page,
            per_page=PER_PAGE,
            total=self.total,
            noun="Cases",
        )

    @property
    def found_today(self) -> int:
        """How many cases the same question finds now; -1 where it is refused now."""
        asked = CaseFilterSet(QueryDict(self.selection.query))
        return asked.selection.total if asked.is_valid() else -1
