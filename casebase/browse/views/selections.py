"""A frozen selection: its page, its cases taken away, the text of its checksum."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casebase.archive.models import Selection
from casebase.browse.filters import PageForm
from casebase.browse.formats.kinds import KINDS
from casebase.browse.metadata import list_pages, shown
from casebase.browse.selections import FrozenCases, SelectionPage

from .downloads import TEXT, citation, in_parts


@require_safe
def selection_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show which versions of which cases a list had when it was frozen."""
    form = PageForm(request.GET)
    if not form.is_valid():
        faults = {"faults": form.faults}
        return render(request, "browse/refused.html", faults, status=400)
    kept = get_object_or_404(Selection, name=name)
    page = SelectionPage(kept, form.cleaned_data["page"])
    if not page.is_there:
        raise Http404
    context = {"page": page, "kinds": KINDS.values()}
    head = list_pages.of_selection(page)
    return shown(request, "browse/selection_detail.html", context, head)


@require_safe
def cite_selection(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """Cite the selection itself, as a data set."""
    page = SelectionPage(get_object_or_404(Selection, name=name))
    if suffix == "txt":
        return HttpResponse(f"{page.citation}\n", content_type=TEXT)
    return citation(suffix, f"casebase-selection-{name}", [page.reference])


@require_safe
def selection_download(
    request: HttpRequest, name: str, suffix: str
) -> HttpResponseBase:
    """Give its cases at their versions, or the text whose SHA-256 it is named by."""
    kept = get_object_or_404(Selection, name=name)
    if suffix == "txt":
        return HttpResponse(kept.text, content_type=TEXT)
    if suffix not in KINDS:
        raise Http404
    kind, cases = KINDS[suffix], FrozenCases(kept)
    file = f"casebase-selection-{kept.name}.{suffix}"
    return StreamingHttpResponse(
        in_parts(kind.written(cases)),
        kind.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )
