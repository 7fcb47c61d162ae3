"""The database's own part in review, put in place again after the tables grew."""

from django.db import migrations

from casebase.curation import triggers


def install(apps, schema_editor):
    """Put the triggers in place; those that stand already are replaced."""
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers for review, on all tables of today."""

    dependencies = [("curation", "0008_words")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
