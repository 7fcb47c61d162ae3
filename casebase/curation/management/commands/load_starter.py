"""Load and publish the cases that a new archive starts with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casebase.archive import document as d
from casebase.archive.models import Record
from casebase.curation import terms, workflow
from casebase.curation.importing.case_files import (
    find_patient,
    import_documents,
    read_file,
)
from casebase.curation.importing.faults import Faulty
from casebase.curation.management.commands.import_cases import counted, importer
from casebase.curation.models import Article

REASON = "Transcribed from the starter cases"


class Command(BaseCommand):
    """Publishes the starter's articles and cases as transcriptions.

    What is in the archive already is left alone, whatever a curator made of it since.
    """

    help = "Load and publish the starter cases; those that are there are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, for a starter of one's own."""
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.BASE_DIR / "starter"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what is new and publish it."""
        folder: Path = options["folder"]
        files = sorted(folder.glob("articles/*.json")) + sorted(
            folder.glob("cases/*.json")
        )
        if not files:
            raise CommandError(f"{folder} holds no articles and cases.")
        try:
            documents = [(path.name, read_file(path)) for path in files]
            added = self.load(documents)
        except Faulty as error:
            raise CommandError(
                "\n".join(str(fault) for fault in error.faults)
            ) from error
        self.stdout.write(
            f"{counted(len(files), 'starter document')}, "
            f"{added} published now, {len(files) - added} there already."
        )

    @transaction.atomic
    def load(self, documents: list[tuple[str, d.Document]]) -> int:
        """Publish the documents whose keys are not here; return how many."""
        terms.publish_terms()
        known = set(Record.objects.values_list("key", flat=True))
        known |= set(Article.objects.values_list("slug", flat=True))
        new = [
            (name, document)
            for name, document in documents
            if document.key not in known and not _is_here(document)
        ]
        by = importer(None)
        import_documents(new, by=by)
        for _, document in new:
            if isinstance(document, d.CaseDocument):
                patient = find_patient(document)
                assert patient is not None
                workflow.transcribe(patient, by=by, reason=REASON)
        for _, document in new:
            if isinstance(document, d.ArticleDocument):
                article = Article.objects.get(slug=document.key)
                if article.published_rev is None:
                    workflow.transcribe(article, by=by, reason=REASON)
        return len(new)


def _is_here(document: d.Document) -> bool:
    return isinstance(document, d.CaseDocument) and find_patient(document) is not None
