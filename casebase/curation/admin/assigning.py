"""Giving and taking: one small page for cases, articles, reports and papers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from casebase.curation import assigning
from casebase.curation.models import Curator
from casebase.curation.workflow import NotAllowed


class GiveForm(forms.Form):
    """To whom."""

    to = forms.ModelChoiceField(
        Curator.objects.none(), required=False, label="Give it to", empty_label="—"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = assigning.curators()  # type: ignore[attr-defined]


def on_page_of(target: Any, by: Any) -> dict[str, Any]:
    """Return who looks after it and the address at which that is changed."""
    found = assigning.assignment_of(target)
    kind = assigning.kind_of(target)
    return {
        "to": found.to if found else None,
        "is_mine": bool(found and found.to_id == by.pk),
        "href": reverse("admin:assign", args=[kind, target.pk]),
    }


def assign(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask who looks after it, and keep the answer."""
    model = assigning.KINDS.get(kind)
    if model is None:
        raise Http404
    if not request.user.has_perm(f"curation.change_{model._meta.model_name}"):
        raise PermissionDenied
    target = get_object_or_404(model, pk=pk)
    back = reverse(f"admin:curation_{model._meta.model_name}_change", args=[pk])
    by: Any = request.user
    form = GiveForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        to = _chosen(request, form)
        if to is None and "nobody" not in request.POST:
            reasons = ["Choose somebody."]
        else:
            try:
                assigning.assign(target, to=to, by=by)
            except NotAllowed as refusal:
                reasons = [str(refusal)]
            else:
                messages.success(request, _told(target, to, by))
                return HttpResponseRedirect(back)
    found = assigning.assignment_of(target)
    context = {
        **_site().each_context(request),
        "title": f"Who looks after {target}",
        "target": target,
        "back": back,
        "now": found,
        "is_mine": bool(found and found.to_id == by.pk),
        "may_give": assigning.may_give(by),
        "form": form,
        "reasons": reasons,
        "crumb": "Who looks after it",
    }
    status = 409 if reasons else 200
    return TemplateResponse(
        request, "admin/workbench/assign.html", context, status=status
    )


def _chosen(request: HttpRequest, form: GiveForm) -> Any:
    if "take" in request.POST:
        return request.user
    return None if "nobody" in request.POST else form.cleaned_data["to"]


def _told(target: Any, to: Any, by: Any) -> str:
    name = f"{str(target)[:1].upper()}{str(target)[1:]}"
    if to is None:
        return f"{name}: nobody looks after it now."
    return f"{name}: {'you look' if to == by else f'{to} looks'} after it now."


def _site() -> Any:
    from django.contrib.admin import site

    return site
