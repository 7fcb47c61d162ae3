"""Tell Django about this app."""

from django.apps import AppConfig


class BrowseConfig(AppConfig):
    """Reading: pages, filters, feeds and downloads, all from the archive."""

    name = "casebase.browse"
    label = "browse"
    verbose_name = "Browse"
    default_auto_field = "django.db.models.BigAutoField"
