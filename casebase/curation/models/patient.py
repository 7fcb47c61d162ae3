"""The patient (publicly: the case), what it was read from, and the tumour."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import DecimalField, Q
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.utils.text import slugify

from casebase.archive import choices as c
from casebase.curation.fields import FuzzyTimeField, ListField, NumberField, RefField
from casebase.vocabulary.fields import Line, Narrative, Words
from casebase.vocabulary.models import BodySite, Disease, Institution

from .article import Article
from .base import (
    Publishable,
    Row,
    Sized,
    Sourced,
    Sourcing,
    Stamped,
    TimedAt,
    both_or_none,
    one_of,
    ref_unique,
)

country_code = RegexValidator(r"^[A-Z]{2}$", "Two capital letters, such as CN.")


def _as_number(column: str) -> Cast:
    return Cast(column, DecimalField(max_digits=15, decimal_places=6))


class Patient(Stamped, Publishable):
    """One person in one or more articles; published, a case."""

    label = Line(
        width=80,
        default="the patient",
        help_text="What the article calls the patient, such as Patient 2.",
    )
    accession = models.CharField(
        max_length=12,
        blank=True,
        editable=False,
        help_text="Drawn by the archive at the first publication.",
    )
    synthetic = models.BooleanField(
        default=False, help_text="Made up, for trying the software."
    )
    sex = one_of(c.Sex)
    gender_reported = Line(width=80, blank=True)
    age_value = NumberField("age", help_text="Over 89 years: 90, at least.")
    age_value_max = NumberField("to", help_text="Only for a range.")
    age_unit = one_of(c.AgeUnit)
    age_qualifier = one_of(c.AgeQualifier, default=c.AgeQualifier.EXACT)
    age_at = one_of(c.AgeAt, default=c.AgeAt.NOT_REPORTED)
    ancestry_reported = Line(width=120, blank=True)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[country_code],
        help_text="Where the patient was treated: ISO code, such as CN.",
    )
    institutions = models.ManyToManyField(Institution, blank=True, related_name="+")
    index_event = one_of(c.IndexEvent)
    ecog = models.PositiveSmallIntegerField("ECOG", null=True, blank=True)
    karnofsky = models.PositiveSmallIntegerField(null=True, blank=True)
    smoking_reported = Line("smoking", width=200, blank=True)
    history = Narrative("medical history", blank=True)
    family_history = Narrative(blank=True)
    summary = Narrative(
        blank=True, help_text="Two to four sentences in your own words."
    )
    take_away = Narrative(
        blank=True, help_text="What the authors conclude, in your own words."
    )
    patient_perspective = Narrative(blank=True)
    vital_status = one_of(c.VitalStatus, default=c.VitalStatus.NOT_REPORTED)
    vital_as_of = FuzzyTimeField("as of")

    class Meta:
        permissions = [("remove_patient", "Can remove a case for privacy")]
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["accession"],
                condition=~Q(accession=""),
                name="curation_patient_accession_unique",
                violation_error_message="Another patient has this accession.",
            ),
            models.CheckConstraint(
                name="curation_patient_age_has_its_unit",
                condition=both_or_none("age_value", "age_unit"),
                violation_error_message="An age has a number and a unit.",
            ),
            models.CheckConstraint(
                name="curation_patient_age_range_in_order",
                condition=Q(age_value_max__isnull=True)
                | (
                    Q(age_value__isnull=False)
                    & Q(
                        GreaterThanOrEqual(
                            _as_number("age_value_max"), _as_number("age_value")
                        )
                    )
                ),
                violation_error_message="An age range goes from lower to higher.",
            ),
            models.CheckConstraint(
                name="curation_patient_age_over_89_is_90",
                condition=~Q(age_unit=c.AgeUnit.YEAR)
                | Q(age_value__isnull=True)
                | LessThanOrEqual(_as_number("age_value"), 89)
                | Q(
                    Exact(_as_number("age_value"), 90),
                    age_qualifier=c.AgeQualifier.AT_LEAST,
                ),
                violation_error_message=(
                    "Ages over 89 are kept as 90, at least, for the patient's privacy."
                ),
            ),
            models.CheckConstraint(
                name="curation_patient_ecog_0_to_5",
                condition=Q(ecog__isnull=True) | Q(ecog__lte=5),
                violation_error_message="ECOG goes from 0 to 5.",
            ),
            models.CheckConstraint(
                name="curation_patient_karnofsky_0_to_100",
                condition=Q(karnofsky__isnull=True) | Q(karnofsky__lte=100),
                violation_error_message="Karnofsky goes from 0 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} of {self.primary_slug() or 'no article yet'}"

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read it anew; its name too, where that was read along."""
        super().refresh_from_db(*args, **kwargs)
        vars(self).pop("primaries", None)

    @property
    def full_name(self) -> str:
        """What it goes by among others: its name after the accession, if it has one."""
        return f"{self.accession}, {self}" if self.accession else str(self)

    def primary_slug(self) -> str:
        """Slug of the primary report, or nothing. Where many are named,
        `with_primary_report` reads the reports along, and nothing is asked here.
        """
        if self.pk is None:
            return ""
        known: list[PatientSource] | None = getattr(self, "primaries", None)
        if known is not None:
            return known[0].article.slug if known else ""
        primary = self.sources.filter(role=c.SourceRole.PRIMARY)
        return primary.values_list("article__slug", flat=True).first() or ""

    @property
    def key(self) -> str:
        """The stable key of the document: primary article and label."""
        return f"{self.primary_slug()}/{slugify(self.label)}"


