"""The public terms that documents are told in, fetched together."""

from collections.abc import Iterable, Iterator

from . import document as d
from .models import Term

Named = tuple[str, str]

#: Which facet's term stands under a key of the document.
FACET_OF_FIELD = {
    "disease": "diagnosis",
    "diseases": "diagnosis",
    "site": "site",
    "gene": "gene",
    "genes": "gene",
    "five_prime": "gene",
    "three_prime": "gene",
    "family": "family",
    "families": "family",
    "fusion": "fusion",
    "biomarker": "biomarker",
    "drug": "drug",
    "drug_class": "drug_class",
    "term": "adverse_event",
}
#: Where the broader terms of a facet lie, if not in the facet itself.
FACET_OF_BROADER = {"gene": "family", "drug": "drug_class"}
AT_ONCE = 500


def named_in(part: object, field: str = "") -> Iterator[Named]:
    """Every term that a document names, as (facet, key)."""
    if isinstance(part, d.Coded | d.Fusion | d.Biomarker) and field in FACET_OF_FIELD:
        yield FACET_OF_FIELD[field], part.key
    if isinstance(part, d.Part):
        for name in d.fields_with_parts(type(part)):
            yield from named_in(getattr(part, name), name)
    elif isinstance(part, tuple):
        for inner in part:
            yield from named_in(inner, field)


class Terms:
    """Terms by facet and key, with every term above them.

    A document keeps the key a term had when it was published; what is asked here is
    answered by the term as it is called today.
    """

    def __init__(self, named: Iterable[Named]) -> None:
        self._known: dict[Named, Term] = {}
        self._fetch(set(named))
        renamed = [(facet, term) for (facet, _), term in self._known.items()]
        self._fetch({(facet, term.now) for facet, term in renamed if term.now})
        self._fetch(
            {
                (FACET_OF_BROADER.get(facet, facet), parent)
                for (facet, _), term in self._known.items()
                for parent in term.parents
            }
        )

    def having(self, others: Iterable[Term]) -> "Terms":
        """Return these with others that were not asked for, or are yet to be put."""
        both = Terms(())
        both._known = {(term.facet, term.key): term for term in others} | self._known
        return both

    def __contains__(self, named: Named) -> bool:
        return named in self._known

    def key_now(self, facet: str, key: str) -> str:
        """Return the key a term has today; the same unless it was renamed."""
        term = self._known.get((facet, key))
        return term.now or key if term else key

    def broader(self, facet: str, key: str) -> list[str]:
        """Return the keys of all broader terms: groups, families or classes."""
        term = self._known.get((facet, self.key_now(facet, key)))
        return list(term.parents) if term else []

    def with_broader(self, facet: str, key: str) -> list[str]:
        """Return the key of today, then the keys of all broader terms."""
        return [self.key_now(facet, key), *self.broader(facet, key)]

    def genes_of_family(self, key: str) -> list[str]:
        """Return the genes of a family."""
        family = self._known.get(("family", key))
        return list(family.facts.get("genes") or []) if family else []

    def above(self, named: Iterable[Named]) -> set[Named]:
        """Return these terms, what they are called today, and all broader ones."""
        named = set(named)
        found = named | {(facet, self.key_now(facet, key)) for facet, key in named}
        for facet, key in list(found):
            home = FACET_OF_BROADER.get(facet, facet)
            found |= {(home, parent) for parent in self.broader(facet, key)}
        return found

    def names_of(self, named: Iterable[Named]) -> Iterator[str]:
        """Every name of these terms: label, aliases, the full name of a gene."""
        for one in named:
            if term := self._known.get(one):
                yield term.label
                yield from term.aliases
                yield term.facts.get("name") or ""

    def _fetch(self, wanted: set[Named]) -> None:
        keys = sorted({key for _, key in wanted - set(self._known)})
        for start in range(0, len(keys), AT_ONCE):
            for term in Term.objects.filter(key__in=keys[start : start + AT_ONCE]):
                self._known[term.facet, term.key] = term
