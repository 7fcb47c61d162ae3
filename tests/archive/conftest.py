"""The seed in the archive, put there without any curator's table."""

import pytest
from django.apps import apps

from tests import seed

ENVELOPE = {
    "published_by": "Ada",
    "submitted_by": "Ada",
    "review_basis": "transcription",
}


@pytest.fixture
def put(db):
    """Publish a document as a transcription, or as told."""
    from casebase.archive import publishing

    def publish(document, **envelope):
        return publishing.put(document, **(ENVELOPE | envelope))

    return publish


@pytest.fixture
def published(put):
    """The seed's two articles and its case, public; the version of the case."""
    return [put(document) for _, document in seed.documents()][-1]


@pytest.fixture
def state(db):
    """Read where the archive stands."""
    return lambda: apps.get_model("archive.ArchiveState").objects.get()
