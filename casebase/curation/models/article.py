"""Articles and news items, who signs them, and how they stand to each other."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casebase.archive import choices as c
from casebase.curation.fields import AddressField
from casebase.vocabulary.fields import Line, Narrative, Words
from casebase.vocabulary.models import (
    Disease,
    Gene,
    GeneFamily,
    Institution,
    Journal,
)

from .base import Publishable, Sourcing, Stamped, one_of

DOI_PREFIXES = (
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "doi:",
)


def bare_doi(typed: str) -> str:
    """Return a DOI as it is stored, from however it was typed or pasted."""
    doi = typed.strip().lower()
    for prefix in DOI_PREFIXES:
        doi = doi.removeprefix(prefix)
    return doi.strip()


class Series(models.Model):
    """A run of articles on one subject, such as "Biomarker NTRK"."""

    slug = models.SlugField(max_length=120, unique=True)
    title = Line(width=200)
    strapline = Line(width=200, blank=True)
    kind = one_of(c.SeriesKind, default=c.SeriesKind.CUSTOM)
    intro = Narrative(blank=True, help_text="In your own words.")
    families = models.ManyToManyField(GeneFamily, blank=True)
    genes = models.ManyToManyField(Gene, blank=True)
    diseases = models.ManyToManyField(Disease, blank=True)

    class Meta:
        verbose_name_plural = "series"
        ordering = ["title"]

    def __str__(self) -> str:
        return f"{self.title}: {self.strapline}" if self.strapline else self.title


class Person(models.Model):
    """Somebody who signs articles. No e-mail addresses are kept."""

    family = Line("family name", width=120)
    given = Line("given names", width=120, blank=True)
    suffix = Line(width=20, blank=True)
    orcid = Line(
        "ORCID iD",
        width=19,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$",
                "An ORCID iD has four groups of four.",
            )
        ],
    )

    class Meta:
        verbose_name_plural = "people who sign"
        ordering = ["family", "given"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


class Article(Stamped, Publishable):
    """A paper or news item. Its slug is fixed when it is first published."""

    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="In addresses: first author, subject, year, such as "
        "hou-ntrk1-sarcoma-2020.",
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                "Small letters, digits and single hyphens, such as "
                "hou-ntrk1-sarcoma-2020.",
            )
        ],
    )
    kind = one_of(c.ArticleKind, default=c.ArticleKind.CASE_REPORT)
    synthetic = models.BooleanField(
        default=False, help_text="Made up, for trying the software."
    )
    title = Words(max_length=500, blank=True, help_text="As printed; empty if unknown.")
    title_original = Words(max_length=500, blank=True)
    language = models.CharField(
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", "Such as en, ja.")],
        help_text="Language of the article: en, ja.",
    )
    journal = models.ForeignKey(
        Journal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    outlet = Line(width=200, blank=True, help_text="For news: where it appeared.")
    section = Line(width=120, blank=True, help_text="Section of the outlet.")
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty if not known."
    )
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    volume = Line(width=40, blank=True)
    issue = Line(width=40, blank=True)
    pages = Line("pages or article number", width=60, blank=True)
    doi = Line(
        "DOI",
        width=200,
        blank=True,
        validators=[
            RegexValidator(
                r"^10\.\d{4,9}/\S+$", "A DOI begins with 10. and has a slash."
            )
        ],
    )
    pmid = models.CharField(
        "PMID",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{1,9}$", "A PMID has digits only.")],
    )
    pmcid = models.CharField(
        "PMCID",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^PMC\d{1,9}$", "A PMCID looks like PMC1234567.")],
    )
    url = AddressField("address", max_length=500, blank=True)
    posted_on = models.DateField(null=True, blank=True, help_text="News items only.")
    authors_complete = models.BooleanField(
        "list of authors is complete",
        null=True,
        blank=True,
        help_text="No: the page says “and colleagues”.",
    )
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    summary = Narrative(blank=True, help_text="What it says, in your own words.")
    abstract = Narrative(
        blank=True, help_text="Published only where the licence allows."
    )
    rights = one_of(c.Rights, default=c.Rights.UNKNOWN)
    open_access = one_of(c.OpenAccess, default=c.OpenAccess.UNKNOWN)
    integrity = one_of(c.Integrity, default=c.Integrity.OK)
    integrity_date = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^\d{4}(-\d{2})?$", "A year or a month: 2024-03.")],
    )
    integrity_note = Words(max_length=2000, blank=True)
    integrity_url = AddressField(max_length=500, blank=True)
    coi_status = one_of(
        c.ConflictOfInterest,
        default=c.ConflictOfInterest.NOT_STATED,
        verbose_name="conflicts of interest",
    )
    coi_statement = Words(max_length=2000, blank=True)
    funding = Words(max_length=2000, blank=True)
    ethics = one_of(c.Ethics, default=c.Ethics.NOT_STATED)
    patients_reported = models.PositiveIntegerField(null=True, blank=True)
    fully_curated = models.BooleanField(
        default=False, help_text="Every patient of it is in the archive."
    )
    identifiers_note = Words(
        max_length=2000,
        blank=True,
        help_text="Public: why title, year or identifiers are missing here.",
    )

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[column],
                    condition=~Q(**{column: ""}),
                    name=f"curation_article_{column}_unique",
                    violation_error_message=f"Another article here has this {label}.",
                )
                for column, label in (
                    ("doi", "DOI"),
                    ("pmid", "PMID"),
                    ("pmcid", "PMCID"),
                )
            ),
            models.CheckConstraint(
                name="curation_article_month_of_a_year",
                condition=Q(month__isnull=True)
                | (Q(year__isnull=False) & Q(month__range=(1, 12))),
                violation_error_message="A month is 1 to 12 and belongs to a year.",
            ),
            models.CheckConstraint(
                name="curation_article_day_of_a_month",
                condition=Q(day__isnull=True)
                | (Q(month__isnull=False) & Q(day__range=(1, 31))),
                violation_error_message="A day is 1 to 31 and belongs to a month.",
            ),
            models.CheckConstraint(
                name="curation_article_posted_on_is_news",
                condition=Q(posted_on__isnull=True) | Q(kind=c.ArticleKind.NEWS_ITEM),
                violation_error_message="Only a news item has a day of posting.",
            ),
        ]

    def __str__(self) -> str:
        if self.title:  # else the journal would be asked for, in lists for each
            return self.title
        where = self.outlet or (self.journal.name if self.journal else "")
        return f"{where or 'Untitled'} ({self.slug})"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Take a DOI as it is pasted, before it is looked at."""
        self.doi = bare_doi(self.doi)
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Normalise identifiers, refuse the future, hold on to a published slug."""
        super().clean()
        today = timezone.localdate()
        if self.year and self.year > today.year + 1:  # an issue may be of next year
            raise ValidationError({"year": f"{self.year} has not come yet."})
        if self.posted_on and self.posted_on > today:
            raise ValidationError({"posted_on": "That day has not come yet."})
        self.pmcid = self.pmcid.strip().upper()
        if self.pk and self.published_rev is not None:
            before = type(self).objects.values_list("slug", flat=True).get(pk=self.pk)
            if before != self.slug:
                raise ValidationError(
                    {"slug": f"The slug is fixed since publication: {before}."}
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store DOIs in lower case however they come."""
        self.doi = self.doi.lower()
        super().save(*args, **kwargs)


