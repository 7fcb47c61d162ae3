"""Put a backup into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from casebase.archive.backups.restoring import NotABackup, NotEmpty, restore, verified
from casebase.archive.progress import Progress


class Command(BaseCommand):
    """Looks at every byte first, then writes all or nothing, over nothing."""

    help = (
        "Put a backup into an empty database (it makes the tables) and an empty data "
        "folder, on SQLite or PostgreSQL, whichever it came from; then run "
        "check_archive. Verifies every hash before it writes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The backup, and whether it is only looked at."""
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="Verify the backup; write nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, write, check."""
        try:
            backup = verified(options["folder"])
            self.stdout.write(backup.told)
            if options["check"]:
                self.stdout.write("Every file is as it was written.")
                return
            restore(backup, say=Progress(self.stderr, "tables"))
        except (NotABackup, NotEmpty) as error:
            raise CommandError(f"{error} Nothing was restored.") from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write("Restored. Is all as it should be?")
        call_command("check_archive", stdout=self.stdout, stderr=self.stderr)
