"""A small archive for readers' journeys: the seed in two versions, and one withdrawn.

All is published as curators do it, so that pages are those of the real site.
"""

from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.curation import workflow
from casebase.curation.models import Curator
from tests import seed
from tests.browse import archive

SEED = "/cases/CB-000001/"
WITHDRAWN = "/cases/CB-000002/"


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
