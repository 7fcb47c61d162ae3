"""Similar cases: what the page tells of each, and which are never told."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.archive.models import Record
from casebase.browse.similar import similar_to
from tests import seed
from tests.browse import archive

pytestmark = pytest.mark.django_db


def names_and_points(accession):
    """What is similar to a case, most alike first."""
    found = similar_to(Record.objects.get(name=accession))
    return [(one.row.accession, one.points) for one in found]


def test_a_shared_fusion_counts_its_genes_once_and_says_what_differs(page, made_up):
    first = made_up[0]
    found = similar_to(Record.objects.get(name=first))
    assert [one.row.accession for one in found][:2] == made_up[:0:-1]
    shared = {fact.fact.words: fact.values for fact in found[0].shared}
    assert shared["same gene fusion"] == ["ETV6::NTRK3"]
    assert "same gene altered" not in shared
    words = page(f"/cases/{first}/").words
    assert "Same gene fusion: ETV6::NTRK3 (5)" in words
    assert f"{found[0].points} points." in words


def test_that_a_partner_is_not_known_is_no_fusion_in_common(seed_case):
    fusion = d.as_dict(archive.made_up(0))["findings"][0]
    [seeds, *_] = d.as_dict(seed.case_document())["findings"]
    [second] = archive.put_made_up(
        1, findings=[fusion | {"biomarker": seeds["biomarker"]}]
    )
    found = similar_to(Record.objects.get(name=second))
    assert [one.row.accession for one in found] == [seed_case]
    assert found[0].shared[0].fact.words == "same gene altered"
    assert "other fusion, or a partner not known" in found[0].differs


def test_the_api_tells_the_same_cases_and_reasons(client, made_up):
    def ask(name):
        return client.get(f"/api/v1/cases/{name}/similar/")

    first = made_up[0]
    told = ask(first).json()
    found = similar_to(Record.objects.get(name=first))
    assert found
    assert [
        (
            one["accession"],
            one["points"],
            [(fact["fact"], fact["values"]) for fact in one["shared"]],
            one.get("differs", []),
        )
        for one in told["cases"]
    ] == [
        (
            one.row.accession,
            one.points,
            [(shared.fact.words, shared.values) for shared in one.shared],
            one.differs,
        )
        for one in found
    ]
    assert {"fact": "same gene fusion", "points": 5} in told["weights"]
    publishing.withdraw(Record.objects.get(name=first), by="Ada", reason="duplicate")
    index.notice()
    assert ask(first).status_code == 410


def test_a_withdrawn_case_is_similar_to_none(page, made_up):
    publishing.withdraw(
        Record.objects.get(name=made_up[1]), by="Ada", reason="duplicate"
    )
    index.notice()
    assert made_up[1] not in dict(names_and_points(made_up[0]))
    assert names_and_points(made_up[1]) == []


def test_a_case_like_no_other_says_so(page, seed_case):
    words = page(f"/cases/{seed_case}/").words
    assert "No other case of this archive shares its altered gene" in words


def test_five_similar_cases_cost_as_many_queries_as_one(words):
    def queries(accession):
        similar_to(Record.objects.get(name=accession))
        with CaptureQueriesContext(connections["default"]) as asked:
            found = similar_to(Record.objects.get(name=accession))
        return len(found), len(asked)

    first = archive.put_made_up(2)[0]
    alone = queries(first)
    archive.put_made_up(8)
    index.notice()
    assert alone[0] == 1
    assert queries(first) == (5, alone[1])
