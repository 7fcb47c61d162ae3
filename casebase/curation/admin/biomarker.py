"""Biomarkers: the section of the patient's page, and the list over all patients."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from casebase.curation.models import AssayResult, BiomarkerFinding

from .listing import RowListAdmin
from .naming import BiomarkerChoice
from .rows import SOURCE, Rows, main, rarely, tidy_widget


class AssayRows(Rows):
    """The assays of one finding."""

    model = AssayResult
    autocomplete_fields = ("laboratory",)
    tells = ("assay_name|method", "result", "at")
    only_if = {
        "method": (
            "assay_name",
            "laboratory",
            "detection",
            "percent_positive",
            "cutoff_percent",
            "remark",
        ),
        "method=rna_ngs,dna_ngs,wgs,wes,ctdna,expression_panel,array,other": (
            "panel_genes",
            "reads",
        ),
        "method=ihc,fish_break_apart,fish_fusion,other": ("probe_or_clone",),
        "method=ihc,other": ("intensity", "h_score", "pattern"),
    }
    fieldsets = (
        main(("method", "result", "at")),
        rarely(
            ("assay_name", "laboratory", "panel_genes", "detection"),
            ("probe_or_clone", "percent_positive", "cutoff_percent"),
            ("intensity", "h_score", "pattern", "reads"),
            "remark",
        ),
        SOURCE,
    )


class FindingRows(Rows):
    """Findings."""

    model = BiomarkerFinding
    verbose_name = "finding"
    verbose_name_plural = "findings"
    help = (
        "Everything that was tested, also with a negative result. Two assays of one "
        "fusion are one finding with two assays; a stain is a finding of its own. "
        "A missing biomarker is added with the plus."
    )
    autocomplete_fields = ("biomarker",)

    tells = ("biomarker", "result!positive", ">assays", "reported")
    only_if = {
        "biomarker~::|fusion|rearrang": (
            "partner_status",
            "known_gene_side",
            "effect",
            "detection",
            "exon_5p",
            "exon_3p",
            "in_frame",
            "kinase_domain_retained",
            "transcript_5p",
            "transcript_3p",
            "breakpoint_5p",
            "breakpoint_3p",
            "cause",
            "possible_partners",
            "linker_note",
            "build",
            "iscn",
            "claimed_novel",
        ),
        "value_num": ("value_max", "unit"),
        "threshold": ("threshold_source",),
        "is_acquired": ("emerged_on",),
    }
    inlines = (AssayRows,)
    fieldsets = (
        main(("biomarker", "result", "specimen", "at"), "reported"),
        (
            "Fusion",
            {
                "fields": (
                    ("partner_status", "known_gene_side", "effect", "detection"),
                    ("exon_5p", "exon_3p", "in_frame", "kinase_domain_retained"),
                    ("transcript_5p", "transcript_3p"),
                    ("build", "breakpoint_5p", "breakpoint_3p", "cause"),
                    ("possible_partners", "linker_note", "iscn"),
                    "claimed_novel",
                ),
                "classes": ("rare",),
            },
        ),
        rarely(
            ("value_num", "value_max", "unit", "call"),
            ("threshold", "threshold_source", "comparator_value"),
            ("vaf", "copy_number"),
            name="Measured value",
        ),
        rarely(
            ("origin", "role", "is_acquired", "emerged_on"), name="Origin and meaning"
        ),
        SOURCE,
    )

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Let the plus beside the biomarker ask for its name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "biomarker" and hasattr(field.widget, "rel"):
            wrapped = field.widget
            field.widget = tidy_widget(
                BiomarkerChoice(
                    wrapped.widget,
                    wrapped.rel,
                    wrapped.admin_site,
                    can_add_related=wrapped.can_add_related,
                )
            )
        return field


@admin.register(BiomarkerFinding)
class FindingList(RowListAdmin):
    """What was found in all patients; a row opens its patient there."""

    list_display = ("row", "biomarker", "result", "reported", "of_patient", "standing")
    list_filter = ("result", "biomarker__kind", "patient__status")
    list_select_related = ("biomarker", "patient")
    search_fields = (
        "ref",
        "reported",
        "biomarker__label_text",
        "biomarker__key",
        "biomarker__gene__symbol",
        "patient__label",
        "patient__accession",
        "patient__sources__article__slug",
    )
    search_help_text = "Gene, fusion, words of the source, article or accession"
