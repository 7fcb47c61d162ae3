"""What the templates of the workbench ask of a part of a form."""

from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist

from casebase.archive import choices as c

register = template.Library()
#: Filled in by us, so no sign that a curator wrote something.
GIVEN = ("sequence",)


@register.filter
def is_open(fieldset: Any) -> bool:
    """Whether a folded part must be seen: it holds a fault, or something was filled."""
    if has_fault(fieldset):
        return True
    return any(
        _is_filled(fieldset.form, name)
        for name in _names(fieldset)
        if name in fieldset.form.fields
    )


@register.filter
def has_fault(fieldset: Any) -> bool:
    """Whether a box of this part holds a fault."""
    errors = fieldset.form.errors if fieldset.form.is_bound else {}
    return any(name in errors for name in _names(fieldset))


@register.filter
def must_be_filled(box: Any) -> bool:
    """Whether the curator has to say it: required, and nothing stands there already."""
    return bool(box.field.required and _is_empty(_default(box.form, box.name)))


@register.filter
def source_line(form: Any) -> str:
    """The source in one line: article, place, how it is stated."""
    field = form.fields.get("source")
    if field is None:
        return ""
    chosen = str(form["source"].value() or "")
    article = getattr(field, "articles", {}).get(chosen)
    if article is None:
        return "the source that was read most"
    said = form["assertion"].value() or c.Assertion.STATED
    parts = [
        article.slug,
        form["locator"].value() or "place not given",
        str(c.Assertion(said).label).lower() if said in c.Assertion.values else "",
        "with a note" if form["reading_note"].value() else "",
    ]
    return " · ".join(part for part in parts if part)


def _names(fieldset: Any) -> list[str]:
    names: list[str] = []
    for line in fieldset.fields:
        names += [line] if isinstance(line, str) else list(line)
    return names


def _is_filled(form: Any, name: str) -> bool:
    value = form[name].value()
    if _is_empty(value) or name in GIVEN:
        return False
    return str(value) != str(_default(form, name))


def _default(form: Any, name: str) -> Any:
    try:
        return form._meta.model._meta.get_field(name).get_default()
    except FieldDoesNotExist:
        return None


def _is_empty(value: Any) -> bool:
    """Nothing, and not the number 0, which is a value."""
    return value is None or value is False or value in ("", [], ())
