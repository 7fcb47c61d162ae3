"""What the curation tables share: stamps, standing, rows, sources."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from casebase.archive import choices as c
from casebase.curation.fields import REF, FuzzyTimeField, NumberField
from casebase.vocabulary.fields import Line, Words


def one_of(choices: Any, *, default: str | None = None, **options: Any) -> Any:
    """A column for one value of a closed list; without a default it may be blank.

    With `blank=False` and no default it must be chosen: a form then offers no value
    of its own, so that a list nobody looked at does not become a fact.
    """
    if options.setdefault("blank", default is None) or default is not None:
        options["default"] = default or ""
    length = max(len(value) for value in choices.values)
    return models.CharField(max_length=length, choices=choices, **options)


class Status(models.TextChoices):
    """How far the working copy is. What is public is a fact of the archive."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    CHANGES_REQUESTED = "changes_requested", "Returned for changes"
    APPROVED = "approved", "Approved"


class Stamped(models.Model):
    """Who wrote the row and when; `version` lets two curators notice each other."""

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Publishable(models.Model):
    """Something that is reviewed and then frozen into the archive.

    The columns of standing are written by `workflow` and by triggers only: `save`
    leaves them alone, so a form that was open for an hour cannot turn them back.
    """

    STANDING: ClassVar[frozenset[str]] = frozenset(
        {"status", "submitted_by", "submitted_at", "content_rev", "published_rev"}
    )

    status = models.CharField(
        max_length=17, choices=Status, default=Status.DRAFT, editable=False
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    content_rev = models.PositiveBigIntegerField(default=0, editable=False)
    published_rev = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the content, never the standing, of a row that exists."""
        if self.pk and not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in self.STANDING
            ]
        super().save(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read it anew; its record too, where `read_records` read that along."""
        super().refresh_from_db(*args, **kwargs)
        vars(self).pop("known_record", None)


class Row(models.Model):
    """A row of one patient's case, named within it by its ref."""

    PREFIX: ClassVar[str] = ""

    patient = models.ForeignKey(
        "curation.Patient",
        on_delete=models.CASCADE,
        related_name="%(class)s_rows",
        editable=False,
    )
    ref = models.CharField(
        max_length=6,
        blank=True,
        help_text="Given when saved; other rows name this one by it.",
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return self.ref or f"new {self._meta.verbose_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Belong to the patient of the row above, and have a ref."""
        if above := self.row_above():
            self.patient_id = above.patient_id
        if not self.ref:
            self.ref = self.next_ref()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A ref that was typed begins with the letters of its kind."""
        super().clean()
        if self.ref and not (REF.match(self.ref) and self._number() is not None):
            raise ValidationError(
                {"ref": f"The ref of this row is {self.PREFIX} and a number."}
            )

    def row_above(self) -> "Row | None":
        """The row this one hangs on, if it does not hang on the patient itself."""
        return None

    def next_ref(self) -> str:
        """The lowest ref after all that this patient's rows of this kind have."""
        used = type(self)._default_manager.filter(patient_id=self.patient_id)
        numbers = [
            int(ref.removeprefix(self.PREFIX))
            for ref in used.values_list("ref", flat=True)
        ]
        return f"{self.PREFIX}{max(numbers, default=0) + 1}"

    def _number(self) -> int | None:
        rest = self.ref.removeprefix(self.PREFIX)
        return int(rest) if rest != self.ref and rest.isdigit() else None


def ref_unique(kind: str) -> models.UniqueConstraint:
    """The constraint that a ref is used once in a case."""
    return models.UniqueConstraint(
        fields=["patient", "ref"],
        name=f"curation_{kind}_ref_unique",
        violation_error_message="Two rows of this case have the same ref.",
    )


class Sourcing(models.Model):
    """Where a fact stands, and how certain it is."""

    source = models.ForeignKey(
        "curation.Article",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The article that says so.",
    )
    locator = Line(
        width=200,
        blank=True,
        help_text="Where in it: p 3, Table 1, abstract.",
    )
    quote = Words(
        max_length=300, blank=True, help_text="Quoted words, at most 300 characters."
    )
    assertion = one_of(c.Assertion, default=c.Assertion.STATED)
    confidence = one_of(c.Confidence)
    reading_note = Words(
        max_length=2000,
        blank=True,
        help_text="Public: how an ambiguous passage was read; both readings.",
    )
    curator_note = Words(
        max_length=2000, blank=True, help_text="Internal, never published."
    )

    class Meta:
        abstract = True


class Sourced(Row, Sourcing):
    """A row of observed facts."""

    class Meta:
        abstract = True


class TimedAt(models.Model):
    """Something that was at one time."""

    at = FuzzyTimeField("when")

    class Meta:
        abstract = True


class TimedSpan(models.Model):
    """Something that began and ended."""

    start = FuzzyTimeField("began")
    end = FuzzyTimeField("ended")

    class Meta:
        abstract = True


class Sized(models.Model):
    """A size in three diameters, in the order of the source."""

    dim1_mm = NumberField("1st diameter, mm")
    dim2_mm = NumberField("2nd, mm")
    dim3_mm = NumberField("3rd, mm")
    dims_reported = Line(
        "size as printed", width=120, blank=True, help_text="2.5 × 1.5 × 1.0 cm"
    )
    basis = one_of(
        c.SizeBasis, default=c.SizeBasis.NOT_REPORTED, verbose_name="measured by"
    )

    class Meta:
        abstract = True


def both_or_none(one: str, other: str) -> Q:
    """Two columns that are filled together or not at all; blanks count as empty."""
    filled = Q(**{f"{one}__isnull": False}) & ~Q(**{other: ""})
    empty = Q(**{f"{one}__isnull": True}) & Q(**{other: ""})
    return filled | empty
