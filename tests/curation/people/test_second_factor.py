"""An app's codes and recovery codes: set up once, each good once."""

import re
from base64 import b32decode

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from casebase.curation.people import second_factor

from .conftest import another, code, has_app, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asks_for_codes")]


def shown_code(page):
    """What an app would show that has read the letters on the page."""
    letters = re.search(r'id="secret">([A-Z2-7 ]+)<', page.content.decode())[1]
    return f"{totp(b32decode(letters.replace(' ', ''))):06}"


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(curator):
    client = Client()
    log_in(client, "ada")
    page = client.get("/admin/enrol/")
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode()
    assert client.post("/admin/enrol/", {"code": another(shown_code(page))}).status_code
    assert not TOTPDevice.objects.exists()
    done = client.post("/admin/enrol/", {"code": shown_code(page)})
    codes = re.findall(r"<li><code>(\w{4} \w{4})</code>", done.content.decode())
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert client.get("/admin/").status_code == 200
    for address in ("/admin/account/", "/admin/enrol/"):
        assert codes[0] not in client.get(address).content.decode()

    elsewhere = Client()
    log_in(elsewhere, "ada")
    assert elsewhere.post("/admin/code/", {"code": codes[0].upper()})["Location"]
    assert "9 are left" in elsewhere.get("/admin/").content.decode()
    again = Client()
    log_in(again, "ada")
    assert (
        "not right" in again.post("/admin/code/", {"code": codes[0]}).content.decode()
    )


def test_the_code_that_set_the_app_up_lets_nobody_in(curator):
    client = Client()
    log_in(client, "ada")
    first = shown_code(client.get("/admin/enrol/"))
    client.post("/admin/enrol/", {"code": first})
    elsewhere = Client()
    log_in(elsewhere, "ada")
    assert elsewhere.post("/admin/code/", {"code": first}).status_code == 200


def test_a_code_is_good_once(curator):
    device = has_app(curator)
    now = code(device)
    clients = [Client(), Client()]
    for client in clients:
        log_in(client, "ada")
    answers = [client.post("/admin/code/", {"code": now}) for client in clients]
    assert [answer.status_code for answer in answers] == [302, 200]


def test_the_password_alone_puts_no_other_app_in_the_place(curator):
    device = has_app(curator)
    client = Client()
    log_in(client, "ada")
    answer = client.get("/admin/enrol/")
    assert answer["Location"].startswith("/admin/code/")
    assert client.post("/admin/enrol/", {"code": "123456"}).status_code == 302
    assert TOTPDevice.objects.get() == device


def test_another_app_takes_the_place_of_the_first(curator):
    device = has_app(curator)
    client = Client()
    log_in(client, "ada")
    client.post("/admin/code/", {"code": code(device)})
    page = client.get("/admin/enrol/")
    client.post("/admin/enrol/", {"code": shown_code(page)})
    assert TOTPDevice.objects.get().key != device.key
    assert second_factor.codes_left(curator) == second_factor.RECOVERY_CODES
    assert client.get("/admin/").status_code == 200


def test_nobody_reads_the_secrets_in_the_admin(curator):
    from django.contrib import admin

    assert not [m for m in admin.site._registry if "otp" in m._meta.app_label]
