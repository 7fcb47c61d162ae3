"""What a reader's address may hold, and how long its answer may be kept.

Both leave the curators' side alone: their answers are nobody else's to keep, and their
forms are checked by the admin.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.encoding import escape_uri_path

from casebase.archive import index

from .api.problems import UNREADABLE, is_asked_of_the_api, plain

View = Callable[[HttpRequest], HttpResponse]

MAX_QUERY = settings.MAX_QUERY

# They say where a link was clicked: nothing of ours, and they would split the cache.
TRACKING = ("fbclid", "gclid")
TRACKING_PREFIX = "utm_"

#: No longer, also while a cache asks anew: a case would be shown for as long as
#: `stale-while-revalidate` says after it was withdrawn (ADR 20).
KEEP_FRESH = "public, max-age=0, s-maxage=60"

READING = ("GET", "HEAD", "OPTIONS")
#: What other sites' pages may read of the API, and what a browser asks beforehand.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
BEFOREHAND = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def is_public(request: HttpRequest) -> bool:
    """Whether an address is for readers: every one that is not for curators."""
    return not request.path.startswith(settings.CURATOR_PREFIXES)


def clean_queries(get_response: View) -> View:
    """Refuse a query that no form of ours could have made; drop tracking from others.

    A query is refused when it is too long, is not UTF-8 or holds a NUL: views behind
    this need not think of them, and no database is asked about them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if not is_public(request) or not query:
            return get_response(request)
        if fault := fault_in(query):
            culprit, reason = fault
            faults = [{"culprit": culprit, "reason": reason}]
            if is_asked_of_the_api(request):
                return plain(400, UNREADABLE, faults=faults)
            return render(
                request, "browse/refused.html", {"faults": faults}, status=400
            )
        kept = without_tracking(query)
        if kept != query and request.method in ("GET", "HEAD"):
            # One slash: "//elsewhere" would be an address on another host.
            path = "/" + request.path.lstrip("/")
            return HttpResponseRedirect(
                escape_uri_path(path) + (f"?{kept}" if kept else "")
            )
        return get_response(request)

    return middleware


def fault_in(query: str) -> tuple[str, str] | None:
    """Say which parameter makes a query unreadable and why; None if it is readable."""
    if len(query) > MAX_QUERY:
        return (
            "",
            f"The address is too long: its query has over {MAX_QUERY} characters.",
        )
    for part in query.split("&"):
        raw = unquote_to_bytes(part.replace("+", " "))
        name = raw.partition(b"=")[0].decode("utf-8", "replace").replace("\0", "�")
        if b"\0" in raw:
            return name, "It holds a NUL character."
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            return name, "It is not text in UTF-8."
    return None


def without_tracking(query: str) -> str:
    """Return a query without the parameters that only say where a link was clicked."""
    return "&".join(part for part in query.split("&") if not _is_tracking(part))


def keep_fresh(get_response: View) -> View:
    """Let caches keep what every reader gets alike, and check on it each minute."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code == 200
            and request.method in ("GET", "HEAD")
            and is_public(request)
            and not response.cookies
        ):
            response.headers.setdefault("Cache-Control", KEEP_FRESH)
        return response

    return middleware


def of_one_version(get_response: View) -> View:
    """Answer a request from one version of the archive."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with index.held():
            return get_response(request)

    return middleware


def open_to_all_sites(get_response: View) -> View:
    """Let pages of other sites read the API; nothing there depends on who asks.

    They may read a refusal, too: that nothing can be written there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_asked_of_the_api(request):
            beforehand = BEFOREHAND if request.method == "OPTIONS" else {}
            for name, value in (OPEN | beforehand).items():
                response.headers[name] = value
        return response

    return middleware


def _is_tracking(part: str) -> bool:
    name = unquote_to_bytes(part.partition("=")[0]).decode("utf-8", "replace").lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIX)
