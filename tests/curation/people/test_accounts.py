"""What becomes of an account: disabled, lost, forgotten; and who did it."""

import re
from datetime import timedelta
from threading import enumerate as threads

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from casebase.curation import standings, workflow
from casebase.curation.models import Curator, InterestStatement
from casebase.curation.people import attempts, statements
from tests import seed

from .conftest import PASSWORD, code, has_app, log_in
from .test_joining import link_on, said

pytestmark = pytest.mark.django_db

NEW = "quite another password"


def step(client, person, name):
    """Press an editor's button on somebody's account."""
    return client.post(f"/admin/curation/curator/{person.pk}/{name}/")


def choose(link, password=NEW):
    """Choose a new password with a link, as a browser does."""
    client = Client()
    page = client.get(link, follow=True)
    if page.status_code != 200:
        return page
    address = page.redirect_chain[-1][0]
    return client.post(address, {"new_password1": password, "new_password2": password})


def is_in(client):
    """Whether the next click still works."""
    return client.get("/admin/").status_code == 200


# ── Disabled ──────────────────────────────────────────────────────────────────────


def test_an_open_session_ends_with_the_next_click_after_disabling(
    as_curator, as_editor, curator
):
    assert is_in(as_curator)
    step(as_editor, curator, "disable")
    answer = as_curator.get("/admin/curation/patient/")
    assert answer["Location"].startswith("/admin/login/")
    assert log_in(Client(), "ada").status_code == 200
    step(as_editor, curator, "enable")
    assert log_in(Client(), "ada").status_code == 302


def test_it_ends_too_where_only_the_row_was_changed(as_curator, curator):
    Curator.objects.filter(pk=curator.pk).update(is_active=False)
    assert not is_in(as_curator)


def test_a_password_changed_elsewhere_ends_the_other_sessions(as_curator, curator):
    here = Client()
    log_in(here, "ada")
    changed = here.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )
    assert changed.status_code == 302
    assert is_in(here)
    assert not is_in(as_curator)


def test_one_logs_out_everywhere(as_curator, as_editor, curator):
    elsewhere = Client()
    log_in(elsewhere, "ada")
    elsewhere.post("/admin/account/log-out/")
    assert not is_in(elsewhere)
    assert not is_in(as_curator)
    assert is_in(as_editor)


# ── Lost and forgotten ────────────────────────────────────────────────────────────


def test_an_editor_resets_a_lost_second_factor(
    as_editor, curator, editor, settings, asks_for_codes
):
    mine, theirs = has_app(editor), has_app(curator)
    as_editor.post("/admin/code/", {"code": code(mine)})
    client = Client()
    log_in(client, "ada")
    client.post("/admin/code/", {"code": code(theirs)})
    assert is_in(client)
    step(as_editor, curator, "reset-second-factor")
    assert not is_in(client)
    assert TOTPDevice.objects.get() == mine
    log_in(client, "ada")
    assert "/admin/enrol/" in client.get("/admin/", follow=True).redirect_chain[-1][0]


def test_an_editor_hands_over_a_link_for_a_new_password(as_curator, as_editor, curator):
    link = link_on(step(as_editor, curator, "new-password-link"))
    assert is_in(as_curator)
    assert choose(link)["Location"] == "/admin/login/"
    assert not is_in(as_curator)
    assert log_in(Client(), "ada").status_code == 200
    assert log_in(Client(), "ada", NEW).status_code == 302
    assert choose(link, "yet another password").status_code == 410


def test_a_link_for_a_new_password_is_good_for_a_day(
    as_editor, curator, settings, monkeypatch
):
    link = link_on(step(as_editor, curator, "new-password-link"))
    late = timezone.now().replace(tzinfo=None) + timedelta(days=1, minutes=1)
    monkeypatch.setattr(
        "django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda _: late
    )
    assert choose(link).status_code == 410


def test_a_poor_new_password_is_refused(as_editor, curator):
    link = link_on(step(as_editor, curator, "new-password-link"))
    assert "at least 15" in said(choose(link, "short"))


def test_without_mail_the_page_says_whom_to_ask(curator):
    assert "Ask one of its editors" in said(Client().get("/admin/new-password/"))
    Client().post("/admin/new-password/", {"email": "ada@example.org"})
    assert mail.outbox == []


def ask(email):
    """Ask for a link by mail; return the page when the mail has left."""
    answer = Client().post("/admin/new-password/", {"email": email})
    for thread in threads():
        if thread.name.startswith("mail"):
            thread.join()
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", said(answer))


