"""What machines ask of the site: crawlers, load balancers, browsers."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casebase.archive import index

# Filtered lists are without number; each case is linked from the plain ones.
ROBOTS = """\
User-agent: *
Disallow: /cases/?
Disallow: /treatments/?
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where not to wander."""
    curators = "".join(f"Disallow: {p}\n" for p in settings.CURATOR_PREFIXES)
    return HttpResponse(ROBOTS + curators, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that guess to the icon that pages name."""
    return HttpResponsePermanentRedirect(static("favicon.svg"))


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; no database is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say that the archive can be read, and which version of it."""
    try:
        words, status = f"ready, archive version {index.current().version}\n", 200
    except DatabaseError:
        words, status = "the archive cannot be read\n", 503
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
