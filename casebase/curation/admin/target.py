"""What the pages of a patient and of an article share: the lock against writing over
each other, who edited, what is public, what comes next."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from nested_admin.nested import NestedModelAdmin

from casebase.curation import readiness, standings, workflow
from casebase.curation.models import Article
from casebase.curation.models.base import Publishable, Status
from casebase.curation.reviewing import remarks

from . import assigning, overtaken, review, same_person, withdrawal
from .forms import box_for
from .mending import faults
from .mending import title as mend_title
from .page_data import PageData, page_data
from .rows import ListOnPage, tidy
from .standing import STEPS, change_standing
from .widgets import quick

#: What `drafts.js` calls a draft, with the time at which it was kept.
DRAFT = re.compile(r"([a-z0-9]{8})-[0-9]{13}")
#: The drafts that are saved, in the session; and how many of them it remembers.
SAVED, MOST_SAVED = "saved_drafts", 20


class TargetForm(forms.ModelForm):
    """A patient or an article. A save on top of somebody else's is refused."""

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_version"] = self.instance.version
        #: What was saved meanwhile, where this save is refused for it.
        self.overtaken: Any = None
        #: Who saved what this save replaces, knowingly.
        self.saved_over = ""

    def clean(self) -> Any:
        """Refuse what was begun before the last save, and what is only shown again."""
        cleaned = super().clean()
        if when := self.data.get("_restore", ""):
            raise ValidationError(
                f"This is what you typed on {when}. Nothing of it is saved yet: look "
                "through it, then save.",
                code="restored",
            )
        if not self.instance.pk:
            return cleaned
        # Locked until this save is through, so that two cannot pass at once.
        now = (
            type(self.instance)
            ._default_manager.select_for_update(of=("self",))
            .select_related("updated_by")
            .get(pk=self.instance.pk)
        )
        if now.version != self.cleaned_data.get("opened_version"):
            if self.data.get("_over") == str(now.version):
                self.saved_over = overtaken.who_and_when(now)
                return cleaned
            self.overtaken = now
            who = now.updated_by or "Somebody"
            when = localtime(now.updated_at)
            raise ValidationError(
                f"{who} saved this page at {when:%H:%M} on {when:%-d %B}, "
                "after you had opened it. Your text is still below, not saved. What "
                "differs is listed: carry over what you need, then choose “Save mine "
                "over it”.",
                code="overtaken",
            )
        return cleaned


class StandingList(ChangeList):
    """A list whose rows tell how their patients or articles stand."""

    def get_queryset(self, request: HttpRequest, *args: Any) -> QuerySet:
        """Let a row that is found by several of its articles stand here once.

        Django compares whole rows to see to that, with all their texts, twice a page.
        """
        found = super().get_queryset(request, *args)
        if not found.query.distinct:
            return found
        order = found.query.order_by
        found.query.distinct = False
        keys = found.order_by().values("pk")
        rows = self.root_queryset.filter(pk__in=keys).order_by(*order)
        return self.apply_select_related(rows)

    def get_results(self, request: HttpRequest) -> None:
        """Read the records of the rows that are shown, all at once."""
        super().get_results(request)
        rows = list(self.result_list)
        standings.read_records(getattr(row, "patient", row) for row in rows)
        self.result_list = rows


