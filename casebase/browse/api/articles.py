"""Articles, and the series they appeared in."""

from typing import Any, Self

from django.core.paginator import EmptyPage
from django.http import Http404
from django.shortcuts import get_object_or_404
from pydantic import Field

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.facets import titles_of_series
from casebase.archive.models import Record
from casebase.browse import article_lists, records
from casebase.browse.addresses import Address
from casebase.browse.rows import CaseRow, with_notices

from . import questions
from .case_in_short import CaseInShort
from .cases import VersionInShort
from .parts import Answer, Links, Paged
from .places import api, page
from .problems import Gone
from .resource import Resource

ARTICLES = Record.objects.articles().select_related("latest")


class ArticleInShort(d.Part):
    """An article as a list tells it; the whole of it stands at `links.self`."""

    article: d.Slug
    """Slug of the article."""
    synthetic: bool
    """Made up, for trying the software; never a real article."""
    kind: c.ArticleKind
    """What sort of text it is."""
    title: str = ""
    """Title."""
    journal: str = ""
    """Journal."""
    outlet: str = ""
    """Where a news item appeared."""
    year: int | None = None
    """Year of publication."""
    doi: str = ""
    """DOI, without a resolver."""
    pmid: str = ""
    """PubMed identifier."""
    integrity: c.Integrity = c.Integrity.OK
    """What its publisher has said about it since."""
    cases: tuple[str, ...] = ()
    """Accessions of the cases it reports, or that the paper behind it does."""
    links: Links
    """The article."""

    @classmethod
    def of(cls, row: article_lists.ArticleRow) -> Self:
        """Tell a row of a list."""
        article, path = row.article, f"/articles/{row.slug}/"
        return cls(
            article=row.slug,
            synthetic=article.synthetic,
            kind=article.kind,
            title=article.title,
            journal=article.journal,
            outlet=article.outlet,
            year=article.year,
            doi=article.doi,
            pmid=article.pmid,
            integrity=article.integrity,
            cases=tuple(case.accession for case in row.cases),
            links=Links(self=api(path), html=page(path)),
        )


class Articles(Paged):
    """One page of the list of articles."""

    synthetic: int = Field(ge=0)
    """How many articles of all pages are made up."""
    articles: tuple[ArticleInShort, ...]
    """The articles of this page, the last entered first."""


class ArticleList(Resource):
    """List articles and news items, the last entered first."""

    tag = "Articles"
    question, answer = questions.PageQuestion, Articles

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give one page of them."""
        at, per_page = asked.cleaned_data["page"], asked.cleaned_data["per_page"]
        try:
            shown = article_lists.list_page(at, per_page)
        except EmptyPage as error:
            raise Http404 from error
        of_page = self.about_page(
            questions.paged("/articles/", per_page),
            total=shown.total,
            at=at,
            per_page=per_page,
            html=page("/articles/"),
        )
        return Articles(
            **of_page,
            synthetic=shown.synthetic,
            articles=tuple(ArticleInShort.of(row) for row in shown.rows),
        )


class ArticleAnswer(Answer):
    """An article as it is kept."""

    record: VersionInShort
    """What is known of the version beside its document."""
    document: d.ArticleDocument
    """The article itself."""
    cases: tuple[CaseInShort, ...]
    """The cases it reports, or that the paper behind it does."""


class Article(Resource):
    """Give one article, whole, with its cases."""

    tag = "Articles"
    answer = ArticleAnswer
    keys = {"slug": "article-key"}
    fails = (410,)

    def answer_to(self, asked: Any, *, slug: str) -> Answer:
        """Give it; one that was withdrawn says why."""
        record = get_object_or_404(ARTICLES.all(), name=slug)
        version = records.newest(record)
        if version.withdrawn or version.purged:
            raise Gone(version.withdraw_reason)
        article = records.article_in(version)
        version.record = record
        rows = [
            CaseRow(case.name, records.newest(case))
            for case in records.cases_of(article)
        ]
        return ArticleAnswer(
            **self.about(),
            record=VersionInShort.of(version),
            document=article,
            cases=tuple(CaseInShort.of(row) for row in with_notices(rows)),
        )


class SeriesOfList(d.Part):
    """A series with the number of its cases."""

    series: str
    """Slug of the series."""
    title: str
    """Its title."""
    cases: int = Field(ge=0)
    """How many cases its articles tell."""
    links: Links
    """The series."""


class SeriesListAnswer(Paged):
    """One page of the series with cases, most cases first."""

    series: tuple[SeriesOfList, ...]
    """The series of this page."""


class SeriesList(Resource):
    """List series of articles with at least one case, most cases first."""

    tag = "Articles"
    question, answer = questions.PageQuestion, SeriesListAnswer

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give one page of them."""
        at, per_page = asked.cleaned_data["page"], asked.cleaned_data["per_page"]
        counts = self.now.select({}).counts("series")
        of_page = self.about_page(
            questions.paged("/series/", per_page),
            total=len(counts),
            at=at,
            per_page=per_page,
            html="",
        )
        shown = counts[(at - 1) * per_page : at * per_page]
        titles = titles_of_series(slug for slug, _ in shown)
        return SeriesListAnswer(
            **of_page,
            series=tuple(
                SeriesOfList(
                    series=slug,
                    title=titles.get(slug, slug),
                    cases=count,
                    links=Links(
                        self=api(f"/series/{slug}/"), html=page(f"/series/{slug}/")
                    ),
                )
                for slug, count in shown
            ),
        )


class SeriesLinks(Links):
    """Where a series stands, and its cases."""

    cases: str
    """Its cases."""


class SeriesAnswer(Answer):
    """A series: what it says of itself, and its articles."""

    series: d.SeriesRef
    """The series, as its newest article describes it."""
    articles: tuple[ArticleInShort, ...]
    """Its articles, the newest first."""
    links: SeriesLinks
    """Where it stands."""


class Series(Resource):
    """Give one series of articles."""

    tag = "Articles"
    answer = SeriesAnswer
    keys = {"slug": "series-key"}

    def answer_to(self, asked: Any, *, slug: str) -> Answer:
        """Give it with all its articles."""
        shown = article_lists.series_page(slug)
        if shown is None:
            raise Http404
        links = SeriesLinks(
            self=api(self.path),
            html=page(self.path),
            cases=api(Address("/cases/").asking("series", slug)),
        )
        return SeriesAnswer(
            **self.about() | {"links": links},
            series=shown.series,
            articles=tuple(ArticleInShort.of(row) for row in shown.rows),
        )
