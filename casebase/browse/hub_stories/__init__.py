"""What a hub tells that stands in documents alone: read of its newest cases.

Lanes, doses, what arose under treatment and what followed, what changed lately, where
it was published. Nothing here is counted: each thing stands with the case it is from.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from casebase.browse.addresses import Address
from casebase.browse.rows import CaseRow, CourseLine

from . import chains, changes, doses, lanes, papers

#: Hubs whose courses are those of one drug or of drugs of one kind.
OF_A_DRUG = ("drug", "drug_class")

#: Hubs of which one asks what arose under treatment, and what came next.
WITH_CHAINS = ("gene", "family", "fusion", "biomarker", *OF_A_DRUG)


@dataclass(frozen=True)
class Stories:
    """The newest cases of a term, and what is told of them.

    `rows` are its newest cases, `total` says how many it has, `courses` are those it
    counts, as (accession, ref); `keys` are all keys of the term.
    """

    facet: str
    label: str
    keys: Set[str]
    rows: Sequence[CaseRow]
    total: int
    courses: Set[tuple[str, str]]
    case_list: Address
    course_list: Address

    @property
    def is_whole(self) -> bool:
        """Whether all its cases were read."""
        return len(self.rows) >= self.total

    @property
    def is_of_a_drug(self) -> bool:
        """Whether its courses are those of one drug or of drugs of one kind."""
        return self.facet in OF_A_DRUG

    @property
    def plot(self) -> Address:
        """The list of all its cases, seen as a swimmer plot."""
        return self.case_list.asking("view", "swimmer")

    @cached_property
    def given(self) -> list[tuple[CaseRow, list[CourseLine]]]:
        """The courses it counts, by case."""
        return [
            (row, [line for line in row.given if self._counts(row, line)])
            for row in self.rows
        ]

    def _counts(self, row: CaseRow, line: CourseLine) -> bool:
        return (row.accession, line.course.treatment.ref) in self.courses

    @cached_property
    def swimmer(self) -> lanes.HubSwimmer:
        """The last course of each case; of a drug, all its courses."""
        return lanes.HubSwimmer(self.given, every=self.is_of_a_drug)

    @cached_property
    def doses(self) -> doses.Doses:
        """Doses tried; on the page of a drug those of this drug."""
        only = self.keys if self.facet == "drug" else frozenset[str]()
        return doses.Doses(self.given, only)

    @cached_property
    def chains(self) -> list[chains.Chain]:
        """What arose under treatment, and what was given next."""
        if self.facet not in WITH_CHAINS:
            return []
        found = chains.chains_of(self.rows)
        if not self.is_of_a_drug:
            return found
        return [chain for chain in found if chain.refs & self.courses]

    @property
    def is_followed(self) -> bool:
        """Whether it is told of one of these what was given next."""
        return any(chain.after for chain in self.chains)

    @cached_property
    def changes(self) -> changes.Changes:
        """The newest versions of these cases."""
        return changes.of(self.rows, self.case_list)

    @cached_property
    def papers(self) -> papers.Papers:
        """The articles these cases were read from."""
        return papers.of(self.rows)
