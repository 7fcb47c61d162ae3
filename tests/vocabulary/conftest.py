"""Genes and families for the tests of this room."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

# Models are asked for by name: pytest reads this file before Django is ready.


@pytest.fixture
def gene(db):
    """Make a gene by its symbol, or give back the one there is."""

    def make(symbol: str):
        return apps.get_model("vocabulary.Gene").objects.get_or_create(
            symbol=symbol, defaults={"hgnc_status": "custom"}
        )[0]

    return make


@pytest.fixture
def family(db):
    """Make a gene family by its key."""

    def make(key: str):
        families = apps.get_model("vocabulary.GeneFamily").objects
        return families.create(key=key, name=f"{key} genes")

    return make


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker):
    """The starter vocabulary, loaded once for the tests of a file that ask for it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_vocabulary", verbosity=0)
        yield
        transaction.set_rollback(True)
