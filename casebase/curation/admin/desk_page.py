"""One list of the desk, whole."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from casebase.curation import desk


def desk_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rows of one list, at most 500, and say so where there are more."""
    from django.contrib.admin import site

    if not request.user.has_perm("curation.view_patient"):
        raise PermissionDenied
    kind = desk.BY_SLUG.get(slug)
    if kind is None:
        raise Http404
    section = desk.section(kind, request.user, desk.MOST)  # type: ignore[arg-type]
    context = {
        **site.each_context(request),
        "title": section.title,
        "section": section,
        "most": desk.MOST,
    }
    return TemplateResponse(request, "admin/workbench/desk_list.html", context)
