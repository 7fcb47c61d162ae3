"""Tell Django about this app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ArchiveConfig(AppConfig):
    """The record: immutable versions, and the only thing that readers reach."""

    name = "casebase.archive"
    label = "archive"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

    #: Modules whose triggers `check_archive` looks for.
    guards = ("casebase.archive.immutability",)

    def ready(self) -> None:
        """Watch each connection from its first moment, whichever thread opens it.

        Django tells of new connections by a signal and no other way.
        """
        from . import readers

        connection_created.connect(readers.watch, dispatch_uid="archive.readers")
