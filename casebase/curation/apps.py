"""Tell Django about this app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CurationConfig(AppConfig):
    """Writing: articles, patients, biomarkers and treatments, and their review."""

    default = True

    name = "casebase.curation"
    label = "curation"
    verbose_name = "Curation"
    default_auto_field = "django.db.models.BigAutoField"

    #: Modules whose triggers `check_archive` looks for.
    guards = ("casebase.curation.triggers",)
    #: A further check of it, beside those of the archive itself.
    checks = {"audit entries in an unbroken chain": "casebase.curation.audit.broken"}


class WorkbenchConfig(admin_apps.AdminConfig):
    """Django's admin, with the curators' workbench as its site."""

    default = False
    default_site = "casebase.curation.workbench.Workbench"
