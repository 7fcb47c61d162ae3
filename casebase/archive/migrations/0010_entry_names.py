"""Articles and unknown terms by name, so that no entry is searched for them."""

import json
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """Name the articles and unknown terms of the entries that are there."""
    term, name = (apps.get_model("archive", one) for one in ("Term", "EntryName"))
    known = {
        f"{facet}:{key}" for facet, key in term.objects.values_list("facet", "key")
    }
    entries = apps.get_model("archive", "IndexEntry").objects.filter(withdrawn=False)
    for record, terms in entries.values_list("record", "terms").iterator(500):
        made_of = json.loads(terms).get("made_of", ())
        name.objects.bulk_create(
            name(record_id=record, name=one) for one in made_of if one not in known
        )


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_index_snapshot"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryName",
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
                    models.CharField(
                        help_text="Facet and key: `gene:NTRK1`.", max_length=230
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_names",
                        to="archive.record",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "record"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "record"),
                        name="archive_entryname_unique",
                        violation_error_message="This name is there already.",
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