class TargetAdmin(NestedModelAdmin):
    """The page of something that is reviewed and published."""

    form = TargetForm
    change_form_template = "admin/workbench/target.html"
    inline_admin_formset_helper_cls = ListOnPage
    save_on_top = False
    #: Names of boxes where the column's own name is not a curator's word.
    labels: ClassVar[dict[str, str]] = {}
    list_per_page = 50

    # ── Boxes ─────────────────────────────────────────────────────────────────────

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Give each column its box."""
        field = box_for(db_field) or super().formfield_for_dbfield(
            db_field, request, **kwargs
        )
        if field is not None and db_field.name in self.labels:
            field.label = self.labels[db_field.name]
        return quick(tidy(field))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that tells how its rows stand."""
        return StandingList

    @admin.display(description="Standing", ordering="status")
    def standing(self, obj: Any) -> str:
        """How it stands, in the list."""
        return standings.in_words(obj)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Call the list what it is."""
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(
            request, {"title": title, **(extra_context or {})}
        )

    # ── Saving ────────────────────────────────────────────────────────────────────

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)
        page_data(request).lists = formsets
        if request.method == "POST":
            for formset in formsets:
                formset.all_lists = formsets
            request.rows_changed = any(  # type: ignore[attr-defined]
                formset.has_changed() for formset in formsets
            )
        return formsets, inlines

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Save it, and count the version on; leave what nobody changed."""
        if change and not self._is_changed(request, form):
            return
        obj.updated_by = request.user
        if change:
            obj.version += 1
        else:
            obj.created_by = request.user
        obj.save()

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the rows, then note who edited."""
        super().save_related(request, form, formsets, change)
        if not change or self._is_changed(request, form):
            workflow.record_edit(form.instance, by=request.user)  # type: ignore[arg-type]
            overtaken.note(request, form, form.instance)
        request.remarks_settled = review.settle(request, form.instance)  # type: ignore[attr-defined]

    def _is_changed(self, request: HttpRequest, form: Any) -> bool:
        return bool(form.has_changed() or getattr(request, "rows_changed", False))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Stay on the page and say what is next."""
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._stay(request, obj, "is saved")

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Stay on the page and say what is next."""
        if "_popup" in request.POST:
            return super().response_change(request, obj)
        if not self._saved_now(request, obj):
            answered = getattr(request, "remarks_settled", 0)
            kept = ", but what you answered is kept" if answered else ""
            return self._stay(request, obj, f"was not changed{kept}")
        return self._stay(request, obj, "is saved")

    def _saved_now(self, request: HttpRequest, obj: Any) -> bool:
        return str(obj.version) != request.POST.get("opened_version", "")

    def _stay(self, request: HttpRequest, obj: Any, what: str) -> HttpResponse:
        obj.refresh_from_db()
        name = str(obj)
        sentence = f"{name[:1].upper()}{name[1:]} {what}. "
        messages.success(request, sentence + standings.next_step(obj, request.user))  # type: ignore[arg-type]
        if sent := DRAFT.fullmatch(request.POST.get("_draft", "")):
            earlier = request.session.get(SAVED, [])
            request.session[SAVED] = [*earlier, sent[0]][-MOST_SAVED:]
        return HttpResponseRedirect(self.address(obj))

    def address(self, obj: Any) -> str:
        """Return the address of the page."""
        opts = self.model._meta
        return reverse(
            f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_change",
            args=[obj.pk],
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have seen is withdrawn, never deleted."""
        if obj is not None and obj.published_rev is not None:
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        """One at a time: no actions on lists."""
        return {}

    def articles_of(
        self, request: HttpRequest, object_id: str | None
    ) -> Iterable[Article]:
        """The articles that rows choose their source among."""
        return ()

    # ── Standing ──────────────────────────────────────────────────────────────────

    def get_urls(self) -> list[URLPattern]:
        """An address for each change of standing, beside Django's own."""
        opts = self.model._meta
        steps = [
            path(
                f"<int:pk>/{step.name}/",
                self.admin_site.admin_view(self._standing_view(step.name)),
                name=f"{opts.app_label}_{opts.model_name}_{step.name}",
            )
            for step in STEPS
        ]
        leaving = withdrawal.urls(self)
        return [*steps, *review.urls(self), *leaving, *super().get_urls()]

    def _standing_view(self, name: str) -> Any:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            return change_standing(request, self, pk, name)

        return view

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page, with how it stands beside it."""
        saved = self.model(pk=object_id) if (object_id or "").isdigit() else None
        articles = self.articles_of(request, object_id)
        request.page_data = PageData(saved, articles)  # type: ignore[attr-defined]
        context = {
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
            "draft": draft_sent(request),
            "drafts_saved": request.session.get(SAVED, []),
            **(extra_context or {}),
        }
        response = super().changeform_view(request, object_id, form_url, context)
        if not isinstance(response, TemplateResponse):
            return response
        page: Any = response.context_data
        if request.method == "POST" and (form := page["adminform"].form).is_bound:
            found = faults(form, request.page_data.lists)  # type: ignore[attr-defined]
            page["restored"] = [fault for fault in found if fault.code == "restored"]
            page["mend"] = [fault for fault in found if fault.code != "restored"]
            page["mend_title"] = mend_title(page["mend"]) if page["mend"] else ""
            page["errors"] = ()  # said above, each with its place
            if saved := form.overtaken:
                page["overtaken_by"] = saved.updated_by or "somebody"
                page["save_over"] = saved.version
                page["differs"] = overtaken.differences(
                    form,
                    request.page_data.lists,  # type: ignore[attr-defined]
                )
        if (obj := page.get("original")) is not None:
            page["standing"] = standing(request, obj)
            page["same_person"] = same_person.on_page_of(obj)
            page["assigned"] = assigning.on_page_of(obj, request.user)
            page["paper_article"] = obj if isinstance(obj, Article) else None
        return response


def draft_sent(request: HttpRequest) -> str:
    """Return the name under which the browser keeps what was sent, or ""."""
    sent = DRAFT.fullmatch(request.POST.get("_draft", ""))
    return sent[1] if sent else ""


def standing(request: HttpRequest, obj: Publishable) -> dict[str, Any]:
    """Return how it stands: the words, what is missing, the buttons that are open."""
    standings.read_records([obj])
    why_not = standings.permitted(obj, request.user)  # type: ignore[arg-type]
    public = what_is_public(obj)
    missing = readiness.missing_before_publishing(obj)
    next_step = standings.next_step(obj, request.user, missing)  # type: ignore[arg-type]
    if public:
        next_step = next_step.removeprefix(
            f"Public as {public['name']}, version {public['number']}. "
        )
    words = standings.in_words(obj)  # They stand before it already.
    next_step = next_step.removeprefix(f"{words}. ").removeprefix(f"{words}, ")
    opts = obj._meta
    buttons = [
        {
            "name": step.name,
            "label": step.button,
            "href": reverse(
                f"admin:{opts.app_label}_{opts.model_name}_{step.name}", args=[obj.pk]
            ),
        }
        for step in STEPS
        if not why_not[step.name]
    ]
    return {
        "status": obj.status,
        "words": words,
        "next": next_step[:1].upper() + next_step[1:],
        "missing": missing,
        "buttons": buttons,
        "leaving": withdrawal.buttons(obj, request.user),
        "waits": why_not["approve"] if obj.status == Status.IN_REVIEW else "",
        "returns": remarks.returns_of(obj),
        "review_href": review.address(obj, "review"),
        "history_href": review.address(obj, "history"),
        "patient_href": _patient_href(request, obj),
        "public": public,
    }


def _patient_href(request: HttpRequest, obj: Publishable) -> str:
    """Where the patient of an article is added, with the article as the source."""
    may_add = request.user.has_perm("curation.add_patient")
    if not isinstance(obj, Article) or not may_add:
        return ""
    return f"{reverse('admin:curation_patient_add')}?article={obj.pk}"


def what_is_public(obj: Publishable) -> dict[str, Any] | None:
    """Return what readers have of it: name, version number, address, withdrawn."""
    record = standings.record_of(obj)
    if record is None or record.latest is None:
        return None
    return {
        "name": record.name,
        "number": record.latest.number,
        "withdrawn": record.withdrawn,
        "href": f"/articles/{record.name}/"
        if isinstance(obj, Article)
        else f"/cases/{record.name}/",
    }
