"""Make the index anew from the versions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from casebase.archive.indexing import written_by_another
from casebase.archive.publishing import rebuild_index


class Command(BaseCommand):
    """One transaction: readers have the old index until it ends, then the new one.

    To be run after an upgrade that changes what is indexed, and after a backup was put
    back. Interrupted, it leaves everything as it was.
    """

    help = "Make every entry of the index anew from the latest versions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Leave a current index alone, if asked."""
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only if entries were made by another version of the program.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how far it is, then how many there were."""

        def say(done: int, of: int) -> None:
            if self.stdout.isatty() and options["verbosity"]:
                end = "\n" if done == of else ""
                self.stdout.write(f"\r{done} of {of} cases", ending=end)
                self.stdout.flush()

        if options["if_needed"] and not written_by_another():
            return
        count = rebuild_index(say=say)
        if not options["verbosity"]:
            return
        self.stdout.write(f"Indexed {count} {'case' if count == 1 else 'cases'}.")
