"""The list of what waits for review, and for publication."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from casebase.curation import standings
from casebase.curation.models.base import Status
from casebase.curation.reviewing.queue import waiting

from .review import address

FILTERS = (("", "All"), ("others", "Not mine"), ("mine", "Mine"))


def queue(request: HttpRequest) -> HttpResponse:
    """List what waits; what one may decide stands first."""
    from django.contrib.admin import site

    by = request.user
    if not by.has_perm("curation.view_patient"):
        raise PermissionDenied
    whose = request.GET.get("whose", "")
    whose = whose if whose in dict(FILTERS) else ""
    lists = [
        {
            "title": title,
            "empty": empty,
            "id": status.value,
            "rows": [
                (one, address(one.target, "review"))
                for one in waiting(status, by=by, whose=whose)  # type: ignore[arg-type]
            ],
        }
        for status, title, empty in (
            (Status.IN_REVIEW, "Waiting for review", "Nothing waits for review."),
            (
                Status.APPROVED,
                "Approved, not public yet",
                "Everything approved is public.",
            ),
        )
    ]
    context = {
        **site.each_context(request),
        "title": "Review",
        "lists": lists,
        "filters": [
            {"value": value, "name": name, "current": value == whose}
            for value, name in FILTERS
        ],
        "may_review": by.has_perm(standings.REVIEW),
    }
    return TemplateResponse(request, "admin/workbench/review_queue.html", context)
