"""What dose of a drug is usual, for whom, and who says so."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from casebase.vocabulary.choices import DoseFrequency, DoseRoute, DoseUnit
from casebase.vocabulary.fields import Words
from casebase.vocabulary.models.drug import Drug


class UsualDose(models.Model):
    """One usual dose or range of a drug, as one source gives it.

    A dose far outside of all of them makes curator and reviewer look again; it is no
    advice. Nothing stands here without a source that was read.
    """

    drug = models.ForeignKey(Drug, on_delete=models.CASCADE, related_name="usual_doses")
    lowest = models.DecimalField(
        "from",
        max_digits=10,
        decimal_places=3,
        validators=[MinValueValidator(Decimal("0.001"))],
    )
    highest = models.DecimalField("to", max_digits=10, decimal_places=3)
    unit = models.CharField(max_length=5, choices=DoseUnit)
    frequency = models.CharField(max_length=12, choices=DoseFrequency)
    route = models.CharField(max_length=12, choices=DoseRoute)
    population = Words("for whom", max_length=200, help_text="Adults, NSCLC.")
    source = Words(max_length=200, help_text="Whose statement it is.")
    url = models.URLField("address", help_text="The page that was read.")
    as_of = models.CharField(
        "read in",
        max_length=7,
        validators=[RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", "A month: 2026-11.")],
        help_text="The month in which it was read: 2026-11.",
    )

    class Meta:
        ordering = ["drug", "population", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drug", "population", "route", "unit", "frequency"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message="This usual dose is in the list already.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_in_order",
                condition=Q(lowest__gt=0, highest__gte=F("lowest")),
                violation_error_message=(
                    "The highest usual dose is not below the lowest."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_its_source",
                condition=~Q(source="") & ~Q(url="") & ~Q(as_of=""),
                violation_error_message="A usual dose has a source that was read.",
            ),
        ]

    def __str__(self) -> str:
        low, high = (f"{n.normalize():f}" for n in (self.lowest, self.highest))
        number = low if low == high else f"{low} to {high}"
        unit, often = self.get_unit_display(), self.get_frequency_display()
        return f"{number} {unit} {often} {self.get_route_display()}"
