"""Cases like a given one, told by what they share; the weights are published.

What two cases share is asked of the index, so every case of the archive has its
points, without a step for any single one. Of each kind of fact the heaviest that is
shared counts: a shared fusion does not count its two genes again.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from pyroaring import BitMap

from casebase.archive import index
from casebase.archive.bitmaps import number_of, union
from casebase.archive.choices import FusionState
from casebase.archive.facets import SILENCES
from casebase.archive.models import Record

from .labels import Labels
from .records import versions_at
from .rows import CaseRow, case_rows

MOST = 5
#: What has fewer points is not called similar.
LEAST = 3


@dataclass(frozen=True)
class Fact:
    """Something that two cases can share, and how many points that is."""

    words: str
    points: int
    space: str
    facet: str
    own: bool = False
    """The narrowest term of the case alone: its broader ones follow it in the index."""


@dataclass(frozen=True)
class Kind:
    """A kind of fact: what can be shared, the heaviest first, and what is told else."""

    facts: Sequence[Fact]
    lighter: str
    nothing: str


KINDS = (
    Kind(
        (
            Fact("same gene fusion", 5, "finding", "fusion"),
            Fact("same gene altered", 3, "finding", "gene"),
            Fact("same gene family altered", 1, "finding", "family"),
        ),
        lighter="other fusion, or a partner not known",
        nothing="no altered gene in common",
    ),
    Kind(
        (
            Fact("same diagnosis or a subtype of it", 3, "case", "diagnosis", own=True),
            Fact("same group of tumours", 1, "case", "diagnosis"),
        ),
        lighter="other diagnosis",
        nothing="no group of tumours in common",
    ),
    Kind(
        (
            Fact("same drug given", 2, "course", "drug"),
            Fact("same class of drugs given", 1, "course", "drug_class"),
        ),
        lighter="other drug",
        nothing="no drug in common",
    ),
    Kind(
        (Fact("same age group", 1, "case", "age"),),
        lighter="",
        nothing="other age group, or none told",
    ),
)

#: To share that a partner is not known is to share no fusion.
PARTNER_NOT_KNOWN = (FusionState.PARTNER_UNKNOWN, FusionState.FAMILY)


@dataclass(frozen=True)
class Tier:
    """A fact of the case looked at, with the cases that share each of its values."""

    fact: Fact
    sharing: Mapping[str, BitMap]

    @property
    def cases(self) -> BitMap:
        """All that share any of its values."""
        return union(list(self.sharing.values()))


@dataclass(frozen=True)
class Shared:
    """A fact that two cases share, with the values shared."""

    fact: Fact
    values: list[str]


@dataclass(frozen=True)
class Similar:
    """A case that is like the one looked at: what it shares, and what not."""

    row: CaseRow
    shared: list[Shared]
    differs: list[str]

    @property
    def points(self) -> int:
        """The points of all that is shared."""
        return sum(one.fact.points for one in self.shared)


def weights() -> list[Fact]:
    """Return everything that counts, with its points."""
    return [fact for kind in KINDS for fact in kind.facts]


def similar_to(record: Record) -> list[Similar]:
    """Return the cases most like this one, by points, then the newest report first.

    Of a withdrawn case nothing is kept that others could share.
    """
    now, entry = index.current(), getattr(record, "index_entry", None)
    if entry is None or entry.withdrawn:
        return []
    others = now.select({}).cases - BitMap([number_of(record.name)])
    asked = {fact: _keys(json.loads(entry.terms), fact) for fact in weights()}
    having = (
        now.anywhere((f.space, f.facet)).get(k) for f, ks in asked.items() for k in ks
    )
    if not any(cases and cases.intersect(others) for cases in having):
        return []
    labels = Labels.of((f.facet, key) for f, keys in asked.items() for key in keys)
    kinds = [
        [Tier(fact, _sharing(now, fact, asked[fact], labels)) for fact in kind.facts]
        for kind in KINDS
    ]
    names = list(islice(_most_alike(now, kinds, others), MOST))
    rows = case_rows(names, versions_at(now.version, names))
    return [_told(row, kinds, labels) for row in rows]


def _keys(terms: Mapping[str, Any], fact: Fact) -> list[str]:
    """Return what a case has of a fact, each value once, as its index entry tells."""
    told = [keys.get(fact.facet, []) for _, keys in terms[fact.space]]
    once = dict.fromkeys(
        key for keys in told for key in (keys[:1] if fact.own else keys)
    )
    return [key for key in once if key not in SILENCES]


def _sharing(
    now: index.Index, fact: Fact, keys: Iterable[str], labels: Labels
) -> dict[str, BitMap]:
    """Return the cases that have each of these values too."""
    having = now.anywhere((fact.space, fact.facet))
    return {
        key: having[key]
        for key in keys
        if key in having and not _is_partner_unknown(labels, fact, key)
    }


def _is_partner_unknown(labels: Labels, fact: Fact, key: str) -> bool:
    term = labels.term("fusion", key) if fact.facet == "fusion" else None
    return term is not None and term.facts.get("state") in PARTNER_NOT_KNOWN


def _most_alike(
    now: index.Index, kinds: Sequence[Sequence[Tier]], others: BitMap
) -> Iterator[str]:
    """Yield accessions, those with most points first, and at most MOST of each."""
    by_points: dict[int, BitMap] = defaultdict(BitMap)
    for combination in product(*(_parted(tiers, others) for tiers in kinds)):
        points = sum(points for points, _ in combination)
        if points >= LEAST:
            by_points[points] |= BitMap.intersection(*(part for _, part in combination))
    for points in sorted(by_points, reverse=True):
        yield from index.Selection(now, {}, by_points[points]).page(1, MOST)


def _parted(tiers: Sequence[Tier], others: BitMap) -> Iterator[tuple[int, BitMap]]:
    """Part the cases by the heaviest fact of a kind that they share, none at last."""
    rest = others
    for tier in tiers:
        yield tier.fact.points, tier.cases & rest
        rest = rest - tier.cases
    yield 0, rest


def _told(row: CaseRow, kinds: Sequence[Sequence[Tier]], labels: Labels) -> Similar:
    number = number_of(row.accession)
    shared, differs = [], []
    for kind, tiers in zip(KINDS, kinds, strict=True):
        having = [tier for tier in tiers if number in tier.cases]
        if not having:
            differs.append(kind.nothing)
            continue
        fact, sharing = having[0].fact, having[0].sharing
        keys = [key for key, cases in sharing.items() if number in cases]
        narrowest = labels.narrowest(fact.facet, keys)
        shared.append(Shared(fact, [labels(fact.facet, key) for key in narrowest]))
        if fact != kind.facts[0]:
            differs.append(kind.lighter)
    return Similar(row, shared, differs)
