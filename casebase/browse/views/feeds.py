"""What feed readers ask for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from casebase.browse import feeds
from casebase.browse.filters import CaseFilterSet

from .lists import refused


@require_safe
@conditional_page
def case_feed(request: HttpRequest) -> HttpResponse:
    """Give the newest versions of the cases asked for."""
    asked = CaseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    return feeds.ArchiveFeed()(request, feeds.of_cases(asked))


@require_safe
@conditional_page
def article_feed(request: HttpRequest) -> HttpResponse:
    """Give the newest versions of articles."""
    form = feeds.FeedForm(request.GET)
    if not form.is_valid():
        faults = {"faults": form.faults}
        return render(request, "browse/refused.html", faults, status=400)
    asked = feeds.of_articles(form.cleaned_data["since"])
    return feeds.ArchiveFeed()(request, asked)
