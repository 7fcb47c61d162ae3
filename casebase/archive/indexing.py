"""What the index keeps of each case: made from its latest version, in its transaction.

An entry is derived, whole, from the documents of the case and of its primary article
and from the public terms; `check_archive` compares every entry with one made anew.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from . import choices as c
from . import document as d
from .facets import Words, keys_of, year_of
from .models import IndexEntry, Record
from .words import strings_of, words_of

Columns = dict[str, Any]


def entry_columns(record: Record, articles: dict[str, d.ArticleDocument]) -> Columns:
    """Return the columns of a case's entry; empty for a withdrawn or purged case."""
    latest = record.latest
    if latest is None or record.withdrawn or latest.purged:
        return {"withdrawn": True, "year": None, "terms": "{}", "words": ""}
    case = latest.content
    assert isinstance(case, d.CaseDocument)
    article = articles.get(case.primary.article)
    retracted = article is not None and article.integrity == c.Integrity.RETRACTED
    words = Words(_keys(case))
    terms = {
        "retracted": retracted,
        "since": latest.published_at.date().isoformat(),
        **keys_of(case, words),
    }
    named = (
        name
        for term in words.terms.values()
        for name in (term.label, *term.aliases, term.facts.get("name", ""))
    )
    texts = [record.name, *strings_of(case), *named, *_broader_labels(words)]
    return {
        "withdrawn": False,
        "year": year_of(case),
        "terms": json.dumps(terms, ensure_ascii=False, separators=(",", ":")),
        "words": words_of(text for text in texts if text),
    }


def reindex(records: Iterable[Record], archive_version: int) -> int:
    """Make the entries of these cases anew, for this archive version."""
    count = 0
    for record, columns in entries(records):
        IndexEntry.objects.update_or_create(
            record=record, defaults=columns | {"archive_version": archive_version}
        )
        count += 1
    return count


def reindex_cases_of(article: str, archive_version: int) -> int:
    """Make the entries anew of the cases whose primary report an article is."""
    cases = Record.objects.cases().filter(key__startswith=f"{article}/")
    return reindex(cases.select_related("latest"), archive_version)


def entries(records: Iterable[Record]) -> Iterator[tuple[Record, Columns]]:
    """Yield each case with the columns its entry should have."""
    known: dict[str, d.ArticleDocument] = {}
    for record in records:
        slug = record.key.split("/")[0]
        if slug not in known:
            found = Record.objects.articles().readable().filter(name=slug).first()
            if found and found.latest and not found.latest.purged:
                content = found.latest.content
                assert isinstance(content, d.ArticleDocument)
                known[slug] = content
        yield record, entry_columns(record, known)


def _keys(part: object) -> Iterator[str]:
    """Every vocabulary key a document names."""
    if isinstance(part, d.Coded | d.Fusion | d.Biomarker):
        yield part.key
    if isinstance(part, d.Part):
        for name in type(part).model_fields:
            yield from _keys(getattr(part, name))
    elif isinstance(part, tuple):
        for inner in part:
            yield from _keys(inner)


def _broader_labels(words: Words) -> Iterator[str]:
    """Names of families, classes, groups: "sarcoma" finds every kind of it."""
    broader = {parent for term in words.terms.values() for parent in term.parents}
    for term in Words(broader).terms.values():
        yield term.label
        yield from term.aliases
