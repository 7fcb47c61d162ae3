"""Every name a reader may use, and what it asks for: in memory, at one version.

Terms are found by key, label and other names, values of closed lists by their labels
and by what readers call them (`reader_words.toml`). Capitals, accents, hyphens and
spaces say nothing here: `Non-Small Cell`, `non small cell`.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from pyroaring import BitMap

from casebase.archive import facets, index
from casebase.archive.bitmaps import MADE_OF, NOTHING
from casebase.archive.models import ArchiveState, Term
from casebase.archive.words import normalise, stem

#: Closed lists whose labels readers search by.
CLOSED = (
    "response",
    "label",
    "not_given",
    "stop_reason",
    "sex",
    "country",
    "assay",
    "finding_kind",
)
#: What readers say after the name of an organ, where it stands for all of its tumours.
TUMOURS = ("cancer", "tumour", "tumor", "neoplasm", "malignancy")
#: A name of both asks for the first: RET is the gene, where it is its own family.
SHADOWS = {"family": "gene"}
#: A name's own bearer beats those for whom it is another name.
OWN, OTHER = 0, 1

_CHUNK = re.compile(r"[^\W_]+")
Asked = tuple[tuple[str, tuple[str, ...]], ...]


def bare(name: str) -> str:
    """Return a name without what says nothing in it."""
    return " ".join(_CHUNK.findall(normalise(name)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name asks for: values of facets, all of which one row must have."""

    label: str
    asked: Asked
    title: str = ""
    """What it is, where its facet does not say it."""

    @property
    def facet(self) -> str:
        """The facet that it asks for first."""
        return self.asked[0][0]

    @property
    def key(self) -> str:
        """The value that it asks for first."""
        return self.asked[0][1][0]

    @property
    def kind(self) -> str:
        """What readers call such a thing: "Gene"."""
        return self.title or facets.FACETS[self.facet].label

    @property
    def is_term(self) -> bool:
        """Whether it is one term of the vocabulary, and nothing more is asked."""
        keys = self.asked[0][1]
        is_alone = len(self.asked) == 1 and len(keys) == 1
        return is_alone and bool(facets.FACETS[self.facet].terms)

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The same as a list is asked for it."""
        return {facet: list(keys) for facet, keys in self.asked}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a meaning, as it is written."""

    written: str
    rank: int
    meaning: Meaning


def value_of(facet: str, label: str, *keys: str) -> Meaning:
    """Return what asks for any of these values of a facet."""
    return Meaning(label, ((facet, keys),))


@dataclass(frozen=True, eq=False)
class Names:
    """Every name, as long as no word of the vocabulary changes."""

    by_name: dict[str, list[Name]] = field(default_factory=dict)

    @cached_property
    def by_stems(self) -> dict[str, list[Name]]:
        """The names by their stems."""
        found: dict[str, list[Name]] = defaultdict(list)
        for name, bearers in self.by_name.items():
            found[stems(name)] += bearers
        return found

    @cached_property
    def of_term(self) -> dict[tuple[str, str], list[Name]]:
        """The names of each term, by its facet and key."""
        found: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for one in self._each():
            if one.meaning.is_term:
                found[one.meaning.facet, one.meaning.key].append(one)
        return found

    @cached_property
    def of_values(self) -> list[Name]:
        """The names of values of closed lists."""
        return [one for one in self._each() if not one.meaning.is_term]

    @cached_property
    def in_order(self) -> list[tuple[str, Name]]:
        """Every name of a term with what it is bare, sorted by that."""
        told = ((name, one) for name, some in self.by_name.items() for one in some)
        return sorted((t for t in told if t[1].meaning.is_term), key=itemgetter(0))

    @cached_property
    def longest(self) -> int:
        """How many words the longest name has."""
        return max((name.count(" ") + 1 for name in self.by_name), default=0)

    def _each(self) -> Iterator[Name]:
        return (one for bearers in self.by_name.values() for one in bearers)


@dataclass(frozen=True)
class Lexicon:
    """The names, and the cases of one version of the archive that bear them out."""

    now: index.Index
    names: Names

    def named(self, name: str) -> tuple[list[Meaning], bool]:
        """Return what bears a name, and whether it is another name of all of these.

        Its own bearers come before any for whom it is another. `name` is bare. A
        plural finds a name too; a symbol has none.
        """
        ways = spellings(name)
        found = [one for way in ways for one in self.names.by_name.get(way, ())]
        if not found and name.endswith("s"):
            found = [
                one
                for way in ways
                for one in self.names.by_stems.get(stems(way), ())
                if one.meaning.facet not in ("gene", "family")
            ]
        if not found:
            return [], False
        rank = min(one.rank for one in found)
        meanings = dict.fromkeys(one.meaning for one in found if one.rank == rank)
        borne = {meaning.facet for meaning in meanings}
        shown = [m for m in meanings if SHADOWS.get(m.facet) not in borne]
        return shown, rank == OTHER

    def has_comma(self, name: str) -> bool:
        """Whether a bare name is written with a comma: "Sarcoma, NOS"."""
        return any("," in one.written for one in self.names.by_name.get(name, ()))

    def of(self, facet: str, key: str) -> Meaning | None:
        """Return the term of a facet by its key."""
        names = self.names.of_term.get((facet, key))
        return names[0].meaning if names else None

    def cases(self, meaning: Meaning) -> int:
        """Return how many cases name a term, in whatever role."""
        return self.naming(meaning).intersection_cardinality(self.readable)

    def counts(self, meaning: Meaning) -> tuple[int, int]:
        """Return how many cases a list finds, and how many more only name the term."""
        held = self.now.select(meaning.chosen).cases
        return len(held), len((self.naming(meaning) & self.readable) - held)

    def naming(self, meaning: Meaning) -> BitMap:
        """Return the cases that name a term, in whatever role."""
        name = f"{meaning.facet}:{meaning.key}"
        return self.now.anywhere(MADE_OF).get(name, NOTHING)

    @cached_property
    def readable(self) -> BitMap:
        """The cases that lists have unless they are asked otherwise."""
        return self.now.select({}).cases

    @cached_property
    def used(self) -> list[Name]:
        """The names of the terms that cases name, and of values of closed lists."""
        named = (name.partition(":") for name in self.now.anywhere(MADE_OF))
        of_term = self.names.of_term
        of_used = (of_term.get((facet, key), ()) for facet, _, key in named)
        return [*(one for some in of_used for one in some), *self.names.of_values]


