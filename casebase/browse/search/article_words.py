"""The words of articles by which they are found: title, people, journal, year, slug.

In memory, brought up to date by what was published since. Whole words find an article
on the page of a search, beginnings of words while somebody types.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyroaring import BitMap

from casebase.archive import index
from casebase.archive.bitmaps import NOTHING, union
from casebase.archive.models import Record

from .lexicon import bare

#: So many words that begin alike are looked at.
MOST_ALIKE = 200


@dataclass(frozen=True)
class ArticleWords:
    """The articles of one version of the archive, by the number of their record."""

    version: int = -1
    epoch: str = ""
    slugs: Mapping[int, str] = field(default_factory=dict)
    words: Mapping[str, BitMap] = field(default_factory=dict)

    @cached_property
    def in_order(self) -> list[str]:
        """Every word, sorted."""
        return sorted(self.words)

    def having(self, words: Iterable[str]) -> BitMap:
        """Return the articles that have all of these bare words."""
        return _all([self.words.get(word, NOTHING) for word in words])

    def beginning(self, typed: Iterable[str]) -> BitMap:
        """Return the articles that have, for each, a word that begins so."""
        return _all([self._beginning(start) for start in typed])

    def _beginning(self, start: str) -> BitMap:
        at = bisect_left(self.in_order, start)
        near = self.in_order[at : at + MOST_ALIKE]
        return union([self.words[word] for word in near if word.startswith(start)])

    def newest(self, found: BitMap, count: int) -> list[str]:
        """Return the slugs of those that were entered last."""
        return [self.slugs[number] for number in list(reversed(found[-count:]))]


_kept = ArticleWords()


def current(now: index.Index) -> ArticleWords:
    """Return the words of the articles at the version of an index."""
    global _kept
    kept = _kept
    if (kept.version, kept.epoch) != (now.version, now.epoch):
        before = kept
        if kept.epoch != now.epoch or kept.version > now.version:
            before = ArticleWords()
        kept = _kept = _changed(before, now)
    return kept


def _changed(before: ArticleWords, now: index.Index) -> ArticleWords:
    columns = "pk", "name", "withdrawn", "latest__document"
    found = Record.objects.articles().filter(latest__archive_version__gt=before.version)
    slugs = dict(before.slugs)
    gone = BitMap()
    added: dict[str, list[int]] = defaultdict(list)
    for pk, slug, withdrawn, document in found.values_list(*columns).iterator():
        gone.add(pk)
        slugs.pop(pk, None)
        if withdrawn or not document:
            continue
        slugs[pk] = slug
        for word in _words(slug, json.loads(document)):
            added[word].append(pk)
    words = {
        word: having - gone if having.intersect(gone) else having
        for word, having in before.words.items()
    }
    for word, numbers in added.items():
        words[word] = words.get(word, NOTHING) | BitMap(numbers)
    words = {word: having for word, having in words.items() if having}
    return ArticleWords(now.version, now.epoch, slugs, words)


def _words(slug: str, article: Mapping[str, Any]) -> set[str]:
    names = ("title", "title_original", "journal", "journal_abbreviation", "outlet")
    told = [slug, *(article.get(name) or "" for name in names)]
    told += [str(article.get(name) or "") for name in ("year", "doi", "pmid")]
    told.append((article.get("series") or {}).get("title", ""))
    for author in article.get("authors") or ():
        told += [author.get("family", ""), author.get("given", "")]
    return set(bare(" ".join(told)).split())


def _all(bitmaps: list[BitMap]) -> BitMap:
    return BitMap.intersection(*bitmaps) if bitmaps else NOTHING
