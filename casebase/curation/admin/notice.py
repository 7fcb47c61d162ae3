"""The page on which an article is marked as retracted, doubted or corrected."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from casebase.archive import choices as c
from casebase.curation import notices, workflow
from casebase.curation.models import Article

RESOLVER = "https://doi.org/"
#: The gravest first; taking back comes last.
KINDS = (
    (c.Integrity.RETRACTED, "Retracted: its cases leave lists and counts"),
    (c.Integrity.EXPRESSION_OF_CONCERN, "Expression of concern: its cases warn"),
    (c.Integrity.CORRECTED, "Corrected: its cases say so"),
    (c.Integrity.OK, "No notice, or the notice was taken back"),
)


class NoticeForm(forms.Form):
    """What the publisher has said, since when, where it can be read."""

    integrity = forms.ChoiceField(
        label="What the publisher says",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the publisher says."},
    )
    date = forms.RegexField(
        r"^\d{4}(-\d{2})?$",
        label="When",
        required=False,
        help_text="A year or a month: 2024-03.",
        error_messages={"invalid": "A year or a month, such as 2024-03."},
        widget=forms.TextInput({"size": 10}),
    )
    url = forms.CharField(
        label="DOI or address of the notice",
        required=False,
        max_length=500,
        widget=forms.TextInput({"size": 60}),
    )
    note = forms.CharField(
        label="Reason, as printed",
        required=False,
        max_length=2000,
        help_text="Public. A few words of the notice, or what it says in yours.",
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )

    def clean_url(self) -> str:
        """Make an address of a DOI."""
        typed = str(self.cleaned_data["url"]).strip()
        if typed.lower().removeprefix("doi:").strip().startswith("10."):
            return RESOLVER + typed[typed.index("10.") :].lower()
        if typed and not typed.startswith(("http://", "https://")):
            raise ValidationError(
                "A DOI begins with 10., an address with http:// or https://."
            )
        return typed


def urls(page: Any) -> list[URLPattern]:
    """Return the address of this page, for the pages of articles."""
    view = page.admin_site.admin_view

    def notice(request: HttpRequest, pk: int) -> HttpResponse:
        return mark(request, page, pk)

    return [path("<int:pk>/notice/", view(notice), name="curation_article_notice")]


def mark(request: HttpRequest, page: Any, pk: int) -> HttpResponse:
    """Show whom it reaches, ask what the notice says, write it and ask for review."""
    article = get_object_or_404(Article, pk=pk)
    if not page.has_change_permission(request, article):
        raise PermissionDenied
    form = NoticeForm(request.POST or None, initial=_initial(article))
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            missing = notices.set_notice(
                article,
                by=request.user,  # type: ignore[arg-type]
                **form.cleaned_data,
            )
        except workflow.NotAllowed as refusal:
            reasons = [str(refusal)]
        except ValidationError as refusal:
            reasons = refusal.messages
        else:
            _tell(request, missing)
            return HttpResponseRedirect(page.address(article))
    context = {
        **page.admin_site.each_context(request),
        "title": f"Retraction, concern or correction of {article.slug}",
        "crumb": "Retraction or correction",
        "target": article,
        "back": page.address(article),
        "form": form,
        "reasons": reasons,
        "affected": notices.affected(article),
        "other_changes": notices.has_other_changes(article),
        "is_public": article.published_rev is not None,
    }
    status = 409 if reasons else 200
    return TemplateResponse(
        request, "admin/workbench/notice.html", context, status=status
    )


def _initial(article: Article) -> dict[str, str]:
    if article.integrity == c.Integrity.OK:
        return {}
    return {
        "integrity": article.integrity,
        "date": article.integrity_date,
        "url": article.integrity_url,
        "note": article.integrity_note,
    }


def _tell(request: HttpRequest, missing: list[str]) -> None:
    if missing:
        messages.warning(
            request,
            "The notice is written, not public. Before a review: " + " ".join(missing),
        )
        return
    messages.success(
        request,
        "The notice is written and waits for review. Readers see it on the article and "
        "on all its cases as soon as another reviewer has approved and published the "
        "article.",
    )
