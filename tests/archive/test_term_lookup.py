"""Names of today, broader terms and all that a term is called."""

import pytest

from casebase.archive import publishing
from casebase.archive.term_lookup import Terms

pytestmark = pytest.mark.django_db

WORDS = [
    {"facet": "diagnosis", "key": "old", "label": "Old", "facts": {"now": "new"}},
    {"facet": "diagnosis", "key": "new", "label": "New", "parents": ["group"]},
    {"facet": "diagnosis", "key": "group", "label": "Group", "parents": []},
    {
        "facet": "gene",
        "key": "NTRK1",
        "label": "NTRK1",
        "aliases": ["TRKA"],
        "parents": ["NTRK"],
        "facts": {"name": "neurotrophic receptor tyrosine kinase 1"},
    },
    {"facet": "drug", "key": "crizotinib", "label": "crizotinib"},
]


@pytest.fixture
def terms():
    publishing.put_terms(WORDS)
    return Terms((word["facet"], word["key"]) for word in WORDS)


def test_a_term_that_was_renamed_goes_by_its_name_of_today(terms):
    assert terms.key_now("diagnosis", "old") == "new"
    assert terms.with_broader("diagnosis", "old") == ["new", "group"]
    assert terms.with_broader("diagnosis", "new") == ["new", "group"]
    assert terms.with_broader("diagnosis", "unheard of") == ["unheard of"]


def test_a_term_is_called_by_all_of_its_names(terms):
    assert list(filter(None, terms.names_of([("gene", "NTRK1")]))) == [
        "NTRK1",
        "TRKA",
        "neurotrophic receptor tyrosine kinase 1",
    ]
    assert list(filter(None, terms.names_of([("drug", "crizotinib")]))) == [
        "crizotinib"
    ]
    assert list(terms.names_of([("gene", "crizotinib")])) == []
