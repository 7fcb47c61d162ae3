"""Import case files and article files as drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.progress import Progress
from casebase.curation.importing.case_files import AT_ONCE, Outcome, import_documents
from casebase.curation.importing.faults import Faulty
from casebase.curation.importing.reading import Files
from casebase.curation.models import Curator

AT_MOST_SHOWN = 12


class Command(BaseCommand):
    """Makes drafts of documents, and says every fault before it writes anything."""

    help = (
        "Import articles and cases as drafts. FILE is a document, a file of JSON Lines "
        "(.jsonl, one document a line, or a line as readers download it), or a folder "
        "with articles/ and cases/ as export_archive writes it. Everything is checked "
        "first; if anything is wrong, all faults are listed and nothing is imported. "
        f"Up to {AT_ONCE} documents are imported all or none. More go in batches of "
        f"{AT_ONCE}, each all or none, articles first: after an interruption, or when "
        "a batch was refused by the database, run the same command again; documents "
        "that are here unchanged are skipped. Nothing becomes public."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, who imports, and whether to keep the result."""
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--by", metavar="USER", help="User name of the curator who imports."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Check everything, keep nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import; say what came of each document."""
        files = Files(options["files"])
        if not files.paths:
            raise CommandError("There are no documents in articles/ or cases/ there.")
        try:
            outcomes = import_documents(
                files,
                by=importer(options["by"]),
                dry_run=options["dry_run"],
                say=Progress(self.stderr, "documents"),
            )
        except Faulty as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            kept = f"{counted(error.kept, 'other document')} imported"
            raise CommandError(
                f"{counted(len(error.faults), 'fault')}; "
                f"{kept if error.kept else 'nothing was imported'}."
            ) from error
        for outcome in outcomes:
            self.report(outcome)
        kept = "Nothing was kept: a trial run. " if options["dry_run"] else ""
        self.stdout.write(f"{kept}{counted(len(outcomes), 'document')} read as drafts.")

    def report(self, outcome: Outcome) -> None:
        """Say what came of one document: which facts changed, which stand otherwise."""
        self.stdout.write(f"{outcome.what:9}  {outcome.key}")
        for lines in (outcome.changes, outcome.drift):
            for line in lines[:AT_MOST_SHOWN]:
                self.stdout.write(f"           {line}")
            if more := len(lines[AT_MOST_SHOWN:]):
                self.stdout.write(f"           and {more} more")


def importer(name: str | None) -> Curator:
    """Return who imports: the named person, or the machine account `importer`."""
    if name is None:
        curator, made = Curator.objects.get_or_create(
            username="importer",
            defaults={"display_name": "Importer", "is_active": False},
        )
        if made:
            curator.set_unusable_password()
            curator.save()
        return curator
    try:
        return Curator.objects.get(username=name)
    except Curator.DoesNotExist as error:
        raise CommandError(f"There is no user “{name}”.") from error


def counted(number: int, noun: str) -> str:
    """Return "1 fault" or "3 faults"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
