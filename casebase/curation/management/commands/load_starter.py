"""Load and publish the cases that a new archive starts with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casebase.archive import document as d
from casebase.archive.exporting import NotAnExport, files_of, is_export
from casebase.archive.models import Record
from casebase.archive.progress import Progress
from casebase.curation import terms, workflow
from casebase.curation.importing.case_files import find_patient, import_documents
from casebase.curation.importing.faults import Fault, Faulty
from casebase.curation.importing.reading import Files
from casebase.curation.management.commands.import_cases import counted, importer
from casebase.curation.models import Article

REASON = "Transcribed from the starter cases"


class Command(BaseCommand):
    """Publishes articles and cases as transcriptions, word for word.

    What is in the archive already is left alone, whatever a curator made of it since.
    """

    help = (
        "Load and publish the starter's articles and cases, or those of an export: "
        "nobody has reviewed them here, and the pages say so. An export comes in the "
        "order of its accession numbers, so an empty archive gives the same ones. All "
        "or none; those that are there are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, for a starter of one's own or an export."""
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.BASE_DIR / "starter"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what is new and publish it."""
        folder: Path = options["folder"]
        try:
            paths = files_of(folder) if is_export(folder) else [folder]
            documents = Files(paths)
            if not documents.paths:
                raise CommandError(f"{folder} holds no articles and cases.")
            added, found = self.load(documents)
        except NotAnExport as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        except Faulty as error:
            raise CommandError(
                "\n".join(str(fault) for fault in error.faults)
            ) from error
        self.stdout.write(
            f"{counted(found, 'starter document')}, "
            f"{added} published now, {found - added} there already."
        )

    @transaction.atomic
    def load(self, documents: Files) -> tuple[int, int]:
        """Publish documents whose keys are not here; return how many, of how many."""
        terms.publish_terms()
        known = set(Record.objects.values_list("key", flat=True))
        known |= set(Article.objects.values_list("slug", flat=True))
        found = 0
        for _, document in documents:
            found += 1
            if isinstance(document, d.CaseDocument) and find_patient(document):
                known.add(document.key)
        new = Files(documents.paths, without=known)
        by = importer(None)
        outcomes = import_documents(
            new, by=by, say=Progress(self.stderr, "documents read")
        )
        for outcome in outcomes:
            for line in outcome.drift:
                self.stderr.write(f"{outcome.key}: {line}")
        progress = Progress(self.stderr, "documents published")
        done, faults = 0, []
        for kind in (d.ArticleDocument, d.CaseDocument):
            for name, document in new:
                if not isinstance(document, kind):
                    continue
                try:
                    workflow.transcribe(
                        _row(document), by=by, reason=REASON, document=document
                    )
                except workflow.NotReady as error:
                    faults += [Fault(name, reason) for reason in error.reasons]
                done += 1
                progress(done, len(outcomes))
        if faults:
            raise Faulty(faults)
        return done, found


def _row(document: d.Document) -> Any:
    """The draft that was made of a document."""
    if isinstance(document, d.ArticleDocument):
        return Article.objects.get(slug=document.key)
    return find_patient(document)
