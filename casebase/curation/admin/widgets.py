"""Boxes that are written out at once.

A patient's page has some 1,500 boxes and 2,500 options. Django renders each of them by
a template of its own, which took two thirds of the time of the page. These say the
same in plain Python.
"""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """A list to choose one of; without groups."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the list and its options."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (
                    "" if key is None else key,
                    SafeString(" selected")
                    if ("" if key is None else str(key)) in chosen
                    else "",
                    label,
                )
                for key, label in self.choices
            ),
        )
        built = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, built, options)


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
        return format_html(
            '<input type="{}" name="{}"{}>', self.input_type, name, flatatt(built)
        )


class QuickNumber(QuickLine):
    """A line for a whole number."""

    input_type = "number"


class QuickText(forms.Textarea):
    """A box for several lines."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the box. Browsers drop a line break at the start: one is put there."""
        built = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>',
            name,
            built,
            self.format_value(value) or "",
        )


def quick(field: Any) -> Any:
    """Give a field the quick form of its box, if there is one."""
    widget = getattr(field, "widget", None)
    if type(widget) is forms.Select:
        field.choices = [(k, label if k else "—") for k, label in field.choices]
        field.widget = QuickSelect(widget.attrs, choices=field.choices)
    elif type(widget) is forms.TextInput:
        kind = QuickLine(widget.attrs)
        kind.is_localized = widget.is_localized
        field.widget = kind
    elif type(widget) is forms.NumberInput:
        field.widget = QuickNumber(widget.attrs)
    elif type(widget) is forms.Textarea:
        field.widget = QuickText(widget.attrs)
    return field
