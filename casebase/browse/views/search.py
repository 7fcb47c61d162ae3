"""One box for everything, and what it offers while somebody types."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.archive import index
from casebase.browse.search import suggest
from casebase.browse.search.page import SearchForm, SearchPage, SuggestForm


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what a query was understood as, and what it found; or how to ask."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _refused(request, form)
    if not form.cleaned_data["q"].strip():
        return render(request, "browse/search_help.html")
    page = SearchPage(form)
    context = {"search": page, "archive_version": page.answer.archive_version}
    return render(request, "browse/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead, in JSON."""
    form = SuggestForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"faults": form.faults}, status=400)
    found = [asdict(one) for one in suggest(form.cleaned_data["q"])]
    return JsonResponse(
        {"suggestions": found, "archive_version": index.current().version},
        json_dumps_params={"ensure_ascii": False},
    )


def _refused(request: HttpRequest, form: SearchForm) -> HttpResponse:
    faults = form.faults
    context = {
        "faults": faults,
        "is_search": {fault["culprit"] for fault in faults} == {"q"},
        "words": request.GET.get("q", ""),
        "kept": [(n, v) for n, vs in request.GET.lists() if n != "q" for v in vs],
    }
    return render(request, "browse/refused.html", context, status=400)
