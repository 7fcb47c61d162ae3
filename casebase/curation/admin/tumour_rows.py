"""The sections about the tumour and what was seen of it."""

from casebase.curation.models import (
    Diagnosis,
    Lesion,
    LesionMeasurement,
    Observation,
    Specimen,
)

from .rows import SOURCE, Rows, main, rarely


class DiagnosisRows(Rows):
    """Diagnoses."""

    model = Diagnosis
    help = (
        "The words of the source, and the disease they come closest to. One is final; "
        "add what was revised or excluded as rows of their own."
    )
    autocomplete_fields = ("disease",)
    tells = ("disease|reported", "role", "extent", "at")
    fieldsets = (
        main(("reported", "disease"), ("role", "certainty", "extent", "at")),
        rarely(
            "histology_reported",
            ("grade", "stage_system", "stage", "tnm"),
            name="Stage",
        ),
        SOURCE,
    )


class MeasurementRows(Rows):
    """Later sizes of one lesion."""

    model = LesionMeasurement
    verbose_name_plural = "later measurements"
    tells = ("dims_reported|dim1_mm", "at")
    fieldsets = (
        main(("dim1_mm", "dim2_mm", "dim3_mm", "dims_reported"), ("basis", "at")),
        rarely("volume_ml"),
        SOURCE,
    )


class LesionRows(Rows):
    """Lesions."""

    model = Lesion
    help = "Each tumour and metastasis, with its first size. A side only if it is said."
    autocomplete_fields = ("site",)
    inlines = (MeasurementRows,)
    tells = ("site|site_reported", "laterality", "role", "dims_reported")
    only_if = {"role=primary": ("unknown_primary",)}
    fieldsets = (
        main(
            ("role", "site", "site_reported", "laterality"),
            ("dim1_mm", "dim2_mm", "dim3_mm", "dims_reported", "basis"),
            ("appearance", "proven_by", "at"),
        ),
        rarely(("skin_involved", "unknown_primary")),
        SOURCE,
    )


class SpecimenRows(Rows):
    """Specimens."""

    model = Specimen
    help = "What was taken, and what it showed. Name the lesion only if it is said."
    tells = ("kind", "site|site_reported", "phase", "finding")
    autocomplete_fields = ("site",)
    fieldsets = (
        main(
            ("kind", "phase", "lesion", "at"),
            ("site", "site_reported"),
            "finding",
        ),
        rarely(("label", "tumour_percent")),
        SOURCE,
    )


class ObservationRows(Rows):
    """Observations."""

    model = Observation
    help = "Symptoms, signs, laboratory values, imaging; also what was absent."
    tells = ("text_reported", "kind!other", "presence!present")
    fieldsets = (
        main("text_reported", ("kind", "presence", "at")),
        rarely(("value_num", "unit", "value_text", "code"), name="Value and code"),
        SOURCE,
    )
