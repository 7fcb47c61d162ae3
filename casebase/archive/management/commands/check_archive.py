"""Compare everything in the archive with what it should be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.checks import CHECKS, Seen


class Command(BaseCommand):
    """Ends with 1 if anything differs. Changes nothing."""

    help = "Check hashes, records, index, triggers and constraints of the archive."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check; say what each has seen and what differs."""
        differing = 0
        for title, check in CHECKS.items():
            seen = Seen()
            found = list(check(seen))
            differing += len(found)
            self.stdout.write(f"{seen.count:>8} {title}, {len(found)} differing")
            for sentence in found:
                self.stderr.write(f"         {sentence}")
        if differing:
            raise CommandError(f"{differing} differing.", returncode=1)
        self.stdout.write("All is as it should be.")
