"""Fill the vocabularies from the starter files or from official ones."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casebase.vocabulary.loading.files import UnreadableFile
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.loading.starter import load_vocabulary


class Command(BaseCommand):
    """Repeatable: a second run changes nothing. Interrupted, it leaves no trace."""

    help = (
        "Load genes, diseases, sites, drugs and adverse event terms. "
        "Without options the starter vocabulary is loaded."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--hgnc",
            type=Path,
            metavar="FILE",
            help="HGNC's hgnc_complete_set.txt, instead of the starter's genes",
        )
        parser.add_argument(
            "--oncotree",
            type=Path,
            metavar="FILE",
            help="OncoTree as published (oncotree_YYYY_MM_DD.json), "
            "instead of the starter's",
        )

    def handle(self, *args, hgnc, oncotree, verbosity, **options):
        """Load, and say what was added, changed, left alone or not placed."""
        folder = settings.BASE_DIR / "starter" / "vocabulary"
        say = self.stdout.write if verbosity else lambda line: None
        try:
            report = load_vocabulary(
                folder, Report(say=say), hgnc=hgnc, oncotree=oncotree
            )
        except UnreadableFile as fault:
            raise CommandError(str(fault)) from fault
        for line in report.lines():
            say(line)
        if not report.changed_anything:
            say("Nothing had to be changed.")
