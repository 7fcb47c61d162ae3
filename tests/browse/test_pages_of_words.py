"""Pages of words: what they say is so, and what they link to is there."""

import re

import pytest
from django.conf import settings

ABOUT = ["/about/", "/how-we-curate/", "/accessibility/", "/glossary/", "/privacy/"]
AGREEMENT = settings.BASE_DIR / "docs" / "agreement.md"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ABOUT)
def test_pages_of_words_link_only_to_what_answers(client, page, words, address):
    ours = {
        link.partition("#")[0] for link in page(address).links if link.startswith("/")
    }
    assert {a for a in ours if client.get(a).status_code != 200} == set()


@pytest.mark.django_db
def test_the_licence_and_the_attribution_are_said(page, words):
    said = page("/about/").words
    assert "CC0 1.0" in said
    assert "Quotes and article texts are not ours" in said
    assert "OncoTree" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "entry"),
    [*((address, "/about/") for address in ABOUT), ("/articles/", "/articles/")],
)
def test_the_navigation_says_where_we_are(client, words, address, entry):
    body = client.get(address).content.decode()
    marked = [line for line in body.splitlines() if "aria-current" in line]
    assert any(f'<a href="{entry}" aria-current=' in line for line in marked)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ABOUT)
def test_every_page_of_words_links_to_the_others_and_says_which_it_is(page, address):
    told = page(address)
    assert set(ABOUT) <= set(told.links)
    aside = told.text[told.text.index("<aside") : told.text.index("</aside>")]
    assert re.findall(r'href="([^"]+)" aria-current="page"', aside) == [address]


@pytest.mark.django_db
def test_the_agreement_of_two_transcriptions_is_told_as_it_was_counted(page):
    told = page("/how-we-curate/").words
    counted = AGREEMENT.read_text().split("## After settling")[0]

    def of(kind):
        row = re.search(
            rf"^\| \**{kind}\** \| (\d+) \| (\d+) \|", counted, re.MULTILINE
        )
        return row.groups()

    every, agreed = of("all")
    assert f"Of {every} single values, {agreed} were the same" in told
    for kind, words in (
        ("drug or class", "Drugs agreed in"),
        ("dose", "doses in"),
        ("response category", "categories of response in"),
    ):
        every, agreed = of(kind)
        assert f"{words} {agreed} of {every}" in told
    cases = re.search(r"^(\d+) cases and", counted, re.MULTILINE)[1]
    assert f"the {cases} cases that a new archive starts with" in told


@pytest.mark.django_db
def test_how_to_cite_shows_an_address_of_a_version(page):
    assert f"{settings.PUBLIC_URL}/cases/CB-000001/v2/" in page("/about/").words


@pytest.mark.django_db
@pytest.mark.parametrize("address", ABOUT)
def test_no_page_of_words_names_an_address_to_write_to_that_nobody_set(page, address):
    told = page(address)
    assert not [link for link in told.links if link.startswith("mailto:")]
    assert not re.search(r"\w@\w", told.words)


def test_a_barrier_is_reported_by_the_form_there_is(page, words):
    read = page("/accessibility/")
    assert "Report it as “something else”." in read.words
    assert "/report/" in read.links
