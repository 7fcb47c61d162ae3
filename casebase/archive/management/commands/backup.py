"""Write all that must survive into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.backups.writing import CannotBackUp, back_up
from casebase.archive.progress import Progress


class Command(BaseCommand):
    """Reads one moment of the database while the site runs; changes nothing.

    The folder appears when it is whole: an interrupted backup leaves nothing.
    """

    help = (
        "Write every table, drafts, reviews and accounts included, and the files of "
        "releases into FOLDER, with the hash of each. The secret key and the "
        "settings are not in it: keep them apart. `restore FOLDER` takes it in, on "
        "either database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, then say what it holds and what not."""
        folder = options["folder"].resolve()
        try:
            written = back_up(folder, say=Progress(self.stderr, "tables"))
        except CannotBackUp as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(
            f"{folder}\n{sum(written.rows.values()):,} rows of {len(written.rows)} "
            f"tables, {len(written.releases)} releases, {written.size:,} bytes.\n"
            "Not in it: the secret key, the settings, open sessions."
        )
        for name in written.strange:
            self.stderr.write(
                f"Table {name}: this program does not know it. It is not in the backup."
            )
        for name in written.missing:
            self.stderr.write(
                f"Release {name}: its file is not in the data folder, or not what was "
                "released. It is not in the backup."
            )
