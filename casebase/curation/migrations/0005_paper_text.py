"""The text of a paper, for curators only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """The text of a paper, for curators only."""

    dependencies = [("curation", "0004_people")]

    operations = [
        migrations.CreateModel(
            name="PaperPage",
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
                ("number", models.PositiveSmallIntegerField()),
                ("text", casebase.vocabulary.fields.Narrative(max_length=300000)),
                ("put_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_pages",
                        to="curation.article",
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "page of a paper",
                "verbose_name_plural": "pages of papers",
                "ordering": ["article", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "number"), name="curation_paperpage_once"
                    )
                ],
            },
        )
    ]
