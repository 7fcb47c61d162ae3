"""What can only be checked over a whole page: refs that name each other, and what is
unique in a case. Faults stand beside the box, in the curator's words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F
from django.forms.utils import ErrorDict

from casebase.archive import choices as c
from casebase.curation.fields import REF, RefField, RefListField
from casebase.curation.models import (
    Diagnosis,
    DoseStep,
    FactConflict,
    PatientSource,
    ResponseAssessment,
    Treatment,
)
from casebase.curation.models.base import Row

from .forms import live

#: What the letters of a ref stand for, for sentences.
KINDS = {
    "DX": "diagnosis",
    "L": "lesion",
    "S": "specimen",
    "F": "finding",
    "T": "treatment",
    "A": "agent",
    "AE": "adverse event",
}
#: Which rows a box may name.
NAMES: dict[str, str] = {
    "specimen": "S",
    "lesion": "L",
    "emerged_on": "T",
    "instead_of": "T",
    "target_findings": "F",
    "caused_by": "AE",
    "course": "T",
    "during": "T",
    "agents": "A",
}


def check_case(formsets: Iterable[Any]) -> None:
    """Add an error to each row that names nobody, or says again what is unique."""
    lists = [(formset, [f for f in formset.forms if _read(f)]) for formset in formsets]
    forms = [form for _, found in lists for form in found if live(form)]
    _check_refs(forms)
    by_table: dict[type[models.Model], list[tuple[Any, Any]]] = defaultdict(list)
    for formset, found in lists:
        by_table[formset.model] += [(formset, form) for form in found if live(form)]
    for model, pairs in by_table.items():
        _check_unique(model, pairs)


def let_go(formsets: Iterable[Any]) -> None:
    """Free what is about to pass from one saved row to another.

    The database checks each row as it is saved: without this, two treatments could
    not swap places, nor "primary report" move to another source.
    """
    for formset in formsets:
        leaving: dict[str, list[int]] = defaultdict(list)
        for form in formset.initial_forms:
            if form.instance.pk and (form.has_changed()):
                gone = bool(form.cleaned_data.get("DELETE"))
                for name in ("sequence", "role", "is_best"):
                    if name in form.initial and (gone or name in form.changed_data):
                        leaving[name].append(form.instance.pk)
        table = formset.model._default_manager
        if leaving["sequence"] and formset.model in (Treatment, DoseStep):
            table.filter(pk__in=leaving["sequence"]).update(
                sequence=F("sequence") + 10_000
            )
        if leaving["role"] and formset.model is PatientSource:
            primary = table.filter(pk__in=leaving["role"], role=c.SourceRole.PRIMARY)
            primary.update(role=c.SourceRole.FOLLOW_UP)
        if leaving["role"] and formset.model is Diagnosis:
            final = table.filter(pk__in=leaving["role"], role=c.DiagnosisRole.FINAL)
            final.update(role=c.DiagnosisRole.REVISED)
        if leaving["is_best"] and formset.model is ResponseAssessment:
            table.filter(pk__in=leaving["is_best"]).update(is_best=False)


def _read(form: Any) -> ErrorDict | bool:
    """Let the form read its boxes; what is wrong with them, it says itself."""
    return form.errors or True


def _check_refs(forms: Sequence[Any]) -> None:
    rows: dict[str, Any] = {}
    for form in forms:
        if not issubclass(form._meta.model, Row):
            continue
        ref = form.cleaned_data.get("ref", "")
        if ref and ref in rows:
            form.add_error(
                "ref", f"Another row of this case is {ref}. Take a free one."
            )
        elif ref:
            rows[ref] = form
    for form in forms:
        own = form.cleaned_data.get("ref", "")
        for name, ref in _named(form):
            if fault := _fault(name, ref, own, rows):
                form.add_error(name, fault)


def _named(form: Any) -> Iterator[tuple[str, str]]:
    for field in form._meta.model._meta.fields:
        value = form.cleaned_data.get(field.name)
        if isinstance(field, RefField) and value:
            yield field.name, value.strip().upper()
        elif isinstance(field, RefListField):
            for ref in value or []:
                yield field.name, ref.upper()
    if form._meta.model is FactConflict:
        target = form.cleaned_data.get("target", "")
        if REF.match(target):
            yield "target", target


def _fault(name: str, ref: str, own: str, rows: dict[str, Any]) -> str:
    if not REF.match(ref):
        return ""  # the box has said so itself
    letters = NAMES.get(name, "")
    kind = KINDS.get(letters, "row")
    if ref == own:
        return f"{ref} is this row itself."
    here = [known for known in rows if known.rstrip("0123456789") == letters]
    there_are = f"Here: {', '.join(here)}." if here else f"There is no {kind} yet."
    if letters and ref.rstrip("0123456789") != letters:
        return f"{ref} is no {kind}. {there_are}"
    if ref not in rows:
        return f"There is no {ref} on this page. {there_are if letters else ''}".strip()
    return ""


def _check_unique(model: type[models.Model], pairs: list[tuple[Any, Any]]) -> None:
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
            continue
        if "ref" in constraint.fields:
            continue  # refs are unique over all tables of the case, checked above
        seen = set()
        for formset, form in pairs:
            key = _key(constraint, formset, form)
            if key is None:
                continue
            if key in seen:
                box = next(
                    (n for n in reversed(constraint.fields) if n in form.fields), None
                )
                if formset.fk.name == box:
                    box = None
                form.add_error(box, str(constraint.get_violation_error_message()))
            seen.add(key)


def _key(constraint: models.UniqueConstraint, formset: Any, form: Any) -> Any:
    """Return what must be unique of this row, or None where it need not be."""
    instance = form.instance
    values: list[Any] = []
    for name in constraint.fields:
        if name == formset.fk.name:
            values.append(id(formset.instance))
        elif name == "patient":
            values.append("patient")
        else:
            value = getattr(instance, instance._meta.get_field(name).attname)
            if value is None:
                return None
            values.append(value)
    condition = constraint.condition
    if condition is not None:
        against = instance._get_field_expression_map(meta=instance._meta, exclude=())
        if not condition.check(against, using=DEFAULT_DB_ALIAS):
            return None
    return tuple(values)
