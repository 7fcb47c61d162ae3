"""The API's answer beside a page: the same address, in JSON."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from casebase.browse.addresses import Address

from .nowhere import Nowhere
from .places import ROOT

#: What only a page is asked: how it is seen.
OF_PAGES = {"view", "order", "by"}
#: Lists whose pages are those of the API; elsewhere they are of other sizes.
PAGED_ALIKE = ("/cases/", "/treatments/", "/findings/", "/search/")


def own_json(request: HttpRequest) -> str:
    """Return the address of a page's own JSON; nothing where there is none."""
    path = f"{ROOT}{request.path}"
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    view: Any = found.func
    needed = view.view_class.needs
    if view.view_class is Nowhere or not all(request.GET.get(n) for n in needed):
        return ""
    dropped = OF_PAGES if request.path in PAGED_ALIKE else OF_PAGES | {"page"}
    asked = ((name, one) for name, ones in request.GET.lists() for one in ones if one)
    return str(Address(path, tuple(pair for pair in asked if pair[0] not in dropped)))
