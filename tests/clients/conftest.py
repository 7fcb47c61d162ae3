"""A site that is running, with a few cases."""

import pytest

from casebase.archive import index
from tests.browse import archive


@pytest.fixture
def made_up(db, monkeypatch):
    """The seed and three made-up cases; the accession of the seed."""
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    archive.put_words()
    seed = archive.put_seed()
    archive.put_made_up(3)
    yield seed
    index.notice()
