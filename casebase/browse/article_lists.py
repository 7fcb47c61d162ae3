"""Articles as lists show them: pages of all of them, those of one series."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from casebase.archive.document import ArticleDocument, SeriesRef
from casebase.archive.models import Record

from .addresses import Address
from .paging import Pager, pager
from .records import article_in, cases_of_several, newest
from .rows import CaseRow

PER_PAGE = 50
# A series is a page of its own, not a list with pages: it has tens of articles.
MOST_IN_A_SERIES = 500


@dataclass(frozen=True)
class ArticleRow:
    """One article in a list, with the cases that were read from it."""

    slug: str
    article: ArticleDocument
    cases: list[CaseRow]


@dataclass(frozen=True)
class ArticlePageOfList:
    """One page of the list of articles."""

    rows: list[ArticleRow]
    pager: Pager
    total: int
    synthetic: int
    """How many articles of all pages are made up."""


def all_articles() -> QuerySet[Record]:
    """Return every article that is not withdrawn, the last entered first."""
    return Record.objects.articles().readable().order_by("-latest__archive_version")


def list_page(number: int, per_page: int = PER_PAGE) -> ArticlePageOfList:
    """Return one page of the list; raises EmptyPage beyond the last."""
    counted = all_articles().aggregate(
        total=Count("pk"), synthetic=Count("pk", filter=Q(synthetic=True))
    )
    pages = Paginator(all_articles(), per_page)
    pages.count = counted["total"]  # told already, so it is not asked again
    page = pages.page(number)
    return ArticlePageOfList(
        rows=rows(page.object_list),
        pager=pager(
            Address("/articles/"),
            page=number,
            per_page=per_page,
            total=pages.count,
            noun="Articles",
        ),
        total=pages.count,
        synthetic=counted["synthetic"],
    )


def rows(records: Any) -> list[ArticleRow]:
    """Read articles, and fetch the cases of all of them at once."""
    articles = {record.name: article_in(newest(record)) for record in records}
    found = cases_of_several(articles.values())
    return [
        ArticleRow(slug, article, [CaseRow(r.name, newest(r)) for r in found[slug]])
        for slug, article in articles.items()
    ]


@dataclass(frozen=True)
class SeriesPage:
    """A series: what it says of itself, and its articles with their cases."""

    series: SeriesRef
    rows: list[ArticleRow]


def series_page(slug: str) -> SeriesPage | None:
    """Return a series as its newest article describes it, or None if there is none.

    The text search narrows the records; the documents decide.
    """
    marked = all_articles().filter(latest__document__contains=f'"slug":"{slug}"')
    told = {record: article_in(newest(record)) for record in marked[:MOST_IN_A_SERIES]}
    members = {
        record: article
        for record, article in told.items()
        if article.series and article.series.slug == slug
    }
    newest_first = sorted(members, key=lambda r: _newest(members[r]), reverse=True)
    for record in newest_first[:1]:
        series = members[record].series
        if series:
            return SeriesPage(series, rows(newest_first))
    return None


def _newest(article: ArticleDocument) -> str:
    month, day = article.month or 0, article.day or 0
    return article.posted_on or f"{article.year or 0:04}-{month:02}-{day:02}"
