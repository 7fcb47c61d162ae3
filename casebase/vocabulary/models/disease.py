"""Diseases, our groups beside the tree, and sites of the body."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from casebase.vocabulary.choices import Ontology
from casebase.vocabulary.fields import Narrative, Words
from casebase.vocabulary.models.word import TreeWord, Word, curie, lines

disease_key = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
    "Letters, digits, hyphens and underscores only.",
)

#: How a code of each classification is written with its prefix.
PREFIXES: dict[str, str] = {
    Ontology.ONCOTREE: "ONCOTREE:",
    Ontology.NCIT: "NCIT:",
    Ontology.DOID: "DOID:",
    Ontology.MONDO: "MONDO:",
}


class Disease(TreeWord):
    """A tumour type, from OncoTree or our own; finding it finds its subtypes."""

    parent: "models.ForeignKey[Disease | None, Disease | None]"
    key = Words(
        max_length=60,
        unique=True,
        validators=[disease_key],
        help_text="The OncoTree code, or a short name for a disease of our own.",
    )
    name = Words(max_length=255)
    ontology = models.CharField(max_length=8, choices=Ontology, default=Ontology.CUSTOM)
    code_in_ontology = Words(
        "code", max_length=40, blank=True, help_text="Without its prefix."
    )
    ontology_version = Words(max_length=40, blank=True)
    ncit = Words(
        "NCIt code",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^C\d+$", "An NCIt code looks like C9118.")],
    )
    synonyms = Narrative(blank=True, help_text="One a line.")
    tissue_agnostic = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ontology", "code_in_ontology"],
                condition=~Q(code_in_ontology=""),
                name="%(app_label)s_%(class)s_code_unique",
                violation_error_message="There is a disease of this code already.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_code_unless_our_own",
                condition=Q(ontology=Ontology.CUSTOM, code_in_ontology="")
                | (~Q(ontology=Ontology.CUSTOM) & ~Q(code_in_ontology="")),
                violation_error_message=(
                    "A disease of a classification carries its code there; "
                    "one of our own has none."
                ),
            ),
        ]

    @property
    def code(self) -> str:
        """The code with its prefix, such as ONCOTREE:SARCNOS."""
        prefix = PREFIXES.get(self.ontology, "")
        return f"{prefix}{self.code_in_ontology}" if prefix else ""

    def group_keys(self) -> list[str]:
        """Keys of the groups it belongs to.

        Members are named one by one, since a branch of OncoTree can hold what its
        group must not: a naevus under melanoma. A disease of our own belongs where
        the one above it belongs.
        """
        groups = {group.key for group in self.groups.all()}
        if self.ontology == Ontology.CUSTOM and self.parent:
            groups |= set(self.parent.group_keys())
        return sorted(groups)

    def synonym_list(self) -> list[str]:
        """Other names of the disease."""
        return lines(self.synonyms)


class DiseaseGroup(Word):
    """Diseases that clinicians take together though the tree keeps them apart.

    OncoTree has no node for everything called sarcoma. Members are named one by one.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = Words(max_length=200)
    description = Words(max_length=500, blank=True)
    synonyms = Narrative(blank=True, help_text="One a line.")
    diseases = models.ManyToManyField(Disease, blank=True, related_name="groups")

    class Meta:
        ordering = ["name"]

    @property
    def code(self) -> str:
        """Our groups have no code anywhere."""
        return ""

    def synonym_list(self) -> list[str]:
        """Other names of the group."""
        return lines(self.synonyms)


class BodySite(TreeWord):
    """A part of the body where a tumour lies or was sampled."""

    key = models.SlugField(max_length=60, unique=True)
    name = Words(max_length=120)
    code = Words(
        max_length=40,
        blank=True,
        validators=[curie],
        help_text="UBERON code with its prefix; empty when none was verified.",
    )
    synonyms = Narrative(blank=True, help_text="One a line.")

    class Meta:
        ordering = ["name"]

    def synonym_list(self) -> list[str]:
        """Other names of the site."""
        return lines(self.synonyms)
