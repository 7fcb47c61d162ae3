"""Decisions on words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """Decisions on words."""

    dependencies = [("curation", "0007_intake"), ("vocabulary", "0003_usual_dose")]

    operations = [
        migrations.AlterModelOptions(
            name="patient",
            options={
                "ordering": ["-updated_at"],
                "permissions": [("remove_patient", "Can remove a case for privacy")],
            },
        ),
        migrations.CreateModel(
            name="MergeDecision",
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
                ("from_key", models.CharField(blank=True, max_length=200)),
                ("from_label", casebase.vocabulary.fields.Words(max_length=500)),
                (
                    "into_id",
                    models.PositiveBigIntegerField(
                        help_text="Row of the word that stayed."
                    ),
                ),
                ("into_key", models.CharField(blank=True, max_length=200)),
                ("into_label", casebase.vocabulary.fields.Words(max_length=500)),
                ("reason", casebase.vocabulary.fields.Words(max_length=1000)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("republished", models.JSONField(default=list)),
                ("waiting", models.JSONField(default=list)),
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
                "ordering": ["-pk"],
                "default_permissions": ("view",),
            },
        ),
    ]
