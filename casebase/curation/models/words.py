"""What was decided on words of the vocabulary."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

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


class KeptApart(models.Model):
    """Somebody found that two words which look alike are two: they are not asked about
    again. Deleting the row asks again.
    """

    vocabulary = models.CharField(max_length=20, help_text="Model of the words.")
    word_a_id = models.PositiveBigIntegerField(help_text="Row of the elder word.")
    word_b_id = models.PositiveBigIntegerField(help_text="Row of the younger word.")
    label_a = Words(max_length=500)
    label_b = Words(max_length=500)
    reason = Words(
        "why they are two different terms",
        max_length=1000,
        help_text="For the other curators; never published.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pair of words kept apart"
        verbose_name_plural = "pairs of words kept apart"
        # Written by `keeping_apart` alone.
        default_permissions = ("view", "delete")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="curation_keptapart_in_order",
                condition=Q(word_a_id__lt=F("word_b_id")),
                violation_error_message="The elder word stands first.",
            ),
            models.CheckConstraint(
                name="curation_keptapart_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why they are two different terms.",
            ),
            models.UniqueConstraint(
                fields=["vocabulary", "word_a_id", "word_b_id"],
                name="curation_keptapart_once",
                violation_error_message="This was answered already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label_a} and {self.label_b}"
