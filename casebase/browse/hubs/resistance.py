"""Where the page of a term tells what arose under treatment, as a place to link to."""

from collections.abc import Iterable

from casebase.browse.labels import Labels, Pair
from casebase.browse.rows import CaseRow

from .term import Hub

#: The part of a page that tells it.
PART = "#resistance"


def parts(terms: Iterable[Pair], rows: Iterable[CaseRow]) -> list[tuple[str, str]]:
    """Return what those terms are called on whose page one of these cases stands there.

    Each with the address of that part. A page reads its newest cases alone: what it
    does not read leads nowhere, and is left out.
    """
    acquired = [row for row in rows if row.page.acquired]
    if not acquired:
        return []
    terms = list(dict.fromkeys(terms))
    labels = Labels.of(terms)
    known = [term for pair in terms if (term := labels.term(*pair)) and not term.now]
    hubs = [Hub(term=term) for term in known]
    telling = (hub for hub in hubs if hub.has_chain_of(acquired))
    return [(hub.label, f"{hub.address}{PART}") for hub in telling]
