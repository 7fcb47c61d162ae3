"""Who has not proved who they are reaches no curators' address, whatever its view."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from casebase import urls
from casebase.curation.people import gate
from tests import admin_addresses

from .conftest import PASSWORD, another, code, has_app, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asks_for_codes")]

#: For arguments of an address something that exists, or might; for all others 1.
ARGUMENTS = {"app_label": "curation", "url": "nowhere", "name": "submit"}

CLOSED = [
    (pattern.name, pattern.filled(lambda argument: ARGUMENTS.get(argument, "1")))
    for pattern in admin_addresses.patterns()
    if pattern.name not in gate.FOR_STRANGERS | gate.HALF_WAY
]


def test_there_are_addresses_to_ask():
    assert len(CLOSED) > 120
    assert not [address for _, address in CLOSED if set(address) & set("<>()$?*")]
    assert {"/admin/", "/admin/jsi18n/", "/admin/autocomplete/"} < {
        a for _, a in CLOSED
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_is_reached_without_the_second_factor(curator, method):
    get_user_model().objects.filter(pk=curator.pk).update(is_superuser=True)
    has_app(curator)
    client = Client()
    assert log_in(client, "ada").status_code == 302
    reached = []
    for _, address in CLOSED:
        answer = getattr(client, method)(address)
        there = answer.get("Location", "")
        if answer.status_code != 302 or not there.startswith("/admin/code/"):
            reached.append((address, answer.status_code, there))
    assert reached == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_is_reached_by_strangers(method):
    reached = []
    for _, address in CLOSED:
        answer = getattr(Client(), method)(address)
        there = answer.get("Location", "")
        if answer.status_code != 302 or not there.startswith("/admin/login/"):
            reached.append((address, answer.status_code, there))
    assert reached == []


def test_a_view_that_asks_nobody_is_closed_all_the_same(curator, monkeypatch):
    forgotten = path("admin/forgotten/", lambda request: HttpResponse("open"))
    monkeypatch.setattr(urls, "urlpatterns", [forgotten, *urls.urlpatterns])
    monkeypatch.setattr("django.conf.settings.ROOT_URLCONF", "casebase.urls")
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        there = Client().get("/admin/forgotten/")["Location"]
        assert there.startswith("/admin/login/")
        client = Client()
        client.force_login(curator)
        assert "/admin/code/" in client.get("/admin/forgotten/")["Location"]
    finally:
        monkeypatch.undo()
        clear_url_caches()


def test_the_code_opens_what_was_asked_for(curator):
    device = has_app(curator)
    client = Client()
    asked = "/admin/curation/patient/?q=a"
    answer = client.post(
        f"/admin/login/?next={asked}",
        {"username": "ada", "password": PASSWORD, "next": asked},
        follow=True,
    )
    assert answer.redirect_chain[-1][0].startswith("/admin/code/?next=")
    address = answer.redirect_chain[-1][0]
    wrong = client.post(address, {"code": another(code(device)), "next": asked})
    assert "not right" in wrong.content.decode()
    before = client.cookies["dev-sessionid"].value
    right = client.post(address, {"code": code(device), "next": asked})
    assert right["Location"] == asked
    assert client.cookies["dev-sessionid"].value != before
    assert client.get(asked).status_code == 200


def test_nobody_is_sent_elsewhere_after_the_code(curator):
    device = has_app(curator)
    client = Client()
    client.force_login(curator)
    sent = client.post(
        "/admin/code/", {"code": code(device), "next": "https://evil.example/admin/"}
    )
    assert sent["Location"] == "/admin/"


def test_who_has_no_app_sets_one_up_first(curator):
    client = Client()
    log_in(client, "ada")
    answer = client.get("/admin/curation/patient/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/admin/enrol/")
    assert answer.status_code == 200


def test_half_way_one_can_still_log_out(curator):
    has_app(curator)
    client = Client()
    log_in(client, "ada")
    client.post("/admin/logout/")
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_in_development_the_password_is_enough(curator, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client = Client()
    log_in(client, "ada")
    assert client.get("/admin/").status_code == 200
