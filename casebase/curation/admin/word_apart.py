"""Keeping two words apart that look alike; and the answers."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from casebase.curation import keeping_apart, merging
from casebase.curation.models import KeptApart
from casebase.vocabulary.merging import MERGEABLE
from casebase.vocabulary.similar import Pair, name_of

from . import word_parts


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


def apart(request: HttpRequest, vocabulary: str, pk: int, other: int) -> HttpResponse:
    """Ask why two words that look alike are two, and ask about them no more."""
    word, another = (
        word_parts.word_at(vocabulary, pk),
        word_parts.word_at(vocabulary, other),
    )
    if type(word) not in MERGEABLE or word == another:
        raise Http404
    if not merging.may_merge(word, word_parts.user_of(request)):
        raise PermissionDenied
    pair = Pair(word, another, 0)
    form = ApartForm(request.POST or None)
    answer = keeping_apart.answer_about(pair)
    if request.method == "POST" and form.is_valid() and answer is None:
        row = keeping_apart.keep(
            pair, by=word_parts.user_of(request), reason=form.cleaned_data["reason"]
        )
        messages.success(request, f"{row}: kept apart. They are not asked about again.")
        return HttpResponseRedirect(reverse("admin:words"))
    context = {
        "title": f"Keep “{name_of(word)}” and “{name_of(another)}” apart",
        "kind": word_parts.kind_of(word),
        "form": form,
        "answer": answer,
        "merge": word_parts.merge_href(pair),
    }
    status = 409 if request.method == "POST" and answer else 200
    return word_parts.page(request, "word_apart", context, status=status)


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
        return str(
            word_parts.TABLES[row.vocabulary]._meta.verbose_name_plural
        ).capitalize()

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
        table = word_parts.TABLES[obj.vocabulary]
        keeping_apart.ask_again(obj, by=word_parts.user_of(request), table=table)
