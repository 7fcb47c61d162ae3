"""The starter, published as a new archive publishes it."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests import an_archive
from tests.fidelity import pages, places


@pytest.fixture(scope="session")
def starter_documents():
    """The starter's documents by key, as plain JSON."""
    return places.documents()


@pytest.fixture(scope="module")
def starter_pages(django_db_setup, django_db_blocker, starter_documents):
    """What the pages of the starter's documents say, by key, for tests that only read.

    The database is as before when the first test begins.
    """
    with an_archive.for_a_while(django_db_blocker):
        call_command("load_vocabulary", verbosity=0)
        call_command("load_starter", verbosity=0)
        texts = pages.texts(Client(), starter_documents)
    return {key: " ".join(found) for key, found in texts.items()}
