"""Import case files and article files as drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.curation.importing.case_files import import_documents, read_file
from casebase.curation.importing.faults import Faulty
from casebase.curation.models import Curator


class Command(BaseCommand):
    """Makes drafts of documents: all of them or none, and says every fault."""

    help = (
        "Import case files and article files as drafts. Either all are imported or "
        "none is; every fault is listed with its place. Nothing becomes public."
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
        """Read all files, then import them in one transaction."""
        documents, faults = [], []
        for path in options["files"]:
            try:
                documents.append((str(path), read_file(path)))
            except Faulty as error:
                faults += [f"{path}: {fault}" for fault in error.faults]
            except OSError as error:
                faults.append(f"{path}: {error.strerror}")
        if not faults:
            try:
                outcomes = import_documents(
                    documents, by=importer(options["by"]), dry_run=options["dry_run"]
                )
            except Faulty as error:
                faults = [str(fault) for fault in error.faults]
        if faults:
            for line in faults:
                self.stderr.write(line)
            raise CommandError(
                f"{counted(len(faults), 'fault')}; nothing was imported."
            )
        for outcome in outcomes:
            self.stdout.write(f"{outcome.what:9}  {outcome.key}")
        kept = "Nothing was kept: a trial run. " if options["dry_run"] else ""
        self.stdout.write(f"{kept}{counted(len(outcomes), 'document')} read as drafts.")


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
