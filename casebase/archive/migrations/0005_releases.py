"""Releases that were made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0004_selections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
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
                ("number", models.PositiveIntegerField(unique=True)),
                ("archive_version", models.PositiveBigIntegerField(unique=True)),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "date",
                    models.DateField(help_text="Day of the last change that is in it."),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "size",
                    models.PositiveBigIntegerField(help_text="Bytes of the file."),
                ),
                ("counts", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="archive_release_numbers_from_1",
                        violation_error_message="Releases are numbered from 1.",
                    )
                ],
            },
        ),
    ]
