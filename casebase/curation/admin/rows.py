"""The lists of rows on a page: one class for all, so that all look and act alike."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest
from nested_admin.formsets import NestedInlineFormSet
from nested_admin.nested import NestedInlineAdminFormset, NestedStackedInline

from casebase.curation.models import Article
from casebase.curation.models.base import Row

from .case_checks import check_list
from .forms import RowForm, SourceField, box_for
from .widgets import quick

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


class RowFormSet(NestedInlineFormSet):
    """Rows of one table, which check themselves against all lists of their page."""

    #: All lists of the page, this one among them; set by the page.
    all_lists: Sequence[Any] = ()

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
        return list(super().__iter__())

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows, and the empty one that new rows are copied from."""
        return iter(self._made)


class Rows(NestedStackedInline):
    """One list of rows, with a line of help and a button that adds one."""

    template = "admin/workbench/rows.html"
    fieldset_template = "admin/workbench/fieldset.html"
    form = RowForm
    formset = RowFormSet
    extra = 0
    is_sortable = False
    show_change_link = False
    #: A line below the heading.
    help: ClassVar[str] = ""
    #: Names of boxes where the column's own name is not a curator's word.
    labels: ClassVar[dict[str, str]] = {}
    #: A shorter name for the jump menu.
    jump: ClassVar[str] = ""
    #: Links to articles that are chosen among the case's sources.
    choose_articles: ClassVar[frozenset[str]] = frozenset({"source"})

    @property
    def anchor(self) -> str:
        """The name the jump menu knows the section by."""
        return f"section-{self.model._meta.model_name}"

    @property
    def jump_name(self) -> str:
        """What the jump menu calls the section."""
        return self.jump or str(self.verbose_name_plural).capitalize()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Add the ref, which stands in the head of the row, to the fields."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        if issubclass(self.model, Row):
            fields = ["ref", *fields]
        return super().get_formset(request, obj, **{"fields": fields, **kwargs})

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Give each column its box; articles are chosen among the case's sources."""
        if db_field.name in self.choose_articles and db_field.remote_field:
            field: Any = SourceField(
                getattr(request, "case_articles", ()),
                label=str(db_field.verbose_name).capitalize(),
                help_text=db_field.help_text,
            )
        else:
            field = box_for(db_field) or super().formfield_for_dbfield(
                db_field, request, **kwargs
            )
        if field is not None and db_field.name in self.labels:
            field.label = self.labels[db_field.name]
        return quick(tidy(field))


def tidy(field: Any) -> Any:
    """Keep the plus beside a choice; the pencil, the cross and the eye are noise."""
    if hasattr(field, "widget"):
        tidy_widget(field.widget)
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
