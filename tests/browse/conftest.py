"""Archives to read."""

import math

import pytest

from casebase.archive import index
from tests.browse import archive, pages


@pytest.fixture(autouse=True)
def _no_clock_asks_the_archive(monkeypatch):
    """The index asks whether the archive has changed when it is told so alone.

    It also asks when a second has passed: on a slow machine that is a query more.
    """
    monkeypatch.setattr(index, "PATIENCE", math.inf)


@pytest.fixture(autouse=True)
def _an_index_of_this_test_alone(monkeypatch):
    """Begin with an empty index: tests that are rolled back reuse version numbers."""
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    yield
    index.notice()


@pytest.fixture
def words(db):
    """A vocabulary without a case."""
    archive.put_words()


@pytest.fixture
def seed_case(words):
    """The seed alone, public; its accession."""
    return archive.put_seed()


@pytest.fixture
def made_up(seed_case):
    """The seed and three made-up cases; the accessions of these."""
    return archive.put_made_up(3)


@pytest.fixture
def page(client):
    """Ask for an address, expect an answer, read it."""

    def ask(address, status=200):
        response = client.get(address)
        assert response.status_code == status, (address, response.status_code)
        return pages.read(response)

    return ask
