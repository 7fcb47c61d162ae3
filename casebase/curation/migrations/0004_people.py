"""Invitations and statements of curators, and what limits are counted from."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """Invitations, statements of interests, attempts."""

    dependencies = [("curation", "0003_triggers")]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("account", models.CharField(max_length=64)),
                ("address", models.CharField(max_length=64)),
                ("succeeded", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["kind", "account", "at"], name="attempt_account"
                    ),
                    models.Index(
                        fields=["kind", "address", "at"], name="attempt_address"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "statement",
                    casebase.vocabulary.fields.Words(
                        max_length=4000, verbose_name="your interests"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("valid_until", models.DateField(verbose_name="last day")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interest_statements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "statement of interests",
                "verbose_name_plural": "statements of interests",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "name",
                    casebase.vocabulary.fields.Words(
                        help_text="As it shall stand in published versions.",
                        max_length=120,
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("curator", "Curator: enters cases"),
                            ("reviewer", "Reviewer: also approves and publishes"),
                            (
                                "editor",
                                "Editor: also invites people and looks after accounts",
                            ),
                        ],
                        default="curator",
                        max_length=8,
                    ),
                ),
                ("nonce", models.CharField(editable=False, max_length=32)),
                ("invited_at", models.DateTimeField(auto_now_add=True)),
                (
                    "expires_at",
                    models.DateTimeField(editable=False, verbose_name="open until"),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                ("accepted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "accepted_by",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        help_text="Empty: the operator, at the command line.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
    ]
