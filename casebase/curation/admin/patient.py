"""The patient's page: one person's story, whole, in the order of a case report."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from casebase.archive import choices as c
from casebase.curation.models import Article, Patient, PatientSource
from casebase.curation.models.patient import with_primary_report

from .biomarker import FindingRows
from .case_checks import let_go
from .outcome_rows import (
    AdverseEventRows,
    ConflictRows,
    FactRows,
    FollowUpRows,
    ResponseRows,
    SourceRows,
    article_asked,
)
from .rows import articles_by_pk
from .submission import fill_in, source_keys
from .target import TargetAdmin
from .treatment import TreatmentRows
from .tumour_rows import DiagnosisRows, LesionRows, ObservationRows, SpecimenRows


@admin.register(Patient)
class PatientAdmin(TargetAdmin):
    """A patient with everything observed, on one page with one save."""

    list_display = ("__str__", "public_name", "standing", "changed_by", "updated_at")
    list_filter = ("status", "synthetic")
    list_select_related = ("updated_by",)
    search_fields = (
        "label",
        "accession",
        "summary",
        "sources__article__slug",
        "sources__article__title",
        "biomarkerfinding_rows__biomarker__label_text",
    )
    search_help_text = "Accession, article, biomarker or words of the summary"
    autocomplete_fields = ("institutions",)
    labels = {
        "age_unit": "Unit",
        "age_qualifier": "Meant",
        "age_at": "Age when",
        "gender_reported": "Gender in words",
        "ancestry_reported": "Ancestry in words",
        "index_event": "Times count from",
    }
    inlines = (
        SourceRows,
        DiagnosisRows,
        LesionRows,
        SpecimenRows,
        ObservationRows,
        FindingRows,
        TreatmentRows,
        ResponseRows,
        AdverseEventRows,
        FollowUpRows,
        FactRows,
        ConflictRows,
    )
    fieldsets = (
        (
            "Patient",
            {
                "fields": (
                    ("label", "sex", "country"),
                    (
                        "age_value",
                        "age_value_max",
                        "age_unit",
                        "age_qualifier",
                        "age_at",
                    ),
                    "institutions",
                    "summary",
                    "take_away",
                    ("index_event", "vital_status", "vital_as_of"),
                ),
            },
        ),
        (
            "History, performance, made up",
            {
                "fields": (
                    ("ecog", "karnofsky", "smoking_reported"),
                    ("gender_reported", "ancestry_reported"),
                    "history",
                    "family_history",
                    "patient_perspective",
                    "synthetic",
                ),
                "classes": ("rare",),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the primary report, which names the patient."""
        return super().get_queryset(request).prefetch_related(with_primary_report())

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Fill in what a curator may leave empty, before Django reads the boxes."""
        if request.method == "POST":
            request.POST = fill_in(request.POST, self.inlines, Patient)  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Fill in the article whose patient is to be added."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, SourceRows) and (article := article_asked(request, obj)):
            kwargs["initial"] = [{"article": article}]
        return kwargs

    def articles_of(
        self, request: HttpRequest, object_id: str | None
    ) -> Iterable[Article]:
        """The case's sources, as they are sent or saved: rows choose among them."""
        if request.method == "POST":
            return articles_by_pk(source_keys(request.POST))
        if object_id is None or not object_id.isdigit():
            return ()
        sources = PatientSource.objects.filter(patient_id=int(object_id))
        keys = sources.values_list("article_id", flat=True)
        return articles_by_pk([str(pk) for pk in keys])

    def formfield_for_choice_field(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Most patients of case reports are given in years."""
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "age_unit":
            field.choices = [("", "—"), *c.AgeUnit.choices]
        return field

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Make the label short and the country two letters wide."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if country := form.base_fields.get("country"):
            country.widget = forms.TextInput({"size": 4, "maxlength": 2})
        return form

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Free what passes between rows first, so that they can swap places."""
        if change:
            let_go(formsets)
        super().save_related(request, form, formsets, change)

    @admin.display(description="Public as", ordering="accession")
    def public_name(self, patient: Patient) -> str:
        """The accession, once there is one."""
        return patient.accession or "not public"

    @admin.display(description="Last changed by", ordering="updated_by")
    def changed_by(self, patient: Patient) -> str:
        """Who saved it last."""
        return str(patient.updated_by or "—")
