"""Whether a paper is here already, and whether two patients are one person: what is
said while somebody types, and the page on which the question is answered."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http import HttpResponseRedirect as Redirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from casebase.curation import duplicates, standings
from casebase.curation.models import Article, Patient, SamePersonAnswer

#: The boxes of an article's form that name the paper everywhere.
IDENTIFIERS = ("doi", "pmid", "pmcid")
#: Longer than any identifier.
LONGEST = 300


def same_paper(request: HttpRequest) -> HttpResponse:
    """Say whether an article here has this identifier: its name and its address."""
    if not request.user.has_perm("curation.view_article"):
        raise PermissionDenied
    asked = {name: request.GET.get(name, "")[:LONGEST] for name in IDENTIFIERS}
    own = request.GET.get("except", "")
    here = None
    if not any("\0" in value for value in asked.values()):
        here = duplicates.paper_here(
            **asked, other_than=int(own) if own.isdecimal() and len(own) < 19 else None
        )
    if here is None:
        return JsonResponse({"here": None})
    found = {
        "name": str(here),
        "href": reverse("admin:curation_article_change", args=[here.pk]),
        "standing": standings.in_words(here),
    }
    return JsonResponse({"here": found})


# ── Two patients ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Asked:
    """A question or an answer about another patient, for the pages of this one."""

    name: str
    href: str
    words: str
    ask_href: str


class NoteForm(forms.ModelForm):
    """What made somebody sure; the answer itself is the button."""

    class Meta:
        model = SamePersonAnswer
        fields = ("note",)
        labels = {"note": "What made you sure"}
        help_texts = {"note": "Optional, for other curators. Never published."}
        widgets = {"note": forms.TextInput({"size": 60})}


def on_page_of(target: Any) -> dict[str, list[Asked]]:
    """Return what the pages of a patient ask and remind of; nothing for an article."""
    if isinstance(target, Article):
        return {}
    return {
        "asked": [
            Asked(
                one.patient.full_name, _href(one.patient), str(one), _ask(target, one)
            )
            for one in duplicates.may_be_same_person(target)
        ],
        "same": [
            Asked(one.patient.full_name, _href(one.patient), one.next_step, "")
            for one in duplicates.found_the_same(target)
        ],
    }


def same_person(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Show two patients beside each other; take the answer, once."""
    if not request.user.has_perm("curation.view_patient"):
        raise PermissionDenied
    if one == other:
        raise Http404
    patients = [get_object_or_404(Patient, pk=pk) for pk in sorted((one, other))]
    answered = duplicates.answer_about(*patients)
    form = NoteForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST":
        if not request.user.has_perm("curation.change_patient"):
            raise PermissionDenied
        if answered:
            reasons = ["This was answered already."]
        elif request.POST.get("answer") not in SamePersonAnswer.Answer:
            reasons = ["Choose one of the two buttons."]
        elif form.is_valid():
            try:
                row = duplicates.answer(
                    *patients,
                    by=request.user,  # type: ignore[arg-type]
                    answer=request.POST["answer"],
                    note=form.cleaned_data["note"],
                )
            except ValidationError as fault:
                reasons = fault.messages
            else:
                return _done(request, row)
    first, second = duplicates.traits_of(patients)
    context = {
        **_site().each_context(request),
        "title": "Are these two one person?",
        "patients": [
            {
                "name": patient.full_name,
                "href": _href(patient),
                "review_href": reverse(
                    "admin:curation_patient_review", args=[patient.pk]
                ),
                "standing": _standing(patient),
                "papers": [source.article for source in patient.sources.all()],
            }
            for patient in patients
        ],
        "lines": list(_lines(patients, first, second)),
        "agree": first.agreement_with(second),
        "answered": answered,
        "next": duplicates.what_next(answered) if answered else "",
        "form": form,
        "reasons": reasons,
        "may_answer": request.user.has_perm("curation.change_patient"),
    }
    status = 409 if reasons else 200
    return TemplateResponse(
        request, "admin/workbench/same_person.html", context, status=status
    )


def _done(request: HttpRequest, row: SamePersonAnswer) -> HttpResponse:
    if row.answer == SamePersonAnswer.Answer.DIFFERENT:
        messages.success(request, "Kept: different people. They are not asked again.")
    else:
        messages.success(request, f"Kept: the same person. {duplicates.what_next(row)}")
    return Redirect(_href(row.patient_b))


def _lines(
    patients: list[Patient], first: duplicates.Traits, second: duplicates.Traits
) -> Any:
    """Yield the lines of the comparison: a name, and what each of the two has."""
    yield "Sex", *(patient.get_sex_display() for patient in patients)
    yield "Age", *(_age(patient) for patient in patients)
    yield "Country", *(patient.country for patient in patients)
    for name, mine, theirs in (
        ("Altered genes", first.genes, second.genes),
        ("Diagnosis", first.diagnoses, second.diagnoses),
        ("Hospitals", first.institutions, second.institutions),
        ("Authors", first.people, second.people),
    ):
        yield name, ", ".join(mine.values()), ", ".join(theirs.values())


def _age(patient: Patient) -> str:
    if patient.age_value is None:
        return ""
    span = patient.age_value
    if patient.age_value_max:
        span = f"{span} to {patient.age_value_max}"
    unit = patient.get_age_unit_display().lower()
    return f"{span} {unit}" if span == "1" else f"{span} {unit}s"


def _standing(patient: Patient) -> str:
    return standings.in_words(patient).lower()


def _href(patient: Patient) -> str:
    return reverse("admin:curation_patient_change", args=[patient.pk])


def _ask(patient: Patient, one: duplicates.Likeness) -> str:
    return reverse("admin:same_person", args=[patient.pk, one.patient.pk])


def _site() -> Any:
    from django.contrib.admin import site

    return site
