"""Words that are merged."""

from django.db import migrations, models

import casebase.vocabulary.fields


class Migration(migrations.Migration):
    """Words that are merged."""

    dependencies = [("vocabulary", "0001_words")]

    operations = [
        migrations.CreateModel(
            name="MergedWord",
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
                ("facet", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("label", casebase.vocabulary.fields.Words(max_length=400)),
                ("into", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["facet", "key"],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facet", "key"),
                        name="vocabulary_mergedword_once",
                        violation_error_message="This word was merged already.",
                    )
                ],
            },
        ),
    ]
