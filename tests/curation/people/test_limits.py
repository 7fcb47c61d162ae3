"""Passwords and codes cannot be guessed; nobody is locked out by a stranger."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client, RequestFactory
from django.utils import timezone

from casebase import askers
from casebase.curation.models import Attempt
from casebase.curation.people import attempts

from .conftest import PASSWORD, another, code, has_app, log_in

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.{}"


def said(answer):
    """The text of the page."""
    return answer.content.decode()


def guess(address, username="ada", password="not this password"):
    """Try a password from an address."""
    return log_in(Client(), username, password, REMOTE_ADDR=address)


@pytest.mark.django_db
def test_an_address_has_five_guesses_for_an_account(curator):
    for _ in range(attempts.TOGETHER):
        assert "Too many" not in said(guess(HERE))
    assert attempts.TOO_MANY in said(guess(HERE))
    assert attempts.TOO_MANY in said(guess(HERE, password=PASSWORD))
    Attempt.objects.update(at=timezone.now() - attempts.WINDOW)
    assert guess(HERE, password=PASSWORD).status_code == 302


@pytest.mark.django_db
def test_an_address_cannot_try_one_password_on_many_accounts():
    for number in range(attempts.FROM_HERE):
        assert "Too many" not in said(guess(HERE, f"name{number}"))
    assert attempts.TOO_MANY in said(guess(HERE, "another name"))
    assert "Too many" not in said(guess(ELSEWHERE.format(1), "another name"))


@pytest.mark.django_db
def test_strangers_everywhere_have_twenty_guesses_and_lock_nobody_out(curator):
    assert guess(HERE, password=PASSWORD).status_code == 302
    for number in range(attempts.ELSEWHERE):
        assert "Too many" not in said(guess(ELSEWHERE.format(number)))
    assert attempts.TOO_MANY in said(guess(ELSEWHERE.format(99)))
    assert attempts.TOO_MANY in said(guess(ELSEWHERE.format(98), password=PASSWORD))
    # From where she has come in before, Ada still does.
    assert guess(HERE, password=PASSWORD).status_code == 302


@pytest.mark.django_db
def test_what_is_refused_prolongs_no_lock(curator):
    for _ in range(attempts.TOGETHER + 10):
        guess(HERE)
    assert Attempt.objects.count() == attempts.TOGETHER


@pytest.mark.django_db
def test_the_answer_does_not_tell_who_has_an_account(curator):
    known = [said(guess(HERE, "ada")) for _ in range(attempts.TOGETHER + 1)]
    unknown = [said(guess(HERE, "eve")) for _ in range(attempts.TOGETHER + 1)]

    def bare(page, name):
        import re

        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
        return page.replace(f'value="{name}"', "")

    assert [bare(p, "ada") for p in known] == [bare(p, "eve") for p in unknown]


@pytest.mark.django_db
def test_codes_are_limited_as_well(curator, asks_for_codes):
    device = has_app(curator)
    client = Client()
    log_in(client, "ada")
    wrong = another(code(device))
    for _ in range(attempts.TOGETHER):
        assert "not right" in said(client.post("/admin/code/", {"code": wrong}))
    assert attempts.TOO_MANY in said(client.post("/admin/code/", {"code": wrong}))
    assert attempts.TOO_MANY in said(
        client.post("/admin/code/", {"code": code(device)})
    )


@pytest.mark.django_db
def test_a_thief_of_the_password_has_forty_codes_a_day(curator):
    request = RequestFactory().post("/", REMOTE_ADDR=HERE)
    for number in range(attempts.CODES_A_DAY):
        request.META["REMOTE_ADDR"] = ELSEWHERE.format(number)
        attempts.begin(attempts.CODE, "ada", request)
        Attempt.objects.update(at=timezone.now() - timedelta(hours=1))
    with pytest.raises(attempts.TooMany):
        attempts.begin(attempts.CODE, "ada", request)


@pytest.mark.django_db
def test_neither_name_nor_address_is_kept(curator):
    guess(HERE, username="my secret by mistake")
    kept = " ".join(map(str, Attempt.objects.values_list()[0]))
    assert HERE not in kept
    assert "secret" not in kept


def test_neighbours_in_one_network_count_together():
    assert askers.network("2001:db8:1:2:3::4") == "2001:db8:1:2::/64"
    assert askers.network("::ffff:192.0.2.1") == "192.0.2.1"
    assert askers.network("") == ""


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_for_many_at_one_moment():
    tried = []
    start = threading.Barrier(12)

    def attempt():
        request = RequestFactory().post("/", REMOTE_ADDR=HERE)
        start.wait()
        try:
            attempts.begin(attempts.PASSWORD, "ada", request)
            tried.append(1)
        except attempts.TooMany:
            pass
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) <= attempts.TOGETHER
