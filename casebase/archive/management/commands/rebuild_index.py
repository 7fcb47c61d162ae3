"""Make the index anew from the versions."""

from typing import Any

from django.core.management.base import BaseCommand

from casebase.archive.publishing import rebuild_index


class Command(BaseCommand):
    """One transaction: readers have the old index until it ends, then the new one.

    To be run after an upgrade that changes what is indexed, and after a backup was put
    back. Interrupted, it leaves everything as it was.
    """

    help = "Make every entry of the index anew from the latest versions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how far it is, then how many there were."""

        def say(done: int, of: int) -> None:
            if self.stdout.isatty():
                end = "\n" if done == of else ""
                self.stdout.write(f"\r{done} of {of} cases", ending=end)
                self.stdout.flush()

        count = rebuild_index(say=say)
        self.stdout.write(f"Indexed {count} {'case' if count == 1 else 'cases'}.")
