"""Boxes that are written out at once.

A patient's page has some 4,500 boxes. Django renders each of them, and each option, by
a template of its own, and writes a closed list anew for each row. These say the same in
plain Python; what is the same for each row of a list is written once.
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.templatetags.static import static
from django.utils.choices import BaseChoiceIterator
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


class Closed(BaseChoiceIterator):
    """A closed list: its choices never change, nor does what is written of them."""

    def __init__(self, choices: tuple[tuple[Any, str], ...]) -> None:
        self._choices = choices

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        """Go through the choices."""
        return iter(self._choices)

    def __deepcopy__(self, memo: Any) -> "Closed":
        """Stay one list, however many rows have it."""
        return self

    def __copy__(self) -> "Closed":
        """Stay one list."""
        return self

    @cached_property
    def _options(self) -> str:
        return "".join(
            f'<option value="{escape(key)}">{escape(label)}</option>'
            for key, label in self._choices
        )

    def written(self, chosen: str) -> SafeString:
        """Return the options, one of them selected."""
        start = f'<option value="{escape(chosen)}"'
        return mark_safe(self._options.replace(start, f"{start} selected", 1))


@lru_cache(maxsize=500)
def closed(choices: tuple[tuple[Any, str], ...]) -> Closed:
    """Return the closed list of these choices."""
    return Closed(choices)


class QuickSelect(forms.Select):
    """A list to choose one of; without groups."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the list and its options."""
        choices = self.choices
        if not isinstance(choices, Closed):
            choices = closed(
                tuple(
                    ("" if key is None else key, str(label)) for key, label in choices
                )
            )
        options = choices.written("" if value is None else str(value))
        built = written(self.build_attrs(self.attrs, attrs))
        return mark_safe(f'<select name="{name}"{built}>{options}</select>')


class QuickLine(forms.TextInput):
    """A line to type into."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the box."""
        built = self.build_attrs(self.attrs, attrs)
        shown = self.format_value(value)
        if shown is not None:
            built["value"] = shown
        return mark_safe(
            f'<input type="{self.input_type}" name="{name}"{written(built)}>'
        )


class QuickNumber(QuickLine):
    """A line for a whole number."""

    input_type = "number"


class QuickHidden(QuickLine):
    """What is sent along."""

    input_type = "hidden"


class QuickTick(forms.CheckboxInput):
    """A box to tick."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the box."""
        built = self.build_attrs(self.attrs, attrs)
        if self.check_test(value):
            built["checked"] = True
        if (shown := self.format_value(value)) is not None:
            built["value"] = shown
        return mark_safe(f'<input type="checkbox" name="{name}"{written(built)}>')


class QuickTicks(forms.CheckboxSelectMultiple):
    """Several boxes to tick, one below the other."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the boxes, each in its label."""
        built = self.build_attrs(self.attrs, attrs)
        stem = built.pop("id", "")
        built.pop("required", None)
        rest = written(built)
        chosen = set(self.format_value(value))
        ticks = "".join(
            f'<div><label for="{stem}_{index}"><input type="checkbox" name="{name}" '
            f'value="{escape(key)}"{" checked" if str(key) in chosen else ""} '
            f'id="{stem}_{index}"{rest}> {escape(label)}</label></div>'
            for index, (key, label) in enumerate(self.choices)
        )
        return mark_safe(f'<div id="{stem}">{ticks}</div>')


class QuickText(forms.Textarea):
    """A box for several lines."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the box. Browsers drop a line break at the start: one is put there."""
        built = written(self.build_attrs(self.attrs, attrs))
        shown = escape(self.format_value(value) or "")
        return mark_safe(f'<textarea name="{name}"{built}>\n{shown}</textarea>')


