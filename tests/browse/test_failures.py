"""The answers for what failed: they need no database, and say what to do next."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone

from casebase.browse import wording
from casebase.browse.views import pages
from tests import asked_alone

FAILURES = [
    (pages.bad_request, (Exception(),), 400),
    (pages.forbidden, (Exception(),), 403),
    (pages.not_found, (Exception(),), 404),
    (pages.server_error, (), 500),
]


def fails(request):
    """Fail as a fault of the program does."""
    raise ValueError("a secret of the program")


#: The addresses of one test below.
urlpatterns = [path("fails/", fails)]
handler500 = pages.server_error

WAYS_ON = {"/", "/cases/", "/fusions/"}

ASKED = ["/", "/cases/", "/cases/CB-000001/", "/genes/KIT/", "/about/", "/?q=%00"]


@pytest.mark.parametrize(("view", "more", "status"), FAILURES)
def test_a_failure_is_answered_without_a_database(view, more, status):
    """No database is opened for this test: a query would fail it."""
    response = view(RequestFactory().get("/nowhere"), *more)
    assert response.status_code == status
    assert_it_helps(response.content.decode(), status)


@pytest.mark.parametrize("status", [410, 503])
def test_the_static_answers_need_no_request_either(status):
    assert_it_helps(render_to_string(f"{status}.html"), status)


@pytest.mark.promise(7)
@pytest.mark.sqlite
def test_a_database_that_is_not_there_is_answered_503_by_every_page(
    tmp_path, looked_at
):
    asked = [f"GET {address}" for address in (*ASKED, "/nowhere/", "/healthz")]
    given = {"CASEBASE_DATA": str(tmp_path), "LOG_LEVEL": "ERROR"}
    answers = asked_alone.ask(asked, given)["answers"]
    for address in ASKED:
        answer = answers[f"GET {address}"]
        headers = answer["headers"]
        assert answer["status"] == 503, address
        assert_it_helps(answer["body"], 503)
        assert headers["Retry-After"] == "60"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "s-maxage" not in headers.get("Cache-Control", "")
        assert answer["cookies"] == 0
    assert answers["GET /nowhere/"]["status"] == 404
    assert answers["GET /healthz"]["status"] == 200
    looked_at(len(answers), "addresses", least=8)


@pytest.mark.urls(__name__)
def test_any_other_failure_is_answered_500_and_without_its_words(client):
    client.raise_request_exception = False
    response = client.get("/fails/")
    assert response.status_code == 500
    body = response.content.decode()
    assert_it_helps(body, 500)
    assert "secret" not in body
    assert "Content-Security-Policy" in response
    assert not response.cookies


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_our_words(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no page here" in response.content.decode()
    assert "Content-Security-Policy" in response
    assert not response.cookies


@pytest.mark.django_db
def test_a_failure_says_on_paper_what_was_asked_and_when(client):
    body = client.get("/nowhere/?q=<b>").content.decode()
    line = re.search(r'<p class="print-only printline">(.*?)</p>', body)[1]
    assert f"{settings.PUBLIC_URL}/nowhere/?q=%3Cb%3E" in line
    assert f"Read on {wording.day(timezone.localdate())}" in line


def assert_it_helps(body, status):
    """One heading, the status, a search, and ways on that are no dead ends."""
    main = body[body.index("<main") : body.index("</main>")]
    assert len(re.findall(r"<h1[ >]", body)) == 1
    assert f'<p class="code">{status}</p>' in main
    assert 'role="search"' in body
    assert set(re.findall(r'href="([^"]+)"', main)) >= WAYS_ON
