"""Terms are fetched once for a version, whole, whoever else asks meanwhile."""

import pytest
from django.db import connection

from casebase.archive import publishing
from casebase.browse.labels import Labels

pytestmark = pytest.mark.django_db

PAIRS = [
    ("fusion", "NTRK1-partner-unknown"),
    ("gene", "unheard-of"),
    ("drug", "crizotinib"),
]


def named():
    labels = Labels.of(PAIRS)
    return [labels(*pair) for pair in PAIRS]


def test_they_are_fetched_once(seed_case, django_assert_num_queries):
    first = named()
    assert first[1] == "unheard-of"
    with django_assert_num_queries(0):
        assert named() == first


def test_who_asks_while_they_are_fetched_gets_all_of_them(seed_case):
    within = []

    def meanwhile(execute, sql, *rest):
        if "archive_term" in sql and not within:
            within.append(None)
            within[0] = named()
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        outside = named()
    assert within == [outside]
    assert outside[0] != PAIRS[0][1]


def test_a_word_that_changes_is_seen(seed_case):
    before = named()
    told = {"facet": "drug", "key": "crizotinib", "label": "Krizotinib"}
    publishing.put_terms([told])
    assert named() == [*before[:2], "Krizotinib"]
