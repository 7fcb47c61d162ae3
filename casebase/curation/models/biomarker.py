"""What was found in the tumour's genes and proteins, and how it was tested."""

from django.db import models
from django.db.models import Q

from casebase.archive import choices as c
from casebase.curation.fields import ListField, NumberField, RefField
from casebase.vocabulary.fields import Line, Words
from casebase.vocabulary.models import Biomarker, Institution

from .base import Sourced, TimedAt, one_of, ref_unique


class BiomarkerFinding(Sourced, TimedAt):
    """What was seen of one biomarker in one patient."""

    PREFIX = "F"

    biomarker = models.ForeignKey(
        Biomarker, on_delete=models.PROTECT, related_name="findings"
    )
    specimen = RefField(help_text="Ref of the specimen tested: S1.")
    result = one_of(c.FindingResult, blank=False)
    origin = one_of(c.Origin, default=c.Origin.NOT_REPORTED)
    role = one_of(c.FindingRole, default=c.FindingRole.NOT_REPORTED)
    is_acquired = models.BooleanField("acquired under treatment", null=True, blank=True)
    emerged_on = RefField(help_text="Ref of the treatment it arose on: T1.")
    reported = Words(
        "as reported", max_length=2000, help_text="In the words of the source."
    )
    vaf = NumberField("VAF, %")
    copy_number = NumberField()
    partner_status = one_of(c.PartnerStatus, verbose_name="partner")
    possible_partners = ListField()
    known_gene_side = one_of(c.GeneSide, verbose_name="side of the known gene")
    effect = one_of(c.FusionEffect)
    detection = one_of(c.FusionDetection)
    claimed_novel = models.BooleanField("said to be novel", default=False)
    transcript_5p = Line(
        "5′ transcript", width=60, blank=True, help_text="Only if named."
    )
    exon_5p = Line("5′ exon", width=40, blank=True)
    transcript_3p = Line("3′ transcript", width=60, blank=True)
    exon_3p = Line("3′ exon", width=40, blank=True)
    linker_note = Line(width=200, blank=True)
    build = one_of(c.GenomeBuild)
    breakpoint_5p = Line("5′ breakpoint", width=80, blank=True)
    breakpoint_3p = Line("3′ breakpoint", width=80, blank=True)
    in_frame = one_of(c.YesNo)
    kinase_domain_retained = one_of(c.YesNo)
    cause = one_of(c.FusionCause)
    iscn = Line("ISCN", width=200, blank=True)
    value_num = NumberField("value")
    value_max = NumberField("to")
    unit = Line(width=40, blank=True)
    call = Line(width=40, blank=True, help_text="High, stable …")
    threshold = Line(width=80, blank=True)
    threshold_source = Line(width=200, blank=True)
    comparator_value = Line("compared with", width=120, blank=True)

    class Meta:
        verbose_name = "biomarker finding"
        ordering = ["pk"]
        constraints = [
            ref_unique("biomarkerfinding"),
            models.CheckConstraint(
                name="curation_biomarkerfinding_result_said",
                condition=~Q(result=""),
                violation_error_message="Say what the test showed.",
            ),
            models.CheckConstraint(
                name="curation_biomarkerfinding_emerged_is_acquired",
                condition=Q(emerged_on="") | Q(is_acquired=True),
                violation_error_message=(
                    "A finding that arose on a treatment is acquired: say so."
                ),
            ),
        ]


class AssayResult(Sourced, TimedAt):
    """One assay of one finding; two assays of one fusion are one finding."""

    PREFIX = "AS"

    finding = models.ForeignKey(
        BiomarkerFinding, on_delete=models.CASCADE, related_name="assays"
    )
    method = one_of(c.AssayMethod, default=c.AssayMethod.NOT_REPORTED)
    assay_name = Line(width=120, blank=True)
    laboratory = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    panel_genes = models.PositiveIntegerField(
        "genes on the panel", null=True, blank=True
    )
    detection = one_of(c.AssayDetection, default=c.AssayDetection.NOT_REPORTED)
    result = one_of(c.AssayOutcome, default=c.AssayOutcome.NOT_REPORTED)
    probe_or_clone = Line(width=120, blank=True)
    percent_positive = NumberField("positive, %")
    cutoff_percent = NumberField("cut-off, %")
    intensity = models.PositiveSmallIntegerField(
        choices=c.Intensity, null=True, blank=True
    )
    h_score = models.PositiveSmallIntegerField("H-score", null=True, blank=True)
    pattern = Line(width=120, blank=True)
    reads = models.PositiveIntegerField(null=True, blank=True)
    remark = Words(max_length=2000, blank=True)

    class Meta:
        verbose_name = "assay"
        ordering = ["pk"]
        constraints = [
            ref_unique("assayresult"),
            models.CheckConstraint(
                name="curation_assayresult_h_score_0_to_300",
                condition=Q(h_score__isnull=True) | Q(h_score__lte=300),
                violation_error_message="An H-score goes from 0 to 300.",
            ),
        ]

    def row_above(self) -> BiomarkerFinding:
        """Its finding."""
        return self.finding
