"""What the pages of articles say: one article, their list, a series."""

from typing import Any

from casebase.archive.document import ArticleDocument
from casebase.archive.models import Record
from casebase.browse import wording
from casebase.browse.addresses import Address
from casebase.browse.article_lists import ArticlePageOfList, SeriesPage
from casebase.browse.hubs import SeriesHub
from casebase.browse.templatetags.synthetic import share

from . import citation, forms, schema
from .head import ATOM, Head, Link, absolute, iso
from .term_pages import counted


def of_article(context: dict[str, Any]) -> Head:
    """Describe the page of an article."""
    record: Record = context["record"]
    article: ArticleDocument = context["article"]
    cases = len(context["rows"])
    title = wording.article_title(article)
    if not article.title and article.year:
        title = f"{title}, {article.year}"
    if record.synthetic:
        title = f"{title}, synthetic"
    path = f"/articles/{record.name}"
    cited = forms.of_record(path, forms.CITED)
    made_up = "Synthetic, made up. " if record.synthetic else ""
    told = wording.plural(cases, "case") if cases else "No case"
    return Head(
        title=title,
        description=f"{made_up}{wording.cited(article)} {told} of it published here.",
        path=f"{path}/",
        links=(
            *cited,
            *forms.signposts(absolute(f"{path}/"), [], cited),
            Link("type", f"https://schema.org/{schema.kind_of(article)}"),
        ),
        citation=citation.tags(article),
        dates=(("article:modified_time", iso(context["version"].published_at)),),
        graph=(schema.article(record.name, article, is_published=True),),
        is_made_up=record.synthetic,
    )


def of_articles(page: ArticlePageOfList, number: int) -> Head:
    """Describe a page of the list of articles."""
    address = Address("/articles/")
    made_up = share(page.synthetic, page.total, "article")
    told = wording.plural(page.total, "paper or news item", "papers and news items")
    feed = Link("alternate", absolute("/articles/feed.atom"), ATOM, "Articles")
    head = Head(
        title="Articles behind the cases",
        description=f"{told} behind the cases, last entered first. {made_up}".strip(),
        path=str(address),
        links=(feed,),
    )
    return head.numbered(address, number)


def of_series(page: SeriesPage, hub: SeriesHub) -> Head:
    """Describe the page of a series."""
    series = page.series
    name = f"{series.title} {series.strapline}".strip()
    path = f"/series/{series.slug}/"
    node = {
        "@type": "CreativeWorkSeries",
        "@id": absolute(path),
        "url": absolute(path),
        "name": name,
        "hasPart": [{"@id": absolute(f"/articles/{row.slug}/")} for row in page.rows],
    }
    return Head(
        title=f"{name}, series of articles",
        description=f"{name}, a series of articles. {counted(hub)}",
        path=path,
        links=(forms.feed(hub.case_list),),
        graph=(node,),
    )
