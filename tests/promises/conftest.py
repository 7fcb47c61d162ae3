"""The seed as readers have it, for promises about the whole site."""

import pytest

from casebase.archive import index
from casebase.curation import workflow
from casebase.curation.models import Article
from tests import seed


@pytest.fixture
def own_index(monkeypatch):
    """Begin with an empty index: tests that are rolled back reuse version numbers."""
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    yield
    index.notice()


@pytest.fixture
def published_seed(db, own_index):
    """The seed, entered by a curator and published as `load_starter` does; the
    patient's row."""
    ada = seed.person("ada")
    patient = seed.import_seed(ada)
    workflow.transcribe(patient, by=ada, reason="Transcribed from the starter cases")
    for article in Article.objects.filter(published_rev=None):
        workflow.transcribe(article, by=ada, reason="Transcribed from the starter")
    return patient
