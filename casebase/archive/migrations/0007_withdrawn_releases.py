"""Releases that are withdrawn because a record was removed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0006_words_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="withdrawn_at",
            field=models.DateTimeField(
                help_text="When a record that is in it was removed for privacy.",
                null=True,
            ),
        ),
    ]
