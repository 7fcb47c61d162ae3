"""Words that no case has: what they may have been meant for.

Compared with the words of names, those of terms that cases name before all others, and
with the people and titles of articles. A letter in a symbol makes another gene, so
symbols are offered and never put in place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from casebase.archive.word_tables import Words

from . import article_words
from .lexicon import Lexicon, Name, Names, bare

#: So many candidates are offered.
MOST_OFFERED = 5
#: So many misspelt words of one query are looked up.
MOST_WORDS = 3
#: Shorter words are like too many others to put one in their place.
SHORTEST, SHORTEST_CERTAIN = 5, 6
#: From so many letters on, two may be wrong.
LONG = 8

#: What turns a word round; it is no slip of the finger.
OPPOSITES = {"un", "in", "im", "non", "de", "dys", "a", "an", "ir", "dis"}


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
    most = 2 if len(word) >= LONG and not _has_digit(word) else 1
    articles = article_words.current(lexicon.now).words
    names, used = _used(lexicon, articles)
    alike = _alike(word, used, most)
    found = _nearest(
        (one for one in alike if one[0] in names or one[0] in articles), used
    )
    if not found:
        every = _every(lexicon.names)
        others = _nearest(_alike(word, every, most), every)
        return Near(tuple(one for one, _ in others), False)
    first, least = found[0]
    is_alone = len(found) == 1 or found[1][1] > least
    is_text = not _has_digit(word) and not _has_digit(first)
    is_certain = is_alone and is_text and len(word) >= SHORTEST_CERTAIN
    return Near(tuple(one for one, _ in found), is_certain)


def _alike(word: str, known: dict[str, str], most: int) -> list[tuple[str, int]]:
    """Return the known words that are so like a word, each with how unlike it is."""
    found = process.extract(
        word,
        known.keys(),
        scorer=OSA.distance,
        processor=None,
        score_cutoff=most,
        limit=None,
    )
    return [(one, int(far)) for one, far, _ in found if not _is_opposite(word, one)]


def _nearest(
    alike: Iterable[tuple[str, int]], known: dict[str, str]
) -> list[tuple[str, int]]:
    nearest = sorted((distance, known[name]) for name, distance in alike)
    return [(name, distance) for distance, name in nearest[:MOST_OFFERED]]


def _is_opposite(word: str, other: str) -> bool:
    """Whether one says no to the other: undifferentiated, differentiated."""
    short, long = sorted((word, other), key=len)
    return long.endswith(short) and long.removesuffix(short) in OPPOSITES


def _used(lexicon: Lexicon, articles: Words) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words that cases bear out, bare and as they are written.

    First those of names alone, then with those of articles, which are written bare;
    some of these no article has any more.
    """
    kept = lexicon.now.kept
    if "spelling" not in kept:
        names = _words(lexicon.used)
        kept["spelling"] = names, {w: w for w in articles.passing(_is_text)} | names
    found: tuple[dict[str, str], dict[str, str]] = kept["spelling"]
    return found


@lru_cache(maxsize=1)
def _every(names: Names) -> dict[str, str]:
    """Return the words of every name, bare and as they are written."""
    return _words(one for _, one in names.in_order)


def _words(names: Iterable[Name]) -> dict[str, str]:
    words: dict[str, str] = {}
    for one in names:
        for word in _written(one.written):
            words.setdefault(bare(word), word)
    return words


def _written(name: str) -> Iterable[str]:
    """Yield the words of a name that are long enough to be mistaken for."""
    for word in name.replace("-", " ").replace("/", " ").split():
        plain = bare(word)
        if len(plain) >= SHORTEST and " " not in plain:
            yield word.strip("(),.;:")


def _is_text(word: str) -> bool:
    return len(word) >= SHORTEST and not _has_digit(word)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
