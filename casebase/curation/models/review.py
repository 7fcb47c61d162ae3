"""Who edited what, and who reviewed which content. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casebase.vocabulary.fields import Words

from .article import Article
from .patient import Patient


class OnOneTarget(models.Model):
    """Something said about one patient or one article."""

    patient = models.ForeignKey(
        Patient,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    at = models.DateTimeField(auto_now_add=True)
    content_rev = models.PositiveBigIntegerField()

    class Meta:
        abstract = True


def one_target(kind: str) -> models.CheckConstraint:
    """The constraint that a row is about a patient or an article, not both."""
    return models.CheckConstraint(
        name=f"curation_{kind}_one_target",
        condition=Q(patient__isnull=False, article__isnull=True)
        | Q(patient__isnull=True, article__isnull=False),
        violation_error_message="It is about one patient or one article.",
    )


class ContentEdit(OnOneTarget):
    """Somebody changed the content. They cannot approve it until it is published."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [one_target("contentedit")]

    def __str__(self) -> str:
        return f"{self.user}, {self.at:%Y-%m-%d %H:%M}"


class Review(OnOneTarget):
    """A second person's word on exactly one state of the content."""

    class Decision(models.TextChoices):
        """What the reviewer decided."""

        APPROVED = "approved", "Approved"
        CHANGES_REQUESTED = "changes_requested", "Returned for changes"

    content_sha256 = models.CharField(max_length=64)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(max_length=17, choices=Decision)
    note = Words(max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_target("review"),
            models.CheckConstraint(
                name="curation_review_return_says_why",
                condition=Q(decision="approved") | ~Q(note=""),
                violation_error_message="Say what is to be changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.reviewer}"
