"""Make the index anew from the versions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from casebase.archive.publishing import rebuild_index, renew_index


class Command(BaseCommand):
    """Every entry, in one transaction; or after an upgrade those that need it.

    Every entry: after a backup was put back, or where `check_archive` says that the
    index is wrong. Readers have the old index until it ends, then the new one; who
    would publish waits. Interrupted, it leaves everything as it was.

    With `--if-needed`: by the batch, while the site is at work.
    """

    help = "Make every entry of the index anew from the latest versions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Leave a current index alone, if asked."""
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only entries made by another version of the program, 200 at a time: "
            "nobody waits for it, and interrupted it goes on when it is run again.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how far it is, then how many there were."""

        def say(done: int, of: int) -> None:
            if self.stdout.isatty() and options["verbosity"]:
                end = "\n" if done == of else ""
                self.stdout.write(f"\r{done} of {of} cases", ending=end)
                self.stdout.flush()

        count = (renew_index if options["if_needed"] else rebuild_index)(say=say)
        if not options["verbosity"]:
            return
        self.stdout.write(f"Indexed {count} {'case' if count == 1 else 'cases'}.")
