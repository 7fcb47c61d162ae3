"""How pages about people are shown: in the workbench's frame, kept by nobody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme


def show(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> TemplateResponse:
    """Fill a page of `templates/admin/people/`."""
    from django.contrib.admin import site

    response = TemplateResponse(
        request,
        f"admin/people/{template}.html",
        {**site.each_context(request), "title": title, **context},
        status=status,
    )
    add_never_cache_headers(response)
    # Addresses with a link's secret in them are told to no other site.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def next_page(request: HttpRequest) -> str:
    """Return where the person wanted to go: a curators' address, else the front."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    if is_ours and asked.startswith(settings.CURATOR_PREFIXES):
        return asked
    return reverse("admin:index")
