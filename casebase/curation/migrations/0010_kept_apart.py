"""Pairs of words that are kept apart."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """Pairs of words that are kept apart."""

    dependencies = [
        ("curation", "0009_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptApart",
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
                    "vocabulary",
                    models.CharField(help_text="Model of the words.", max_length=20),
                ),
                (
                    "word_a_id",
                    models.PositiveBigIntegerField(help_text="Row of the elder word."),
                ),
                (
                    "word_b_id",
                    models.PositiveBigIntegerField(
                        help_text="Row of the younger word."
                    ),
                ),
                ("label_a", casebase.vocabulary.fields.Words(max_length=500)),
                ("label_b", casebase.vocabulary.fields.Words(max_length=500)),
                (
                    "reason",
                    casebase.vocabulary.fields.Words(
                        help_text="For the other curators; never published.",
                        max_length=1000,
                        verbose_name="why they are two different terms",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of words kept apart",
                "verbose_name_plural": "pairs of words kept apart",
                "ordering": ["-pk"],
                "default_permissions": ("view", "delete"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("word_a_id__lt", models.F("word_b_id"))),
                        name="curation_keptapart_in_order",
                        violation_error_message="The elder word stands first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="curation_keptapart_has_reason",
                        violation_error_message="Say why they are two different terms.",
                    ),
                    models.UniqueConstraint(
                        fields=("vocabulary", "word_a_id", "word_b_id"),
                        name="curation_keptapart_once",
                        violation_error_message="This was answered already.",
                    ),
                ],
            },
        ),
    ]
