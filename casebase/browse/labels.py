"""What readers call the values of facets, and what the vocabulary knows of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from django.db.models import Q

from casebase.archive import facets, index
from casebase.archive.document import Coded, Fusion
from casebase.archive.models import Term

Pair = tuple[str, str]

#: Facets whose terms have members of another one, and are the parents of these.
MEMBERS = {"family": "gene", "drug_class": "drug"}


class Name(NamedTuple):
    """A value as readers see it."""

    label: str
    folded: str
    note: str
    """What tells it from another value of the same label; may be empty."""


@dataclass(frozen=True)
class Labels:
    """Terms of a page, fetched together, and the words of closed lists."""

    terms: Mapping[Pair, Term]
    names: Mapping[Pair, Name] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Self:
        """Fetch the terms behind these values of facets, in one query.

        A term changes with a version of the archive: until then it is fetched once,
        and named once.
        """
        asked, kept = {*pairs}, index.current().kept
        labels = cls(cls._fetched(asked, kept), names := {})
        known: dict[Pair, Name] = kept.setdefault("names", {})
        for pair in asked:
            if (name := known.get(pair)) is None:
                name = known[pair] = labels._named(*pair)
            names[pair] = name
        return labels

    @staticmethod
    def _fetched(asked: Set[Pair], kept: dict[Any, Any]) -> dict[Pair, Term]:
        pairs = {
            (home, value)
            for facet, value in asked
            for home in facets.FACETS[facet].terms
        }
        known: dict[Pair, Term | None] = kept.setdefault("terms", {})
        wanted: dict[str, list[str]] = {}
        for home, value in sorted(pairs - known.keys()):
            wanted.setdefault(home, []).append(value)
        condition = Q()
        for home, keys in wanted.items():
            condition |= Q(facet=home, key__in=keys)
        if wanted:
            found = {(t.facet, t.key): t for t in Term.objects.filter(condition)}
            # At once: other threads ask for the same and take what stands there.
            known |= {pair: found.get(pair) for pair in pairs - known.keys()}
        return {pair: term for pair in pairs if (term := known[pair])}

    def __call__(self, facet: str, value: str) -> str:
        """Write a value for readers; a key that nobody named stands for itself."""
        return self._name(facet, value).label

    def _name(self, facet: str, value: str) -> Name:
        return self.names.get((facet, value)) or self._named(facet, value)

    def _named(self, facet: str, value: str) -> Name:
        term = self.term(facet, value)
        if term:
            label = term.label or value
        elif facets.FACETS[facet].terms:
            label = facets.SILENCES.get(value, value)
        else:
            label = facets.FACETS[facet].labels([value])[value]
        return Name(label, label.casefold(), _note(term, value) if term else "")

    def term(self, facet: str, value: str) -> Term | None:
        """Return the term behind a value, if it is one of the vocabulary."""
        homes = facets.FACETS[facet].terms
        found = (self.terms.get((home, value)) for home in homes)
        return next((term for term in found if term), None)

    def apart(self, facet: str, values: Iterable[str]) -> dict[str, str]:
        """Return what tells values of one label apart: "group", or their code.

        Empty for every value whose label no other one here has.
        """
        names = {value: self._name(facet, value) for value in values}
        often = Counter(name.folded for name in names.values())
        return {
            value: name.note if often[name.folded] > 1 else ""
            for value, name in names.items()
        }

    def exact(self, facet: str, value: str) -> str:
        """Write a value as no other is written, also one that is not shown beside it.

        OncoTree has several diagnoses of one name, and groups of ours have it too.
        """
        name = self._name(facet, value)
        note = name.note if facet == "diagnosis" else ""
        return f"{name.label} ({note})" if note else name.label

    def narrowest(self, facet: str, values: Iterable[str]) -> list[str]:
        """Leave out every value that is a broader term of another one here."""
        values = list(values)
        if facet in MEMBERS.values():
            return values  # A family may have the key of one of its genes.
        broader = {
            parent
            for value in values
            for parent in getattr(self.term(facet, value), "parents", ())
        }
        return [value for value in values if value not in broader]


def _note(term: Term, value: str) -> str:
    is_group = term.facts.get("is_group")
    return "group" if is_group else term.code.rpartition(":")[2] or value


def members(facet: str, beside: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return, of the values beside each family or class, those that are of it."""
    home = MEMBERS[facet]
    labels = Labels.of((home, value) for values in beside.values() for value in values)
    parents = {
        value: getattr(labels.term(home, value), "parents", ())
        for values in beside.values()
        for value in values
    }
    return {
        key: [value for value in values if key in parents[value]]
        for key, values in beside.items()
    }


def fusion_of(term: Term | None) -> Fusion | None:
    """Read a fusion term as the document writes it, to be drawn as one."""
    if term is None or term.facet != "fusion":
        return None
    facts = term.facts
    return Fusion(
        key=term.key,
        label=term.label,
        state=facts["state"],
        five_prime=_coded(facts.get("five_prime")),
        three_prime=_coded(facts.get("three_prime")),
        genes=tuple(Coded(key=gene) for gene in facts.get("genes", ())),
        family=_coded(facts.get("family")),
    )


def _coded(key: str | None) -> Coded | None:
    return Coded(key=key) if key else None
