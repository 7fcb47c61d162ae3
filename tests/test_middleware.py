"""What every answer carries, and what a request may claim about itself."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from casebase import middleware

BEHIND_TLS = {"HTTP_X_FORWARDED_PROTO": "https"}


def answer(request):
    """Answer with what a view would see of the request."""
    return HttpResponse("secure" if request.is_secure() else "plain")


def test_an_answer_says_what_its_page_may_load():
    response = middleware.security_headers(answer)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in response["Content-Security-Policy"]


def test_a_view_may_be_stricter_than_the_site():
    def stricter(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = middleware.security_headers(stricter)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "G ET"])
def test_a_method_that_means_nothing_here_is_refused(client, method):
    response = client.generic(method, "/admin/login/")
    assert response.status_code == 405
    assert "TRACE" not in response["Allow"]
    assert "Content-Security-Policy" in response


def test_only_the_configured_proxy_may_say_that_a_request_came_over_https(settings):
    settings.TRUSTED_PROXY = ["192.0.2.0/28"]
    ask = middleware.forwarded_headers(answer)
    for address, seen in {
        "192.0.2.7": b"secure",
        "192.0.2.77": b"plain",
        "": b"plain",
        "nonsense": b"plain",
    }.items():
        request = RequestFactory().get("/", REMOTE_ADDR=address, **BEHIND_TLS)
        assert ask(request).content == seen


@pytest.mark.parametrize(
    ("address", "told", "seen"),
    [
        ("192.0.2.7", "198.51.100.1", "198.51.100.1"),
        ("192.0.2.7", "10.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("192.0.2.7", "10.1.1.1, 198.51.100.1, 192.0.2.8", "198.51.100.1"),
        ("192.0.2.7", "nonsense", "192.0.2.7"),
        ("192.0.2.7", "", "192.0.2.7"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_who_asks_is_who_asked_our_proxy(settings, address, told, seen):
    settings.TRUSTED_PROXY = ["192.0.2.0/28"]
    request = RequestFactory().get(
        "/", REMOTE_ADDR=address, headers={"x-forwarded-for": told}
    )
    middleware.forwarded_headers(answer)(request)
    assert request.META["REMOTE_ADDR"] == seen


def test_a_host_that_is_not_ours_is_refused_with_all_headers(client):
    response = client.get("/admin/login/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Content-Security-Policy" in response
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_over_https_a_cookie_is_bound_to_this_host(client):
    response = client.get("/admin/login/", secure=True)
    cookie = response.cookies["__Host-csrftoken"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]


@pytest.mark.django_db
def test_in_development_a_log_in_works_over_plain_http(client, django_user_model):
    password = "four words in a row"
    django_user_model.objects.create_user("ada", password=password, is_staff=True)
    client.handler.enforce_csrf_checks = True
    client.get("/admin/login/")
    token = client.cookies["dev-csrftoken"].value
    response = client.post(
        "/admin/login/?next=/admin/",
        {"username": "ada", "password": password, "csrfmiddlewaretoken": token},
    )
    assert response.status_code == 302
    session = response.cookies["dev-sessionid"]
    assert session["httponly"]
    assert not session["secure"]
    assert client.get("/admin/").status_code == 200


def test_the_answer_to_a_forged_form_carries_the_headers(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/admin/login/", {"username": "ada"})
    assert response.status_code == 403
    assert "Content-Security-Policy" in response
