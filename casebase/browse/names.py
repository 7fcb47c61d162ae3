"""Which term a reader means who names it by something else than its key.

A name that several terms bear is never settled here: all of them are given back, and
the reader is asked.
"""

import json
from collections.abc import Iterable

from django.db.models import Q

from casebase.archive.models import Term


def meant(facets: Iterable[str], name: str) -> list[Term]:
    """Return the terms that a name can mean.

    A key, also a former one, beats every other name. Names beyond ASCII are left out:
    the databases store them differently.
    """
    facets = list(facets)
    if not name.isascii() or not name.isprintable():
        return []
    known = Term.objects.filter(facet__in=facets, key__iexact=name)
    exact = [term for term in known if term.key == name] or list(known)
    return _of_today(exact) or _called(facets, name)


def ambiguous(facets: Iterable[str], names: Iterable[str]) -> dict[str, list[Term]]:
    """Return those names that are nobody's key and that several terms bear."""
    names = [name for name in names if name.isascii() and name.isprintable()]
    if not names:
        return {}
    asked = Q()
    for name in names:
        asked |= _alias(name) | Q(key__iexact=name)
    terms = Term.objects.filter(asked, facet__in=facets).order_by("facet", "key")
    keys = {term.key.casefold() for term in terms}
    found = {}
    for name in names:
        bearers = _of_today(term for term in terms if _bears(term, name))
        if len(bearers) > 1 and name.casefold() not in keys:
            found[name] = bearers
    return found


def _called(facets: Iterable[str], name: str) -> list[Term]:
    """Return the terms that have this name among their other names."""
    terms = Term.objects.filter(_alias(name), facet__in=facets)
    return _of_today(t for t in terms.order_by("facet", "key") if _bears(t, name))


def _alias(name: str) -> Q:
    """Ask for the name as it stands, quoted, in the stored list of other names."""
    return Q(aliases__icontains=json.dumps(name))


def _bears(term: Term, name: str) -> bool:
    wanted = name.casefold()
    return any(alias.casefold() == wanted for alias in term.aliases)


def _of_today(terms: Iterable[Term]) -> list[Term]:
    """Return each term, or the one it was renamed to, once."""
    found: dict[int, Term] = {}
    for term in terms:
        if term.now:
            heir = Term.objects.filter(facet=term.facet, key=term.now).first()
            term = heir or term
        found[term.pk] = term
    return list(found.values())
