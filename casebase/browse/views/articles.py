"""The papers and news items behind the cases, and the series they appear in."""

from typing import Any

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casebase.archive.models import Record
from casebase.browse import article_lists, records
from casebase.browse.filters import PageForm
from casebase.browse.hubs import SeriesHub
from casebase.browse.metadata import article_pages, shown
from casebase.browse.rows import CaseRow
from casebase.browse.standing import Standing, noticed
from casebase.browse.wording import article_title

ARTICLES = Record.objects.articles().select_related("latest")


def reading(record: Record) -> dict[str, Any]:
    """Fetch what the page of an article shows beside the document itself."""
    version = records.newest(record)
    article = records.article_in(version)
    cited = records.articles_by_slug(fact.source.article for fact in article.facts)
    return {
        "article": article,
        "record": record,
        "cited_at": f"/articles/{record.name}",
        "version": version,
        "standing": Standing(record, version, noticed([article])),
        "related": records.related(article),
        "titles": {slug: article_title(cited[slug]) for slug in cited},
        "rows": [
            CaseRow(case.name, records.newest(case))
            for case in records.cases_of(article)
        ],
    }


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """List the articles, the last entered first."""
    asked = PageForm(request.GET)
    if not asked.is_valid():
        faults = {"faults": asked.faults}
        return render(request, "browse/refused.html", faults, status=400)
    number = asked.cleaned_data["page"]
    try:
        page = article_lists.list_page(number)
    except EmptyPage as error:
        raise Http404 from error
    head = article_pages.of_articles(page, number)
    return shown(request, "browse/article_list.html", {"list": page}, head)


@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article, what it says in our words, and its cases."""
    record = get_object_or_404(ARTICLES.all(), name=slug)
    if record.withdrawn:
        return withdrawn(request, record)
    context = reading(record)
    head = article_pages.of_article(context)
    return shown(request, "browse/article_detail.html", context, head)


def withdrawn(request: HttpRequest, record: Record) -> HttpResponse:
    """Say that an article was withdrawn, and why."""
    context = {"record": record, "version": record.latest}
    return render(request, "browse/article_withdrawn.html", context, status=410)


@require_safe
def series_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series: its articles, and the cases they tell."""
    page = article_lists.series_page(slug)
    if page is None:
        raise Http404
    hub = SeriesHub(series=page.series)
    context = {"page": page, "hub": hub}
    head = article_pages.of_series(page, hub)
    return shown(request, "browse/series_detail.html", context, head)
