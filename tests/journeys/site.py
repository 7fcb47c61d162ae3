"""A small archive for readers' journeys: the seed in two versions, and one withdrawn.

All is published as curators do it, so that pages are those of the real site.
"""

from datetime import date
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from casebase.archive import document, publishing
from casebase.archive.models import Record, Release
from casebase.curation import workflow
from casebase.curation.models import Curator
from tests import seed
from tests.archive import synthetic_words
from tests.browse import archive

SEED = "/cases/CB-000001/"
WITHDRAWN = "/cases/CB-000002/"
OTHER = "CB-000003"
SELECTION = "/selections/314bc9525b25cb1c/"
RELEASE = "casebase-release-0001-2026-11-26"

#: Cases of an archive of some size: the front door then has a matrix.
MANY = 45


def publish() -> None:
    """Publish it."""
    patient = seed.publish_seed()
    ada = Curator.objects.get(username="ada")
    course = patient.treatment_rows.get(ref="T2")
    course.label_note += " Read once more."
    course.save()
    workflow.transcribe(patient, by=ada, reason="Read once more")
    [made_up] = archive.put_made_up(1)
    record = Record.objects.get(name=made_up)
    publishing.withdraw(record, by="Ada", reason="error", note="Two cases mixed.")


def publish_the_rare() -> None:
    """Publish beside it what few archives have: `OTHER`, to be compared with the seed,
    a withdrawn article, a name that two genes have, a list that was frozen, and a
    withdrawn release.
    """
    publishing.freeze("gene=NTRK1", [("CB-000001", 1)], archive_version=9)
    publishing.put(archive.made_up(1), **archive.ENVELOPE)
    article = {
        "schema": document.SCHEMA,
        "key": "withdrawn",
        "kind": "case_report",
        "title": "A made-up report",
        "url": "https://example.org/made-up",
    }
    version = publishing.put(
        document.ArticleDocument.model_validate(article), **archive.ENVELOPE
    )
    publishing.withdraw(version.record, by="Ada", reason="error")
    publishing.put_terms(
        {"facet": "gene", "key": key, "label": key, "aliases": ["TRKS"]}
        for key in ("NTRK2", "NTRK3")
    )
    Release.objects.create(
        number=1,
        archive_version=1,
        name=RELEASE,
        date=date(2026, 11, 26),
        sha256="0" * 64,
        size=1,
        counts="1 case from 1 article",
        withdrawn_at=timezone.now(),
    )


def fill() -> None:
    """Publish many made-up cases, and nothing else."""
    synthetic_words.put_words()
    call_command("synthesise", cases=MANY, stdout=StringIO())
