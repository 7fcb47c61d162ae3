"""The seed as readers have it, for promises about the whole site."""

import pytest
from django.test import Client

from casebase.archive import index
from tests import an_archive, crawling, seed


@pytest.fixture
def own_index(monkeypatch):
    """Begin with an empty index: tests that are rolled back reuse version numbers."""
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    yield
    index.notice()


@pytest.fixture
def published_seed(db, own_index):
    """The seed, published; the patient's row."""
    return seed.publish_seed()


@pytest.fixture(scope="module")
def seed_pages(django_db_setup, django_db_blocker):
    """The answers of the addresses that tell the seed, for a module that only reads.

    The database is as before when the first test begins.
    """
    addresses = (
        "/cases/CB-000001/",
        "/cases/CB-000001.json",
        f"/articles/{seed.PAPER}/",
        f"/articles/{seed.NEWS}/",
        "/series/biomarker-ntrk/",
        "/genes/NTRK1/",
        "/fusions/NTRK1-partner-unknown/",
        "/drugs/crizotinib/",
        "/drugs/larotrectinib/",
        "/cases/?drug_class=alk-inhibitor",
    )
    with an_archive.for_a_while(django_db_blocker):
        seed.publish_seed()
        client = Client()
        answers = {each: crawling.fetch(client, each) for each in addresses}
    assert {answer.status for answer in answers.values()} == {200}
    return answers
