"""What was done about adverse events, and whether the drug was tried again.

The index counts events; what followed one stands in documents alone. It is read of the
newest cases, and nothing of it is counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casebase.archive.choices import AdverseEventAction
from casebase.archive.document import AdverseEvent
from casebase.browse import wording
from casebase.browse.chapters.courses import events_once
from casebase.browse.chapters.in_short import what_was_done
from casebase.browse.rows import CaseRow, CourseLine

#: Events told of.
ROWS = 12

#: After these a reader asks whether the drug was tried again.
_INTERRUPTED = {AdverseEventAction.HELD, AdverseEventAction.STOPPED}


@dataclass(frozen=True)
class Followed:
    """Events of one course that went the same way."""

    row: CaseRow
    drug: str
    events: tuple[AdverseEvent, ...]

    @property
    def event(self) -> AdverseEvent:
        """The first of them."""
        return self.events[0]

    @property
    def name(self) -> str:
        """What they were, with their grade and their number."""
        return wording.sentence_case(", ".join(events_once(self.events)))

    @property
    def done(self) -> str:
        """What was done, and how it ended, or that it is not told."""
        missing = self.row.page.missing
        return wording.sentence_case(what_was_done(self.event, self._changes, missing))

    @property
    def again(self) -> str:
        """What came of trying the drug again; empty where the source is silent.

        Where nothing was done there was nothing to try again.
        """
        if wording.is_stated(self.event.rechallenge):
            return str(self.event.rechallenge.label)
        nothing = self.event.actions == (AdverseEventAction.NONE,)
        return "" if not nothing or self._changes else "Not interrupted"

    @property
    def rank(self) -> int:
        """Told of trying again first, then where the drug was interrupted."""
        if wording.is_stated(self.event.rechallenge):
            return 0
        return 1 if _INTERRUPTED & {*self.event.actions} else 2

    @property
    def _changes(self) -> Sequence[str]:
        return self.row.page.dose_changes.get(self.event.ref, ())


def followed(given: Iterable[tuple[CaseRow, Sequence[CourseLine]]]) -> list[Followed]:
    """Return the events of these courses, those of one kind and one end together."""
    found: dict[tuple[str, ...], Followed] = {}
    for row, lines in given:
        for line in lines:
            for event in line.course.events:
                one = Followed(row, wording.sentence_case(line.course.name), (event,))
                way = (row.accession, line.name, one.name, one.done, one.again)
                before = found[way].events if way in found else ()
                found[way] = Followed(row, one.drug, (*before, event))
    return sorted(found.values(), key=lambda one: one.rank)
