"""A part of a form, written out: its lines, and in each line its boxes.

In plain Python, since a page has thousands of boxes; `templates/admin/workbench` holds
what stands around them. What may only be read is left to `_read_only.html`.
"""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def write_lines(fieldset: Any) -> SafeString:
    """Return the lines of a part, as a person who may change them sees them."""
    form = fieldset.form
    text = ""
    for line in fieldset.fields:
        names = [line] if isinstance(line, str) else line
        boxes = "".join(_box(form, name) for name in names if name in form.fields)
        text += f'<div class="line">{boxes}</div>\n'
    return mark_safe(text)


def write_faults(errors: Any) -> str:
    """Return what is wrong with a box, as its list; "" if nothing is."""
    if not errors:
        return ""
    owner = f' id="{errors.field_id}_error"' if errors.field_id else ""
    lines = "".join(f"<li>{escape(error)}</li>" for error in errors)
    return f'<ul class="errorlist"{owner}>{lines}</ul>'


def _box(form: forms.BaseForm, name: str) -> str:
    box = form[name]
    field = box.field
    inner = str(box.as_widget())
    if box.is_hidden:
        return inner
    label = escape(box.label[:1].upper() + box.label[1:])
    below = write_faults(box.errors)
    wrong = " errors" if below else ""
    if field.help_text:
        below = _help(str(field.help_text)).replace("\0", box.auto_id) + below
    if box.use_fieldset:
        return (
            f'<fieldset class="box box-ticks box-{name}{wrong}">'
            f"<legend>{label}</legend>{inner}{below}</fieldset>"
        )
    key = box.id_for_label
    if isinstance(field.widget, forms.CheckboxInput):
        return (
            f'<div class="box box-tick box-{name}{wrong}"><span>{inner} '
            f'<label for="{key}">{label}</label></span>{below}</div>'
        )
    required = ' class="required"' if must_be_filled(box) else ""
    return (
        f'<div class="box box-{name}{wrong}"><label for="{key}"{required}>{label}'
        f"</label>{inner}{below}</div>"
    )


@lru_cache(maxsize=500)
def _help(text: str) -> str:
    return f'<p class="help" id="\0_helptext">{escape(text)}</p>'


def must_be_filled(box: Any) -> bool:
    """Whether the curator has to say it: required, and nothing stands there already."""
    if not box.field.required:
        return False
    return is_empty(default_of(box.form._meta.model, box.name))


@lru_cache(maxsize=2000)
def default_of(model: Any, name: str) -> Any:
    """Return what a column holds when nobody said anything."""
    columns = {field.name: field for field in model._meta.fields}
    return columns[name].get_default() if name in columns else None


def is_empty(value: Any) -> bool:
    """Nothing, and not the number 0, which is a value."""
    return value is None or value is False or value in ("", [], ())