def spellings(text: str) -> tuple[str, ...]:
    """Return a text as it stands, and all British or all American where that differs.

    Its words are parted by spaces.
    """
    words = text.split(" ")
    ways = (text, *(" ".join(_swapped(words, table)) for table in _SPELLINGS))
    return tuple(dict.fromkeys(ways))


def _swapped(words: Iterable[str], table: dict[str, str]) -> Iterator[str]:
    return (table.get(word.casefold(), word) for word in words)


def stems(name: str) -> str:
    """Return a bare name by the stems of its words."""
    return " ".join(stem(word) for word in name.split())


_kept: tuple[tuple[str, int], Names] = ("", -1), Names()


def current() -> Lexicon:
    """Return the names with the archive as it is now.

    They are read again only once a word of the vocabulary has changed.
    """
    now = index.current()
    if "lexicon" not in now.kept:
        now.kept["lexicon"] = Lexicon(now, _names())
    lexicon: Lexicon = now.kept["lexicon"]
    return lexicon


def _names() -> Names:
    global _kept
    state = ArchiveState.objects.filter(pk=1).values_list("epoch", "words_version")
    stamp = state.first() or ("", 0)
    kept = _kept
    if kept[0] != stamp:
        kept = _kept = stamp, _read()
    return kept[1]


def _read() -> Names:
    names: dict[str, list[Name]] = defaultdict(list)
    for one in (*_terms(), *_closed(), *_called()):
        if name := bare(one.written):
            names[name].append(one)
    return Names(dict(names))


def _terms() -> Iterator[Name]:
    columns = "facet", "key", "label", "aliases", "facts", "parents"
    rows = list(Term.objects.order_by("facet", "key").values_list(*columns))
    labels = {(facet, key): label for facet, key, label, *_ in rows}
    for facet, key, label, aliases, facts, parents in rows:
        # The top of OncoTree; our groups stand beside it.
        is_tissue = facet == "diagnosis" and not parents and not facts.get("is_group")
        if facet == "biomarker" and facts.get("kind") == "fusion":
            continue  # The fusion itself has these names.
        now = facts.get("now") or key
        meaning = value_of(facet, labels.get((facet, now)) or now, now)
        for written in dict.fromkeys(filter(None, (key, label))):
            yield Name(written, OWN, meaning)
        for written in filter(None, (*aliases, facts.get("name"))):
            yield Name(written, OTHER, meaning)
        if is_tissue:
            adjective = _ADJECTIVES.get(label.casefold(), label)
            for written in dict.fromkeys((label, adjective)):
                yield from (Name(f"{written} {x}", OTHER, meaning) for x in TUMOURS)


def _closed() -> Iterator[Name]:
    for name in CLOSED:
        facet = facets.FACETS[name]
        for key, label in facet.closed.items():
            if key not in facets.SILENCES and key != "other":
                yield Name(label, OWN, value_of(name, label, key))


def _called() -> Iterator[Name]:
    for facet, label, keys, names in _READER_WORDS:
        if facets.FACETS[facet].terms:
            keys, label = _in_vocabulary(facet, keys, label)
        if keys:
            meaning = value_of(facet, label, *keys)
            yield from (Name(name, OWN, meaning) for name in names)


def _in_vocabulary(
    facet: str, keys: tuple[str, ...], label: str
) -> tuple[tuple[str, ...], str]:
    """Keep those terms that the vocabulary has; one alone is called as it is there."""
    terms = Term.objects.filter(facet=facet, key__in=keys).exclude(facts__has_key="now")
    known = dict(terms.values_list("key", "label"))
    kept = tuple(key for key in keys if key in known)
    return kept, known[kept[0]] if len(kept) == 1 else label


def _read_words() -> Iterable[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    for value in _FILE["value"]:
        facet, keys = value["facet"], tuple(value["keys"])
        label = value.get("label") or facets.FACETS[facet].closed.get(keys[0], keys[0])
        yield facet, label, keys, tuple(value["names"])


_FILE = tomllib.loads(
    Path(__file__).with_name("reader_words.toml").read_text(encoding="utf-8")
)
_BRITISH: dict[str, str] = _FILE["spelling"]
_ADJECTIVES: dict[str, str] = _FILE["adjective"]
_SPELLINGS = _BRITISH, {british: american for american, british in _BRITISH.items()}
_READER_WORDS = tuple(_read_words())
