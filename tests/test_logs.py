"""A line of the log says what happened, and nothing of what was read or typed."""

import json
import logging
import subprocess
import sys

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from casebase import logs, middleware
from casebase.browse.views import pages

CANARY = "zqx-canary"


def fails(request, word):
    """Fail with what somebody typed in its words."""
    try:
        raise KeyError(word)
    except KeyError as cause:
        raise IntegrityError(f"Key (name)=({word}) is there already.") from cause


urlpatterns = [
    path("fails/<str:word>/", fails),
    path("api/v1/fails/<str:word>/", fails),
]
handler500 = pages.server_error


@pytest.fixture
def lines():
    """What is logged, as production writes it."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    kept = Kept()
    kept.setFormatter(logs.Json())
    loggers = [logging.getLogger(name) for name in ("django", "casebase")]
    for logger in loggers:
        logger.addHandler(kept)
    yield written
    for logger in loggers:
        logger.removeHandler(kept)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("place", ["", "/api/v1"])
def test_a_failure_has_one_number_on_its_page_and_in_the_log(lines, place):
    client = Client(raise_request_exception=False)
    answer = client.get(f"{place}/fails/{CANARY}/?q={CANARY}")
    assert answer.status_code == 500
    number = answer["X-Request-ID"]
    assert len(number) == 16
    assert number in answer.content.decode()
    assert "is there already" not in answer.content.decode()
    (line,) = lines
    assert CANARY not in line
    told = json.loads(line)
    assert told["request_id"] == number
    assert told["route"] == f"{place}/fails/<str:word>/".lstrip("/")
    assert (told["method"], told["status"]) == ("GET", 500)
    assert told["error"] == "django.db.utils.IntegrityError"
    assert told["cause"] == "KeyError"
    assert told["at_line"][-1].endswith(" fails")
    assert told["at"].endswith("+00:00")
    assert client.get(f"{place}/fails/{CANARY}/")["X-Request-ID"] != number


def test_a_line_break_in_a_message_makes_no_second_line(lines):
    logging.getLogger("casebase.people").warning("one\ntwo %s", '"three"')
    (line,) = lines
    assert "\n" not in line
    assert json.loads(line)["said"] == 'one\ntwo "three"'


def test_what_others_put_into_their_messages_is_left_out(lines):
    logging.getLogger("django.security.csrf").warning("Forbidden: %s", CANARY)
    assert CANARY not in lines[0]
    assert json.loads(lines[0])["said"] == "Forbidden: %s"


def test_what_anybody_can_cause_is_written_nowhere():
    """A foreign `Host` is what somebody typed; Python writes what has no handler."""
    code = (
        "import logging.config; from casebase import logs;"
        "logging.config.dictConfig(logs.configured('INFO', 'json'));"
        f"logging.getLogger('django.security.DisallowedHost').error('{CANARY}');"
        "logging.getLogger('django').error('another')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "another" in done.stderr
    assert CANARY not in done.stderr + done.stdout


def test_an_answer_that_is_no_failure_tells_no_number():
    asked = middleware.request_ids(lambda request: HttpResponse("well"))
    assert "X-Request-ID" not in asked(RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("address", "given", "is_taken"),
    [
        ("192.0.2.7", "0123456789abcdef0123456789abcdef", True),
        ("192.0.2.7", "short", False),
        ("192.0.2.7", 'x"} {"at": "now', False),
        ("203.0.113.9", "0123456789abcdef0123456789abcdef", False),
    ],
)
def test_a_number_is_taken_from_our_proxy_alone(settings, address, given, is_taken):
    settings.TRUSTED_PROXY = ["192.0.2.0/28"]
    asked = middleware.request_ids(lambda request: HttpResponse(status=503))
    request = RequestFactory().get(
        "/", REMOTE_ADDR=address, headers={"x-request-id": given}
    )
    assert (asked(request)["X-Request-ID"] == given) is is_taken
