"""Words that were merged into others: where their keys and names lead now."""

from django.db import models

from casebase.vocabulary.fields import Words


class MergedWord(models.Model):
    """A word that is gone. Who asks for its key is led to the word it became.

    `facet` is where readers meet such words; a key stands once in it. `into` is the
    key which the other word had at that time.
    """

    facet = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    label = Words(max_length=400)
    into = models.CharField(max_length=200)

    class Meta:
        # Written by merging alone.
        default_permissions = ("view",)
        ordering = ["facet", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "key"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message="This word was merged already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} is {self.into} now"
