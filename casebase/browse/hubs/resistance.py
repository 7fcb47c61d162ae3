"""Where the page of a term tells what arose under treatment, as a place to link to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casebase.browse.hub_stories.chains import chains_of
from casebase.browse.labels import Labels, Pair
from casebase.browse.rows import CaseRow

from .term import Hub

#: The part of a page that tells it.
PART = "#resistance"


@dataclass(frozen=True)
class Parts:
    """Parts of pages that tell what arose in some cases."""

    links: Sequence[tuple[str, str]]
    """The name of each page, and the address of its part."""
    is_followed: bool
    """Whether it is told of one of these cases what came next."""


def parts(terms: Iterable[Pair], rows: Iterable[CaseRow]) -> Parts | None:
    """Return the parts of those terms' pages where one of these cases stands.

    A page reads its newest cases alone: what it does not read leads nowhere, and is
    left out. Nothing where none is left.
    """
    acquired = [row for row in rows if row.page.acquired]
    if not acquired:
        return None
    terms = list(dict.fromkeys(terms))
    labels = Labels.of(terms)
    known = [term for pair in terms if (term := labels.term(*pair)) and not term.now]
    hubs = [Hub(term=term) for term in known]
    links = [
        (hub.label, f"{hub.address}{PART}")
        for hub in hubs
        if hub.has_chain_of(acquired)
    ]
    is_followed = any(chain.after for chain in chains_of(acquired))
    return Parts(links, is_followed) if links else None
