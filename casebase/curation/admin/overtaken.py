"""Two curators save one page: what the first saved beside what the second typed.

A form that is sent again is read against what is saved now, so what counts as changed
in it is just what differs. Rows that somebody added stay; nothing sent removes them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.timezone import localtime

from casebase.curation.models import Comment
from casebase.curation.standings import about

from .mending import row_name

NOTHING = "nothing"
YES = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Difference:
    """One box that differs: where it is, what is saved, what was typed."""

    place: str
    saved: str
    yours: str
    href: str = ""


def differences(form: Any, lists: Iterable[Any]) -> list[Difference]:
    """Return what differs on a page, from its top to its foot."""
    found = list(_of_form(form, ""))
    for rows in lists:
        if rows.is_bound and "-empty" not in rows.prefix:
            found += _of_list(rows)
    return found


def note(request: HttpRequest, form: Any, target: Any) -> None:
    """Say in the history that somebody saved over somebody else's save, knowingly."""
    if not (over := getattr(form, "saved_over", "")):
        return
    Comment.objects.create(
        **about(target),
        by=request.user,  # type: ignore[misc]
        content_rev=target.content_rev,
        text=f"Saved over what {over}.",
    )


def who_and_when(saved: Any) -> str:
    """Say who saved it last and when, after "what" or at the start of a sentence."""
    when = localtime(saved.updated_at)
    who = saved.updated_by or "somebody"
    return f"{who} saved at {when:%H:%M} on {when:%-d %B}"


def _of_list(rows: Any) -> Iterator[Difference]:
    sent = {form.instance.pk for form in rows.forms if form.instance.pk}
    kind = str(rows.model._meta.verbose_name)
    for form in rows.forms:
        name = row_name(form)
        if rows.can_delete and rows._should_delete_form(form):
            if form.instance.pk:
                yield Difference(name, _row(form.instance), "you delete it")
        elif form.instance.pk:
            yield from _of_form(form, name)
        elif form.has_changed():
            yield Difference(name, NOTHING, f"a row of yours: {_typed(form)}")
    for row in rows.get_queryset():
        if row.pk not in sent:
            yield Difference(
                getattr(row, "ref", "") or kind,
                _row(row),
                "not in what you sent; it stays",
            )


def _of_form(form: Any, row: str) -> Iterator[Difference]:
    for name in form.changed_data:
        box = form[name]
        if box.is_hidden or name == "DELETE":
            continue
        place = box.label[:1].upper() + box.label[1:]
        several = "_0" if box.use_fieldset else ""
        yield Difference(
            ", ".join(filter(None, (row, place))),
            shown(form.fields[name], form.get_initial_for_field(box.field, name)),
            shown(form.fields[name], box.data),
            f"{box.auto_id}{several}",
        )


def _typed(form: Any) -> str:
    told = (
        shown(form.fields[name], form[name].data)
        for name in form.changed_data
        if not form[name].is_hidden
    )
    return ", ".join(told)


def _row(row: Any) -> str:
    return f"the row {row}"


def shown(field: Any, value: Any) -> str:
    """Return a value of a box in words, as saved or as it was sent."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        keys = [str(getattr(one, "pk", one)) for one in value or ()]
        return ", ".join(filter(None, (_word(field, key) for key in keys))) or NOTHING
    value = field.prepare_value(value)
    if value in (None, "", []):
        return NOTHING
    if isinstance(field, forms.ModelChoiceField):
        return _word(field, value)
    if isinstance(value, bool):
        return YES[value]
    choices = getattr(field.widget, "choices", None)
    if choices is not None:
        names = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in values)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value if one) or NOTHING
    return str(value)


def _word(field: Any, key: Any) -> str:
    if not str(key).isdecimal() or len(str(key)) > 15:
        return str(key)
    found = field.queryset.model._default_manager.filter(pk=key).first()
    return str(found) if found else NOTHING
