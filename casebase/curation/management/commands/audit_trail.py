"""Print the audit trail, and verify it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.checks import Seen
from casebase.curation import audit
from casebase.curation.models import AuditEntry


class Command(BaseCommand):
    """Ends with 1 if the chain is broken. Changes nothing."""

    help = "Print who did what, verify the chain, and name its end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where on; an end of the chain that was kept elsewhere."""
        parser.add_argument(
            "--since",
            metavar="NUMBER:HASH",
            default="",
            help="The end that this command printed before: it must still be there. "
            "Only what came after it is printed.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, then verify."""
        number, _, link = options["since"].partition(":")
        if options["since"] and not (number.isdecimal() and link):
            raise CommandError("--since is a number and a link, with a colon between.")
        first = int(number or 0)
        for entry in AuditEntry.objects.filter(number__gt=first).iterator():
            about = f" {entry.about}" if entry.about else ""
            self.stdout.write(
                f"{entry.number:>8} {entry.at:%Y-%m-%dT%H:%M:%SZ} "
                f"{entry.by or 'somebody'}: "
                f"{entry.did}{about}"
            )
        seen = Seen()
        found = list(audit.broken(seen))
        if first and not AuditEntry.objects.filter(number=first, link=link).exists():
            found.append(f"Entry {first} is not the one that was kept.")
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} differing.", returncode=1)
        last = AuditEntry.objects.last()
        end = f"; its end is {last.number}:{last.link}" if last else ""
        self.stdout.write(f"{seen.count} entries, unbroken{end}")
