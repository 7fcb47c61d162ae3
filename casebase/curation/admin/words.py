"""Pages on words: those that are proposed, and accepting, declining and merging them.

Everything is asked first and done on a button; what a merger does to cases is shown
case by case before it is done.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from casebase.curation import keeping_apart, merging, standings, terms, workflow
from casebase.curation.models import Article, KeptApart, MergeDecision, Patient
from casebase.curation.models.base import Publishable
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.merging import MERGEABLE, parts_of, why_not
from casebase.vocabulary.models import Biomarker, GeneFusion, Institution, Journal
from casebase.vocabulary.models.word import TreeWord, Word
from casebase.vocabulary.similar import Pair, name_of, similar_to, similar_words

#: How many words and cases a page names before it only counts.
MOST_WORDS, MOST_CASES, MOST_FOUND, MOST_DECISIONS = 50, 8, 20, 20

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


class ApartForm(forms.ModelForm):
    """Why two words that look alike are two."""

    class Meta:
        model = KeptApart
        fields = ("reason",)
        labels = {"reason": "Why they are two different terms"}
        widgets = {"reason": forms.TextInput({"size": 70})}
        error_messages = {
            "reason": {"required": "Say why they are two different terms."}
        }


def urls(site: Any) -> list[URLPattern]:
    """Return the addresses of these pages."""
    one = "words/<slug:vocabulary>/<int:pk>"
    return [
        path("words/", site.admin_view(proposed_words), name="words"),
        path(f"{one}/accept/", site.admin_view(accept), name="words_accept"),
        path(f"{one}/decline/", site.admin_view(decline), name="words_decline"),
        path(f"{one}/merge/", site.admin_view(merge), name="words_merge"),
        path(f"{one}/apart/<int:other>/", site.admin_view(apart), name="words_apart"),
    ]


# ── The list ──────────────────────────────────────────────────────────────────────


def proposed_words(request: HttpRequest) -> HttpResponse:
    """Show what curators have proposed, what looks alike, and what was merged."""
    words = _proposed()
    apart = keeping_apart.pairs()
    context = {
        "title": "Proposed words",
        "entries": [_entry(request, word, apart) for word in words[:MOST_WORDS]],
        "total": len(words),
        "pairs": [
            {
                "pair": pair,
                "kind": _kind(pair.word),
                "href": _merge_href(pair),
                "apart": _apart_href(pair),
            }
            for pair in similar_words(most=MOST_FOUND, without=apart)
        ],
        "decisions": MergeDecision.objects.select_related("by")[:MOST_DECISIONS],
        "apart_count": len(apart),
        "may_merge": request.user.has_perm(standings.REVIEW),
    }
    return _page(request, "words", context)


def _proposed() -> list[Word]:
    """The proposed words, the last first; a fusion stands with its biomarker."""
    found: list[Word] = []
    for table in TABLES.values():
        if issubclass(table, Word):
            words: Any = table._default_manager.filter(status=WordStatus.PROPOSED)
            if table is GeneFusion:
                words = words.exclude(biomarker__status=WordStatus.PROPOSED)
            found += words.order_by("-pk")
    return found


def _entry(
    request: HttpRequest, word: Word, apart: frozenset[tuple[str, int, int]]
) -> dict[str, Any]:
    used = merging.used_in(word)
    may_change = _may_change(request, word)
    return {
        "word": word,
        "name": name_of(word),
        "kind": _kind(word),
        "what": _what(word),
        "by": _proposer(word, used),
        "used": [_named(target) for target in used[:MOST_CASES]],
        "used_count": len(used),
        "similar": [
            {"word": pair.other, "href": _merge_href(pair)}
            for pair in similar_to(word, without=apart)
        ],
        "change": _change_href(word),
        "accept": _href("accept", word) if may_change else "",
        "merge": _href("merge", word)
        if isinstance(word, MERGEABLE) and merging.may_merge(word, _user(request))
        else "",
        "decline": _href("decline", word) if may_change and not used else "",
    }


def _what(word: Word) -> str:
    """What is known of a word beside its name."""
    facts: list[str] = []
    if isinstance(word, TreeWord) and word.parent:
        facts.append(f"narrower than {word.parent}")
    if word.code:
        facts.append(word.code)
    for column in ("kind", "state"):
        if hasattr(word, f"get_{column}_display"):
            facts.append(str(getattr(word, f"get_{column}_display")()).lower())
    return ", ".join(fact for fact in facts if fact != _kind(word))


def _proposer(word: Word, used: list[Publishable]) -> str:
    """Who added it, as far as it was noted; else whose case it came with."""
    kind = ContentType.objects.get_for_model(type(word))
    added = LogEntry.objects.filter(
        content_type=kind, object_id=str(word.pk), action_flag=ADDITION
    )
    if entry := added.select_related("user").first():
        return f"Added by {entry.user} on {entry.action_time:%-d %B %Y}"
    writers = {
        str(target.created_by)
        for target in used
        if isinstance(target, Patient | Article) and target.created_by
    }
    if writers:
        return f"Came with a case of {' and of '.join(sorted(writers))}"
    return "Who added it was not noted"


# ── Accepting and declining ───────────────────────────────────────────────────────


def accept(request: HttpRequest, vocabulary: str, pk: int) -> HttpResponse:
    """Ask, then put a proposed word before readers."""
    word = _word(vocabulary, pk)
    if not _may_change(request, word):
        raise PermissionDenied
    if not isinstance(word, Word) or word.is_accepted:
        raise Http404
    if request.method == "POST":
        terms.accept_word(word)
        messages.success(request, f"“{name_of(word)}” is accepted: readers meet it.")
        return HttpResponseRedirect(reverse("admin:words"))
    return _ask(
        request,
        word,
        "Accept",
        "It becomes a word of the public vocabulary, with a page of its own and among "
        "the filters. It is not taken back; a word can be merged into another later.",
    )


@transaction.atomic
def decline(request: HttpRequest, vocabulary: str, pk: int) -> HttpResponse:
    """Ask, then delete a proposed word that nothing uses."""
    word = _word(vocabulary, pk)
    if not _may_change(request, word):
        raise PermissionDenied
    if not isinstance(word, Word) or word.is_accepted:
        raise Http404
    reasons = []
    if used := merging.used_in(word):
        names = ", ".join(str(target) for target in used[:MOST_CASES])
        reasons = [f"It is used by {names}. Merge it into the right word instead."]
    elif request.method == "POST":
        try:
            with transaction.atomic():
                for part in parts_of(word):
                    part.delete()
        except models.ProtectedError:
            reasons = ["Other words refer to it. Change them first."]
        else:
            messages.success(request, f"“{name_of(word)}” is declined and deleted.")
            return HttpResponseRedirect(reverse("admin:words"))
    return _ask(
        request,
        word,
        "Decline",
        "It is deleted. No case uses it, and readers have never seen it.",
        reasons,
    )


def _ask(
    request: HttpRequest,
    word: models.Model,
    button: str,
    means: str,
    reasons: list[str] | None = None,
) -> HttpResponse:
    context = {
        "title": f"{button} “{name_of(word)}”",
        "kind": _kind(word),
        "button": button,
        "means": means,
        "reasons": reasons,
    }
    refused = request.method == "POST" and reasons
    return _page(request, "word_decision", context, status=409 if refused else 200)


# ── Merging ───────────────────────────────────────────────────────────────────────


def merge(request: HttpRequest, vocabulary: str, pk: int) -> HttpResponse:
    """Choose the word that stays, show what would happen, ask why, do it."""
    word = _word(vocabulary, pk)
    if type(word) not in MERGEABLE:
        raise Http404
    if not merging.may_merge(word, _user(request)):
        raise PermissionDenied
    chosen = request.POST.get("into") or request.GET.get("into") or ""
    context = {"title": f"Merge “{name_of(word)}” into another word", "word": word}
    context |= {"kind": _kind(word), "change": _change_href(word)}
    if not chosen.isdecimal() or len(chosen) > 18:
        return _page(request, "word_choose", context | _choices(request, word))
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
        found = list(rows[:MOST_FOUND])
    pairs = similar_to(word, without=keeping_apart.pairs())
    alike = [pair.other for pair in pairs]
    return {
        "asked": asked,
        "alike": [
            {"word": one, "href": _merge_href(Pair(word, one, 0))} for one in alike
        ],
        "found": [
            {"word": one, "href": _merge_href(Pair(word, one, 0))} for one in found
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
                by=_user(request),
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
            return HttpResponseRedirect(_change_href(into))
    context |= {
        "title": f"Merge “{name_of(word)}” into “{name_of(into)}”",
        "into": into,
        "from_name": name_of(word),
        "into_name": name_of(into),
        "republished": [_named(target) for target in planned.republished],
        "waiting": [_named(target) for target in planned.waiting],
        "reasons": planned.refusals,
        "fingerprint": planned.fingerprint,
        "has_changed": has_changed,
        "form": form,
        "has_key": isinstance(word, Word),
        "choose": _href("merge", word),
        "other_way": "" if why_not(into, word) else _merge_href(Pair(into, word, 0)),
        "apart": keeping_apart.answer_about(Pair(word, into, 0)),
        "apart_href": _apart_href(Pair(word, into, 0)),
    }
    return _page(request, "word_merge", context, status=status)


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


# ── Keeping apart ─────────────────────────────────────────────────────────────────


def apart(request: HttpRequest, vocabulary: str, pk: int, other: int) -> HttpResponse:
    """Ask why two words that look alike are two, and ask about them no more."""
    word, another = _word(vocabulary, pk), _word(vocabulary, other)
    if type(word) not in MERGEABLE or word == another:
        raise Http404
    if not merging.may_merge(word, _user(request)):
        raise PermissionDenied
    pair = Pair(word, another, 0)
    form = ApartForm(request.POST or None)
    answer = keeping_apart.answer_about(pair)
    if request.method == "POST" and form.is_valid() and answer is None:
        row = keeping_apart.keep(
            pair, by=_user(request), reason=form.cleaned_data["reason"]
        )
        messages.success(request, f"{row}: kept apart. They are not asked about again.")
        return HttpResponseRedirect(reverse("admin:words"))
    context = {
        "title": f"Keep “{name_of(word)}” and “{name_of(another)}” apart",
        "kind": _kind(word),
        "form": form,
        "answer": answer,
        "merge": _merge_href(pair),
    }
    status = 409 if request.method == "POST" and answer else 200
    return _page(request, "word_apart", context, status=status)


@admin.register(KeptApart)
class KeptApartAdmin(admin.ModelAdmin):
    """The answers; deleting one asks again."""

    list_display = ("__str__", "kind", "reason", "by", "at")
    list_select_related = ("by",)
    search_fields = ("label_a", "label_b", "reason")
    fields = ("label_a", "label_b", "kind", "reason", "by", "at")

    @admin.display(description="List", ordering="vocabulary")
    def kind(self, row: KeptApart) -> str:
        """Name the vocabulary as curators do."""
        return str(TABLES[row.vocabulary]._meta.verbose_name_plural).capitalize()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, under its name."""
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(
            request, {"title": title, **(extra_context or {})}
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is said on the page of two words."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was said stays as it was said."""
        return False

    def get_actions(self, request: HttpRequest) -> Any:
        """One at a time."""
        return {}

    def delete_model(self, request: HttpRequest, obj: KeptApart) -> None:
        """Ask again, and leave it in the history of both words."""
        table = TABLES[obj.vocabulary]
        keeping_apart.ask_again(obj, by=_user(request), table=table)


# ── Details ───────────────────────────────────────────────────────────────────────


def _word(vocabulary: str, pk: int) -> Any:
    if vocabulary not in TABLES:
        raise Http404
    return get_object_or_404(TABLES[vocabulary]._default_manager, pk=pk)


def _user(request: HttpRequest) -> Any:
    return request.user


def _may_change(request: HttpRequest, word: models.Model) -> bool:
    return request.user.has_perm(f"vocabulary.change_{word._meta.model_name}")


def _kind(word: models.Model) -> str:
    if isinstance(word, Biomarker) and word.fusion:
        return "gene fusion"
    return str(word._meta.verbose_name)


def _named(target: Publishable) -> Named:
    opts = target._meta
    public = standings.is_public_as_it_stands(target)
    return Named(
        name=target.full_name if isinstance(target, Patient) else str(target),
        href=reverse(f"admin:curation_{opts.model_name}_change", args=[target.pk]),
        standing="Public" if public else target.get_status_display(),
    )


def _href(action: str, word: models.Model) -> str:
    return reverse(f"admin:words_{action}", args=[word._meta.model_name, word.pk])


def _merge_href(pair: Pair) -> str:
    return f"{_href('merge', pair.word)}?into={pair.other.pk}"


def _apart_href(pair: Pair) -> str:
    name = pair.word._meta.model_name
    return reverse("admin:words_apart", args=[name, pair.word.pk, pair.other.pk])


def _change_href(word: models.Model) -> str:
    name = f"admin:vocabulary_{word._meta.model_name}_change"
    return reverse(name, args=[word.pk])


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    from django.contrib.admin import site

    return TemplateResponse(
        request,
        f"admin/workbench/{template}.html",
        site.each_context(request) | context,
        status=status,
    )
