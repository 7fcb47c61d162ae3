"""Every kind of answer tells the browser how little the page needs."""

import re

import pytest
from django.conf import settings
from django.urls import URLPattern

from casebase.browse import urls as browse_urls
from casebase.browse.api import urls as api_urls
from casebase.browse.api.nowhere import Nowhere
from casebase.browse.api.places import ROOT

#: The API's: pages of other sites may read it.
OPEN = [
    f"{ROOT}/{pattern.pattern}"
    for pattern in api_urls.urlpatterns
    if pattern.callback.view_class is not Nowhere and "<" not in str(pattern.pattern)
]
PUBLIC = [
    f"/{pattern.pattern}"
    for pattern in browse_urls.urlpatterns
    if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern)
] + [*OPEN, *settings.INTAKE_PATHS]
NO_SUCH_PAGE = "/no-such-page/"
#: What an archive without a case cannot show: a comparison of none, a chart of none.
NOTHING_TO_SHOW = {
    "/cases/compare.csv": 400,
    "/cases/swimmer.svg": 404,
    # Nor can a search for nothing be answered.
    f"{ROOT}/search/": 400,
    f"{ROOT}/suggest/": 400,
}
OTHERS = [NO_SUCH_PAGE, "/admin/", "/admin/login/", "/static/admin/css/base.css"]

NEEDED = {
    "Content-Security-Policy": (
        r"default-src 'none'; (?!.*unsafe).*form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": r".*camera=\(\).*",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def test_there_are_public_pages_to_look_at():
    assert len(PUBLIC) >= 8
    assert len(OPEN) >= 18


@pytest.mark.promise(12)
@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC + OTHERS)
def test_an_answer_carries_the_security_headers(client, address, looked_at):
    response = client.get(address, secure=True)
    response.close()  # a static file is an open file
    if address == NO_SUCH_PAGE:
        assert response.status_code == 404
    elif address in NOTHING_TO_SHOW:
        assert response.status_code == NOTHING_TO_SHOW[address]
    else:
        assert response.status_code < 400
    opened = {"Cross-Origin-Resource-Policy": "cross-origin"}
    for name, value in (NEEDED | (opened if address in OPEN else {})).items():
        assert re.fullmatch(value, response.get(name, "")), name
    looked_at(1, "addresses", least=1)
    assert "X-Powered-By" not in response


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, NO_SUCH_PAGE])
def test_no_cache_gives_an_answer_for_longer_than_a_minute(client, address):
    kept = client.get(address, secure=True).get("Cache-Control", "")
    assert "stale-" not in kept
    assert all(int(seconds) <= 60 for seconds in re.findall(r"=(\d+)", kept))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, NO_SUCH_PAGE])
def test_a_public_answer_sets_no_cookie_and_does_not_vary_by_one(client, address):
    response = client.get(address, secure=True)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


#: What fails, a file and a download: none is a page of the lists above.
ELSEWHERE = {
    "/cases/?gene=NOSUCH": 400,
    "/?q=%00": 400,
    "/cases/?page=2": 404,
    "/cases/CB-000001/": 404,
    "/static/nowhere.css": 404,
    "/cases/download.csv": 200,
    "/cases/download.jsonl": 200,
    "/static/favicon.svg": 200,
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ELSEWHERE)
def test_so_does_what_fails_and_what_is_taken_away(client, address):
    response = client.get(address, secure=True)
    response.close()
    assert response.status_code == ELSEWHERE[address]
    for name, value in NEEDED.items():
        assert re.fullmatch(value, response.get(name, "")), name


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, *OTHERS, *ELSEWHERE])
def test_an_answer_says_what_it_is_and_in_which_letters(client, address):
    response = client.get(address, secure=True)
    response.close()
    kind = response.get("Content-Type", "")
    if response.status_code in (301, 302):
        return
    assert kind
    if kind.startswith("text/") or kind.endswith("xml"):
        assert "charset=utf-8" in kind.replace('"', "").lower(), kind


def test_plain_http_leads_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/cases/?gene=KIT")
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/cases/?gene=KIT"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/.git/config",
        "/.env",
        "/manage.py",
        "/static/",
        "/static/../manage.py",
        "/var/",
    ],
)
def test_what_is_no_page_is_not_served(client, address):
    assert client.get(address, secure=True).status_code == 404
