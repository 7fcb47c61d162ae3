"""Words as the index keeps them: small letters, no accents, English stems.

A fusion is one word in all its spellings: `etv6::ntrk3`, `etv6-ntrk3`, `etv6/ntrk3`.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator

import snowballstemmer

from . import document as d

#: Queries of more words are refused, so that no query costs without bound.
MAX_WORDS = 8

_WORD = re.compile(r"[a-z0-9]+")
_JOINED = re.compile(r"[a-z0-9]+(?:(?:::|[-/–])[a-z0-9]+)+")
_SEPARATOR = re.compile(r"::|[-/–]")
_local = threading.local()


def normalise(text: str) -> str:
    """Small letters without accents; typographic hyphens as hyphens."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return text.replace("\u2010", "-").replace("\u2011", "-")


def stem(word: str) -> str:
    """The English stem. The stemmer keeps state, so each thread has its own."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    return _local.stemmer.stemWord(word)


def tokens(text: str) -> set[str]:
    """Return the words of a text as the index keeps them, joined ones also whole."""
    plain = normalise(text)
    found = {stem(word) for word in _WORD.findall(plain)}
    return found | {_SEPARATOR.sub("-", joined) for joined in _JOINED.findall(plain)}


def asked(text: str) -> list[list[str]]:
    """Return the words of a query, each as the spellings that may stand for it.

    `etv6::ntrk3` is one word; where the index has no such word its parts must all be
    there: the last entry of each list then is the joined parts, parted by spaces.
    """
    wanted = []
    for word in normalise(text).split():
        parts = " ".join(stem(part) for part in _WORD.findall(word))
        if not parts:
            continue
        joined = _JOINED.fullmatch(word.strip(".,;:()\"'"))
        spellings = [_SEPARATOR.sub("-", joined[0])] if joined else []
        wanted.append([*spellings, parts])
    return wanted


def strings_of(part: object) -> Iterator[str]:
    """Every text a document holds, and the words readers see for its choices."""
    if isinstance(part, d.Part):
        for name in type(part).model_fields:
            yield from strings_of(getattr(part, name))
    elif isinstance(part, tuple):
        for inner in part:
            yield from strings_of(inner)
    elif hasattr(part, "label") and hasattr(part, "value"):
        if part.value not in ("not_reported", "not_stated"):
            yield str(part.label)
    elif isinstance(part, str):
        yield part


def words_of(texts: Iterable[str]) -> str:
    """Return all words of some texts, sorted and parted by spaces."""
    found: set[str] = set()
    for text in texts:
        found |= tokens(text)
    return " ".join(sorted(found))
