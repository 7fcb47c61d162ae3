"""Nobody makes an account without an invitation, and nobody makes two with one."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from casebase.curation.models import Curator, Invitation
from casebase.curation.people import invitations
from casebase.curation.people.orcid import clean_orcid

ORCID = "0000-0002-1825-0097"  # Josiah Carberry, ORCID's own example
PASSWORDS = ("password1", "password2")
NEW = {
    "display_name": "Lise Meitner",
    "institution": "University of Vienna",
    "orcid": ORCID,
    "username": "lise",
    "password1": "uranium splits in two",
    "password2": "uranium splits in two",
}


def link_on(page):
    """The link that the page shows, as an address of this site."""
    shown = re.search(r'class="link-shown"[^>]*>([^<]+)<', said(page))[1]
    return shown.removeprefix("http://127.0.0.1:8000")


def said(answer):
    """The text of the page."""
    return answer.content.decode()


def invite(as_editor, **typed):
    """Invite somebody; return the page that shows the link."""
    typed = {"name": "Lise Meitner", "email": "lise@example.org"} | typed
    return as_editor.post(
        "/admin/curation/invitation/add/", {"role": "reviewer"} | typed
    )


@pytest.fixture
def link(as_editor):
    return link_on(invite(as_editor))


@pytest.mark.django_db
def test_the_invited_makes_the_account_and_is_told_what_comes_next(link, settings):
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    client = Client()
    assert 'value="Lise Meitner"' in said(client.get(link))
    done = client.post(link, NEW)
    assert done["Location"] == "/admin/account/statement/"
    lise = Curator.objects.get(username="lise")
    assert [group.name for group in lise.groups.all()] == ["reviewer"]
    assert (lise.email, lise.orcid) == ("lise@example.org", ORCID)
    assert lise.is_staff
    assert not lise.is_superuser
    assert identify_hasher(lise.password).algorithm == "argon2"
    assert lise.invitation.invited_by.username == "edith"
    assert client.get("/admin/account/").status_code == 200


@pytest.mark.django_db
def test_outside_development_the_second_factor_comes_first(link, asks_for_codes):
    client = Client()
    done = client.post(link, NEW)
    assert done["Location"].startswith("/admin/enrol/?next=%2Fadmin%2Faccount%2Fst")
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_a_link_makes_one_account(link):
    assert Client().post(link, NEW).status_code == 302
    again = Client().post(link, NEW | {"username": "other"})
    assert again.status_code == 410
    assert Client().get(link).status_code == 410
    assert Curator.objects.filter(username__in=["lise", "other"]).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "close",
    [
        lambda client, pk: Invitation.objects.update(expires_at=timezone.now()),
        lambda client, pk: client.post(f"/admin/curation/invitation/{pk}/revoke/"),
        lambda client, pk: client.post(f"/admin/curation/invitation/{pk}/new-link/"),
    ],
    ids=["expired", "revoked", "a newer one was made"],
)
def test_a_closed_link_opens_nothing_and_does_not_say_why(as_editor, link, close):
    close(as_editor, Invitation.objects.get().pk)
    answer = Client().post(link, NEW)
    assert answer.status_code == 410
    assert said(answer) == said(Client().post("/admin/join/nonsense:x:y/", NEW))
    assert not Curator.objects.filter(username="lise").exists()


@pytest.mark.django_db
def test_a_link_is_good_for_seven_days(as_editor, monkeypatch):
    link = link_on(invite(as_editor))
    open_for = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < open_for <= timedelta(days=7)
    # Also if somebody moves the date in the table: the signature has its own.
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=365))
    now = timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 8 * 24 * 3600)
    assert Client().get(link).status_code == 410


@pytest.mark.django_db
def test_a_newer_link_opens_the_account(as_editor, link):
    pk = Invitation.objects.get().pk
    newer = link_on(as_editor.post(f"/admin/curation/invitation/{pk}/new-link/"))
    assert newer != link
    assert Client().post(newer, NEW).status_code == 302


@pytest.mark.django_db
def test_who_invited_and_who_revoked_stands_in_the_log(as_editor, link):
    pk = Invitation.objects.get().pk
    as_editor.post(f"/admin/curation/invitation/{pk}/new-link/")
    as_editor.post(f"/admin/curation/invitation/{pk}/revoke/")
    history = said(as_editor.get(f"/admin/curation/invitation/{pk}/history/"))
    for did in ("Added.", "New link made.", "Revoked."):
        assert did in history
    assert history.count("edith") == 3


@pytest.mark.django_db
def test_an_accepted_invitation_is_neither_revoked_nor_opened_again(as_editor, link):
    Client().post(link, NEW)
    pk = Invitation.objects.get().pk
    for button in ("revoke", "new-link"):
        address = f"/admin/curation/invitation/{pk}/{button}/"
        assert as_editor.post(address).status_code == 404
    assert "accepted" in said(as_editor.get("/admin/curation/invitation/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (dict.fromkeys(PASSWORDS, "short"), "at least 15 characters"),
        (dict.fromkeys(PASSWORDS, "1q2w3e4r5t6y7u8i9o"), "too common"),
        (dict.fromkeys(PASSWORDS, "lise meitner 1938"), "too similar"),
        ({"orcid": "0000-0002-1825-0098"}, "mistyped"),
        ({"orcid": "my iD"}, "looks like"),
        ({"display_name": ""}, "required"),
        ({"username": "Edith"}, "already exists"),
    ],
)
def test_what_the_invited_types_is_checked(link, typed, refusal):
    answer = Client().post(link, NEW | typed)
    assert answer.status_code == 200
    assert refusal in said(answer)
    assert 'class="errorlist"' in said(answer)
    assert not Curator.objects.filter(username="lise").exists()


@pytest.mark.django_db
def test_only_editors_invite(as_curator, reviewer):
    for client in (as_curator, Client()):
        if client is not as_curator:
            client.force_login(reviewer)
        assert client.get("/admin/curation/invitation/").status_code == 403
        assert invite(client).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_the_link_is_shown_once_and_mailed_only_where_mail_is(as_editor, settings):
    page = invite(as_editor)
    assert "sent by mail" not in said(page)
    assert mail.outbox == []
    assert "/admin/join/" in link_on(page)
    pk = Invitation.objects.get().pk
    for address in ("", f"{pk}/change/", f"{pk}/history/"):
        shown = as_editor.get(f"/admin/curation/invitation/{address}")
        assert "/join/" not in said(shown)
    settings.MAIL_IS_CONFIGURED = True
    page = invite(as_editor)
    assert "sent by mail" in said(page)
    [sent] = mail.outbox
    assert sent.to == ["lise@example.org"]
    assert link_on(page) in sent.body


@pytest.mark.django_db
def test_the_first_editor_is_invited_at_the_command_line(capsys):
    call_command("invite_editor", name="Lise Meitner")
    link = capsys.readouterr().out.split("http://127.0.0.1:8000")[1].strip()
    assert Client().post(link, NEW).status_code == 302
    lise = Curator.objects.get(username="lise")
    assert [group.name for group in lise.groups.all()] == ["editor"]
    assert lise.has_perm("curation.add_invitation")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_one_moment_one_has_the_account(db):
    from threading import Barrier, Thread

    from django.db import connections

    invitation = Invitation(name="Lise Meitner")
    token = invitations.draw_link(invitation).split("/")[-2]
    start, made = Barrier(2), []

    def accept(name):
        start.wait()
        try:
            made.append(invitations.accept(token, lambda: Curator(username=name)))
        except invitations.Closed:
            pass
        finally:
            connections["default"].close()

    threads = [Thread(target=accept, args=[name]) for name in ("one", "other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == Curator.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (ORCID, ORCID),
        (f" https://orcid.org/{ORCID} ", ORCID),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("", ""),
    ],
)
def test_an_orcid_is_kept_in_one_form(typed, kept):
    assert clean_orcid(typed) == kept


@pytest.mark.parametrize(
    "typed", ["0000-0002-1825-0096", "0000-0020-1825-0097", "0000000218250097"]
)
def test_a_slip_in_an_orcid_is_seen(typed):
    with pytest.raises(ValidationError):
        clean_orcid(typed)
