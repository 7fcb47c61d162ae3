"""Genes, their other names, and the families they belong to."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from casebase.vocabulary.choices import GeneAliasKind, HgncStatus
from casebase.vocabulary.fields import Words
from casebase.vocabulary.models.word import Word, unique_ignoring_case

gene_symbol = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9@_.-]*$",
    "A gene symbol has letters, digits and hyphens only, such as NTRK1.",
)
hgnc_id = RegexValidator(r"^HGNC:\d+$", "An HGNC id looks like HGNC:8031.")


class GeneFamily(Word):
    """Genes that are spoken of together, such as NTRK1, NTRK2 and NTRK3."""

    key = Words(
        max_length=30,
        validators=[gene_symbol],
        help_text="Short name used in addresses, such as NTRK.",
    )
    name = Words(max_length=200)

    class Meta:
        verbose_name_plural = "gene families"
        ordering = ["key"]
        constraints = [
            unique_ignoring_case("key", "There is a gene family of this short name."),
        ]

    @property
    def label(self) -> str:
        """The short name, as it is written in sentences."""
        return self.key

    @property
    def code(self) -> str:
        """Families have no code here."""
        return ""


class Gene(Word):
    """A human gene under its HGNC symbol."""

    KEY_FIELD = "symbol"

    symbol = Words(max_length=50, validators=[gene_symbol])
    hgnc_id = Words("HGNC id", max_length=20, blank=True, validators=[hgnc_id])
    entrez_id = models.PositiveBigIntegerField("Entrez id", null=True, blank=True)
    name = Words(max_length=255, blank=True)
    locus = Words(max_length=60, blank=True, help_text="Such as 1q23.1.")
    family = models.ForeignKey(
        GeneFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="genes",
    )
    is_kinase = models.BooleanField("kinase", null=True, blank=True)
    hgnc_status = models.CharField(
        "HGNC status",
        max_length=9,
        choices=HgncStatus,
        default=HgncStatus.APPROVED,
    )

    class Meta:
        ordering = ["symbol"]
        constraints = [
            unique_ignoring_case("symbol", "There is a gene of this symbol already."),
            models.UniqueConstraint(
                fields=["hgnc_id"],
                condition=~Q(hgnc_id=""),
                name="%(app_label)s_%(class)s_hgnc_id_unique",
                violation_error_message="Another gene has this HGNC id.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_symbol_is_one_word",
                condition=~Q(symbol="")
                & ~Q(symbol__contains="::")
                & ~Q(symbol__contains="/")
                & ~Q(symbol__contains="+")
                & ~Q(symbol__contains=" "),
                violation_error_message=(
                    "A gene symbol is one word without “::”, “/”, “+” or spaces."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_in_hgnc_has_its_id",
                condition=Q(hgnc_status=HgncStatus.CUSTOM) | ~Q(hgnc_id=""),
                violation_error_message=(
                    "A gene that HGNC knows carries its HGNC id. "
                    "Give the id, or mark the gene “Not in HGNC”."
                ),
            ),
        ]

    def __str__(self) -> str:
        """The symbol; a search that found it by another name sets `found_as`."""
        found_as = getattr(self, "found_as", None)
        return f"{self.symbol} ({found_as})" if found_as else self.symbol

    @property
    def label(self) -> str:
        """The symbol; the long name stands beside it where there is room."""
        return self.symbol

    @property
    def code(self) -> str:
        """The HGNC id, which carries its prefix."""
        return self.hgnc_id


class GeneAlias(models.Model):
    """Another name of a gene. Not unique: TRK means NTRK1 to some, TPM3 to others."""

    gene = models.ForeignKey(Gene, on_delete=models.CASCADE, related_name="aliases")
    text = Words(max_length=120, db_index=True)
    kind = models.CharField(
        max_length=8, choices=GeneAliasKind, default=GeneAliasKind.ALIAS
    )

    class Meta:
        verbose_name_plural = "gene aliases"
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                fields=["gene", "text"],
                name="%(app_label)s_%(class)s_once_per_gene",
                violation_error_message="The gene has this name already.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_text",
                condition=~Q(text=""),
                violation_error_message="Write the other name.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
