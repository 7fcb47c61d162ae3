"""What was removed for privacy is not in the files of the database either."""

import pytest
from django.conf import settings

from casebase.curation import removal
from casebase.curation.models import Curator, Patient
from tests import seed

MARKER = "zibeline-quixotic"


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_not_one_word_is_left_in_the_files_of_sqlite():
    patient = seed.publish_seed()
    # Long enough to leave its page of the file for pages of its own.
    patient.history = f"A {MARKER} history. " * 400
    patient.save()
    patient.treatment_rows.update(curator_note=MARKER)
    assert MARKER.encode() in _files()
    root = Curator.objects.create_superuser("root")
    removal.remove(patient, by=root, note="")
    assert not Patient.objects.exists()
    assert MARKER.encode() not in _files()


def _files() -> bytes:
    found = settings.CASEBASE_DATA.glob("test*.sqlite3*")
    return b"".join(file.read_bytes() for file in found)
