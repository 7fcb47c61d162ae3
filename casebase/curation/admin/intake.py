"""What readers sent: read it, see to it, say what was done."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from casebase.curation import duplicates
from casebase.curation.models import Patient, ReaderReport, SuggestedPaper

from . import assigning


class FromReaderAdmin(admin.ModelAdmin):
    """What a reader wrote stays as it is; a curator says what was done about it."""

    change_form_template = "admin/workbench/from_reader.html"
    list_per_page = 50
    ordering = ("-pk",)
    list_filter = (("handled_at", admin.EmptyFieldListFilter),)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Room for a sentence or two."""
        box = forms.Textarea({"rows": 3, "cols": 70})
        return super().formfield_for_dbfield(db_field, request, widget=box, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Readers add them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is handled stays handled."""
        if obj is not None and obj.handled_at is not None:
            return False
        return super().has_change_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        """One at a time."""
        return {}

    def get_readonly_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> tuple[str, ...]:
        """All but the word about what was done."""
        return tuple(str(name) for name in self.fields or () if name != "handled_note")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Call the list what it is."""
        title = str(self.opts.verbose_name_plural).capitalize()
        context = {"title": title, **(extra_context or {})}
        return super().changelist_view(request, context)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Handled now, by this person; the reader's address is not needed any more."""
        obj.handled_at = timezone.now()
        obj.handled_by = request.user
        if hasattr(obj, "contact"):
            obj.contact = ""
        super().save_model(request, obj, form, change)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go back to the desk, where the next one is."""
        messages.success(request, f"{obj} is handled.")
        return HttpResponseRedirect(reverse("admin:index"))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show it with who looks after it and the pages it is about."""
        found = self.get_object(request, object_id or "")
        context: dict[str, Any] = {}
        if found is not None:
            context = {
                "assigned": assigning.on_page_of(found, request.user),
                "found": found,
                **self.about(found),
            }
        return super().changeform_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def about(self, found: Any) -> dict[str, Any]:
        """What the page says beside what the reader wrote."""
        return {}

    @admin.display(description="Handled", ordering="handled_at")
    def handled(self, found: Any) -> str:
        """By whom, or that nobody has yet."""
        return str(found.handled_by) if found.handled_by else "not yet"


@admin.register(ReaderReport)
class ReaderReportAdmin(FromReaderAdmin):
    """Reports of errors, and requests to remove a case."""

    list_display = ("code", "kind", "record", "received_at", "handled")
    list_select_related = ("handled_by",)
    search_fields = ("code", "record", "text")
    search_help_text = "Number of the report, of the record, or words of it"
    fields = ("kind", "record", "text", "contact", "received_at", "handled_note")

    def about(self, found: Any) -> dict[str, Any]:
        """The case, as curators and as readers have it."""
        patient = Patient.objects.filter(accession=found.record).first()
        if not found.record or patient is None:
            return {}
        href = reverse("admin:curation_patient_change", args=[patient.pk])
        return {"case_href": href, "public_href": f"/cases/{found.record}/"}


@admin.register(SuggestedPaper)
class SuggestedPaperAdmin(FromReaderAdmin):
    """Papers that readers would like to see here."""

    list_display = ("code", "name", "received_at", "handled")
    list_select_related = ("handled_by",)
    search_fields = ("code", "doi", "pmid", "url", "text")
    search_help_text = "Number of the suggestion, DOI, PMID, address or words of it"
    fields = ("doi", "pmid", "url", "text", "received_at", "handled_note")

    def about(self, found: Any) -> dict[str, Any]:
        """The article, if it is here already; else the way to add it."""
        here = duplicates.paper_here(doi=found.doi, pmid=found.pmid)
        if here is not None:
            href = reverse("admin:curation_article_change", args=[here.pk])
            return {"article": here, "article_href": href}
        known = {name: getattr(found, name) for name in ("doi", "pmid", "url")}
        query = urlencode({name: value for name, value in known.items() if value})
        return {"add_href": f"{reverse('admin:curation_article_add')}?{query}"}
