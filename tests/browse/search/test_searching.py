"""What a search finds in the starter's cases, in which order, and by what."""

import pytest

from casebase.browse.search import search

pytestmark = pytest.mark.django_db

FIND_THE_SEED = (
    "NTRK1 sarcoma crizotinib",
    "TRKA",
    "NTRK1 translocation",
    "Xalkori",
    "off label",
    "sarcoma",
    "scalp",
    "complete response",
    "Hou",
    "could not afford",
    "krizotinib",
    "glutathione",
    "larotrectinib",
)


def accessions(query, **asked):
    return [hit.accession for hit in search(query, **asked).hits]


def test_the_seed_comes_first_for_what_it_is_about(starter, seed):
    assert accessions("NTRK1 sarcoma crizotinib")[0] == seed


@pytest.mark.parametrize("query", FIND_THE_SEED)
def test_the_seed_is_on_the_first_page(starter, seed, query):
    assert seed in accessions(query)
