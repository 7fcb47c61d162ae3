"""The paper's text beside the form: read, put there, taken away.

One address per article. A browser with scripts asks it for the part of the page that
stands beside the form (`?beside`); without scripts it is a page of its own.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from casebase.curation import papers
from casebase.curation.models import Article
from casebase.curation.models.paper_text import PAGE_LENGTH


class PaperForm(forms.Form):
    """Text from the clipboard, or a file."""

    text = forms.CharField(
        required=False,
        max_length=PAGE_LENGTH,
        strip=False,
        label="Paste the text",
        widget=forms.Textarea({"rows": 6, "cols": 60}),
    )
    file = forms.FileField(
        required=False,
        label="or choose a PDF or text file",
        widget=forms.FileInput({"accept": ".pdf,.txt,application/pdf,text/plain"}),
    )

    def clean(self) -> Any:
        """Read what came; one of the two."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        try:
            cleaned["pages"] = (
                papers.read_upload(upload.name, upload.read())
                if upload
                else papers.pasted(cleaned.get("text", ""))
            )
        except papers.Unreadable as fault:
            self.add_error("file", str(fault))
            return cleaned
        if not cleaned["pages"] and not self.errors:
            self.add_error("text", "Paste the paper's text or choose a file.")
        return cleaned


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text of an article, take it in, or take it away."""
    article = get_object_or_404(Article.objects.select_related("journal"), pk=pk)
    may_change = request.user.has_perm("curation.change_article")
    if not request.user.has_perm("curation.view_article"):
        raise PermissionDenied
    ids = f"paper-{article.pk}-%s"
    form = PaperForm(auto_id=ids)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if "take_away" in request.POST:
            papers.put(article, (), by=request.user)  # type: ignore[arg-type]
            return _done(request, article, "The text is taken away.")
        form = PaperForm(request.POST, request.FILES, auto_id=ids)
        if form.is_valid():
            papers.put(article, form.cleaned_data["pages"], by=request.user)  # type: ignore[arg-type]
            return _done(request, article, "The text stands beside the form now.")
    is_beside = "beside" in request.GET
    context = {
        **({} if is_beside else admin.site.each_context(request)),
        "title": f"Text of {article}",
        "article": article,
        "address": address(article),
        "passages": papers.passages(article),
        "form": form,
        "may_change": may_change,
    }
    template = "_paper" if is_beside else "paper"
    return TemplateResponse(
        request,
        f"admin/workbench/{template}.html",
        context,
        status=400 if form.errors else 200,
    )


def address(article: Article) -> str:
    """Return the address of an article's text."""
    return reverse("admin:paper", args=[article.pk])


def _done(request: HttpRequest, article: Article, told: str) -> HttpResponse:
    if "beside" in request.GET:
        return HttpResponseRedirect(f"{address(article)}?beside")
    messages.success(request, told)
    return HttpResponseRedirect(address(article))
