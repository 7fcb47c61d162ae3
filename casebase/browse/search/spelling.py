"""Words that no case has: what they may have been meant for.

Compared with the words of names, those of terms that cases name before all others, and
with the people and titles of articles. A letter in a symbol makes another gene, so
symbols are offered and never put in place.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from casebase.archive.bitmaps import MADE_OF

from . import article_words
from .lexicon import Lexicon, bare

#: So many candidates are offered.
MOST_OFFERED = 5
#: So many misspelt words of one query are looked up.
MOST_WORDS = 3
#: Shorter words are like too many others to put one in their place.
SHORTEST, SHORTEST_CERTAIN = 5, 6
#: From so many letters on, two may be wrong.
LONG = 8


@dataclass(frozen=True)
class Near:
    """What a word may have been meant for."""

    words: tuple[str, ...]
    is_certain: bool
    """Whether the first is meant: it is near, it alone, and cases have it."""


def near(word: str, lexicon: Lexicon) -> Near:
    """Return the words of names that are written most like a bare word."""
    if len(word) < SHORTEST:
        return Near((), False)
    used, unused = _words(lexicon)
    most = 2 if len(word) >= LONG and not _has_digit(word) else 1
    found = _nearest(word, used, most)
    if not found:
        return Near(tuple(w for w, _ in _nearest(word, unused, most)), False)
    first, least = found[0]
    is_alone = len(found) == 1 or found[1][1] > least
    is_text = not _has_digit(word) and not _has_digit(first)
    is_certain = is_alone and is_text and len(word) >= SHORTEST_CERTAIN
    return Near(tuple(one for one, _ in found), is_certain)


def _nearest(word: str, known: dict[str, str], most: int) -> list[tuple[str, int]]:
    found = process.extract(
        word,
        known.keys(),
        scorer=OSA.distance,
        processor=None,
        score_cutoff=most,
        limit=MOST_OFFERED,
    )
    nearest = sorted((distance, known[name]) for name, distance, _ in found)
    return [(name, int(distance)) for distance, name in nearest]


def _words(lexicon: Lexicon) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of names as they are written, used by cases and not."""
    kept = lexicon.now.kept
    if "spelling" not in kept:
        kept["spelling"] = _parted(lexicon)
    parted: tuple[dict[str, str], dict[str, str]] = kept["spelling"]
    return parted


def _parted(lexicon: Lexicon) -> tuple[dict[str, str], dict[str, str]]:
    named = lexicon.now.anywhere(MADE_OF)
    used: dict[str, str] = {}
    unused: dict[str, str] = {}
    for bearers in lexicon.names.values():
        for one in bearers:
            meaning = one.meaning
            is_used = f"{meaning.facet}:{meaning.key}" in named
            into = used if is_used or not meaning.is_term else unused
            for word in _written(one.written):
                into.setdefault(bare(word), word)
    for word in article_words.current(lexicon.now).words:
        if len(word) >= SHORTEST and not _has_digit(word):
            used.setdefault(word, word)
    return used, {name: word for name, word in unused.items() if name not in used}


def _written(name: str) -> Iterable[str]:
    """Yield the words of a name that are long enough to be mistaken for."""
    for word in name.replace("-", " ").replace("/", " ").split():
        plain = bare(word)
        if len(plain) >= SHORTEST and " " not in plain:
            yield word.strip("(),.;:")


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
