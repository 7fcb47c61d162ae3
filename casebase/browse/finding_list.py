"""The list of findings: what was tested in a patient, a row each, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from casebase.archive.document import Finding
from casebase.archive.facets import CONCORDANCE
from casebase.archive.finding_keys import agreement
from casebase.archive.models import Version

from .facet_values import FacetValues, ValuesForm
from .filters import FindingFilterSet
from .lists import ListPage
from .records import versions_at
from .rows import CaseRow, case_rows


@dataclass(frozen=True)
class FindingRow:
    """One finding in a table of findings, with the case it belongs to."""

    case: CaseRow
    finding: Finding

    @property
    def agreement(self) -> str:
        """Whether several tests of it agree; empty where there are not several."""
        if len(self.finding.assays) < 2:
            return ""
        return CONCORDANCE[agreement(self.finding)]


@dataclass(frozen=True)
class FindingListPage(ListPage):
    """One page of a list of findings, a row each."""

    path: str = "/findings/"
    one: str = "finding"

    @property
    def title(self) -> str:
        """The heading of the page."""
        return "Findings"

    @property
    def status(self) -> str:
        """How many findings there are."""
        return f"{self.heading} {self.of_everything}" if self.total else self.heading

    @cached_property
    def rows(self) -> list[FindingRow]:
        """The findings of this page."""
        pairs = self.selection.page(self.page, self.per_page, self.asked.asked("sort"))
        names = (name for name, _ in pairs)
        return finding_rows(pairs, versions_at(self.archive_version, names))


class FindingValues(FindingFilterSet):
    """The question to a list of findings whose values are looked at."""

    class Meta(FindingFilterSet.Meta):
        """With the order of the values beside it."""

        form = ValuesForm


@dataclass(frozen=True)
class FindingFacetValues(FacetValues):
    """One page of the values of a facet, counted in findings."""

    path: str = "/findings/"
    list_name: str = "Findings"
    one: str = "finding"


def finding_rows(
    pairs: Iterable[tuple[str, str]], versions: dict[str, Version]
) -> list[FindingRow]:
    """Return a row for each finding asked for, in that order."""
    cases = {row.accession: row for row in case_rows(versions, versions)}
    rows = {
        (name, finding.ref): FindingRow(row, finding)
        for name, row in cases.items()
        for finding in row.page.document.findings
    }
    return [rows[pair] for pair in pairs if pair in rows]
