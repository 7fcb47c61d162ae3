"""Where reports come from: institutions and journals."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from casebase.vocabulary.fields import Words


class Institution(models.Model):
    """A hospital, university or institute, as an article names it."""

    name = Words(max_length=200)
    department = Words(max_length=200, blank=True)
    city = Words(max_length=120, blank=True)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", "Two capital letters, such as CN.")],
        help_text="ISO 3166 code of two letters, such as CN.",
    )
    ror = Words(
        "ROR id",
        max_length=40,
        blank=True,
        help_text="Address in the Research Organization Registry.",
    )

    class Meta:
        ordering = ["name", "department"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "department", "city", "country", "ror"],
                name="%(app_label)s_%(class)s_unique",
                violation_error_message="This institution is in the list already.",
            ),
        ]

    def __str__(self) -> str:
        parts = (self.department, self.name, self.city, self.country)
        return ", ".join(part for part in parts if part)


class Journal(models.Model):
    """A journal that articles appear in, as they abbreviate it."""

    name = Words(max_length=255)
    abbreviation = Words(max_length=120, blank=True)
    issn = Words(
        "ISSN",
        max_length=9,
        blank=True,
        validators=[
            RegexValidator(r"^\d{4}-\d{3}[\dX]$", "An ISSN looks like 1234-567X.")
        ],
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "abbreviation",
                name="%(app_label)s_%(class)s_name_unique",
                violation_error_message="This journal is in the list already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
