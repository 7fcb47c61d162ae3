"""Merging a word into another: choose it, see what would happen, say why, do it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from casebase.curation import keeping_apart, merging, workflow
from casebase.curation.models import MergeDecision
from casebase.vocabulary.merging import MERGEABLE, why_not
from casebase.vocabulary.models.word import Word
from casebase.vocabulary.similar import Pair, name_of, similar_to

from . import word_parts


class MergeForm(forms.Form):
    """Why the two are one word, and what the person was shown."""

    reason = forms.CharField(
        max_length=1000,
        label="Why the two are one word",
        help_text="Public: stands in the history of every case that is published "
        "again.",
        error_messages={"required": "Say why the two are one word."},
        widget=forms.TextInput({"size": 70}),
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


def merge(request: HttpRequest, vocabulary: str, pk: int) -> HttpResponse:
    """Choose the word that stays, show what would happen, ask why, do it."""
    word = word_parts.word_at(vocabulary, pk)
    if type(word) not in MERGEABLE:
        raise Http404
    if not merging.may_merge(word, word_parts.user_of(request)):
        raise PermissionDenied
    chosen = request.POST.get("into") or request.GET.get("into") or ""
    context = {"title": f"Merge “{name_of(word)}” into another word", "word": word}
    context |= {
        "kind": word_parts.kind_of(word),
        "change": word_parts.change_href(word),
    }
    if not chosen.isdecimal() or len(chosen) > 18:
        return word_parts.page(
            request, "word_choose", context | _choices(request, word)
        )
    into = get_object_or_404(type(word)._default_manager, pk=int(chosen))
    return _confirm(request, word, into, context)


def _choices(request: HttpRequest, word: models.Model) -> dict[str, Any]:
    """The words it may be merged into: those alike, and those that are searched."""
    asked = request.GET.get("q", "").strip()[:200]
    found: list[models.Model] = []
    if asked:
        from django.contrib.admin import site

        page = site.get_model_admin(type(word))
        everything = type(word)._default_manager.exclude(pk=word.pk)
        rows, _ = page.get_search_results(request, everything, asked)
        found = list(rows[: word_parts.MOST_FOUND])
    pairs = similar_to(word, without=keeping_apart.pairs())
    alike = [pair.other for pair in pairs]
    return {
        "asked": asked,
        "alike": [
            {"word": one, "href": word_parts.merge_href(Pair(word, one, 0))}
            for one in alike
        ],
        "found": [
            {"word": one, "href": word_parts.merge_href(Pair(word, one, 0))}
            for one in found
        ],
    }


def _confirm(
    request: HttpRequest,
    word: models.Model,
    into: models.Model,
    context: dict[str, Any],
) -> HttpResponse:
    form = MergeForm(request.POST if request.method == "POST" else None)
    status, has_changed = 200, False
    planned = merging.plan(word, into)
    if request.method == "POST" and form.is_valid():
        try:
            decision = merging.merge(
                word,
                into,
                by=word_parts.user_of(request),
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
            )
        except merging.Changed:
            status, has_changed = 409, True
        except workflow.NotAllowed as refusal:
            status = 409
            planned = merging.Plan(planned.republished, planned.waiting, [str(refusal)])
        else:
            messages.success(request, _told(decision))
            return HttpResponseRedirect(word_parts.change_href(into))
    context |= {
        "title": f"Merge “{name_of(word)}” into “{name_of(into)}”",
        "into": into,
        "from_name": name_of(word),
        "into_name": name_of(into),
        "republished": [word_parts.named(target) for target in planned.republished],
        "waiting": [word_parts.named(target) for target in planned.waiting],
        "reasons": planned.refusals,
        "fingerprint": planned.fingerprint,
        "has_changed": has_changed,
        "form": form,
        "has_key": isinstance(word, Word),
        "choose": word_parts.href("merge", word),
        "other_way": ""
        if why_not(into, word)
        else word_parts.merge_href(Pair(into, word, 0)),
        "apart": keeping_apart.answer_about(Pair(word, into, 0)),
        "apart_href": word_parts.apart_href(Pair(word, into, 0)),
    }
    return word_parts.page(request, "word_merge", context, status=status)


def _told(decision: MergeDecision) -> str:
    published, waiting = len(decision.republished), len(decision.waiting)
    again = "Nothing had to be published again"
    if published:
        again = f"{published} published again: {', '.join(decision.republished)}"
    drafts = f" {waiting} with a draft: published next time." if waiting else ""
    return (
        f"“{decision.from_label}” is merged into “{decision.into_label}”. {again}."
        f"{drafts}"
    )
