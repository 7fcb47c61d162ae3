"""What the pages on words share: which words there are, where their pages are."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from casebase.curation import standings
from casebase.curation.models import Patient
from casebase.curation.models.base import Publishable
from casebase.vocabulary.models import Biomarker, Institution, Journal
from casebase.vocabulary.models.word import Word
from casebase.vocabulary.similar import Pair

#: How many cases a page names before it only counts; how many words it finds.
MOST_CASES, MOST_FOUND = 8, 20

TABLES: dict[str, type[models.Model]] = {
    model._meta.model_name: model  # type: ignore[misc]
    for model in apps.get_app_config("vocabulary").get_models()
    if issubclass(model, Word) or model in (Institution, Journal)
}


@dataclass(frozen=True)
class Named:
    """A patient or an article, and where curators find it."""

    name: str
    href: str
    standing: str


def word_at(vocabulary: str, pk: int) -> Any:
    """Return the word of an address; there may be none."""
    if vocabulary not in TABLES:
        raise Http404
    return get_object_or_404(TABLES[vocabulary]._default_manager, pk=pk)


def user_of(request: HttpRequest) -> Any:
    """Return who asks."""
    return request.user


def may_change(request: HttpRequest, word: models.Model) -> bool:
    """Whether this person may correct such words."""
    return request.user.has_perm(f"vocabulary.change_{word._meta.model_name}")


def kind_of(word: models.Model) -> str:
    """Return what a word is, as curators call it."""
    if isinstance(word, Biomarker) and word.fusion:
        return "gene fusion"
    return str(word._meta.verbose_name)


def named(target: Publishable) -> Named:
    """Name a patient or an article, with its page."""
    opts = target._meta
    public = standings.is_public_as_it_stands(target)
    return Named(
        name=target.full_name if isinstance(target, Patient) else str(target),
        href=reverse(f"admin:curation_{opts.model_name}_change", args=[target.pk]),
        standing="Public" if public else target.get_status_display(),
    )


def href(action: str, word: models.Model) -> str:
    """Return the address of what may be done with a word."""
    return reverse(f"admin:words_{action}", args=[word._meta.model_name, word.pk])


def merge_href(pair: Pair) -> str:
    """Return the address that asks about merging two words."""
    return f"{href('merge', pair.word)}?into={pair.other.pk}"


def apart_href(pair: Pair) -> str:
    """Return the address that asks about keeping two words apart."""
    name = pair.word._meta.model_name
    return reverse("admin:words_apart", args=[name, pair.word.pk, pair.other.pk])


def change_href(word: models.Model) -> str:
    """Return the address of a word's own page."""
    name = f"admin:vocabulary_{word._meta.model_name}_change"
    return reverse(name, args=[word.pk])


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show one of these pages."""
    from django.contrib.admin import site

    return TemplateResponse(
        request,
        f"admin/workbench/{template}.html",
        site.each_context(request) | context,
        status=status,
    )
