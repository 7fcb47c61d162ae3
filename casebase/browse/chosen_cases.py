"""Which cases a comparison was asked for, or what stands against it and what helps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from casebase.archive.models import Record

from . import wording
from .addresses import Address
from .filters import CaseFilterSet
from .search.page import PATH as SEARCH
from .search.page import SearchForm

PATH, LIST, NAME = "/cases/compare/", "/cases/", "case"
#: The list that the cases were ticked in, as its own query, or the address of the
#: search: the way back.
BACK = "from"
LEAST, MOST = 2, 4

_ACCESSION = re.compile(r"CB-[0-9]{6,9}")


@dataclass(frozen=True)
class Fault:
    """What of the address cannot be compared, why, and where to read on."""

    culprit: str
    reason: str
    link: str = ""
    words: str = ""


@dataclass(frozen=True)
class Asked:
    """A comparison as its address asks for it."""

    chosen: Sequence[Record]
    """The cases, in that order; none where there are faults, or none is named."""
    faults: Sequence[Fault]
    back: Address
    """The list of cases that they were ticked in."""


def address_of(accessions: Iterable[str], back: Address | None = None) -> Address:
    """Write the comparison of these cases as an address; fewer than two: the list."""
    chosen = [(NAME, accession) for accession in accessions]
    if len(chosen) < LEAST:
        return back or Address(LIST)
    way = (back.asked if back.path == LIST else str(back)) if back else ""
    return Address(PATH, ((BACK, way), *chosen) if way else tuple(chosen))


def read(query: QueryDict) -> Asked:
    """Read which cases are asked for, in that order, and what stands against it."""
    named = [value for value in query.getlist(NAME) if value]
    known = {
        record.name: record
        for record in Record.objects.cases()
        .filter(name__in=[one for one in named[:MOST] if _ACCESSION.fullmatch(one)])
        .select_related("latest")
    }
    back = _list(query.get(BACK, ""))
    faults = [
        Fault(name, "There is no such parameter.")
        for name in query
        if name not in (NAME, BACK)
    ]
    if back is None:
        faults.append(Fault(BACK, "There is no such list."))
    back = back or Address(LIST)
    if not named and not faults:
        return Asked([], [], back)
    if not LEAST <= len(named) <= MOST:
        faults.append(_too_few_or_many(named, known, back))
    for place, name in enumerate(named[:MOST]):
        rest = [one for one in named[:MOST] if one != name and one in known]
        if name in named[:place]:
            without = str(address_of(dict.fromkeys(named), back))
            reason = f"{name[:40]} is named twice."
            faults.append(Fault(NAME, reason, without, "Compare it once"))
        elif name not in known:
            reason = f"“{name[:40]}” is not known here."
            faults.append(Fault(NAME, reason, *_without(rest, back)))
        elif known[name].withdrawn:
            why = f"{LIST}{name}/"
            faults.append(Fault(NAME, f"{name} was withdrawn.", why, "Why"))
            if len(rest) >= LEAST:
                reason = "The others can be compared."
                faults.append(Fault(NAME, reason, *_without(rest, back)))
    chosen = [] if faults else [known[name] for name in named]
    return Asked(chosen, faults, back)


def _too_few_or_many(
    named: Sequence[str], known: Iterable[str], back: Address
) -> Fault:
    """Say how many are named, and what brings them to two, three or four."""
    told = f"{len(named)} are named" if len(named) != 1 else "1 is named"
    reason = f"Two to four cases are compared; {told} here."
    if len(named) > MOST:
        first = [one for one in dict.fromkeys(named[:MOST]) if one in known]
        return Fault(NAME, reason, *_without(first, back))
    more = f"Tick {'at least one more' if named else 'two to four'} in the list"
    return Fault(NAME, reason, str(back), more)


def _list(query: str) -> Address | None:
    """Return the list of cases with this query, or the search at this address.

    None where there is no such list.
    """
    if query.startswith(f"{SEARCH}?"):
        form = SearchForm(QueryDict(query.removeprefix(f"{SEARCH}?")))
        return form.address if form.is_valid() else None
    asked = CaseFilterSet(QueryDict(query))
    if not asked.is_valid():
        return None
    page = asked.asked("page")
    address = asked.address(LIST)
    return address.asking("page", page) if page > 1 else address


def _without(rest: Sequence[str], back: Address) -> tuple[str, str]:
    """Link to the comparison of what is left, where two are left."""
    if len(rest) < LEAST:
        return "", ""
    return str(address_of(rest, back)), f"Compare {wording.listed(rest)}"
