"""What a search must not do: say the opposite, or find by words torn apart."""

import pytest

from casebase.browse.search import search
from tests.browse import pages

pytestmark = pytest.mark.django_db


def found(query):
    """The accessions that a query finds."""
    return {hit.accession for hit in search(query).hits}


@pytest.mark.parametrize("query", ["pancreatic cancer", "lung cancer", "lung tumour"])
def test_a_cancer_of_an_organ_is_the_organ_with_all_its_tumours(starter, query):
    answer = search(query)
    [part] = answer.parts
    assert part.segment.meanings[0].facet == "diagnosis"
    assert answer.total == answer.filtered
    assert answer.total >= 1


@pytest.mark.parametrize("name", ["ros1", "Ros1", "ROS1"])
def test_a_symbol_is_one_however_it_is_written(starter, name):
    [part] = search(name).parts
    assert part.segment.meanings[0].key == "ROS1"


def test_no_filter_is_offered_that_asks_something_else(starter):
    answer = search("ROS1 lung")
    assert answer.total == 0
    assert answer.filters is None


def test_a_word_is_never_mended_into_its_opposite(starter):
    answer = search("undifferentiated sarcoma")
    offered = [name for one in answer.corrections for name, _ in one.nearest]
    assert "Differentiated" not in [*offered, *answer.read_as.split()]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("not NTRK1", "not"),
        ("lung ALK after alectinib", "after"),
        ("sarcoma OR melanoma", "OR"),
        ("crizotinib vs alectinib", "vs"),
    ],
)
def test_words_that_turn_a_question_are_named_and_not_searched(
    client, starter, query, word
):
    answer = search(query)
    assert answer.not_read == (word,)
    assert found(query) == found(query.replace(f"{word} ", ""))
    shown = pages.read(client.get("/search/", {"q": query})).words
    assert f"Not read: “{word}”." in shown


def test_no_response_is_still_a_response(starter):
    assert search("no response").not_read == ()
