"""The people who curate: our user model."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Curator(AbstractUser):
    """A person with a log-in. What they may do is set by groups: curator, reviewer."""

    display_name = models.CharField(
        max_length=120,
        blank=True,
        help_text="Name as it stands in published versions. Empty: the user name.",
    )
    institution = models.CharField(max_length=200, blank=True)
    orcid = models.CharField("ORCID iD", max_length=19, blank=True)

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.display_name or self.username
