"""Gene fusions: which genes are joined, as far as that is known."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from casebase.vocabulary import fusion_names
from casebase.vocabulary.choices import FusionState, RegulatoryClass
from casebase.vocabulary.fields import Words
from casebase.vocabulary.fusion_names import FusionName, NotAFusionName, Partner, State
from casebase.vocabulary.models.gene import Gene, GeneFamily
from casebase.vocabulary.models.word import Word

#: The columns each state of knowledge fills; all others stay empty.
COLUMNS: dict[str, set[str]] = {
    FusionState.TWO_GENES: {"five_prime", "three_prime"},
    FusionState.ORDER_NOT_REPORTED: {"gene", "other_gene"},
    FusionState.PARTNER_UNKNOWN: {"gene"},
    FusionState.FAMILY: {"family"},
    FusionState.REGULATORY: {"five_prime", "three_prime"},
}
LINKS = ("five_prime", "three_prime", "gene", "other_gene", "family")


def _fills(state: FusionState) -> Q:
    """The condition that a row of this state fills its columns and no others."""
    condition = Q(state=state)
    for column in LINKS:
        condition &= Q(**{f"{column}__isnull": column not in COLUMNS[state]})
    return condition


class GeneFusion(Word):
    """The category readers browse: which genes are joined, and how much is known.

    Exons, breakpoints, the side of a lone gene and possible partners are what was
    seen in one patient; they belong to the finding.
    """

    key = models.CharField(max_length=130, unique=True, editable=False)
    label_text = models.CharField("label", max_length=160, editable=False)
    state = models.CharField(
        max_length=18,
        choices=FusionState,
        help_text="How much is known. Never more than the source says.",
    )
    five_prime = models.ForeignKey(
        Gene,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fusions_five_prime",
        verbose_name="5′ gene",
    )
    three_prime = models.ForeignKey(
        Gene,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fusions_three_prime",
        verbose_name="3′ gene",
    )
    gene = models.ForeignKey(
        Gene,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fusions_unplaced",
        help_text="The one known gene, or one of two whose order is not reported.",
    )
    other_gene = models.ForeignKey(
        Gene,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fusions_unplaced_second",
    )
    family = models.ForeignKey(
        GeneFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fusions",
        help_text="Only where the source names no gene of the family.",
    )
    regulatory_class = models.CharField(
        max_length=1, choices=RegulatoryClass, blank=True
    )
    reciprocal_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reciprocals",
        help_text="The fusion that arose on the other chromosome of the exchange.",
    )
    comment = Words(max_length=500, blank=True)

    class Meta:
        ordering = ["label_text"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_columns_of_its_state",
                condition=_fills(FusionState.TWO_GENES)
                | _fills(FusionState.ORDER_NOT_REPORTED)
                | _fills(FusionState.PARTNER_UNKNOWN)
                | _fills(FusionState.FAMILY)
                | _fills(FusionState.REGULATORY),
                violation_error_message=(
                    "Fill what is known and nothing else: both ends for two genes in "
                    "order, the two genes when their order is not reported, one gene "
                    "when its partner is not known, or only the family."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_joins_two_genes",
                condition=(Q(five_prime__isnull=True) | ~Q(five_prime=F("three_prime")))
                & (Q(other_gene__isnull=True) | ~Q(gene=F("other_gene"))),
                violation_error_message=(
                    "The same gene stands on both sides: "
                    "this is a duplication, not a fusion."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_regulatory_has_its_class",
                condition=(Q(state=FusionState.REGULATORY) & ~Q(regulatory_class=""))
                | (~Q(state=FusionState.REGULATORY) & Q(regulatory_class="")),
                violation_error_message=(
                    "A regulatory fusion says whether an enhancer or a promoter drives "
                    "the gene; other fusions leave this empty."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_not_its_own_reciprocal",
                condition=Q(reciprocal_of__isnull=True) | ~Q(reciprocal_of=F("id")),
                violation_error_message="A fusion is not its own reciprocal.",
            ),
        ]

    def save(self, *args, **kwargs):
        """Key and label always follow the genes."""
        self._sort_unplaced()
        self.key = self.compute_key()
        self.label_text = self.compute_label()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "key", "label_text"}
        super().save(*args, **kwargs)

    def clean(self):
        """Compute the key, and refuse the row when its category exists already."""
        super().clean()
        self._sort_unplaced()
        if not self._is_whole():
            return
        try:
            self.key = self.compute_key()
        except NotAFusionName:
            return  # The constraint says why.
        if type(self).objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError(f"{self.compute_label()} is in the list already.")
        self._check_reciprocal()

    @property
    def label(self) -> str:
        """The fusion in the words of the field."""
        return self.label_text or self.get_state_display()

    @property
    def code(self) -> str:
        """No free vocabulary numbers gene fusions."""
        return ""

    def as_name(self) -> FusionName:
        """The fusion by its parts; raises NotAFusionName when they are not whole."""
        first = self.five_prime or self.gene
        second = self.three_prime or self.other_gene
        return FusionName(
            State(str(self.state)),
            first=Partner(first.symbol) if first else None,
            second=Partner(second.symbol) if second else None,
            family=self.family.key if self.family else "",
        )

    def compute_key(self) -> str:
        """The stable key, safe in an address."""
        if self.state != FusionState.REGULATORY:
            return fusion_names.key(self.as_name())
        ends = [gene.symbol for gene in self.genes()]
        return f"reg_{self.regulatory_class}@{'::'.join(ends)}"

    def compute_label(self) -> str:
        """The words for it."""
        if self.state != FusionState.REGULATORY:
            return fusion_names.label(self.as_name())
        return self.compute_key()

    def genes(self) -> list[Gene]:
        """The genes that are named, 5′ first where the order is known."""
        ends = (self.five_prime, self.three_prime, self.gene, self.other_gene)
        return [gene for gene in ends if gene is not None]

    def other_spellings(self) -> list[str]:
        """How else it is written, so that a search for the older forms finds it."""
        symbols = [gene.symbol for gene in self.genes()]
        if len(symbols) == 2:
            spellings = ["-".join(symbols), "/".join(symbols)]
            if self.state == FusionState.ORDER_NOT_REPORTED:
                turned = symbols[::-1]
                spellings += [joint.join(turned) for joint in ("+", "-", "/")]
            return spellings
        if symbols:
            named = symbols[0]
        else:
            assert self.family is not None, "a fusion names a gene or a family"
            named = self.family.key
        return [f"{named} fusion", f"{named} rearrangement", f"{named} translocation"]

    def as_document(self) -> dict:
        """What a document and the reader's page need of it, as plain values."""
        return {
            "key": self.key,
            "label": self.label,
            "state": str(self.state),
            "five_prime": self.five_prime.symbol if self.five_prime else "",
            "three_prime": self.three_prime.symbol if self.three_prime else "",
            "genes": [gene.symbol for gene in self.genes()],
            "family": self.family.key if self.family else "",
        }

    def _is_whole(self) -> bool:
        needed = COLUMNS.get(self.state, set())
        return bool(needed) and all(
            getattr(self, f"{column}_id") is not None for column in needed
        )

    def _sort_unplaced(self) -> None:
        """Without an order of their own, two genes stand in that of the alphabet."""
        if self.gene and self.other_gene and self.gene.symbol > self.other_gene.symbol:
            self.gene, self.other_gene = self.other_gene, self.gene

    def _check_reciprocal(self) -> None:
        other = self.reciprocal_of
        if other and (self.five_prime_id, self.three_prime_id) != (
            other.three_prime_id,
            other.five_prime_id,
        ):
            raise ValidationError(
                {"reciprocal_of": "A reciprocal fusion joins the same genes, reversed."}
            )
