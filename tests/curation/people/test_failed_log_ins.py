"""Who tried to come in and could not is in the audit trail, without what they typed."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from casebase.archive.checks import Seen
from casebase.curation import audit
from casebase.curation.models import AuditEntry
from casebase.curation.people import attempts

from .conftest import another, code, has_app, log_in

pytestmark = pytest.mark.django_db

TYPED = "correct horse battery staple"
FAILED = ("", "A log-in failed.", "person ada")


def trail():
    """Everything that was written down, in order, by a chain that is unbroken."""
    assert list(audit.broken(Seen())) == []
    return list(AuditEntry.objects.values_list("by", "did", "about"))


def test_a_wrong_password_is_written_down_with_the_account_it_was_tried_on(curator):
    log_in(Client(), "ada", TYPED)
    log_in(Client(), "ada")
    assert trail() == [FAILED, ("ada", "Gave the password.", "")]
    printed = StringIO()
    call_command("audit_trail", stdout=printed)
    assert "Z somebody: A log-in failed. person ada\n" in printed.getvalue()
    assert TYPED not in printed.getvalue()


def test_of_a_name_that_nobody_has_only_that_is_written_down(curator):
    log_in(Client(), TYPED, TYPED)
    assert trail() == [("", "A log-in failed. No account has the name.", "")]


def test_the_right_password_of_a_disabled_account_has_failed_too(curator):
    curator.is_active = False
    curator.save()
    log_in(Client(), "ada")
    assert trail() == [FAILED]


def test_what_was_not_judged_is_not_written_down(curator):
    for _ in range(attempts.TOGETHER + 3):
        log_in(Client(), "ada", TYPED)
    log_in(Client(), "ada", "")
    assert trail() == [FAILED] * attempts.TOGETHER


@pytest.mark.usefixtures("asks_for_codes")
def test_a_wrong_code_is_written_down_with_who_had_given_the_password(curator):
    device, client = has_app(curator), Client()
    log_in(client, "ada")
    wrong = another(code(device))
    client.post("/admin/code/", {"code": wrong})
    assert trail()[1:] == [("ada", "Gave a code that was not right.", "")]
    assert wrong not in str(trail())
