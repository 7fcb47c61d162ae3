"""List patients who may be one person, and papers with one title."""

from typing import Any

from django.core.management.base import BaseCommand

from casebase.archive.progress import Progress
from casebase.curation import duplicates


class Command(BaseCommand):
    """Only lists: a curator compares the papers and answers on the patient's page."""

    help = "List patients who may be one person, and papers with the same title."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what was found; say so where nothing was."""
        say = Progress(self.stderr, "patients compared")
        pairs = list(duplicates.pairs(say))
        papers = duplicates.papers_with_one_title()
        for patient, likeness in pairs:
            self.stdout.write(
                f"{_name(patient)}\n{_name(likeness.patient)}\n    {likeness}"
            )
        for group in papers:
            self.stdout.write("\n".join(f"article {one.pk}, {one}" for one in group))
            self.stdout.write("    the same title")
        if not pairs and not papers:
            self.stdout.write("None found.")
            return
        patients = "pair" if len(pairs) == 1 else "pairs"
        titles = "title" if len(papers) == 1 else "titles"
        self.stdout.write(
            f"{len(pairs)} {patients} of patients, "
            f"{len(papers)} {titles} of several papers."
        )


def _name(patient: Any) -> str:
    number = patient.accession or f"patient {patient.pk}"
    return f"{number}, {patient}"
