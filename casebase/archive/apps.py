"""Tell Django about this app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The record: immutable versions, and the only thing that readers reach."""

    name = "casebase.archive"
    label = "archive"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"
