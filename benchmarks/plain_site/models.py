"""Normalised tables: a case, its rows, and what they name.

Fields are called as the facets are: one of a closed list is an indexed column, a term
that a row has one of is a foreign key, of several a table of links.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Term(models.Model):
    """A word of a vocabulary."""

    key = models.CharField(max_length=200, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class Diagnosis(Term):
    """A diagnosis, or a group of them."""


class Site(Term):
    """A place in the body, or a region."""


class Drug(Term):
    """A drug."""


class DrugClass(Term):
    """A class of drugs."""


class AdverseEvent(Term):
    """An adverse event."""


class Reason(Term):
    """Why something was not given."""


class Fusion(Term):
    """A gene fusion."""


class Gene(Term):
    """A gene."""


class Family(Term):
    """A gene family."""


class Biomarker(Term):
    """A biomarker."""


class Assay(Term):
    """A kind of test."""


def choice() -> models.CharField:
    """Return a column for one value of a closed list."""
    return models.CharField(max_length=60, blank=True, db_index=True)


class Case(models.Model):
    """A case."""

    name = models.CharField(max_length=20)
    title = models.TextField()
    published = models.IntegerField(null=True)
    words = SearchVectorField()
    diagnosis = models.ManyToManyField(Diagnosis)
    site = models.ManyToManyField(Site)
    age = choice()
    sex = choice()
    year = choice()
    country = choice()
    article_kind = choice()
    part_read = choice()

    class Meta:
        ordering = [models.F("published").desc(nulls_last=True), "pk"]
        indexes = [
            models.Index(
                models.F("published").desc(nulls_last=True), "id", name="newest"
            ),
            GinIndex(fields=["words"], name="words"),
        ]

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """A row of a case; what belongs to no course has no number."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)s")
    number = models.SmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.case}, {self.number}"


class Course(Row):
    """A course of treatment."""

    drug = models.ManyToManyField(Drug)
    drug_class = models.ManyToManyField(DrugClass)
    adverse_event = models.ManyToManyField(AdverseEvent, related_name="+")
    severe_event = models.ManyToManyField(AdverseEvent, related_name="+")
    response = choice()
    label = choice()
    line = choice()
    stop_reason = choice()


class Considered(Row):
    """A treatment that was not given."""

    not_given = models.ManyToManyField(Reason)
    not_given_drug = models.ManyToManyField(Drug)


class Finding(Row):
    """A finding."""

    fusion = models.ForeignKey(Fusion, models.CASCADE, null=True)
    biomarker = models.ForeignKey(Biomarker, models.CASCADE, null=True)
    gene = models.ManyToManyField(Gene)
    family = models.ManyToManyField(Family)
    assay = models.ManyToManyField(Assay)
    finding_kind = choice()
    acquired = choice()


class Negative(Row):
    """A finding that says no."""

    tested_negative = models.ManyToManyField(Biomarker)
    assay = models.ManyToManyField(Assay)


TABLES: dict[str, type[models.Model]] = {
    "case": Case,
    "course": Course,
    "considered": Considered,
    "finding": Finding,
    "negative": Negative,
}


def lookup(space: str, facet: str) -> str:
    """Return how the key of a facet is looked up from the table of its space."""
    field = TABLES[space]._meta.get_field(facet)
    return f"{facet}__key" if field.is_relation else facet