class FoundWord(AutocompleteSelect):
    """A word that is found by typing; the page knows the names of those it has."""

    #: What the page has read; set for each row.
    page: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What is the same in each row: the copies made for rows share it.
        self._fixed: dict[str, Any] = {}

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the list with the one word that is chosen."""
        if not self._fixed:
            # Else Select2 measures each list as it makes it, hundreds on a page.
            width = {"data-width": "100%"}
            self._fixed.update(self.build_attrs(self.attrs, width))
        built = written({**self._fixed, **(attrs or {})})
        options = "" if self.is_required else '<option value=""></option>'
        if value and self.page is not None:
            word = self.page.word(self.choices.queryset, value)
            if word is not None:
                options += (
                    f'<option value="{escape(value)}" selected>{escape(word)}</option>'
                )
        return mark_safe(f'<select name="{name}"{built}>{options}</select>')


class QuickPlus(RelatedFieldWidgetWrapper):
    """A choice with a plus beside it; where its word is mended from here, a pencil."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What stands before and after the name: the copies made for rows share it.
        self._links: list[str] = []

    def _write_links(self) -> list[str]:
        model = self.rel.model._meta
        info = (model.app_label, str(model.model_name))
        query = f"?_to_field={self.rel.get_related_field().name}&amp;_popup=1"
        called = escape(model.verbose_name)
        links = []
        if self.can_change_related:
            href = self.get_related_url(info, "change", "__fk__")
            kind, where = "change", f'data-href-template="{href}{query}"'
            links.append((kind, where, f"Change selected {called}"))
        if self.can_add_related:
            where = f'href="{self.get_related_url(info, "add")}{query}"'
            links.append(("add", where, f"Add another {called}"))
        return "".join(
            f'<a class="related-widget-wrapper-link {kind}-related" id="{kind}_id_\0" '
            f'data-popup="yes" {where} title="{title}">'
            f'<img src="{static(f"admin/img/icon-{kind}link.svg")}" alt="" '
            'width="20" height="20"></a>'
            for kind, where, title in links
        ).split("\0")

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the choice and its links."""
        self.widget.choices = self.choices
        inner = self.widget.render(name, value, attrs, renderer)
        if not self._links:
            self._links += self._write_links()
        links = name.join(self._links)
        model = self.rel.model._meta.model_name
        return mark_safe(
            f'<div class="related-widget-wrapper" data-model-ref="{model}">'
            f"{inner}{links}</div>"
        )


def written(attrs: dict[str, Any]) -> str:
    """Return attributes as they stand in a tag."""
    text = ""
    for name, value in attrs.items():
        if value is True:
            text += f" {name}"
        elif value is not None and value is not False:
            text += f' {name}="{escape(value)}"'
    return text


#: Yes or no as the other lists of the page have it; Django begins with “Unknown”.
YES_NO = (("true", "Yes"), ("false", "No"), ("unknown", "Not reported"))
QUICK: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.TextInput: QuickLine,
    forms.NumberInput: QuickNumber,
    forms.Textarea: QuickText,
    forms.HiddenInput: QuickHidden,
    forms.CheckboxInput: QuickTick,
    forms.CheckboxSelectMultiple: QuickTicks,
}


def quick(field: Any) -> Any:
    """Give a field the quick form of its box, if there is one."""
    widget: Any = getattr(field, "widget", None)
    if type(widget) is forms.Select:
        names = tuple((k, str(label) if k else "—") for k, label in field.choices)
        field.widget = QuickSelect(widget.attrs)
        field.choices = closed(names)
    elif type(widget) is forms.NullBooleanSelect:
        widget.choices = YES_NO
    elif type(widget) in QUICK:
        kind: Any = QUICK[type(widget)](widget.attrs)
        kind.is_localized = widget.is_localized
        if isinstance(kind, QuickTicks):
            kind.choices = field.choices
        if isinstance(kind, QuickTick):
            kind.check_test = widget.check_test
        field.widget = kind
    elif type(widget) is RelatedFieldWidgetWrapper:
        field.widget = QuickPlus(
            widget.widget,
            widget.rel,
            widget.admin_site,
            can_add_related=widget.can_add_related,
            can_change_related=widget.can_change_related,
        )
        if isinstance(widget.widget, AutocompleteSelectMultiple):
            # Each word has its own cross; one for all is not part of the list.
            widget.widget.is_required = True
    return field