class Authorship(models.Model):
    """One person in one role on one article; two may have the same name."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="authorships"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = one_of(c.AuthorshipRole, default=c.AuthorshipRole.AUTHOR)
    position = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Place in the printed list; empty if the list is not known.",
    )
    is_corresponding = models.BooleanField("corresponding", null=True, blank=True)
    credentials = Line(width=60, blank=True, help_text="As printed: MD, PhD.")
    affiliations = models.ManyToManyField(Institution, blank=True, related_name="+")

    class Meta:
        ordering = ["role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "role", "position"],
                name="curation_authorship_position_unique",
                violation_error_message="Two people have this place in the list.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()}"


class ArticleRelation(models.Model):
    """How one article stands to another."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="relations"
    )
    kind = one_of(c.RelationKind, default=c.RelationKind.REPORTS_ON)
    other = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="related_from"
    )

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="curation_articlerelation_not_itself",
                condition=~Q(article=F("other")),
                violation_error_message="An article is not related to itself.",
            ),
            models.UniqueConstraint(
                fields=["article", "kind", "other"],
                name="curation_articlerelation_unique",
                violation_error_message="This relation is noted already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().lower()} {self.other}"


class ArticleFact(Sourcing):
    """Where a fact about an article stands, when not in the article itself."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="facts")
    field = Line(width=60, help_text="Which fact: coi_status, journal, authors.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "field"],
                name="curation_articlefact_unique",
                violation_error_message="The source of this fact is noted already.",
            ),
        ]

    def __str__(self) -> str:
        return self.field
