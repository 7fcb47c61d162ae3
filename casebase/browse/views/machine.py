"""What machines ask of the site: crawlers, load balancers, browsers."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casebase.archive import index
from casebase.browse import sitemaps
from casebase.browse.metadata.head import absolute

XML = "application/xml; charset=utf-8"
# Questions to lists are without number; each record stands in the sitemap. What the
# pages tell search engines of stays open to them: the downloads of everything, which
# the data set names, and a search by its words, whose answer says "noindex" itself.
ROBOTS = """\
User-agent: *
Disallow: /cases/*?
Disallow: /treatments/*?
Disallow: /findings/*?
Disallow: /search/?*&
Disallow: /suggest/
Disallow: /api/v1/
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where not to wander."""
    curators = "".join(f"Disallow: {p}\n" for p in settings.CURATOR_PREFIXES)
    words = f"{ROBOTS}{curators}Sitemap: {absolute('/sitemap.xml')}\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to write to about a weakness (RFC 9116)."""
    words = (
        f"Contact: {settings.SECURITY_CONTACT}\n"
        f"Expires: {settings.SECURITY_CONTACT_UNTIL}\n"
        "Preferred-Languages: en\n"
        f"Canonical: {absolute('/.well-known/security.txt')}\n"
    )
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files of the sitemap."""
    context = {"sitemaps": list(sitemaps.files())}
    return render(request, "sitemap_index.xml", context, content_type=XML)


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """Give one file of the sitemap."""
    return sitemap_views.sitemap(
        request, {**sitemaps.SECTIONS}, section, content_type=XML
    )


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
