"""What every public template may know, beside what its view gives it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from casebase.archive.models import ArchiveState

from .api.beside import own_json


def site(request: HttpRequest) -> dict[str, Any]:
    """Name the address of the site, and the version of the archive it shows.

    The version is read when a template prints it: the pages that answer for a
    failure do not, and so do without a database. What is told from the index names the
    version of that index in its place.
    """
    return {
        "PUBLIC_URL": settings.PUBLIC_URL,
        "archive_version": SimpleLazyObject(_archive_version),
        "own_json": SimpleLazyObject(lambda: own_json(request)),
    }


def _archive_version() -> str:
    versions = ArchiveState.objects.values_list("version", flat=True)
    return str(versions.first() or 0)
