"""Frozen selections, which the database refuses to change."""

from django.db import migrations, models

from casebase.archive import immutability


def install(apps, schema_editor):
    """Put the triggers of the new table beside those that stand."""
    immutability.install(schema_editor.connection)


class Migration(migrations.Migration):
    """Lists that were frozen."""

    dependencies = [
        ("archive", "0003_purged_reasons"),
    ]

    operations = [
        migrations.CreateModel(
            name="Selection",
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
                ("name", models.CharField(max_length=16, unique=True)),
                ("checksum", models.CharField(max_length=64, unique=True)),
                (
                    "query",
                    models.TextField(
                        blank=True,
                        help_text="The list that was frozen, as its address asks for it.",
                    ),
                ),
                ("archive_version", models.PositiveBigIntegerField()),
                (
                    "members",
                    models.TextField(
                        blank=True,
                        help_text="Accession and version of each case, in order.",
                    ),
                ),
                ("frozen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["frozen_at", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("checksum__startswith", models.F("name"))),
                        name="archive_selection_name_begins_its_checksum",
                        violation_error_message="A selection is named by its checksum.",
                    )
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
