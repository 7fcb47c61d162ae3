"""What the templates of the workbench ask of a part of a form."""

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from casebase.archive import choices as c
from casebase.curation.admin.boxes import default_of, is_empty, write_lines
from casebase.curation.admin.telling import line_of

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
def counts(formset: Any) -> str:
    """How many rows a list has, for the scripts and for Django."""
    return mark_safe("".join(str(box) for box in formset.management_form))


@register.filter
def line(form: Any) -> str:
    """What the row tells when it is folded."""
    return line_of(form)


@register.filter
def is_folded(row: Any) -> bool:
    """Whether a row is folded when the page opens: it is saved and has no faults."""
    return bool(row.original and row.model_admin.folds and not _is_wrong(row.form))


@register.filter
def written_lines(fieldset: Any) -> str:
    """The boxes of a part, written out."""
    return write_lines(fieldset)


@register.filter
def is_read_only(fieldset: Any) -> bool:
    """Whether the part may only be looked at."""
    return any(name in fieldset.readonly_fields for name in _names(fieldset))


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


def _is_wrong(form: Any) -> bool:
    if not form.is_bound:
        return False
    return bool(form.errors) or any(
        _is_wrong(inner)
        for formset in getattr(form, "nested_formsets", ())
        for inner in formset.forms
    )


def _names(fieldset: Any) -> list[str]:
    names: list[str] = []
    for line in fieldset.fields:
        names += [line] if isinstance(line, str) else list(line)
    return names


def _is_filled(form: Any, name: str) -> bool:
    value = form[name].value()
    if is_empty(value) or name in GIVEN:
        return False
    return str(value) != str(default_of(form._meta.model, name))
