"""One door before every curators' address, whatever view stands behind it.

Views of the admin ask for a member of staff by themselves, where somebody has thought
of it. This asks for all of them, and for the second factor: a page that is forgotten
is closed, not open.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

#: Addresses for people who are not known yet, by name.
FOR_STRANGERS = frozenset(
    f"admin:{name}"
    for name in (
        *("login", "logout", "join", "new_password", "password"),
        "shared_preview",  # with a signed link
    )
)
#: For people whose password was right, before the second factor.
HALF_WAY = frozenset({"admin:second_factor", "admin:enrol"})


class StaffOnly:
    """Refuses curators' addresses to all who have not proved who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is refused is refused in `process_view`."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send to the log-in or to the second factor whoever lacks it."""
        if not request.path.startswith(settings.CURATOR_PREFIXES):
            return None
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in FOR_STRANGERS:
            return None
        here = request.get_full_path() if request.method == "GET" else ""
        user: Any = request.user
        if not (user.is_active and user.is_staff):
            return redirect_to_login(here, reverse("admin:login"))
        if name in HALF_WAY or not settings.REQUIRE_SECOND_FACTOR:
            return None
        if user.is_verified():
            return None
        query = f"?{urlencode({'next': here})}" if here else ""
        return HttpResponseRedirect(reverse("admin:second_factor") + query)
