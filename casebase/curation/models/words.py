"""What was decided on words of the vocabulary."""

from django.conf import settings
from django.db import models

from casebase.vocabulary.fields import Words


class MergeDecision(models.Model):
    """Somebody merged one word into another. Rows are added, never changed.

    Cases stand by their accession, articles by their slug, drafts by the number of
    their page: nothing here tells of a patient.
    """

    vocabulary = models.CharField(max_length=20, help_text="Model of the words.")
    from_key = models.CharField(max_length=200, blank=True)
    from_label = Words(max_length=500)
    into_id = models.PositiveBigIntegerField(help_text="Row of the word that stayed.")
    into_key = models.CharField(max_length=200, blank=True)
    into_label = Words(max_length=500)
    reason = Words(max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    republished = models.JSONField(default=list)
    waiting = models.JSONField(default=list)

    class Meta:
        # Written by merging alone.
        default_permissions = ("view",)
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.from_label} → {self.into_label}"
