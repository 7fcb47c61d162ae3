"""Fill the vocabularies from the starter files or from official ones."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from casebase.curation.terms import publish_terms
from casebase.vocabulary.loading.files import UnreadableFile
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.loading.starter import load_vocabulary


class Command(BaseCommand):
    """Repeatable: a second run changes nothing. Interrupted, it leaves no trace.

    It stands here, and not with the words, because it also puts them before readers.
    """

    help = (
        "Load genes, diseases, sites, drugs and adverse event terms. "
        "Without options the starter vocabulary is loaded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Official files, each in place of one of the starter's."""
        parser.add_argument(
            "--hgnc",
            type=Path,
            metavar="FILE",
            help="HGNC's hgnc_complete_set.txt, instead of the starter's genes.",
        )
        parser.add_argument(
            "--oncotree",
            type=Path,
            metavar="FILE",
            help="OncoTree as published (oncotree_YYYY_MM_DD.json), "
            "instead of the starter's.",
        )

    def handle(
        self,
        *args: Any,
        hgnc: Path | None,
        oncotree: Path | None,
        verbosity: int,
        **options: Any,
    ) -> None:
        """Load, and say what was added, changed, left alone or not placed."""
        folder = settings.BASE_DIR / "starter" / "vocabulary"
        report = Report(say=self.stdout.write if verbosity else lambda line: None)
        try:
            with transaction.atomic():
                load_vocabulary(folder, report, hgnc=hgnc, oncotree=oncotree)
                published = publish_terms()
        except UnreadableFile as fault:
            raise CommandError(str(fault)) from fault
        for line in report.lines():
            report.say(line)
        report.say(f"Readers: {published} words are new or have changed.")
        if not report.changed_anything:
            report.say("Nothing had to be changed.")
