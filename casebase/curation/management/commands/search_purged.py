"""Search for what should be gone, in every table and file."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casebase.archive import remains
from casebase.archive.models import Record, Release
from casebase.curation import leftovers

#: Fewer letters are found everywhere, by chance.
FEWEST = 4


class Command(BaseCommand):
    """Changes nothing. Ends with 1 where something is left, or too little was read."""

    help = (
        "Search for what was removed: by the number of the case, and by words from "
        "standard input, one a line, which are never printed. Reads every table, the "
        "data folder and what --also names, archives from within."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The case, and where else to look."""
        parser.add_argument("accession", nargs="?", help="Such as CB-000001.")
        parser.add_argument(
            "--list",
            action="store_true",
            help="Before a removal: print the words of the case that stand nowhere "
            "else, to be searched for afterwards. Keep them private.",
        )
        parser.add_argument(
            "--words", action="store_true", help="Read words too, beside the number."
        )
        parser.add_argument(
            "--also",
            type=Path,
            nargs="+",
            default=[],
            metavar="PATH",
            help="Files and folders beside the data folder: exports, backups, logs.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say where something is left, and how much was looked at."""
        record = _record(options["accession"])
        if options["list"]:
            if record is None:
                raise CommandError("Say which case: --list CB-000001")
            if record.latest and record.latest.purged:
                raise CommandError(
                    f"{record} was removed: its words are gone. A list of them is made "
                    "before a case is removed."
                )
            self.stdout.writelines(f"{one}\n" for one in leftovers.words_of(record))
            return
        folders = [settings.CASEBASE_DATA, *options["also"]]
        if missing := [str(path) for path in folders if not path.exists()]:
            raise CommandError(f"Not there: {', '.join(missing)}")
        words = _words() if options["words"] or record is None else []
        seen = remains.Seen()
        sought = [*words, *leftovers.traces_of(record)] if record else words
        found = 0
        for left in chain(
            leftovers.of(record) if record else (), _search(sought, folders, seen)
        ):
            found += 1
            self.stdout.write(left)
        self.stdout.write(str(seen))
        if not seen.rows or not seen.files:
            raise CommandError("Too little was looked at.", returncode=1)
        if found:
            raise CommandError(f"Left in {found} places.", returncode=1)
        self.stdout.write("Nothing is left.")


def _search(
    sought: list[remains.Sought], folders: list[Path], seen: remains.Seen
) -> Iterator[str]:
    yield from remains.in_tables(sought, seen)
    # Releases that stand were made since: they have the page that remains.
    standing = {made.path for made in Release.objects.filter(withdrawn_at=None)}
    yield from remains.in_files(sought, folders, seen, but=standing)


def _record(accession: str | None) -> Record | None:
    if accession is None:
        return None
    record = Record.objects.cases().filter(name=accession.upper()).first()
    if record is None:
        raise CommandError(f"{accession} is no case of this archive.")
    return record


def _words() -> list[remains.Sought]:
    """The words from standard input, each named by its line."""
    lines = [line.strip() for line in sys.stdin]
    for number, line in enumerate(lines, start=1):
        if line and len(line) < FEWEST:
            raise CommandError(f"Line {number} is too short: it would be everywhere.")
    words = [
        remains.Sought(f"line {number}", line)
        for number, line in enumerate(lines, start=1)
        if line
    ]
    if not words:
        raise CommandError("No words came from standard input, one a line.")
    return words
