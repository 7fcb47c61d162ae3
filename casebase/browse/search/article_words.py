"""The words of articles by which they are found: title, people, journal, year, slug.

In memory, brought up to date by what was published since. Whole words find an article
on the page of a search, beginnings of words while somebody types.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pyroaring import BitMap

from casebase.archive import index, snapshots
from casebase.archive.bitmaps import NOTHING, union
from casebase.archive.document import ArticleDocument
from casebase.archive.models import Record
from casebase.archive.word_tables import Words
from casebase.browse import records

from .lexicon import bare

#: So many words that begin alike are looked at.
MOST_ALIKE = 200
#: What these words are kept as.
OF = "articles"
#: Articles that are in memory together.
AT_ONCE = 5000


@dataclass(frozen=True)
class ArticleWords:
    """The articles of one version of the archive, by the number of their record."""

    version: int = -1
    epoch: str = ""
    words: Words = field(default_factory=Words)

    def having(self, words: Iterable[str]) -> BitMap:
        """Return the articles that have all of these bare words."""
        return _all([self.words.get(word, NOTHING) for word in words])

    def beginning(self, typed: Iterable[str]) -> BitMap:
        """Return the articles that have, for each, a word that begins so."""
        return _all([self._beginning(start) for start in typed])

    def _beginning(self, start: str) -> BitMap:
        near = self.words.beginning(start, MOST_ALIKE)
        return union([self.words[word] for word in near])


def newest(found: BitMap, count: int) -> list[ArticleDocument]:
    """Return those of these articles that were entered last, the last first."""
    numbers = list(reversed(found[-count:]))
    if not numbers:
        return []
    readable = Record.objects.articles().readable().filter(pk__in=numbers)
    articles = {
        record.pk: records.article_in(records.newest(record)) for record in readable
    }
    return [articles[number] for number in numbers if number in articles]


_kept = ArticleWords()


def current(now: index.Index) -> ArticleWords:
    """Return the words of the articles at the version of an index."""
    global _kept
    kept = _kept
    if (kept.version, kept.epoch) != (now.version, now.epoch):
        before = kept
        if kept.epoch != now.epoch or kept.version > now.version:
            version, words = snapshots.kept_words(OF, now.epoch, now.version) or (
                -1,
                Words(),
            )
            before = ArticleWords(version, now.epoch, words)
        kept = _kept = _changed(before, now)
    return kept


def keep(now: index.Index) -> int:
    """Keep the words of the articles, so that processes start from them."""
    anew = _changed(ArticleWords(), now)
    return snapshots.keep_words(OF, now.version, now.epoch, anew.words)


def _changed(before: ArticleWords, now: index.Index) -> ArticleWords:
    columns = "pk", "name", "withdrawn", "latest__document"
    found = Record.objects.articles().filter(latest__archive_version__gt=before.version)
    rows = found.values_list(*columns).iterator(chunk_size=AT_ONCE)
    words = before.words
    while batch := list(islice(rows, AT_ONCE)):
        added: dict[str, list[int]] = defaultdict(list)
        for pk, slug, withdrawn, document in batch:
            if document and not withdrawn:
                for word in _words(slug, json.loads(document)):
                    added[word].append(pk)
        words = words.changed(BitMap(pk for pk, *_ in batch), added)
    return ArticleWords(now.version, now.epoch, words)


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
