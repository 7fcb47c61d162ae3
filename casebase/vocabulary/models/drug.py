"""Drugs, the classes they belong to, and the names they are sold under."""

from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from casebase.vocabulary.choices import DrugAliasKind, DrugKind
from casebase.vocabulary.fields import Narrative, Words
from casebase.vocabulary.models.gene import Gene
from casebase.vocabulary.models.word import TreeWord, Word, lines, unique_ignoring_case


class DrugClass(TreeWord):
    """Drugs of one kind of action; a treatment may name only the class."""

    key = models.SlugField(max_length=60, unique=True)
    name = Words(max_length=120)
    synonyms = Narrative(blank=True, help_text="One a line.")

    class Meta:
        verbose_name_plural = "drug classes"
        ordering = ["name"]

    @property
    def code(self) -> str:
        """Classes have no code here."""
        return ""

    def synonym_list(self) -> list[str]:
        """Other names of the class."""
        return lines(self.synonyms)


class Drug(Word):
    """An agent under its international non-proprietary name."""

    key = models.SlugField(max_length=120, unique=True, editable=False)
    name = Words(max_length=120, help_text="The generic name, in lower case.")
    kind = models.CharField(max_length=14, choices=DrugKind)
    classes = models.ManyToManyField(DrugClass, blank=True, related_name="drugs")
    targets = models.ManyToManyField(Gene, blank=True, related_name="drugs")
    ncit = Words("NCIt code", max_length=20, blank=True, help_text="Such as C74061.")
    rxnorm = Words("RxNorm id", max_length=20, blank=True)
    atc = Words("ATC code", max_length=10, blank=True)
    chembl = Words("ChEMBL id", max_length=20, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            unique_ignoring_case("name", "There is a drug of this name already."),
        ]

    def __str__(self) -> str:
        """The generic name; a search by another name sets `found_as`."""
        found_as = getattr(self, "found_as", None)
        return f"{self.name} ({found_as})" if found_as else self.name

    def save(self, *args, **kwargs):
        """The key is the generic name as an address can carry it.

        A drug that is renamed keeps its former name among the others: addresses and
        published cases may still use it.
        """
        former = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        self.key = slugify(self.name)
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "key"}
        super().save(*args, **kwargs)
        if former is not None and former.key != self.key:
            self.aliases.get_or_create(text=former.name)

    @property
    def code(self) -> str:
        """The NCIt code with its prefix."""
        return f"NCIT:{self.ncit}" if self.ncit else ""


class DrugAlias(models.Model):
    """Another name of a drug: a brand, a code name, a synonym. Not unique."""

    drug = models.ForeignKey(Drug, on_delete=models.CASCADE, related_name="aliases")
    text = Words(max_length=120, db_index=True)
    kind = models.CharField(
        max_length=9, choices=DrugAliasKind, default=DrugAliasKind.SYNONYM
    )

    class Meta:
        verbose_name_plural = "drug aliases"
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                fields=["drug", "text"],
                name="%(app_label)s_%(class)s_once_per_drug",
                violation_error_message="The drug has this name already.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_text",
                condition=~Q(text=""),
                violation_error_message="Write the other name.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
