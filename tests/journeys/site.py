"""A small public archive for journeys: the seed in two versions, and a withdrawn case.

All is published as curators do it, so that pages are those of the real site.
"""

from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.curation import workflow
from casebase.curation.models import Article
from tests import seed
from tests.browse import archive

SEED = "/cases/CB-000001/"
WITHDRAWN = "/cases/CB-000002/"


def publish() -> None:
    """Publish it."""
    ada = seed.person("ada")
    patient = seed.import_seed(ada)
    workflow.transcribe(patient, by=ada, reason="Transcribed from the starter cases")
    for article in Article.objects.filter(published_rev=None):
        workflow.transcribe(article, by=ada, reason="Transcribed from the starter")
    course = patient.treatment_rows.get(ref="T2")
    course.label_note += " Read once more."
    course.save()
    workflow.transcribe(patient, by=ada, reason="Read once more")
    [made_up] = archive.put_made_up(1)
    record = Record.objects.get(name=made_up)
    publishing.withdraw(record, by="Ada", reason="error", note="Two cases mixed.")
