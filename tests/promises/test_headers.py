"""Every kind of answer tells the browser how little the page needs."""

import re

import pytest
from django.urls import URLPattern

from casebase.browse import urls as browse_urls

PUBLIC = [
    f"/{pattern.pattern}"
    for pattern in browse_urls.urlpatterns
    if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern)
]
NO_SUCH_PAGE = "/no-such-page/"
#: A comparison of no case at all.
NOTHING_NAMED = "/cases/compare/"
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


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC + OTHERS)
def test_an_answer_carries_the_security_headers(client, address):
    response = client.get(address, secure=True)
    response.close()  # a static file is an open file
    if address == NO_SUCH_PAGE:
        assert response.status_code == 404
    elif address == NOTHING_NAMED:
        assert response.status_code == 400
    else:
        assert response.status_code < 400
    for name, value in NEEDED.items():
        assert re.fullmatch(value, response.get(name, "")), name
    assert "X-Powered-By" not in response


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, NO_SUCH_PAGE])
def test_a_public_answer_sets_no_cookie_and_does_not_vary_by_one(client, address):
    response = client.get(address, secure=True)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
