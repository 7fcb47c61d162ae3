"""Let a purge empty reasons too."""

from django.db import migrations

from casebase.archive import immutability


def install(apps, schema_editor):
    """Put the triggers of today in the place of those that stand."""
    immutability.install(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers that let a purge empty the reason with the text."""

    dependencies = [("archive", "0002_immutability")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
