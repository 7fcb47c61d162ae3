"""What the index keeps of each case: made from its latest version, in its transaction.

An entry is derived, whole, from the documents of the case and of its articles and from
the public terms; `check_archive` compares every entry with one made anew.

It also keeps what lists and files tell of a case in the same words each time. How that
is worded is the readers' side's to say: `settings.WRITTEN_ONCE` names who writes it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from typing import Any, Protocol, cast

from django.conf import settings
from django.db.models import Q

from . import document as d
from .facet_keys import Case
from .facets import keys_of
from .models import IndexEntry, Record, Version
from .term_lookup import Named, Terms, named_in
from .words import fusion_spellings, strings_of, words_of

Columns = dict[str, Any]
Articles = dict[str, d.ArticleDocument]

AT_ONCE = 200
#: From so many changed terms on, every entry is made anew instead of searched for.
MANY_TERMS = 40
ARTICLE = "article"

EMPTY: Columns = {
    "withdrawn": True,
    "year": None,
    "terms": "{}",
    "words": "",
    "number": 0,
    "title": "",
    "integrity": "",
    "row": "",
    "written_by": "",
}


class WrittenOnce(Protocol):
    """Who writes what is kept of a case, so that it need not be written each time."""

    def by(self) -> str:
        """Name the program, so that what another one wrote is not taken for its own."""

    def of(self, version: Version, articles: Mapping[str, str]) -> Columns:
        """Return title, integrity and row; `articles` are the texts by slug."""


def written_once() -> WrittenOnce:
    """Return who writes it."""
    return cast(WrittenOnce, import_module(settings.WRITTEN_ONCE))


def entry_columns(record: Record, articles: Articles, terms: Terms) -> Columns:
    """Return the columns of a case's entry; empty for a withdrawn or purged case."""
    document = _content(record)
    if not isinstance(document, d.CaseDocument) or record.latest is None:
        return dict(EMPTY)
    cited = {
        s.article: articles.get(s.article) or s.citation for s in document.articles
    }
    read = tuple(article for article in cited.values() if article)
    case = Case(document, cited[document.primary.article], terms, read)
    named = list(named_in(document))
    told = words_of(
        [
            record.name,
            *strings_of(document),
            *fusion_spellings(document),
            *(text for slug in cited for text in strings_of(articles.get(slug))),
        ]
    )
    called = words_of(terms.names_of(terms.above(named))) - told
    about = {
        "retracted": case.is_retracted,
        "since": record.latest.published_at.date().isoformat(),
        "made_of": sorted(
            f"{facet}:{key}"
            for facet, key in (
                *terms.above(named),
                *((ARTICLE, slug) for slug in cited),
            )
        ),
        "called": sorted(called),
    }
    if document.synthetic:
        about["synthetic"] = True
    return {
        "withdrawn": False,
        "year": case.year,
        "terms": _json(about | keys_of(case)),
        "words": " ".join(sorted(told | called)),
    }


def reindex(records: Iterable[Record], archive_version: int) -> int:
    """Make the entries of these cases anew, for this archive version."""
    count = 0
    for batch in _batches(entries(records), AT_ONCE):
        IndexEntry.objects.bulk_create(
            [
                IndexEntry(record=record, archive_version=archive_version, **columns)
                for record, columns in batch
            ],
            update_conflicts=True,
            unique_fields=["record"],
            update_fields=["archive_version", *EMPTY],
        )
        count += len(batch)
    return count


def written_by_another() -> int:
    """Count the entries that another version of the program made."""
    entries = IndexEntry.objects.filter(withdrawn=False)
    return entries.exclude(written_by=written_once().by()).count()


def cases_made_of(named: Iterable[Named]) -> Iterator[Record]:
    """Yield the cases in whose entries these terms or articles had a part."""
    named = list(named)
    cases = Record.objects.cases().select_related("latest").order_by("pk")
    if len(named) <= MANY_TERMS:
        made_of = Q(pk__in=[])
        for facet, key in named:
            made_of |= Q(index_entry__terms__contains=_json(f"{facet}:{key}"))
        cases = cases.filter(made_of)
    # Read whole before the first is written: a cursor would follow its own changes.
    return iter(list(cases.filter(withdrawn=False)))


def entries(records: Iterable[Record]) -> Iterator[tuple[Record, Columns]]:
    """Yield each case with the columns its entry should have, queries by the batch."""
    writer = written_once()
    for batch in _batches(iter(records), AT_ONCE):
        documents = [document for r in batch if (document := _content(r))]
        slugs = {
            source.article
            for document in documents
            if isinstance(document, d.CaseDocument)
            for source in document.articles
        }
        articles: Articles = {}
        texts: dict[str, str] = {}
        for found in Record.objects.articles().readable().filter(name__in=slugs):
            content = _content(found)
            if isinstance(content, d.ArticleDocument) and found.latest:
                articles[found.name] = content
                texts[found.name] = found.latest.document
        terms = Terms(one for document in documents for one in named_in(document))
        for record in batch:
            columns = entry_columns(record, articles, terms)
            if record.latest and not columns["withdrawn"]:
                columns |= writer.of(record.latest, texts)
                columns |= {"number": record.latest.number, "written_by": writer.by()}
            yield record, columns


def _content(record: Record) -> d.Document | None:
    latest = record.latest
    if latest is None or record.withdrawn or latest.purged:
        return None
    return latest.content


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _batches(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(items, size)):
        yield batch