def test_a_link_comes_by_mail_and_the_answer_tells_nobody(curator, settings):
    settings.MAIL_IS_CONFIGURED = True
    assert ask("Ada@example.org") == ask("nobody@example.org")
    [sent] = mail.outbox
    assert sent.to == ["ada@example.org"]
    link = re.search(r"http://127.0.0.1:8000(\S+)", sent.body.split("once")[1])[1]
    choose(link)
    assert log_in(Client(), "ada", NEW).status_code == 302


def test_mail_for_one_address_is_limited(curator, settings):
    settings.MAIL_IS_CONFIGURED = True
    for _ in range(attempts.TOGETHER):
        ask("ada@example.org")
    assert attempts.TOO_MANY in ask("ada@example.org")
    assert len(mail.outbox) == attempts.TOGETHER


# ── Who may, and who did ──────────────────────────────────────────────────────────

STEPS = ["disable", "enable", "reset-second-factor", "new-password-link"]


@pytest.mark.parametrize("name", STEPS)
def test_only_editors_touch_accounts_and_no_operators(
    as_curator, as_editor, curator, editor, name
):
    root = Curator.objects.create_superuser("root", password=PASSWORD)
    assert step(as_curator, editor, name).status_code == 403
    assert step(as_editor, root, name).status_code == 403
    assert step(as_editor, editor, name).status_code == 403
    assert Curator.objects.filter(is_active=True).count() == 3
    as_editor.get(f"/admin/curation/curator/{curator.pk}/{name}/")
    assert not LogEntry.objects.exists()


def test_an_editor_makes_nobody_an_operator(as_editor, curator):
    address = f"/admin/curation/curator/{curator.pk}/change/"
    roles = {g.name: g.pk for g in curator.groups.model.objects.all()}
    typed = {"display_name": "Ada", "groups": roles["reviewer"], "is_superuser": "on"}
    assert as_editor.post(address, typed).status_code == 302
    curator.refresh_from_db()
    assert not curator.is_superuser
    assert [group.name for group in curator.groups.all()] == ["reviewer"]
    assert as_editor.get("/admin/curation/curator/add/").status_code == 403
    assert as_editor.get(address.replace("change", "delete")).status_code == 403
    assert as_editor.get(address.replace("change", "password")).status_code in (
        302,
        404,
    )


@pytest.mark.parametrize("name", STEPS)
def test_who_did_what_stands_in_the_log_and_before_its_owner(
    as_editor, as_curator, curator, name
):
    step(as_editor, curator, name)
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("edith", str(curator.pk))
    history = as_editor.get(f"/admin/curation/curator/{curator.pk}/history/")
    assert entry.change_message in said(history)
    Curator.objects.update(is_active=True)
    client = Client()
    client.force_login(curator)
    page = said(client.get("/admin/account/"))
    assert entry.change_message in page
    assert "Edith" in page


# ── Statements of interests ───────────────────────────────────────────────────────


@pytest.fixture
def in_review(curator):
    patient = seed.import_seed(curator)
    workflow.submit(patient, by=curator)
    return patient


def test_who_approves_has_made_a_statement_within_a_year(in_review, reviewer):
    assert standings.why_not("approve", in_review, reviewer) == ""
    InterestStatement.objects.update(valid_until=timezone.localdate())
    assert standings.why_not("approve", in_review, reviewer) == ""
    InterestStatement.objects.update(
        valid_until=timezone.localdate() - timedelta(days=1)
    )
    assert standings.why_not("approve", in_review, reviewer) == statements.OUTDATED
    with pytest.raises(workflow.NotAllowed, match="older than a year"):
        workflow.approve(in_review, by=reviewer)
    InterestStatement.objects.all().delete()
    with pytest.raises(workflow.NotAllowed, match="no statement"):
        workflow.approve(in_review, by=reviewer)


def test_it_is_renewed_on_a_page_that_every_page_leads_to(reviewer):
    yesterday = timezone.localdate() - timedelta(days=1)
    InterestStatement.objects.update(valid_until=yesterday)
    client = Client()
    client.force_login(reviewer)
    page = said(client.get("/admin/curation/patient/"))
    assert statements.OUTDATED in page.replace("&#x27;", "'")
    assert 'href="/admin/account/statement/"' in page
    assert (
        client.post("/admin/account/statement/", {"statement": " "}).status_code == 200
    )
    client.post("/admin/account/statement/", {"statement": "Fees from a maker."})
    first, last = InterestStatement.objects.order_by("pk")
    assert first.statement == "None."
    assert last.valid_until == timezone.localdate() + timedelta(days=365)
    assert statements.why_not(reviewer) == ""
    assert statements.OUTDATED not in said(client.get("/admin/curation/patient/"))
