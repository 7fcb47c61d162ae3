"""Versions are never changed: the triggers."""

from django.db import migrations

from casebase.archive import immutability


def install(apps, schema_editor):
    """Put the triggers in place."""
    immutability.install(schema_editor.connection)


def remove(apps, schema_editor):
    """Take them away."""
    immutability.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers on versions and records; reversible."""

    dependencies = [("archive", "0001_record")]

    operations = [migrations.RunPython(install, remove)]
