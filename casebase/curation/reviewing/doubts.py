"""What a reviewer looks at and ticks before approving, in sentences.

Every check is a function over the would-be document. What was ticked is kept with the
hash of the content: another content is ticked anew, another reviewer ticks alone.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casebase.archive import document as d
from casebase.curation.entry import usual

from . import dates, privacy


@dataclass(frozen=True)
class Doubt:
    """One sentence about one row; of the record as a whole where `ref` is empty."""

    ref: str
    sentence: str

    @property
    def key(self) -> str:
        """A short name of it, for the box that is ticked."""
        told = f"{self.ref}|{self.sentence}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def _privacy(document: d.CaseDocument) -> Iterable[Doubt]:
    return (Doubt(*one) for one in privacy.warnings(document))


def _doses(document: d.CaseDocument) -> Iterable[Doubt]:
    return (Doubt(one.ref, one.sentence) for one in usual.remarks(document))


def _dates(document: d.CaseDocument) -> Iterable[Doubt]:
    return (Doubt(*one) for one in dates.remarks(document))


def _events(document: d.CaseDocument) -> Iterable[Doubt]:
    """An event of no treatment stands in no course; its place may be forgotten."""
    for event in document.outcome.adverse_events:
        if not event.during and not event.agents:
            yield Doubt(
                event.ref,
                "It names no treatment that it happened on or is put down to.",
            )


#: What is asked of every case. A check gives sentences, each with the row it is about.
CHECKS: tuple[Callable[[d.CaseDocument], Iterable[Doubt]], ...] = (
    _privacy,
    _doses,
    _dates,
    _events,
)


def doubts(document: d.Document) -> list[Doubt]:
    """Return everything to be ticked, each sentence once; nothing for an article."""
    if not isinstance(document, d.CaseDocument):
        return []
    found = (doubt for check in CHECKS for doubt in check(document))
    return list(dict.fromkeys(found))
