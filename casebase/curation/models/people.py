"""How people come in and what they declare: invitations, statements, attempts."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from casebase.vocabulary.fields import Words


class Invitation(models.Model):
    """One person may make one account, for seven days, with a signed link."""

    class Role(models.TextChoices):
        """The group that the new account joins; the words of `roles.ROLES`."""

        CURATOR = "curator", "Curator: enters cases"
        REVIEWER = "reviewer", "Reviewer: also approves and publishes"
        EDITOR = "editor", "Editor: also invites people and looks after accounts"

    name = Words(max_length=120, help_text="As it shall stand in published versions.")
    email = models.EmailField("e-mail address", blank=True)
    role = models.CharField(max_length=8, choices=Role, default=Role.CURATOR)
    #: Drawn anew with each link, so that the link before it opens nothing.
    nonce = models.CharField(max_length=32, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Empty: the operator, at the command line.",
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("open until", editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="invitation",
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"invitation of {self.name}"

    @property
    def standing(self) -> str:
        """In a word: accepted, revoked, expired or open."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "expired"


class InterestStatement(models.Model):
    """What a person declares of their interests; good for a year, never changed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="interest_statements",
    )
    statement = Words("your interests", max_length=4000)
    made_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateField("last day")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "statement of interests"
        verbose_name_plural = "statements of interests"

    def __str__(self) -> str:
        return f"{self.person}, until {self.valid_until:%Y-%m-%d}"


class Attempt(models.Model):
    """Somebody tried a password, a code or a link: what limits are counted from.

    Account and address are keyed hashes. Who typed a password into the box of the
    name has not left it here, and nobody reads from this table who was where.
    """

    kind = models.CharField(max_length=8)
    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    succeeded = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "account", "at"], name="attempt_account"),
            models.Index(fields=["kind", "address", "at"], name="attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d %H:%M}"
