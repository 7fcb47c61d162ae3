"""Fill the archive with made-up cases, for trying the software."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casebase.archive.models import Record
from casebase.archive.progress import Progress
from casebase.archive.synthetic.words import NoVocabulary
from casebase.archive.synthetic.writing import write


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("a whole number from 1")
    return int(text)


class Command(BaseCommand):
    """Publishes made-up cases with their articles, each marked as synthetic.

    The same seed gives the same cases. What is there already is left alone: asked
    again it adds nothing, asked for more it goes on.
    """

    help = (
        "Publish made-up cases and articles, marked as synthetic on every page. The "
        "same seed gives the same cases; those that are there already are left alone, "
        "so a run that was interrupted goes on, and a larger number adds to a smaller "
        "one. Refuses an archive that holds real cases, because published versions "
        "cannot be taken out again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, which ones, and the two words for an archive of real cases."""
        parser.add_argument("--cases", type=_positive, required=True, metavar="N")
        parser.add_argument("--seed", type=_positive, default=1, metavar="S")
        parser.add_argument(
            "--processes",
            type=_positive,
            default=1,
            metavar="P",
            help="How many make them; with many cases, one for each processor.",
        )
        parser.add_argument(
            "--beside-real-cases",
            action="store_true",
            help="Write although the archive holds real cases or articles.",
        )
        parser.add_argument(
            "--yes-really",
            action="store_true",
            help="Say it a second time; one alone is not enough.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, then say how many."""
        told_twice = options["beside_real_cases"] and options["yes_really"]
        real = Record.objects.filter(synthetic=False).count()
        if real and not told_twice:
            raise CommandError(
                f"{real} records of this archive are real. Made-up cases would stand "
                "in the same lists and counts, and what is published can never be "
                "taken out of the record again. Use a data folder of its own "
                "(`make demo` does), or say it twice: --beside-real-cases "
                "--yes-really. Nothing was written."
            )
        cases, seed = options["cases"], options["seed"]
        say = Progress(self.stderr, "synthetic cases")
        try:
            processes = options["processes"]
            done = write(cases, seed, processes=processes, say=say)
        except NoVocabulary as error:
            raise CommandError(
                f"{error} Run load_vocabulary first. Nothing was written."
            ) from error
        self.stdout.write(
            f"{cases} synthetic {'case' if cases == 1 else 'cases'} of seed {seed}: "
            f"{done.published} published now, {done.there} there already."
        )
