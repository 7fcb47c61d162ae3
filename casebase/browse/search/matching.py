"""Which cases have every part of a query, by what, and in which order.

A part is met by a term in some role, or by its words anywhere in the case. All of it is
counted in bitmaps: no case is gone through, whatever the size of the archive.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from casebase.archive import facets
from casebase.archive.bitmaps import NOTHING, union
from casebase.archive.selection import Selection, with_words
from casebase.archive.words import asked
from casebase.browse import wording

from .lexicon import Lexicon, Meaning, spellings
from .reading import Segment

#: In which role a part is met, the best first: found or given; considered, or tested
#: and not found; named in any other role; a word of the text.
HELD, CONSIDERED, NAMED, WORDS = 0, 1, 2, 3

#: A second facet in which terms of a facet are told, and what is said of it.
ELSEWHERE = {
    "drug": ("not_given_drug", "drug considered, not given: {}"),
    "gene": ("tested_negative", "tested negative: {}"),
    "family": ("tested_negative", "tested negative: {}"),
    "biomarker": ("tested_negative", "tested negative: {}"),
}
#: Shares of the archive below which a part is rare, and weighs more.
RARE = (0.01, 0.1)


@dataclass(frozen=True)
class Role:
    """One way in which cases meet a part of a query."""

    rank: int
    said: str
    cases: BitMap
    meaning: Meaning | None = None
    """The term that is named, where that is all."""


def roles_of(segment: Segment, lexicon: Lexicon, base: BitMap) -> list[Role]:
    """Return the ways in which cases meet a part, the best first."""
    found = [one for m in segment.meanings for one in _roles(m, lexicon, base)]
    words = having_words(segment.words, lexicon, base)
    if segment.kind == "phrase":
        said = f"phrase “{segment.typed}”"
    else:
        noun = "words" if len(segment.words.split()) > 1 else "word"
        said = f"{noun} “{segment.words}”"
    if segment.sought and found:  # an age: first where the number is printed, too
        found = [Role(CONSIDERED, one.said, one.cases) for one in found]
        found += [
            Role(HELD, f"{one.said} and {said}", one.cases & words) for one in found
        ]
    if found and " " in segment.words and segment.kind != "phrase":
        # Words that are read together mean something else apart: "no response".
        return sorted(found, key=lambda role: role.rank)
    return [*sorted(found, key=lambda role: role.rank), Role(WORDS, said, words)]


def having_words(words: str, lexicon: Lexicon, base: BitMap) -> BitMap:
    """Return the cases that have all of some words in their text, in either spelling.

    What is no word to the index, such as another script, no case has.
    """
    if not asked(words):
        return NOTHING
    ways = spellings(words)
    return union([with_words(lexicon.now, way, base, in_text=True) for way in ways])


def _roles(meaning: Meaning, lexicon: Lexicon, base: BitMap) -> Iterator[Role]:
    now, kind = lexicon.now, wording.in_sentence(meaning.kind)
    label = meaning.label if meaning.is_term else wording.in_sentence(meaning.label)
    held = now.select(meaning.chosen, retracted="include").cases & base
    yield Role(HELD, f"{kind} {label}" if meaning.is_term else f"{kind}: {label}", held)
    if not meaning.is_term:
        return
    if meaning.facet in ELSEWHERE:
        facet, said = ELSEWHERE[meaning.facet]
        space = facets.FACETS[facet].space
        cases = now.anywhere((space, facet)).get(meaning.key, NOTHING) & base
        yield Role(CONSIDERED, said.format(label), cases)
    named = lexicon.naming(meaning) & base
    yield Role(NAMED, f"{kind} named: {label}", named, meaning)


def all_of(roles: Sequence[Role]) -> BitMap:
    """Return the cases that meet a part in any way."""
    return union([role.cases for role in roles])


def in_levels(parts: Sequence[Sequence[Role]], base: BitMap) -> list[BitMap]:
    """Return the cases that meet every part, in levels, the best first.

    A case loses for each part by how far its role is from the best, more for a part
    that is rare.
    """
    levels: Mapping[int, BitMap] = {0: base}
    for roles in parts:
        weight = _weight(len(all_of(roles) & base), len(base))
        after: dict[int, BitMap] = defaultdict(BitMap)
        for lost, cases in levels.items():
            rest = cases
            for role in roles:
                if met := rest & role.cases:
                    after[lost + role.rank * weight] |= met
                    rest = rest - met
        levels = after
    return [levels[lost] for lost in sorted(levels) if levels[lost]]


def _weight(found: int, everything: int) -> int:
    share = found / everything if everything else 0
    return 1 + sum(share < bound for bound in RARE)


def cases_from(
    lexicon: Lexicon, levels: Sequence[BitMap], start: int, count: int, sort: str
) -> list[str]:
    """Return accessions from a place on: by level and then newest, or by `sort`."""
    if sort != "best":
        levels = [union(list(levels))]
    shown: list[str] = []
    for level in levels:
        if start < len(level):
            order = "newest" if sort == "best" else sort
            of_level = Selection(lexicon.now, {}, level)
            shown += of_level.part(start, count - len(shown), order)
        start = max(0, start - len(level))
        if len(shown) == count:
            break
    return shown


def totals_without(parts: Sequence[Sequence[Role]], base: BitMap) -> list[int]:
    """Return, for each part, how many cases meet all the others."""
    met = [all_of(roles) & base for roles in parts]
    before, after = [base], [base]
    for one in met[:-1]:
        before.append(before[-1] & one)
    for one in reversed(met[1:]):
        after.append(after[-1] & one)
    pairs = zip(before, reversed(after), strict=True)
    return [a.intersection_cardinality(b) for a, b in pairs] if parts else []
