"""Keep the index, so that processes start from it."""

from typing import Any

from django.core.management.base import BaseCommand

from casebase.archive import index, indexing, snapshots


class Command(BaseCommand):
    """Keeps the index as it stands now, in place of the one that was kept.

    To be run each night: a process that starts reads it and what was published since,
    instead of every entry. Nothing is lost without it but time.
    """

    help = "Keep the index as it stands, so that processes start from it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is kept."""
        now = index.brought_up_to_date(index.Index())
        size = snapshots.keep(now) + indexing.written_once().keep_beside(now)
        if options["verbosity"]:
            self.stdout.write(
                f"Kept the index of archive version {now.version}: {len(now.cases)} "
                f"cases, {size / 1e6:.1f} MB."
            )
