"""Words as the index keeps them: small letters, no accents, English stems.

A fusion is one word in all its spellings: `etv6::ntrk3`, `ETV6-NTRK3`, `etv6/ntrk3`.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache

import snowballstemmer
from django.conf import settings
from django.db.models import Choices

from . import choices as c
from . import document as d
from .references import NAMES

#: Queries of more words are refused, so that no query costs without bound.
MAX_WORDS: int = settings.MAX_WORDS

_WORD = re.compile(r"[a-z0-9]+")
_JOINED = re.compile(r"[a-z0-9]+(?:(?:::|[-/–])[a-z0-9]+)+")
_SEPARATOR = re.compile(r"::|[-/–]")
#: In every English text, so that they find nothing.
_STOP = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on"}
_STOP |= {"or", "the", "to", "was", "were", "with"}
_local = threading.local()

#: Keys of the document whose text is no words: names of rows, places in a source.
_NO_WORDS = {"ref", "locator", "article", "schema_number", "assertion", *NAMES}
#: What a source does not say finds no case.
_NO_WORDS |= {"looked_for_not_found"}
#: Values that tell that nothing is told.
_SILENT = ("not_reported", "not_stated", "unknown")


def normalise(text: str) -> str:
    """Small letters without accents; typographic hyphens as hyphens."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    # NFKD has made this of the one that does not break.
    return text.replace("\u2010", "-")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The English stem. The stemmer keeps state, so each thread has its own."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    return str(_local.stemmer.stemWord(word))


def tokens(text: str) -> Set[str]:
    """Return the words of a text as the index keeps them, joined ones also whole."""
    return _tokens_of_a_line(text) if len(text) <= _LINE else _tokens(text)


def _tokens(text: str) -> frozenset[str]:
    plain = normalise(text)
    found = {stem(word) for word in _WORD.findall(plain) if word not in _STOP}
    found.update(_SEPARATOR.sub("-", joined) for joined in _JOINED.findall(plain))
    return frozenset(found)


#: Labels and names return with every case, narratives do not.
_LINE = 80
_tokens_of_a_line = lru_cache(maxsize=20_000)(_tokens)


def asked(text: str) -> list[tuple[str, list[str]]]:
    """Return the words of a query: each as it would stand whole, and its parts.

    The index looks for the whole where it knows it, else for all of the parts. Two
    genes joined by `::` mean that fusion and no other, so they have no parts.
    """
    wanted = []
    for word in normalise(text).split():
        joined = _JOINED.fullmatch(word.strip(".,;:()\"'"))
        whole = _SEPARATOR.sub("-", joined[0]) if joined else ""
        parts = [stem(part) for part in _WORD.findall(word) if part not in _STOP]
        if whole or parts:
            wanted.append((whole, [] if joined and "::" in word else parts))
    return wanted[:MAX_WORDS]


def strings_of(part: object) -> list[str]:
    """Return every text a document holds, and what readers see for its choices."""
    found: list[str] = []
    _add_strings(part, found)
    return found


def _add_strings(part: object, found: list[str]) -> None:
    if type(part) is str:  # most are
        found.append(part)
    elif isinstance(part, d.FuzzyTime):
        found += (part.reported, part.date)
    elif isinstance(part, d.Part):
        for name, is_of_words in _worded(type(part)):
            value = getattr(part, name)
            if not value:
                continue
            if is_of_words or isinstance(value, d.Part):
                _add_strings(value, found)
            elif name in NAMES and isinstance(value, tuple):  # agents, not their refs
                _add_strings(tuple(v for v in value if isinstance(v, d.Part)), found)
    elif isinstance(part, tuple):
        for inner in part:
            _add_strings(inner, found)
    elif isinstance(part, Choices) and part.value not in _SILENT:
        found.append(str(part.label))


@cache
def _worded(kind: type[d.Part]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a part that hold words or parts; whether it is words."""
    holding = d.fields_with_parts(kind)
    return tuple(
        (name, name not in _NO_WORDS)
        for name in kind.model_fields
        if name in holding or name not in _NO_WORDS
    )


def fusion_spellings(case: d.CaseDocument) -> Iterator[str]:
    """How readers write the fusions of a case: `NTRK1 fusion`, a pair either way."""
    for finding in case.findings:
        fusion = finding.biomarker.fusion
        if fusion is None:
            continue
        genes = [gene.key for gene in fusion.genes]
        yield from (f"{gene} fusion rearrangement" for gene in genes)
        ends = [end.key for end in (fusion.five_prime, fusion.three_prime) if end]
        yield "::".join(ends)
        if fusion.state == c.FusionState.ORDER_NOT_REPORTED:
            yield "::".join(genes)
            yield "::".join(reversed(genes))


def words_of(texts: Iterable[str]) -> set[str]:
    """Return all words of some texts."""
    found: set[str] = set()
    for text in texts:
        found |= tokens(text)
    return found
