"""The lists of rows on a page: one class for all, so that all look and act alike."""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.admin.helpers import InlineAdminForm
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from nested_admin.compat import ensure_merge_safe_media
from nested_admin.nested import NestedInlineAdminFormset, NestedStackedInline

from casebase.curation.models import Article
from casebase.curation.models.base import Row

from .case_checks import check_list
from .forms import (
    RowForm,
    SavedRowField,
    SourceField,
    WordField,
    box_for,
    ref_box,
)
from .page_data import PageData, page_data
from .submission import number_in
from .widgets import FoundWord, quick

Line = str | tuple[str, ...]
Fieldset = tuple[str | None, dict[str, Any]]


def main(*lines: Line) -> Fieldset:
    """What most reports tell: always open."""
    return (None, {"fields": lines})


def rarely(*lines: Line, name: str = "More") -> Fieldset:
    """What few reports tell: folded away until it is needed."""
    return (name, {"fields": lines, "classes": ("rare",)})


SOURCE: Fieldset = (
    "Source",
    {
        "fields": (
            ("source", "locator", "assertion", "confidence"),
            "quote",
            "reading_note",
            "curator_note",
        ),
        "classes": ("source",),
    },
)


class RowFormSet(BaseInlineFormSet):
    """Rows of one table, which check themselves against all lists of their page.

    Rows stay in the list they are in, so that Django's own way of reading and saving
    will do; the library's asks for each row twice, to see whether it has moved.
    """

    #: Set by the library on lists within rows.
    is_nested = False
    #: All lists of the page, this one among them; set by the page.
    all_lists: Sequence[Any] = ()
    #: What the page has read; set for each request.
    page: PageData

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Let each row know what the page has read."""
        return {**super().get_form_kwargs(index), "page": self.page}

    def get_queryset(self) -> Any:
        """The saved rows, which the page has read for all lists at once."""
        return self.page.rows(self.model, self.fk, self.instance)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if "-empty-" in str(self.prefix):
            kwargs.setdefault("empty_permitted", True)
        return super()._construct_form(i, **kwargs)  # type: ignore[misc]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add the key of the row, and its link to the row it is in."""
        super().add_fields(form, index)
        row = None if form.instance._state.adding else form.instance
        key = SavedRowField(row, initial=row and row.pk)
        form.fields["id"] = key

    @property
    def extra_forms(self) -> list[Any]:
        """The new rows in the order of their refs, in which they are saved."""
        forms: list[Any] = super().extra_forms
        if self.model is None or not issubclass(self.model, Row):
            return forms
        return sorted(forms, key=lambda form: number_in(form["ref"].value()))

    def full_clean(self) -> None:
        """Read the rows, then look at them beside those of the other lists."""
        super().full_clean()
        if self.is_bound and self.all_lists:
            check_list(self, self.all_lists)

    def validate_unique(self) -> None:
        """Left to `case_checks`, which sees all lists and says it better."""


