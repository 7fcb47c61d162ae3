"""What is said and ticked on the way to a review. Bookkeeping: none of it is content.

Rows are added, never changed, but for the curator's answer to a remark.
"""

from django.conf import settings
from django.db import models

from casebase.vocabulary.fields import Line, Words

from .review import OnOneTarget, Review, one_target


class Submission(OnOneTarget):
    """Somebody asked for a review of the content as it stood."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [one_target("submission")]

    def __str__(self) -> str:
        return f"Submitted by {self.by}"


class ReviewRemark(models.Model):
    """What a reviewer asks to be changed in one fact, and what the curator did."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    ref = models.CharField(
        max_length=6, blank=True, help_text="Row; empty for a fact of no row."
    )
    field = models.CharField(
        max_length=250, help_text="Path of the fact in the document."
    )
    name = Line(width=400, help_text="What the page calls the fact.")
    said = models.TextField(
        blank=True, help_text="What the page said when it was returned."
    )
    text = Words(max_length=1000, help_text="What is to be changed.")
    answer = Line(width=300, blank=True, help_text="The curator's answer.")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="curation_reviewremark_done_by_somebody",
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                violation_error_message="What is done was done by somebody.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"

    @property
    def anchor(self) -> str:
        """Where the fact stands on the form; empty where that is not known."""
        if self.ref:
            return f"row-{self.ref}"
        part, _, field = self.field.partition("/")
        return f"id_{field}" if part == "patient" and "/" not in field else ""


class ReviewTick(OnOneTarget):
    """A warning that a reviewer read and let stand, in exactly this content."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    content_sha256 = models.CharField(max_length=64)
    ref = models.CharField(max_length=6, blank=True)
    sentence = models.TextField(help_text="The warning, word for word.")

    class Meta:
        ordering = ["pk"]
        constraints = [one_target("reviewtick")]

    def __str__(self) -> str:
        return self.sentence


class Comment(OnOneTarget):
    """A word between curators. Never published, never changed."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = Words(max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [one_target("comment")]

    def __str__(self) -> str:
        return self.text
