"""Pages of words alone, the glossary, and the answers for what failed."""

import sys

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from casebase.archive.unreachable import is_unreachable
from casebase.browse import glossary
from casebase.browse.api.problems import is_asked_of_the_api, plain
from casebase.logs import request_id

#: Seconds after which a database that did not answer may be asked again.
ASK_AGAIN = 60

#: What programs are told; people read a page.
FAILED = {
    400: "The question cannot be read.",
    403: "This is not for readers.",
    404: "There is nothing at this address.",
    500: "The fault is ours.",
    503: "The archive cannot be read just now.",
}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the archive is, what it cannot tell, and how to cite it."""
    return render(request, "browse/about.html")


@require_safe
def how_we_curate(request: HttpRequest) -> HttpResponse:
    """Say what is entered, by whom, and what is never concluded."""
    return render(request, "browse/how_we_curate.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say for whom the pages were tried, how, and what they do not manage."""
    return render(request, "browse/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored about whom."""
    return render(request, "browse/privacy.html")


@require_safe
def glossary_list(request: HttpRequest) -> HttpResponse:
    """List every word that is explained, by subject."""
    return render(request, "browse/glossary.html", {"groups": glossary.GROUPS})


@require_safe
def glossary_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain one word."""
    if slug not in glossary.ENTRIES:
        raise Http404
    entry = glossary.ENTRIES[slug]
    context = {"entry": entry, "see": glossary.explained(*entry.see)}
    return render(request, "browse/glossary_entry.html", context)


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Describe the API: how it is asked, and every resource, to be tried."""
    return render(request, "browse/api_docs.html")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Say which keys do what; the key "?" shows the same."""
    return render(request, "browse/keys.html")


def no_forms(request: HttpRequest) -> HttpResponse:
    """Say that this process takes nothing in (CASEBASE_SERVE=public)."""
    if request.method in ("GET", "HEAD"):
        return render(request, "browse/no_forms.html")
    answer = render(request, "browse/no_forms.html", status=405)
    answer.headers["Allow"] = "GET, HEAD"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 without asking the database."""
    return _failed(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 without asking the database."""
    return _failed(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 without asking the database, whatever address was tried."""
    return _failed(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database; 503 if it is the one that failed.

    Django asks for this answer while it handles the exception, wherever that was
    raised: in a view, a template or a middleware.
    """
    if is_unreachable(sys.exc_info()[1]):
        answer = _failed(request, 503)
        answer.headers["Retry-After"] = str(ASK_AGAIN)
        return answer
    return _failed(request, 500)


def _failed(request: HttpRequest, status: int) -> HttpResponse:
    number = request_id.get() if status >= 500 else ""
    if is_asked_of_the_api(request):
        return plain(status, FAILED[status], request_id=number)
    address = f"{settings.PUBLIC_URL}{request.get_full_path()}"
    asked = {"address": address, "request_id": number}
    return HttpResponse(render_to_string(f"{status}.html", asked), status=status)
