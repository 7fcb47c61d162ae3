"""What can only be checked over a whole page: refs that name each other, and what is
unique in a case. Faults stand beside the box, in the curator's words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F

from casebase.archive import choices as c
from casebase.curation.fields import REF, RefField, RefListField
from casebase.curation.models import (
    Diagnosis,
    DoseStep,
    FactConflict,
    FactProvenance,
    PatientSource,
    ResponseAssessment,
    Treatment,
    TreatmentAgent,
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
#: What one row has and no other beside it, and may pass on to another in one save.
PASSED_ON = ("sequence", "role", "is_best", "article", "drug", "field")
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


def check_list(formset: Any, all_lists: Sequence[Any]) -> None:
    """Add an error to each row of a list that names nobody, or repeats what is unique.

    Called by each list when it checks itself, since nested_admin makes all lists check
    themselves a second time when a row is to be deleted, and forgets what was added to
    them from outside.
    """
    there = [
        (other, form) for other in all_lists for form in other.forms if _is_row(form)
    ]
    named = _first_of_each_ref(form for _, form in there)
    same = [(other, form) for other, form in there if other.model is formset.model]
    for owner, form in same:
        if owner is formset:
            _check_refs(form, named)
    _check_unique(formset, same)


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
                for name in PASSED_ON:
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
        if formset.model in (PatientSource, FactProvenance):
            # Nothing hangs on such a row: saving puts it back under its key.
            back = leaving["article"] + leaving["field"]
            table.filter(pk__in=back).delete()
        if leaving["drug"] and formset.model is TreatmentAgent:
            _lend_roles(formset.initial_forms, leaving["drug"])
        if leaving["role"] and formset.model is Diagnosis:
            final = table.filter(pk__in=leaving["role"], role=c.DiagnosisRole.FINAL)
            final.update(role=c.DiagnosisRole.REVISED)
        if leaving["is_best"] and formset.model is ResponseAssessment:
            table.filter(pk__in=leaving["is_best"]).update(is_best=False)


def _lend_roles(forms: Iterable[Any], leaving: list[int]) -> None:
    """Give agents that change their drug another role for a moment, a free one each:
    a course has each drug once in each role."""
    saved = TreatmentAgent.objects.filter(pk__in=[form.instance.pk for form in forms])
    taken = set(saved.values_list("drug", "role"))
    for pk, drug in saved.filter(pk__in=leaving).values_list("pk", "drug"):
        free = [role for role in c.AgentRole.values if (drug, role) not in taken]
        if free:
            taken.add((drug, free[-1]))
            TreatmentAgent.objects.filter(pk=pk).update(role=free[-1])


def _is_row(form: Any) -> bool:
    """Let the form read its boxes; what is wrong with them, it says itself."""
    return form.errors is not None and live(form)


def _first_of_each_ref(forms: Iterable[Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for form in forms:
        if issubclass(form._meta.model, Row) and form.cleaned_data.get("ref"):
            named.setdefault(form.cleaned_data["ref"], form)
    return named


def _check_refs(form: Any, named: dict[str, Any]) -> None:
    own = form.cleaned_data.get("ref", "")
    if own in named and named[own] is not form:
        form.add_error("ref", f"Another row of this case is {own}. Take a free one.")
    for name, ref in list(_named(form)):
        if fault := _fault(name, ref, own, named):
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


def _check_unique(formset: Any, same: list[tuple[Any, Any]]) -> None:
    """Refs aside: they are unique over all tables of a case, see above."""
    for constraint in formset.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        if not constraint.fields or "ref" in constraint.fields:
            continue
        seen = set()
        for owner, form in same:
            key = _key(constraint, owner, form)
            if key is None:
                continue
            if key in seen and owner is formset:
                boxes = [name for name in constraint.fields if name in form.fields]
                box = boxes[-1] if boxes and boxes[-1] != formset.fk.name else None
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
