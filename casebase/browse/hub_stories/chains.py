"""Fusion, drug, what arose under it, the next drug, and what that led to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casebase.archive.document import Finding
from casebase.browse import wording
from casebase.browse.addresses import hub
from casebase.browse.rows import CaseRow, CourseLine

from .lanes import page_of


@dataclass(frozen=True)
class Stop:
    """A drug on the way, with its page; empty where it has none."""

    name: str
    hub: str


@dataclass(frozen=True)
class Chain:
    """One acquired alteration, and the courses around it."""

    row: CaseRow
    finding: Finding
    before: Sequence[CourseLine]
    """The course it arose on; all it can have arisen on, where that is not told."""
    after: CourseLine | None
    """The course that was aimed at it or came next; nothing where none is told."""

    @property
    def is_on(self) -> bool:
        """Whether the source says on which treatment it arose."""
        return self.finding.emerged_on is not None

    @property
    def missing(self) -> str:
        """What an unstated fact is called in this case."""
        return self.row.page.missing

    @property
    def name(self) -> str:
        """What arose."""
        return wording.finding_name(self.finding)

    @property
    def hub(self) -> str:
        """The page of the biomarker."""
        return hub("biomarker", self.finding.biomarker.key)

    @property
    def drugs(self) -> list[Stop]:
        """The drugs before it."""
        return [_stop(line) for line in self.before]

    @property
    def next(self) -> Stop | None:
        """The drug after it."""
        return _stop(self.after) if self.after else None

    @property
    def is_aimed(self) -> bool:
        """Whether the next drug was given because of it."""
        return self.after is not None and _is_aimed(self.after, self.finding)

    @property
    def refs(self) -> set[tuple[str, str]]:
        """The courses of the chain, as (accession, ref)."""
        lines = [*self.before, self.after] if self.after else self.before
        return {(self.row.accession, line.course.treatment.ref) for line in lines}


def chains_of(rows: Iterable[CaseRow]) -> list[Chain]:
    """Return what these patients acquired, in the order of the cases."""
    return [chain for row in rows for chain in _chains(row)]


def _chains(row: CaseRow) -> Iterator[Chain]:
    drugs = [line for line in row.given if _is_drug(line)]
    for finding in row.page.acquired:
        yield _chain(row, finding, drugs)


def _chain(row: CaseRow, finding: Finding, drugs: Sequence[CourseLine]) -> Chain:
    """Tie an alteration to what is told: nothing is read out of the order alone.

    Where no drug is named that it arose on, only one that was aimed at it is known to
    have come after.
    """
    aimed = [line for line in drugs if _is_aimed(line, finding)]
    on = [line for line in drugs if line.course.treatment.ref == finding.emerged_on]
    if on:
        later = [line for line in drugs if _place(line) > _place(on[0])]
        follow = [line for line in later if line in aimed] or later
        return Chain(row, finding, on, next(iter(follow), None))
    if aimed:
        before = [line for line in drugs if _place(line) < _place(aimed[0])]
        return Chain(row, finding, before, aimed[0])
    return Chain(row, finding, drugs, None)


def _is_drug(line: CourseLine) -> bool:
    return line.is_judged and line.course.word == "on"


def _is_aimed(line: CourseLine, finding: Finding) -> bool:
    return finding.ref in line.course.treatment.target_findings


def _place(line: CourseLine) -> int:
    return line.course.treatment.sequence


def _stop(line: CourseLine) -> Stop:
    return Stop(line.course.name, page_of(line))
