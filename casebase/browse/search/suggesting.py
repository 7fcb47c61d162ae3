"""The type-ahead: terms, values, articles and people that begin as was typed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from casebase.archive.document import ArticleDocument
from casebase.browse import wording
from casebase.browse.addresses import HUBS, Address, hub

from . import article_words, lexicon, spelling
from .lexicon import Lexicon, Meaning, Name, bare
from .reading import read
from .searching import found_by

MOST = 10
#: So many of them are articles and people, if there are so many terms beside them.
ARTICLES, PEOPLE = 3, 2
#: So many names that begin alike are weighed against each other.
MOST_WEIGHED = 2_000
_Entry = tuple[str, int, Name]


@dataclass(frozen=True)
class Suggestion:
    """Something that can be meant by what was typed."""

    kind: str
    """What it is: "Gene", "Article", "Author"."""
    key: str
    label: str
    matched: str
    """The other name that was typed; empty where it is the label."""
    address: str
    """Where choosing it leads."""
    cases: int | None
    """How many cases are there; None where nobody counts them."""
    more: int = 0
    """How many more name it in another role, which that page does not count."""


def suggest(query: str) -> list[Suggestion]:
    """Return what begins as was typed, what cases name before all else; at most ten.

    Where nothing begins with all of it, its last words are taken, and choosing leads to
    a search for them with what stands before.
    """
    typed = " ".join(query.split())
    words = typed.split(" ")
    known = lexicon.current()
    for first in range(len(words)):
        rest = " ".join(words[first:])
        before = " ".join(words[:first])
        if found := _found(rest, known, is_whole=not before):
            return [_after(before, one) for one in found] if before else found
    return _nearly(typed, known)


def _found(typed: str, known: Lexicon, *, is_whole: bool) -> list[Suggestion]:
    start = bare(typed)
    if not start:
        return []
    beginning: dict[tuple[str, str], Suggestion] = {}
    for one in _beginning(start, known):
        beginning.setdefault((one.kind, one.key), one)
    first = {(one.kind, one.key): one for one in _read(typed, known)}
    unique = list((first | beginning).values())
    if not is_whole:
        return unique[:MOST]
    articles, people = _articles(start, known)
    beside = articles[:ARTICLES] + people[:PEOPLE]
    shown = unique[: MOST - len(beside)]
    rest = (articles + people)[: MOST - len(shown)]
    return [*shown, *(beside if len(shown) + len(beside) == MOST else rest)]


def _read(typed: str, known: Lexicon) -> Iterator[Suggestion]:
    """Yield what is meant by all of it: a fusion in another spelling."""
    segments = read(typed, known).segments
    if len(segments) == 1:
        for meaning in segments[0].meanings:
            if meaning.is_term or not segments[0].sought:
                yield _of(meaning, typed, known)


def _beginning(start: str, known: Lexicon) -> Iterator[Suggestion]:
    weighed = [
        (
            place > 0 or entry != start,
            place,
            name.rank,
            -known.cases(name.meaning),
            name.meaning.label,
            name,
        )
        for entry, place, name in _range(_used(known), start)
    ]
    weighed.sort(key=lambda one: one[:-1])
    shown = {one[-1].meaning for one in weighed}
    symbols = {m.key for m in shown if m.facet == "gene"}
    for *_, name in weighed:
        if name.meaning.facet != "family" or name.meaning.key not in symbols:
            yield _of(name.meaning, name.written, known)
    every = (name for _, name in _range(known.names.in_order, start))
    rest = [name for name in every if not known.naming(name.meaning)]
    for name in sorted(rest, key=lambda one: (one.rank, len(one.written)))[:MOST]:
        yield _of(name.meaning, name.written, known)


def _range(entries: Sequence[Any], start: str) -> Iterator[Any]:
    at = bisect_left(entries, start, key=itemgetter(0))
    for entry in entries[at : at + MOST_WEIGHED]:
        if not entry[0].startswith(start):
            return
        yield entry


def _of(meaning: Meaning, written: str, known: Lexicon) -> Suggestion:
    key = meaning.key if meaning.is_term else str(Address("", _pairs(meaning)))
    is_page = meaning.is_term and meaning.facet in HUBS
    address = hub(meaning.facet, meaning.key) if is_page else _cases_with(meaning)
    cases, more = known.counts(meaning)
    is_other = bare(written) not in (bare(meaning.label), bare(meaning.key))
    matched = written if is_other else ""
    return Suggestion(meaning.kind, key, meaning.label, matched, address, cases, more)


def _pairs(meaning: Meaning) -> tuple[tuple[str, str], ...]:
    return tuple((facet, key) for facet, keys in meaning.asked for key in keys)


def _cases_with(meaning: Meaning) -> str:
    return str(Address("/cases/", _pairs(meaning)))


def _after(before: str, one: Suggestion) -> Suggestion:
    """Let choosing it lead to a search for it with what stands before it."""
    query = f"{before} {one.label}"
    address = str(Address("/search/", (("q", query),)))
    return replace(one, address=address, cases=found_by(query), more=0)


def _nearly(typed: str, known: Lexicon) -> list[Suggestion]:
    """Return terms that are written nearly so."""
    name = bare(typed)
    found = [
        _of(meaning, word, known)
        for word in spelling.near(name, known).words
        for meaning in known.named(bare(word))[0]
    ]
    return found[:MOST]


def _used(known: Lexicon) -> list[_Entry]:
    """Return the names that cases bear out, sorted, from each of their words on."""
    kept = known.now.kept
    if "suggested" not in kept:
        entries: list[_Entry] = []
        for one in known.used:
            words = bare(one.written).split(" ")
            ends = (" ".join(words[at:]) for at in range(len(words)))
            entries += [(end, int(at > 0), one) for at, end in enumerate(ends)]
        kept["suggested"] = sorted(entries, key=itemgetter(0))
    made: list[_Entry] = kept["suggested"]
    return made


def _articles(start: str, known: Lexicon) -> tuple[list[Suggestion], list[Suggestion]]:
    """Return the articles that have such words, and those who sign them so called."""
    words = article_words.current(known.now)
    typed = start.split(" ")
    shown = article_words.newest(words.beginning(typed), MOST)
    people = {
        name: Suggestion(
            kind="Author",
            key=name,
            label=f"{name}, synthetic" if article.synthetic else name,
            matched="",
            address=str(Address("/search/", (("q", f'"{name}"'),))),
            cases=None,
        )
        for article in shown
        for name in _people(article, typed)
    }
    return [_of_article(article) for article in shown], list(people.values())


def _of_article(article: ArticleDocument) -> Suggestion:
    title = wording.article_title(article)
    made_up = ", synthetic" if article.synthetic else ""
    address = f"/articles/{article.key}/"
    return Suggestion("Article", article.key, f"{title}{made_up}", "", address, None)


def _people(article: ArticleDocument, typed: Sequence[str]) -> Iterator[str]:
    for author in article.authors:
        name = " ".join(part for part in (author.given, author.family) if part)
        parts = bare(name).split()
        if all(any(part.startswith(one) for part in parts) for one in typed):
            yield name
