"""Biomarkers: the classes of finding that patients are compared by."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from casebase.vocabulary.biomarker_names import Parts, biomarker_key, biomarker_label
from casebase.vocabulary.choices import BiomarkerKind
from casebase.vocabulary.fields import Words
from casebase.vocabulary.models.fusion import GeneFusion
from casebase.vocabulary.models.gene import Gene
from casebase.vocabulary.models.word import Word

NEEDS_GENE = (
    BiomarkerKind.SNV_INDEL,
    BiomarkerKind.AMPLIFICATION,
    BiomarkerKind.DELETION,
)
NEEDS_GENE_OR_MARKER = (
    BiomarkerKind.EXPRESSION,
    BiomarkerKind.PROTEIN_IHC,
    BiomarkerKind.METHYLATION,
    BiomarkerKind.SIGNATURE,
    BiomarkerKind.VIRUS,
    BiomarkerKind.KARYOTYPE,
    BiomarkerKind.HEREDITARY_SYNDROME,
    BiomarkerKind.OTHER,
)
WHOLE_GENOME = (BiomarkerKind.MSI, BiomarkerKind.TMB, BiomarkerKind.HRD)


class Biomarker(Word):
    """A class of finding: a fusion, a mutation, a stain, a score.

    What was seen in one patient, by which test and with which result, is a finding
    and belongs to the patient.
    """

    key = models.SlugField(max_length=200, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=BiomarkerKind)
    gene = models.ForeignKey(
        Gene,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="biomarkers",
    )
    fusion = models.OneToOneField(
        GeneFusion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="biomarker",
    )
    label_text = models.CharField("label", max_length=400, editable=False)
    name = Words(
        max_length=200,
        blank=True,
        help_text="Only where the field has a better name than its parts make.",
    )
    marker = Words(
        max_length=120,
        blank=True,
        help_text="What is measured where no gene says it, such as S-100 or pan-TRK.",
    )
    hgvs_p = Words(
        "protein change", max_length=120, blank=True, help_text="Such as p.V600E."
    )
    hgvs_c = Words(
        "coding DNA change", max_length=200, blank=True, help_text="Such as c.1799T>A."
    )
    exon_text = Words(
        "exon", max_length=80, blank=True, help_text="Such as exon 14 skipping."
    )
    codes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["label_text"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_fusion_kind_has_a_fusion",
                condition=Q(kind=BiomarkerKind.FUSION, fusion__isnull=False)
                | (~Q(kind=BiomarkerKind.FUSION) & Q(fusion__isnull=True)),
                violation_error_message=(
                    "A biomarker of the kind gene fusion names its fusion; "
                    "other kinds leave the fusion empty."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_fusion_names_the_genes",
                condition=~Q(kind=BiomarkerKind.FUSION) | Q(gene__isnull=True),
                violation_error_message=(
                    "The fusion names the genes; leave the gene empty."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_alteration_has_a_gene",
                condition=~Q(kind__in=NEEDS_GENE) | Q(gene__isnull=False),
                violation_error_message=(
                    "A mutation, an amplification or a deletion concerns a gene. "
                    "Choose it."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_gene_or_a_marker",
                condition=~Q(kind__in=NEEDS_GENE_OR_MARKER)
                | Q(gene__isnull=False)
                | ~Q(marker=""),
                violation_error_message=(
                    "Say what is measured: a gene, or a marker such as S-100."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_genome_wide_has_no_gene",
                condition=~Q(kind__in=WHOLE_GENOME) | Q(gene__isnull=True),
                violation_error_message=(
                    "Microsatellite instability, mutational burden and homologous "
                    "recombination deficiency concern the whole genome, not a gene."
                ),
            ),
        ]

    def save(self, *args, **kwargs):
        """Key and label always follow the parts."""
        parts = self.parts()
        self.key = biomarker_key(parts)
        self.label_text = self.name or biomarker_label(parts)
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "key", "label_text"}
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse a biomarker that is in the list under the same parts."""
        super().clean()
        key = biomarker_key(self.parts())
        twin = type(self).objects.filter(key=key).exclude(pk=self.pk).first()
        if key and twin:
            raise ValidationError(f"{twin.label} is in the list already.")

    @property
    def label(self) -> str:
        """The name given, or the one its parts make."""
        return self.label_text or self.name or biomarker_label(self.parts())

    @property
    def code(self) -> str:
        """The first of its codes, which carry their prefixes."""
        return self.codes[0] if self.codes else ""

    def parts(self) -> Parts:
        """The parts its name and key are made of."""
        fusion = self.fusion
        return Parts(
            kind=str(self.kind),
            gene=self.gene.symbol if self.gene else "",
            marker=self.marker,
            hgvs_p=self.hgvs_p,
            hgvs_c=self.hgvs_c,
            exon_text=self.exon_text,
            fusion_key=fusion.key if fusion else "",
            fusion_label=fusion.label if fusion else "",
            fusion_state=str(fusion.state) if fusion else "",
        )

    def as_document(self) -> dict:
        """What a document and the reader's page need of it, as plain values."""
        return {
            "key": self.key,
            "label": self.label,
            "kind": str(self.kind),
            "gene": self.gene.symbol if self.gene else "",
            "fusion": self.fusion.as_document() if self.fusion else None,
            "hgvs_p": self.hgvs_p,
            "hgvs_c": self.hgvs_c,
            "exon_text": self.exon_text,
            "marker": self.marker,
        }
