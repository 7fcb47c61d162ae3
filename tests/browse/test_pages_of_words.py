"""Pages of words, and the answers for what failed."""

import pytest
from django.test import RequestFactory

from casebase.browse.views import pages

FAILURES = [
    (pages.bad_request, (Exception(),), 400),
    (pages.forbidden, (Exception(),), 403),
    (pages.not_found, (Exception(),), 404),
    (pages.server_error, (), 500),
]


@pytest.mark.parametrize(("view", "more", "status"), FAILURES)
def test_a_failure_is_answered_without_a_database(view, more, status):
    """No database is opened for this test: a query would fail it."""
    response = view(RequestFactory().get("/nowhere"), *more)
    assert response.status_code == status
    body = response.content.decode()
    assert body.count("<h1>") == 1
    assert str(status) in body
    assert "<form" in body


@pytest.mark.parametrize("name", ["410.html", "503.html"])
def test_the_static_answers_need_no_request_either(name):
    from django.template.loader import render_to_string

    assert name.removesuffix(".html") in render_to_string(name)


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_our_words(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no page here" in response.content.decode()
    assert "Content-Security-Policy" in response


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/about/", "/privacy/"])
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
    [("/about/", "/about/"), ("/privacy/", "/about/"), ("/articles/", "/articles/")],
)
def test_the_navigation_says_where_we_are(client, words, address, entry):
    body = client.get(address).content.decode()
    marked = [line for line in body.splitlines() if "aria-current" in line]
    assert any(f'<a href="{entry}" aria-current=' in line for line in marked)
