"""Lists of rows over all patients: to find a row and open its patient there."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from casebase.curation import standings
from casebase.curation.models.patient import with_primary_report

from .target import StandingList


class RowListAdmin(admin.ModelAdmin):
    """A list to look things up in. Rows are written on their patient's page."""

    list_display_links = None
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the primary report, which names the patient."""
        rows = super().get_queryset(request)
        return rows.prefetch_related(with_primary_report("patient__"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Call the list what it is."""
        title = f"{str(self.opts.verbose_name_plural).capitalize()} of all patients"
        context = {"title": title, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list that tells how its rows' patients stand."""
        return StandingList

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are added on their patient's page."""
        return False

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Rows are deleted on their patient's page: go there.

        The permission itself stays, since a draft is deleted with its rows.
        """
        return self.change_view(request, object_id)

    def get_actions(self, request: HttpRequest) -> Any:
        """Nothing is done to rows from here."""
        return {}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are changed on their patient's page."""
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Open the patient at this row."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return HttpResponseRedirect(row_address(row))

    @admin.display(description="Row", ordering="ref")
    def row(self, row: Any) -> str:
        """The ref, as the way there."""
        return format_html('<a href="{}"><b>{}</b></a>', row_address(row), row.ref)

    @admin.display(description="Patient", ordering="patient")
    def of_patient(self, row: Any) -> str:
        """Who: accession if public, label, primary report."""
        return format_html(
            '<a href="{}">{}</a>', row_address(row), row.patient.full_name
        )

    @admin.display(description="Standing", ordering="patient__status")
    def standing(self, row: Any) -> str:
        """How the patient stands."""
        return standings.in_words(row.patient)


def row_address(row: Any) -> str:
    """Return where a row is written: its patient's page, at the row."""
    page = reverse("admin:curation_patient_change", args=[row.patient_id])
    return f"{page}#row-{row.ref}"
