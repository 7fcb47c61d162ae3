"""The database's own part in review."""

from django.db import migrations

from casebase.curation import triggers


def install(apps, schema_editor):
    """Put the triggers in place."""
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    """Take them away."""
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers for review; reversible."""

    dependencies = [("curation", "0002_cases")]

    operations = [migrations.RunPython(install, remove)]
