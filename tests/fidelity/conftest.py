"""The starter, published as a new archive publishes it."""

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from casebase.archive import index
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
    readers_own = connections["reader"]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_index", index.Index())
        index.notice()
        connections["reader"] = connections["default"]
        try:
            with transaction.atomic():
                call_command("load_vocabulary", verbosity=0)
                call_command("load_starter", verbosity=0)
                texts = pages.texts(Client(), starter_documents)
                transaction.set_rollback(True)
        finally:
            connections["reader"] = readers_own
            index.notice()
    return {key: " ".join(found) for key, found in texts.items()}
