"""Articles and their series."""

import pytest

from casebase.archive import publishing
from casebase.archive.models import Record
from tests import seed
from tests.browse import archive
from tests.browse.test_case_page import changed, retract

pytestmark = pytest.mark.django_db

PAPER = f"/articles/{seed.PAPER}/"
NEWS = f"/articles/{seed.NEWS}/"
ADDRESSES = ["/articles/", PAPER, NEWS, "/series/biomarker-ntrk/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_articles_lead_to_their_cases_and_back(client, page, seed_case, address):
    links = {link.partition("#")[0] for link in page(address).links}
    assert f"/cases/{seed_case}/" in links
    ours = {link for link in links if link.startswith("/")}
    assert {a for a in ours if client.get(a).status_code != 200} == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_address_has_the_same_bytes_and_no_cookie(client, seed_case, address):
    first, second = client.get(address), client.get(address)
    assert first.content == second.content
    assert not first.cookies
    assert first["Vary"] == "Accept-Encoding"


def test_the_news_item_tells_who_wrote_it_when_and_in_which_series(page, seed_case):
    said = page(NEWS).words
    assert "By Hope Craig, MSPH" in said
    assert "Posted 10 September 2021" in said
    assert "Series: Biomarker NTRK Coverage from Every Angle" in said
    assert "Reports on Case report in World Journal of Surgical Oncology" in said


def test_the_paper_says_what_of_it_is_not_known_here(page, seed_case):
    said = page(PAPER).words
    assert "Case report in World Journal of Surgical Oncology" in said
    assert "Identifiers are not known here" in said
    assert "The paper itself has not been read here." in said
    assert "By Yingyong Hou, MD, PhD, and colleagues" in said
    assert "No conflicts of interest reported" in said
    assert "Reported on by Rare Case of Mesenchymal Sarcoma" in said


def test_the_paper_says_where_facts_about_it_stand(page, seed_case):
    said = page(PAPER).words
    assert "Disclosures: Rare Case of Mesenchymal Sarcoma" in said
    assert "disclosure line" in said
    assert "confidence medium" in said


def test_a_retracted_article_says_so_on_its_page_and_in_the_list(page, seed_case):
    retract()
    assert "This article was retracted." in page(PAPER).words
    assert "Retracted" in page("/articles/").words


def test_a_withdrawn_article_answers_410_and_leaves_the_list(page, seed_case):
    record = Record.objects.get(name=seed.NEWS)
    publishing.withdraw(record, by="Ada", reason="error", note="Wrong item.")
    assert "Wrong item." in page(NEWS, 410).words
    assert NEWS not in page("/articles/").links
    assert NEWS not in page(f"/cases/{seed_case}/").links


def test_a_series_of_that_name_only_is_shown(client, page, seed_case):
    assert "Biomarker NTRK Coverage from Every Angle" in (
        page("/series/biomarker-ntrk/").words
    )
    # A gene family of a series has a key; it is no series.
    assert client.get("/series/ntrk/").status_code == 404
    assert client.get("/series/nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/articles/nothing/", "/articles/%00/"])
def test_an_unknown_article_is_not_there(client, seed_case, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=2", 404), ("page=x", 400), ("page=0", 400), ("kind=news_item", 400)],
)
def test_the_list_refuses_what_it_cannot_read(client, seed_case, query, status):
    assert client.get(f"/articles/?{query}").status_code == status


def test_60_articles_cost_as_many_queries_as_3(
    client, page, seed_case, django_assert_max_num_queries
):
    news = next(doc for _, doc in seed.documents() if doc.key == seed.NEWS)
    for number in range(57):
        copy = changed(news, key=f"news-{number}", url=f"https://example.org/{number}")
        publishing.put(copy, **archive.ENVELOPE)
    with django_assert_max_num_queries(4):
        client.get("/articles/")
    assert "Articles 51 to 59 of 59" in page("/articles/?page=2").words
