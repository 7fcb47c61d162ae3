"""Treatments: the section of the patient's page, and the list over all patients."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from casebase.curation.models import (
    DoseStep,
    ProcedureDetail,
    Treatment,
    TreatmentAgent,
)

from .forms import DoseStepForm
from .listing import RowListAdmin
from .rows import SOURCE, Rows, main, rarely


class DoseRows(Rows):
    """The dose steps of one agent."""

    model = DoseStep
    form = DoseStepForm
    verbose_name_plural = "dose steps"
    tells = ("/self",)
    only_if = {"change!=start": ("change_reasons", "caused_by")}
    labels = {
        "dose_unit": "Unit",
        "duration_unit": "Unit",
        "dose_max": "Dose, to",
        "schedule_reported": "Schedule in words",
        "change_reasons": "Why it was changed",
    }
    fieldsets = (
        main(
            ("dose_value", "dose_unit", "frequency", "route"),
            ("duration_value", "duration_unit", "change", "caused_by"),
            "change_reasons",
            "reported",
        ),
        rarely(("start", "end"), ("dose_max", "schedule_reported", "sequence")),
        SOURCE,
    )

    def formfield_for_choice_field(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A dose does not claim to be the start: the page fills that in."""
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "change":
            field.choices = [("", "—"), *field.choices]
            field.error_messages["required"] = (
                "Say how this dose differs from the one before."
            )
        return field


class AgentRows(Rows):
    """The agents of one treatment."""

    model = TreatmentAgent
    autocomplete_fields = ("drug", "drug_class")
    inlines = (DoseRows,)
    tells = ("drug|drug_class|reported", "/doses")
    folds = False
    fieldsets = (main(("drug", "drug_class", "role", "reported")),)


class ProcedureRows(Rows):
    """The procedures of one treatment."""

    model = ProcedureDetail
    autocomplete_fields = ("site",)
    tells = ("procedure", "site", "margins")
    fieldsets = (main(("procedure", "site", "margins", "pathologic_response")),)


class TreatmentRows(Rows):
    """Treatments."""

    model = Treatment
    help = (
        "Each course in the order of the story: what was given, and what was "
        "considered and not given, with the reason. Doses are steps of an agent."
    )
    tells = (
        "regimen",
        ">agents|>procedures|regimen|modality",
        "× {cycles}",
        "decision!given",
        "=best",
    )
    only_if = {
        "decision!=given": ("reasons_not_given",),
        "decision=given": (
            "instead_of",
            "ae_statement",
            "end",
            "stop_reason",
            "cycles",
            "duration_min",
            "duration_max",
            "duration_unit",
            "duration_qualifier",
            "duration_reported",
            "ongoing",
            "beyond_progression",
        ),
        "ongoing=yes": ("ongoing_as_of",),
        "beyond_progression=yes": ("beyond_progression_reason",),
        "ae_statement!=not_reported": ("ae_statement_reported",),
        "label_status!=not_reported": ("label_country",),
        "label_status=trial,expanded_access,compassionate_use": ("trial_nct",),
        "modality!=systemic": (">procedures",),
    }
    labels = {
        "duration_min": "Length",
        "duration_unit": "Unit",
        "duration_qualifier": "Meant",
        "duration_reported": "Length in words",
        "ae_statement_reported": "Adverse events in words",
        "beyond_progression": "Continued after progression",
        "beyond_progression_reason": "Why it was continued",
        "reasons_not_given": "Reasons",
        "label_country": "In country",
        "target_findings": "Aimed at",
        "ongoing": "Still going on",
        "label_note": "What the source says about approval",
    }
    inlines = (AgentRows, ProcedureRows)
    fieldsets = (
        main(
            ("modality", "decision", "instead_of", "target_findings"),
            ("label_status", "label_country", "ae_statement"),
            ("start", "end", "stop_reason"),
        ),
        rarely("reasons_not_given", "reason_text", name="Reasons"),
        rarely(
            ("line_number", "setting", "intent", "combination"),
            ("regimen", "cycles", "trial_nct"),
            "label_note",
            name="Line, setting, label",
        ),
        rarely(
            (
                "duration_min",
                "duration_max",
                "duration_unit",
                "duration_qualifier",
                "duration_reported",
            ),
            ("ongoing", "ongoing_as_of"),
            ("beyond_progression", "beyond_progression_reason"),
            ("ae_statement_reported", "sequence"),
            name="Length and end",
        ),
        SOURCE,
    )


@admin.register(Treatment)
class TreatmentList(RowListAdmin):
    """What all patients were given or not; a row opens its patient there."""

    list_display = (
        "row",
        "what",
        "decision",
        "line_number",
        "label_status",
        "of_patient",
        "standing",
    )
    list_filter = ("decision", "modality", "label_status", "patient__status")
    list_select_related = ("patient",)
    search_fields = (
        "ref",
        "regimen",
        "agents__drug__name",
        "agents__drug__aliases__text",
        "agents__drug_class__name",
        "procedures__procedure",
        "patient__label",
        "patient__accession",
        "patient__sources__article__slug",
    )
    search_help_text = "Drug, brand, class, regimen, article or accession"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what names a treatment."""
        found = super().get_queryset(request)
        return found.prefetch_related(
            "agents__drug", "agents__drug_class", "procedures"
        )

    @admin.display(description="Treatment")
    def what(self, treatment: Any) -> str:
        """The agents, or whatever else names it."""
        agents = [
            str(agent.drug or agent.drug_class) for agent in treatment.agents.all()
        ]
        names = agents or [p.procedure for p in treatment.procedures.all()]
        return (
            " + ".join(names) or treatment.regimen or treatment.get_modality_display()
        )
