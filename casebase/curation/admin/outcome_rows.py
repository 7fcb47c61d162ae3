"""The sections about what happened, and about where facts stand."""

import re
from typing import Any

from django.http import HttpRequest

from casebase.curation.models import (
    AdverseEvent,
    FactConflict,
    FactProvenance,
    FollowUp,
    PatientSource,
    ResponseAssessment,
)

from .rows import SOURCE, Rows, main, rarely


def article_asked(request: HttpRequest, patient: Any) -> int | None:
    """Return the article whose patient a new page is opened for: ?article=7."""
    asked = request.GET.get("article", "")
    is_new = request.method == "GET" and (patient is None or patient.pk is None)
    return int(asked) if is_new and re.fullmatch(r"[0-9]{1,9}", asked) else None


class SourceRows(Rows):
    """What the case is read from."""

    model = PatientSource
    verbose_name_plural = "sources"
    help = (
        "The articles this case is read from, and how much of each you had before "
        "you. One is the primary report. All other sections choose among these."
    )
    autocomplete_fields = ("article",)
    tells = ("article", "role", "part_read")
    labels = {
        "part_note": "What exactly was read",
        "looked_for_not_found": "Looked for, not found",
    }
    fieldsets = (
        main(("article", "role", "part_read"), "part_note", "looked_for_not_found"),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """One row, where the article is known already."""
        made = super().get_formset(request, obj, **kwargs)
        made.extra = 1 if article_asked(request, obj) else self.extra
        return made


class ResponseRows(Rows):
    """Responses."""

    model = ResponseAssessment
    help = (
        "A response belongs to a treatment. The category as the source says it; "
        "criteria only if they are named."
    )
    tells = ("course", "category", "at", "reported")
    fieldsets = (
        main(
            ("course", "category", "is_best", "still_ongoing", "at"),
            "reported",
        ),
        rarely(("criteria", "basis", "lesion", "percent_change"), name="Criteria"),
        SOURCE,
    )


class AdverseEventRows(Rows):
    """Adverse events."""

    model = AdverseEvent
    help = (
        "“Moderate” is a severity in words, not grade 2. "
        "A grade only if one is printed."
    )
    autocomplete_fields = ("term",)
    tells = (
        "term|reported",
        "severity_reported",
        "grade {grade_min}",
        "agents",
        "outcome",
    )
    only_if = {"grade_min|grade_max": ("grade_basis",)}
    fieldsets = (
        main(("reported", "term"), ("severity_reported", "causality", "agents")),
        rarely(("grade_min", "grade_max", "grade_basis", "serious"), name="Grade"),
        rarely(
            "actions",
            ("rechallenge", "outcome", "during"),
            ("start", "end"),
            name="Course and outcome",
        ),
        SOURCE,
    )


class FollowUpRows(Rows):
    """Follow-up."""

    model = FollowUp
    help = "Visits, the last contact, and death if the patient died."
    labels = {"interval_unit": "Unit", "event": "What"}
    tells = ("event!visit", "disease_status", "at", "course")
    only_if = {"interval_value": ("interval_unit",)}
    fieldsets = (
        main(
            ("event", "course", "at", "disease_status", "is_last_contact"),
            ("interval_value", "interval_unit", "modality_reported"),
        ),
        SOURCE,
    )


class FactRows(Rows):
    """Where facts about the patient stand."""

    model = FactProvenance
    verbose_name = "source of a fact"
    verbose_name_plural = "sources of the facts about the patient"
    jump = "Facts' sources"
    tells = ("field", "locator")
    help = "Age, sex, country and the other facts at the top each need a source."
    fieldsets = (main("field"), SOURCE)


class ConflictRows(Rows):
    """Conflicts between statements."""

    model = FactConflict
    verbose_name = "conflict"
    jump = "Conflicts"
    help = "Where two sources, or two places of one, do not agree."
    choose_articles = frozenset({"source_a", "source_b"})
    tells = ("target", "resolution")
    fieldsets = (
        main(
            ("target", "resolution"),
            ("source_a", "value_a"),
            ("source_b", "value_b"),
            "reason",
        ),
    )

    def get_formset(self, request: HttpRequest, obj=None, **kwargs):
        """Name the two statements apart."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["value_a"].label = "The first says"
        formset.form.base_fields["value_b"].label = "The second says"
        formset.form.base_fields["source_a"].label = "First source"
        formset.form.base_fields["source_b"].label = "Second source"
        return formset
