"""Addresses of the API and of the pages beside it, absolute."""

from django.conf import settings

ROOT = "/api/v1"
DOCS = "/api/docs/"


def api(path: object) -> str:
    """Return the address of a resource; its path is that of the page it answers for."""
    return f"{settings.PUBLIC_URL}{ROOT}{path}"


def page(path: object) -> str:
    """Return the address of a page of the site."""
    return f"{settings.PUBLIC_URL}{path}"