class PatientSource(models.Model):
    """One article the case is read from, and how much of it was read."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="sources"
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="patient_sources"
    )
    role = one_of(c.SourceRole, default=c.SourceRole.PRIMARY)
    part_read = one_of(c.PartRead, blank=False)
    part_note = Words(max_length=2000, blank=True, help_text="What exactly was read.")
    looked_for_not_found = ListField(
        help_text="What you looked for in the part read and did not find. One a line."
    )

    class Meta:
        verbose_name = "source"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "article"],
                name="curation_patientsource_article_unique",
                violation_error_message="This article is a source of the case already.",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(role=c.SourceRole.PRIMARY),
                name="curation_patientsource_one_primary",
                violation_error_message="A case has one primary report.",
            ),
            models.CheckConstraint(
                name="curation_patientsource_part_read_said",
                condition=~Q(part_read=""),
                violation_error_message="Say how much of the source was read.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.article}"


def with_primary_report(way: str = "") -> models.Prefetch:
    """Read along what the names of many patients ask; `way` leads to the patient."""
    rows = PatientSource.objects.filter(role=c.SourceRole.PRIMARY)
    return models.Prefetch(
        f"{way}sources", rows.select_related("article"), to_attr="primaries"
    )


class FactProvenance(Sourcing):
    """Where a fact about the patient stands."""

    FIELDS: ClassVar[list[tuple[str, str]]] = [
        ("label", "Label"),
        ("age_value", "Age"),
        ("age_value_max", "Age, upper bound"),
        ("age_unit", "Unit of the age"),
        ("age_qualifier", "How exact the age is"),
        ("age_at", "When the patient was of that age"),
        ("sex", "Sex"),
        ("gender_reported", "Gender"),
        ("country", "Country"),
        ("institutions", "Institutions"),
        ("ancestry_reported", "Ancestry"),
        ("index_event", "Index event"),
        ("ecog", "ECOG"),
        ("karnofsky", "Karnofsky"),
        ("smoking_reported", "Smoking"),
        ("history", "Medical history"),
        ("family_history", "Family history"),
        ("summary", "Summary"),
        ("take_away", "Take-away"),
        ("patient_perspective", "Patient's perspective"),
        ("vital_status", "Vital status"),
        ("vital_as_of", "When that was"),
    ]

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField("fact", max_length=40, choices=FIELDS)

    class Meta:
        verbose_name = "source of a fact about the patient"
        verbose_name_plural = "sources of the facts about the patient"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "field"],
                name="curation_factprovenance_field_unique",
                violation_error_message="The source of this fact is noted already.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_field_display()


class FactConflict(Row):
    """Two statements that differ, and which of them the case follows."""

    PREFIX = "C"

    target = Line(width=60, help_text="The row or fact it is about: T2, or age.")
    source_a = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    value_a = Words("it says", max_length=2000)
    source_b = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="May be the same article, at another place.",
    )
    value_b = Words("it says", max_length=2000)
    resolution = one_of(
        c.ConflictResolution,
        default=c.ConflictResolution.UNRESOLVED,
        verbose_name="the case follows",
    )
    reason = Words(max_length=2000, blank=True, help_text="Public.")

    class Meta:
        verbose_name = "conflict between statements"
        verbose_name_plural = "conflicts between statements"
        ordering = ["pk"]
        constraints = [ref_unique("factconflict")]


class Diagnosis(Sourced, TimedAt):
    """A diagnosis that was made, revised or excluded."""

    PREFIX = "DX"

    disease = models.ForeignKey(
        Disease, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported = Words(max_length=500, help_text="In the words of the source.")
    role = one_of(c.DiagnosisRole, default=c.DiagnosisRole.FINAL)
    certainty = one_of(c.Certainty, default=c.Certainty.NOT_REPORTED)
    histology_reported = Words("histology", max_length=500, blank=True)
    grade = Line(width=80, blank=True)
    stage_system = Line(width=80, blank=True)
    stage = Line(width=80, blank=True)
    tnm = Line("TNM", width=80, blank=True)
    extent = one_of(c.Extent, default=c.Extent.NOT_REPORTED)

    class Meta:
        verbose_name_plural = "diagnoses"
        ordering = ["pk"]
        constraints = [
            ref_unique("diagnosis"),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(role=c.DiagnosisRole.FINAL),
                name="curation_diagnosis_one_final",
                violation_error_message="A case has at most one final diagnosis.",
            ),
        ]


class Lesion(Sourced, TimedAt, Sized):
    """One tumour or metastasis."""

    PREFIX = "L"

    role = one_of(c.LesionRole, default=c.LesionRole.NOT_REPORTED)
    site = models.ForeignKey(
        BodySite, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    site_reported = Line("site as reported", width=200, blank=True)
    unknown_primary = models.BooleanField(
        default=False, help_text="The primary was looked for and not found."
    )
    laterality = one_of(c.Laterality, default=c.Laterality.NOT_REPORTED)
    appearance = Line(width=200, blank=True)
    skin_involved = one_of(c.YesNo, default=c.YesNo.NOT_REPORTED)
    proven_by = one_of(c.ProvenBy, default=c.ProvenBy.NOT_REPORTED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            ref_unique("lesion"),
            models.CheckConstraint(
                name="curation_lesion_unknown_primary_has_no_site",
                condition=Q(unknown_primary=False)
                | Q(role=c.LesionRole.PRIMARY, site__isnull=True),
                violation_error_message=(
                    "An unknown primary has the role primary and no site."
                ),
            ),
        ]


class LesionMeasurement(Row, Sourcing, TimedAt, Sized):
    """A later size of a lesion."""

    PREFIX = "M"

    lesion = models.ForeignKey(
        Lesion, on_delete=models.CASCADE, related_name="measurements"
    )
    volume_ml = NumberField("volume, mL")

    class Meta:
        verbose_name = "measurement"
        ordering = ["pk"]
        constraints = [ref_unique("lesionmeasurement")]

    def row_above(self) -> Lesion:
        """Its lesion."""
        return self.lesion


class Specimen(Sourced, TimedAt):
    """What was taken and what it showed."""

    PREFIX = "S"

    lesion = RefField(help_text="Ref of the lesion, if the source says: L1.")
    kind = one_of(c.SpecimenKind, default=c.SpecimenKind.NOT_REPORTED)
    phase = one_of(c.SpecimenPhase, default=c.SpecimenPhase.NOT_REPORTED)
    label = Line(width=80, blank=True)
    site = models.ForeignKey(
        BodySite, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    site_reported = Line("site as reported", width=200, blank=True)
    finding = Words(max_length=2000, blank=True, help_text="What it showed.")
    tumour_percent = NumberField("tumour, %")

    class Meta:
        ordering = ["pk"]
        constraints = [ref_unique("specimen")]


class Observation(Sourced, TimedAt):
    """A symptom, sign, laboratory value or other finding."""

    PREFIX = "O"

    kind = one_of(c.ObservationKind, default=c.ObservationKind.SYMPTOM)
    text_reported = Words("what was observed", max_length=2000)
    code = Line(width=60, blank=True, help_text="HPO or NCIt, only from a source.")
    presence = one_of(c.Presence, default=c.Presence.PRESENT)
    value_num = NumberField("value")
    unit = Line(width=40, blank=True)
    value_text = Line("value in words", width=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [ref_unique("observation")]
