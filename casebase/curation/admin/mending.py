"""What is to be mended after a refused save: one line per fault, with its box."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS


@dataclass(frozen=True)
class Fault:
    """One fault: where it is ("T2, Began"), what is wrong, the id of its box."""

    place: str
    words: str
    href: str = ""
    code: str = ""


def faults(form: Any, lists: Iterable[Any]) -> list[Fault]:
    """Return what is wrong on a page, from its top to its foot."""
    found = list(_of_form(form))
    for rows in lists:
        if not getattr(rows, "is_nested", False):
            found += _of_list(rows)
    return found


def title(found: list[Fault]) -> str:
    """Return how many things are to be mended, in words."""
    return "1 thing to mend" if len(found) == 1 else f"{len(found)} things to mend"


def _of_list(rows: Any) -> Iterator[Fault]:
    if not rows.is_bound:
        return
    for words in rows.non_form_errors():
        yield Fault(str(rows.model._meta.verbose_name_plural), words)
    for form in rows.forms:
        yield from _of_form(form, row_name(form))
        for inner in getattr(form, "nested_formsets", ()):
            yield from _of_list(inner)


def _of_form(form: Any, row: str = "") -> Iterator[Fault]:
    if not form.is_bound:
        return
    boxes = [name for name in form.fields if name in form.errors]
    for name in [NON_FIELD_ERRORS, *boxes]:
        for fault in form.errors.as_data().get(name, ()):
            for words in fault.messages:
                if name == NON_FIELD_ERRORS:
                    yield Fault(row, words, form.prefix or "", fault.code or "")
                    continue
                box = form[name]
                place = box.label[:1].upper() + box.label[1:]
                if box.is_hidden:
                    yield Fault(row or place, words, form.prefix or "")
                    continue
                several = "_0" if box.use_fieldset else ""
                href = f"{box.auto_id}{several}"
                yield Fault(", ".join(filter(None, (row, place))), words, href)


def row_name(form: Any) -> str:
    """Return what a row is called on its page: its ref, else its kind and place."""
    kind = str(form._meta.model._meta.verbose_name)
    ref = str(form["ref"].value() or "") if "ref" in form.fields else ""
    if ref:
        return ref
    number = int(form.prefix.rsplit("-", 1)[-1]) + 1
    return f"{kind[:1].upper()}{kind[1:]} {number}"