class ListOnPage(NestedInlineAdminFormset):
    """A list of rows as the page shows it, its rows made once.

    The library makes them anew each time they are gone through: for the page, and for
    the scripts they need, at each level of lists within lists.
    """

    @cached_property
    def _made(self) -> list[Any]:
        made = []
        rows = self.formset
        forms = [*rows.initial_forms, *rows.extra_forms]
        for form in [*forms, *([rows.empty_form] if self.has_template else [])]:
            saved = None if form.instance._state.adding else form.instance
            row: Any = InlineAdminForm(
                rows,
                form,
                self.fieldsets,
                {},
                saved,
                self.readonly_fields
                if self.has_change_permission or saved is None
                else flatten_fieldsets(self.fieldsets),
                model_admin=self.opts,
            )
            row.is_template = form.prefix.endswith("__prefix__")
            self._set_inline_admin_form_nested_attrs(row)
            made.append(row)
        return made

    @property
    def has_template(self) -> bool:
        """Whether the list has the empty row that new ones are copied from.

        Lists within rows take that of the list within the empty row, see `rows.js`:
        else a page of twelve treatments has a hundred of them.
        """
        in_saved_row = self.formset.is_nested and "-empty" not in self.formset.prefix
        return bool(self.has_add_permission and not in_saved_row)

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows, and the empty one that new rows are copied from."""
        return iter(self._made)

    @property
    def media(self) -> Any:
        """The scripts of its boxes, which are the same in each row."""
        media = ensure_merge_safe_media(self.opts.media)
        for field in self.formset.form.base_fields.values():
            media += ensure_merge_safe_media(field.widget.media)
        return media


class Rows(NestedStackedInline):
    """One list of rows, with a line of help and a button that adds one."""

    template = "admin/workbench/rows.html"
    fieldset_template = "admin/workbench/fieldset.html"
    form = RowForm
    formset = RowFormSet
    #: The classes made for each set of permissions: some 5 ms each, 25 on a page.
    _made: ClassVar[dict[Any, Any]] = {}
    extra = 0
    is_sortable = False
    show_change_link = False
    #: A line below the heading.
    help: ClassVar[str] = ""
    #: A template that stands above the rows.
    head: ClassVar[str] = ""
    #: Names of boxes where the column's own name is not a curator's word.
    labels: ClassVar[dict[str, str]] = {}
    #: What a folded row tells in one line, see `telling`.
    tells: ClassVar[tuple[str, ...]] = ()
    #: Whether saved rows are folded when the page opens.
    folds: ClassVar[bool] = True
    #: Boxes (or, with ">", lists within) that apply only under a condition:
    #: "box=value,value", "box!=value", "box~pattern of its words", or "box", filled.
    #: The page hides them while they are empty; without scripts all are shown.
    only_if: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: A shorter name for the jump menu.
    jump: ClassVar[str] = ""
    #: Links whose word can be mended from here, by a pencil beside the plus.
    mends: ClassVar[frozenset[str]] = frozenset()
    #: Links to articles that are chosen among the case's sources.
    choose_articles: ClassVar[frozenset[str]] = frozenset({"source"})

    @property
    def anchor(self) -> str:
        """The name the jump menu knows the section by."""
        return f"section-{self.model._meta.model_name}"

    @property
    def told(self) -> str:
        """What the page's scripts need to know: what rows tell, what applies when."""
        return json.dumps({"tells": self.tells, "onlyIf": self.only_if})

    @property
    def jump_name(self) -> str:
        """What the jump menu calls the section."""
        return self.jump or str(self.verbose_name_plural).capitalize()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Add the ref, which stands in the head of the row, to the fields.

        What a row looks like depends on the person's permissions and on nothing else.
        """
        user: Any = request.user
        key = (type(self), user.is_superuser, frozenset(user.get_all_permissions()))
        if key not in self._made:
            fields = flatten_fieldsets(self.get_fieldsets(request, obj))
            if issubclass(self.model, Row):
                fields = ["ref", *fields]
            made = super().get_formset(request, obj, **{"fields": fields, **kwargs})
            made.form.tells = self.tells
            self._made[key] = made
        return type("RowsOnPage", (self._made[key],), {"page": page_data(request)})

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Find words among those that the page has read."""
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = FoundWord(db_field, self.admin_site)
            kwargs["form_class"] = WordField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Give each column its box; articles are chosen among the case's sources."""
        field: Any
        if db_field.name in self.choose_articles and db_field.remote_field:
            field = SourceField(
                label=str(db_field.verbose_name).capitalize(),
                help_text=db_field.help_text,
            )
        elif db_field.name == "ref" and issubclass(self.model, Row):
            field = db_field.formfield(widget=ref_box(self.model.PREFIX))
        else:
            field = box_for(db_field) or super().formfield_for_dbfield(
                db_field, request, **kwargs
            )
        if field is not None and db_field.name in self.labels:
            field.label = self.labels[db_field.name]
        return quick(tidy(field, mends=db_field.name in self.mends))


def tidy(field: Any, *, mends: bool = False) -> Any:
    """Keep the plus beside a choice; the pencil, the cross and the eye are noise.

    Where the word is mended from here the pencil is none, for those who may.
    """
    widget = getattr(field, "widget", None)
    may_change = mends and getattr(widget, "can_change_related", False)
    if hasattr(field, "widget"):
        tidy_widget(field.widget)
    if may_change:
        field.widget.can_change_related = True
    return field


def tidy_widget(widget: Any) -> Any:
    """Keep the plus only."""
    if hasattr(widget, "can_add_related"):
        widget.can_change_related = False
        widget.can_delete_related = False
        widget.can_view_related = False
    return widget


def articles_by_pk(pks: list[str]) -> list[Article]:
    """Return the articles of these keys, in this order; unknown keys are left out."""
    found = Article.objects.select_related("journal").in_bulk(
        [int(pk) for pk in pks if pk.isdigit() and len(pk) < 15]
    )
    return [
        found[int(pk)] for pk in dict.fromkeys(pks) if pk.isdigit() and int(pk) in found
    ]
