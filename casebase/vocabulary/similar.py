"""Words that look like one word written twice: spelling, spaces, hyphens, a letter.

Suggestions for a person to judge, never more: `hypernatremia` and `hyponatremia` differ
by two letters, and by everything.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from django.db import models

from casebase.vocabulary.merging import MERGEABLE, why_not
from casebase.vocabulary.models import Biomarker, Drug, GeneFusion
from casebase.vocabulary.models.word import Word, lines

#: How alike two names are, from 0 to 1, so that a slip of the pen is worth asking.
ALIKE = 0.9
#: Shorter names differ by a letter and mean two things: ALK, ALP.
SHORTEST = 7
#: A spelling that so many names share says nothing.
MOST_SHARING = 20
#: Symbols and numbers, where one letter is another thing: MET and MEK, PD-1 and PD-L1.
SYMBOLS = re.compile(r"\b[A-Z][A-Z0-9]+\b|\d+")
#: Their names are made of genes and changes, where one letter is another thing.
EXACT = (Biomarker, GeneFusion)


@dataclass(frozen=True)
class Pair:
    """Two words of one vocabulary whose names look alike, and that can be merged:
    `word` into `other`."""

    word: models.Model
    other: models.Model
    likeness: float
    """1 if only capitals, spaces, hyphens or accents differ."""

    @property
    def key(self) -> tuple[str, int, int]:
        """The same both ways round: their vocabulary, the elder row, the younger; 0
        stands for a word that is not saved yet.
        """
        elder, younger = sorted((self.word.pk or 0, self.other.pk or 0))
        return str(self.word._meta.model_name), elder, younger


def name_of(word: models.Model) -> str:
    """The name of a word as readers see it, or of a place or journal as it stands."""
    return word.label if isinstance(word, Word) else str(word)


def bare(name: str) -> str:
    """The name without capitals, accents, spaces and hyphens."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if letter.isalnum())


def likeness(one: str, other: str) -> float:
    """How alike two names are written, from 0 to 1.

    Names that differ in a symbol, in a number or in their first letter are not.
    """
    a, b = bare(one), bare(other)
    if a == b:
        return 1.0
    if min(len(a), len(b)) < SHORTEST or a[0] != b[0]:
        return 0.0
    if SYMBOLS.findall(one) != SYMBOLS.findall(other):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # The first two are upper bounds, and quick.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def similar_words(
    vocabularies: Iterable[type[models.Model]] = MERGEABLE,
    most: int = 50,
    without: Container[tuple[str, int, int]] = (),
) -> list[Pair]:
    """The pairs of all these vocabularies that look alike most, at most so many;
    `without` those whose keys these are.
    """
    found = [
        pair
        for table in vocabularies
        for pair in _pairs(table)
        if pair.key not in without
    ]
    found.sort(key=lambda pair: (-pair.likeness, str(pair.word)))
    return found[:most]


def similar_to(
    word: models.Model, most: int = 5, without: Container[tuple[str, int, int]] = ()
) -> list[Pair]:
    """The words of its vocabulary that look like this one, the likest first.

    Other names count as far as they are the same: Xalkori is crizotinib.
    """
    table = type(word)
    if table not in MERGEABLE:
        return []
    words = table._default_manager.exclude(pk=word.pk)
    if table is Drug:
        words = words.prefetch_related("aliases")
    pairs = (
        Pair(word, other, alike)
        for other in words
        if (alike := _alike(word, other) or _is_other_name(word, other))
    )
    found = [pair for pair in pairs if pair.key not in without]
    return sorted(found, key=lambda pair: -pair.likeness)[:most]


def _alike(word: models.Model, other: models.Model) -> float:
    if isinstance(word, EXACT):
        return float(bare(name_of(word)) == bare(name_of(other)))
    return likeness(name_of(word), name_of(other))


def _is_other_name(word: models.Model, other: models.Model) -> float:
    if isinstance(other, Drug):
        names = [alias.text for alias in other.aliases.all()]
    else:
        names = lines(getattr(other, "synonyms", ""))
    return float(bare(name_of(word)) in map(bare, names))


def _pairs(table: type[models.Model]) -> Iterator[Pair]:
    """Compare only words that share a spelling with one letter left out."""
    words = list(table._default_manager.order_by("pk"))
    sharing: dict[str, set[int]] = defaultdict(set)
    for place, word in enumerate(words):
        for spelling in _spellings(name_of(word), exact=isinstance(word, EXACT)):
            sharing[spelling].add(place)
    near = {
        pair
        for places in sharing.values()
        if 1 < len(places) <= MOST_SHARING
        for pair in combinations(sorted(places), 2)
    }
    for one, two in sorted(near):
        word, other = _younger_first(words[one], words[two])
        if why_not(word, other):
            word, other = other, word
        if not why_not(word, other) and (alike := _alike(word, other)):
            yield Pair(word, other, alike)


def _spellings(name: str, *, exact: bool) -> set[str]:
    plain = bare(name)
    if exact or len(plain) < SHORTEST:
        return {plain}
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))}


def _younger_first(
    one: models.Model, two: models.Model
) -> tuple[models.Model, models.Model]:
    """Give up the proposed one rather than the accepted, else the younger."""
    words = isinstance(one, Word) and isinstance(two, Word)
    if words and two.is_accepted and not one.is_accepted:  # type: ignore[attr-defined]
        return one, two
    return two, one
