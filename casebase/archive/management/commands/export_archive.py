"""Write what readers have into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.exporting import export
from casebase.archive.progress import Progress


class Command(BaseCommand):
    """Writes every published document as a file, with the hash of each.

    The folder appears when it is whole: an interrupted export leaves nothing, and an
    earlier one as it was.
    """

    help = (
        "Write every published article and case that is not withdrawn into FOLDER: "
        "articles/, cases/, SHA256SUMS and manifest.json. `import_cases FOLDER` reads "
        "it as drafts, `load_starter FOLDER` publishes it in an empty archive."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and what goes into it."""
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Take the place of an earlier export.",
        )
        parser.add_argument(
            "--without-made-up",
            action="store_true",
            help="Leave out documents that are marked as made up.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, then say how much."""
        try:
            counts = export(
                options["folder"],
                made_up=not options["without_made_up"],
                replace=options["replace"],
                say=Progress(self.stderr, "documents"),
            )
        except FileExistsError as error:
            raise CommandError(
                f"{error} Name an empty folder; --replace overwrites an export."
            ) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(f"{counts.articles} articles, {counts.cases} cases written.")
