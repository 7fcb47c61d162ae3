"""A name of several terms is shown as such; the reader chooses, nobody else."""

import pytest

from casebase.archive import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(seed_case):
    """TRK means NTRK1 to some and TPM3 to others; MET is a gene and an alias too."""
    publishing.put_terms(
        {"facet": "gene", "key": key, "label": key, "aliases": aliases}
        for key, aliases in (
            ("NTRK1", ["TRK", "TRKA"]),
            ("TPM3", ["TRK"]),
            ("MET", []),
            ("SLTM", ["MET"]),
            ("SAFB", ["MET"]),
        )
    )
    return seed_case


@pytest.mark.parametrize("name", ["TRK", "trk"])
def test_the_page_of_such_a_name_asks_which_one_is_meant(page, twins, name):
    asked = page(f"/genes/{name}/", 404)
    assert {"/genes/NTRK1/", "/genes/TPM3/"} <= set(asked.links)
    assert "None is chosen for you." in asked.words


def test_a_filter_refuses_such_a_name_and_links_each_meaning(page, twins):
    refused = page("/cases/?gene=TRK&drug=crizotinib&page=2", 400)
    assert refused.culprits == ["gene"]
    assert "“TRK” can mean several." in refused.words
    ways = [link for link in refused.links if link.startswith("?")]
    assert ways == ["?gene=NTRK1&drug=crizotinib", "?gene=TPM3&drug=crizotinib"]
    assert page(f"/cases/{ways[0]}").accessions == [twins]
    refused = page("/cases/?gene=TRK", 400)
    assert {"?gene=NTRK1", "?gene=TPM3"} <= {*refused.links}


def test_a_filter_takes_another_name_of_one_term_for_that_term(page, twins):
    found = page("/cases/?gene=trka")
    assert found.accessions == [twins]
    assert ("gene", "NTRK1") in found.checked


def test_two_names_of_one_term_ask_for_it_once(page, twins):
    assert page("/cases/?gene=TRKA&gene=NTRK1").total == 1


def test_a_key_beats_every_other_name(client, page, twins):
    assert client.get("/genes/MET/").status_code == 200
    assert client.get("/genes/met/")["Location"] == "/genes/MET/"
    assert page("/cases/?gene=MET").total == 0


@pytest.mark.parametrize(
    "name", ["NOSUCH", "TR", "%", "_RK", '"', 'TRK","TRKA', "\\", "é", "[]"]
)
def test_what_is_no_name_is_refused(page, client, twins, name):
    answer = client.get("/cases/", {"gene": name})
    assert answer.status_code == 400
    assert "is not known here" in answer.content.decode()


def test_many_names_are_not_all_looked_up(client, twins, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        asked = [f"nosuch{number}" for number in range(60)]
        answer = client.get("/cases/", {"gene": asked})
    assert "“nosuch59” is not known here." in answer.content.decode()


@pytest.mark.parametrize("words", ["TRK", "crizotinib trk"])
def test_words_find_every_meaning_and_say_so(page, twins, words):
    found = page(f"/cases/?q={words}")
    assert found.accessions == [twins]
    assert "is another name of several" in found.words
    assert {"/cases/?gene=NTRK1", "/cases/?gene=TPM3"} <= set(found.links)


@pytest.mark.parametrize("words", ["NTRK1", "MET", "TRKA", "man"])
def test_words_with_one_meaning_raise_no_question(page, twins, words):
    assert "is another name of several" not in page(f"/cases/?q={words}").words
