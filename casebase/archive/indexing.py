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
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.conf import settings
from django.db.models import Q, QuerySet

from . import document as d
from .facet_keys import Case
from .facets import keys_of
from .models import ArchiveState, EntryName, IndexEntry, Record, Version
from .term_lookup import Named, Terms, named_in
from .words import fusion_spellings, strings_of, words_of

if TYPE_CHECKING:
    from .index import Index

Columns = dict[str, Any]
Articles = dict[str, d.ArticleDocument]
Names = set[str]
Entry = tuple[Record, Columns, Names]

AT_ONCE = 200
#: What of an entry the index in memory is made of.
INDEXED = ("withdrawn", "year", "terms", "words")
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
    "card": "",
    "written_by": "",
}


class WrittenOnce(Protocol):
    """Who writes what is kept of a case, so that it need not be written each time."""

    def by(self) -> str:
        """Name the program, so that what another one wrote is not taken for its own."""

    def of(self, version: Version, articles: Mapping[str, str]) -> Columns:
        """Return title, integrity, row and card; `articles` are the texts by slug."""

    def keep_beside(self, now: "Index") -> int:
        """Keep what else a process needs when it starts; return its bytes."""


def written_once() -> WrittenOnce:
    """Return who writes it."""
    return cast(WrittenOnce, import_module(settings.WRITTEN_ONCE))


def entry_columns(
    record: Record, document: d.CaseDocument, articles: Articles, terms: Terms
) -> tuple[Columns, Names]:
    """Return the columns of a case's entry, and by which names it is found at once."""
    assert record.latest
    cited = {
        s.article: articles.get(s.article) or s.citation for s in document.articles
    }
    read = tuple(article for article in cited.values() if article)
    case = Case(document, cited[document.primary.article], terms, read)
    named = terms.above(named_in(document))
    read_from = {_name((ARTICLE, slug)) for slug in cited}
    told = words_of(
        [
            record.name,
            *strings_of(document),
            *fusion_spellings(document),
            *(text for slug in cited for text in strings_of(articles.get(slug))),
        ]
    )
    called = words_of(terms.names_of(named)) - told
    about = {
        "retracted": case.is_retracted,
        "since": record.latest.published_at.date().isoformat(),
        "made_of": sorted({*map(_name, named), *read_from}),
        "called": sorted(called),
    }
    if document.synthetic:
        about["synthetic"] = True
    columns = {
        "withdrawn": False,
        "year": case.year,
        "terms": _json(about | keys_of(case)),
        "words": " ".join(sorted(told | called)),
    }
    return columns, read_from | {_name(one) for one in named if one not in terms}


def reindex(records: Iterable[Record], archive_version: int) -> int:
    """Make the entries of these cases anew, for this archive version."""
    return put(entries(records), archive_version)


def put(
    made: Iterable[Entry],
    archive_version: int,
    columns_put: Iterable[str] = ("archive_version", *EMPTY),
) -> int:
    """Put entries in place of those that their cases had, or some of their columns."""
    count = 0
    for batch in _batches(iter(made), AT_ONCE):
        IndexEntry.objects.bulk_create(
            [
                IndexEntry(record=record, archive_version=archive_version, **columns)
                for record, columns, _ in batch
            ],
            update_conflicts=True,
            unique_fields=["record"],
            update_fields=[*columns_put],
        )
        EntryName.objects.filter(record__in=[record for record, *_ in batch]).delete()
        EntryName.objects.bulk_create(
            EntryName(record=record, name=name)
            for record, _, names in batch
            for name in names
        )
        count += len(batch)
    return count


def written_by_another() -> QuerySet[IndexEntry]:
    """Return the entries that another version of the program made."""
    entries = IndexEntry.objects.filter(withdrawn=False)
    return entries.exclude(written_by=written_once().by())


def put_anew(records: Iterable[Record], state: ArchiveState) -> None:
    """Put the entries of these cases as this version of the program makes them.

    The archive has another version only if one of them is found otherwise from now on:
    else its index stays as it is, and what is told of a case is written anew.
    """
    made = [*entries(records)]
    now = IndexEntry.objects.filter(record__in=[record for record, *_ in made])
    before = {row["record"]: row for row in now.values("record", *INDEXED)}
    changed: list[Entry] = []
    reworded: list[Entry] = []
    for entry in made:
        record, columns, _ = entry
        indexed = {"record": record.pk} | {name: columns[name] for name in INDEXED}
        (reworded if before.get(record.pk) == indexed else changed).append(entry)
    put(reworded, state.version, [name for name in EMPTY if name not in INDEXED])
    if changed:
        state.version += 1
        state.save()
        put(changed, state.version)


def cases_named(named: Iterable[Named]) -> list[Record]:
    """Return the cases of these articles, or of terms that readers did not have."""
    names = [_name(one) for one in named]
    found: dict[int, Record] = {}
    for start in range(0, len(names), AT_ONCE):
        some = EntryName.objects.filter(name__in=names[start : start + AT_ONCE])
        cases = Record.objects.readable().filter(pk__in=some.values("record"))
        found |= {case.pk: case for case in cases}
    return [found[pk] for pk in sorted(found)]


def cases_made_of(terms: Iterable[Named]) -> list[Record]:
    """Return the cases in whose entries these terms had a part: every entry is read."""
    terms = list(terms)
    cases = Record.objects.cases().readable().order_by("pk")
    if len(terms) <= MANY_TERMS:
        made_of = Q(pk__in=[])
        for term in terms:
            made_of |= Q(index_entry__terms__contains=_json(_name(term)))
        cases = cases.filter(made_of)
    return list(cases)


def entries(records: Iterable[Record]) -> Iterator[Entry]:
    """Yield each case with the columns and names of its entry, queries by the batch.

    The entry of a case that is withdrawn or purged is empty.
    """
    for batch in _batches(iter(records), AT_ONCE):
        documents = [document for r in batch if (document := _content(r))]
        slugs = {
            source.article
            for document in documents
            if isinstance(document, d.CaseDocument)
            for source in document.articles
        }
        articles = Record.objects.articles().readable().filter(name__in=slugs)
        terms = Terms(one for document in documents for one in named_in(document))
        yield from entries_with(batch, articles, terms)


def entries_with(
    cases: Iterable[Record], read: Iterable[Record], terms: Terms
) -> Iterator[Entry]:
    """Yield the entries of cases, of which all else that they are made of is known.

    `read` are the records of their articles. Nothing is asked of the database.
    """
    writer = written_once()
    articles: Articles = {}
    texts: dict[str, str] = {}
    for found in read:
        content = _content(found)
        if isinstance(content, d.ArticleDocument) and found.latest:
            articles[found.name] = content
            texts[found.name] = found.latest.document
    for record in cases:
        document = _content(record)
        if not isinstance(document, d.CaseDocument) or record.latest is None:
            yield record, dict(EMPTY), set()
            continue
        columns, names = entry_columns(record, document, articles, terms)
        columns |= writer.of(record.latest, texts)
        columns |= {"number": record.latest.number, "written_by": writer.by()}
        yield record, columns, names


def _content(record: Record) -> d.Document | None:
    latest = record.latest
    if latest is None or record.withdrawn or latest.purged:
        return None
    return latest.content


def _name(named: Named) -> str:
    return ":".join(named)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _batches(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(items, size)):
        yield batch
