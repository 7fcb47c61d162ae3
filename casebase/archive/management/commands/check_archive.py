"""Compare everything in the archive with what it should be."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.checks import Seen, all_checks, release


class Command(BaseCommand):
    """Ends with 1 if anything differs. Changes nothing."""

    help = "Check hashes, records, index, triggers and constraints of the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The release that is checked in place of the archive."""
        parser.add_argument(
            "--release", metavar="FILE", type=Path, help="Check a release instead."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check; say what each has seen and what differs."""
        file, checks = options["release"], all_checks()
        if file and not is_zipfile(file):
            raise CommandError(
                f"{file} is no release: it is not there, or no ZIP file."
            )
        if file:
            checks = {"files and records of the release": partial(release, file)}
        differing = 0
        for title, check in checks.items():
            seen = Seen()
            found = list(check(seen))
            differing += len(found)
            self.stdout.write(f"{seen.count:>8} {title}, {len(found)} differing")
            for sentence in found:
                self.stderr.write(f"         {sentence}")
        if differing:
            raise CommandError(f"{differing} differing.", returncode=1)
        self.stdout.write("All is as it should be.")
