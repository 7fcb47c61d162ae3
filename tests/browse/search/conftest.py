"""The starter's cases, to be searched."""

import pytest
from django.core.management import call_command

from casebase.archive.models import Record
from tests import an_archive

SEED = "hou-ntrk1-mesenchymal-sarcoma/the-patient"


@pytest.fixture(scope="package")
def starter(django_db_setup, django_db_blocker):
    """The starter's cases; the accession of each by its key."""
    with an_archive.for_a_while(django_db_blocker):
        call_command("load_vocabulary", verbosity=0)
        call_command("load_starter", verbosity=0)
        yield dict(Record.objects.cases().values_list("key", "name"))


@pytest.fixture(autouse=True)
def _an_index_of_this_test_alone():
    """The starter has an index of its own: names are read once for all tests of it."""


@pytest.fixture(scope="package")
def seed(starter):
    """The accession of the seed."""
    return starter[SEED]
