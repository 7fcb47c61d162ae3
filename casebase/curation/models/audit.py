"""The audit trail: who did what, in a chain that shows where it was tampered with."""

from django.db import models


class AuditEntry(models.Model):
    """One act of one person. Rows are added, never changed and never deleted.

    It holds no content of a case, so a removal for privacy has nothing to take from it,
    and names people as text, so it outlives their accounts.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150, help_text="User name.")
    did = models.CharField(max_length=120)
    about = models.CharField(
        max_length=250, help_text="A record, version, row or person, by its name."
    )
    seal = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the version's envelope."
    )
    link = models.CharField(
        max_length=64, help_text="SHA-256 of the link before and of this entry."
    )

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="curation_auditentry_numbers_from_1",
                condition=models.Q(number__gte=1),
                violation_error_message="Entries are numbered from 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"audit entry {self.number}"
