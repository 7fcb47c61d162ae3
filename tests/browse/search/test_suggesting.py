"""The type-ahead: what is offered for the beginning of a name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.browse.search import search, suggest

pytestmark = pytest.mark.django_db


def offered(query):
    return [(one.kind, one.label) for one in suggest(query)]


@pytest.mark.parametrize(
    ("typed", "kind", "key", "matched", "address"),
    [
        ("ntrk1", "Gene", "NTRK1", "", "/genes/NTRK1/"),
        ("trka", "Gene", "NTRK1", "TRKA", "/genes/NTRK1/"),
        ("xalk", "Drug", "crizotinib", "Xalkori", "/drugs/crizotinib/"),
        ("criz", "Drug", "crizotinib", "", "/drugs/crizotinib/"),
        ("etv6-n", "Gene fusion", "ETV6::NTRK3", "", "/fusions/ETV6::NTRK3/"),
        ("ETV6/NTRK3", "Gene fusion", "ETV6::NTRK3", "", "/fusions/ETV6::NTRK3/"),
        (
            "NTRK3-ETV6",
            "Gene fusion",
            "ETV6::NTRK3",
            "NTRK3-ETV6",
            "/fusions/ETV6::NTRK3/",
        ),
        ("sarcoma", "Diagnosis", "sarcoma", "", "/diagnoses/sarcoma/"),
        ("small cell", "Diagnosis", "NSCLC", "", "/diagnoses/NSCLC/"),
        ("microsat", "Biomarker", "msi", "", "/biomarkers/msi/"),
        ("scal", "Site", "scalp", "", "/cases/?site=scalp"),
        ("off la", "Label", "?label=off_label", "", "/cases/?label=off_label"),
        (
            "could not",
            "Not given",
            "?not_given=cost",
            "could not afford",
            "/cases/?not_given=cost",
        ),
    ],
)
def test_a_name_is_offered_by_its_beginning(
    starter, typed, kind, key, matched, address
):
    found = {(one.kind, one.key): one for one in suggest(typed)}
    assert (kind, key) in found, offered(typed)
    one = found[kind, key]
    assert (one.matched, one.address) == (matched, address)
    assert one.cases


@pytest.mark.parametrize("typed", ["Ntrk1", "sarcoma", "alk", "crizotinib", "RET"])
def test_the_name_itself_comes_first(starter, typed):
    first = suggest(typed)[0]
    assert typed.casefold() in (first.key.casefold(), first.label.casefold())


def test_articles_and_people_are_offered(starter):
    found = {one.kind: one for one in suggest("hou")}
    assert found["Article"].key == "hou-ntrk1-mesenchymal-sarcoma"
    assert found["Author"].label == "Yingyong Hou"
    assert found["Author"].address == "/search/?q=%22Yingyong+Hou%22"


@pytest.mark.parametrize("typed", ["fernandes", "zhang", "bielack"])
def test_an_author_that_is_offered_is_found(starter, typed):
    people = [one for one in suggest(typed) if one.kind == "Author"]
    assert people
    for one in people:
        assert search(f'"{one.key}"').total, one


def test_what_stands_before_is_kept_in_the_search(starter):
    first = suggest("NTRK1 sarcoma criz")[0]
    assert first.label == "crizotinib"
    assert first.address == "/search/?q=NTRK1+sarcoma+crizotinib"


def test_a_misspelt_name_is_offered(starter):
    assert ("Drug", "crizotinib") in offered("krizotinib")


@pytest.mark.parametrize("typed", ["", " ", "::", "食道", "qqqqqq", '"', "x" * 400])
def test_nothing_is_offered_for_what_begins_no_name(starter, typed):
    assert suggest(typed) == []


@pytest.mark.parametrize("typed", ["a", "s", "n", "al", "ca", "the"])
def test_at_most_ten_are_offered_each_once(starter, typed):
    found = suggest(typed)
    assert len(found) <= 10
    assert len({(one.kind, one.key) for one in found}) == len(found)


def test_terms_are_offered_from_memory(starter):
    suggest("a")

    def asked(typed):
        with CaptureQueriesContext(connection) as caught:
            suggest(typed)
        return len(caught)

    assert asked("scalp") == 0
    assert asked("a") == asked("hou") == 1  # the articles
