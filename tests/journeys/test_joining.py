"""From an invitation to the workbench, by keyboard, with a second factor."""

from base64 import b32decode

import pytest
from django_otp.oath import totp

from casebase.curation.models import Curator, Invitation
from casebase.curation.people import invitations

from .axe import faults_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

FIRST = "#content :is(input,textarea,a):not([type=hidden])"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Looking:
    """Asks each page for room on a telephone."""

    def __init__(self, page):
        self.page = page
        self.seen = []

    def at(self, heading):
        """Look at the page under this heading."""
        page = self.page
        page.get_by_role("heading", name=heading, level=1).wait_for()
        page.set_viewport_size({"width": 390, "height": 800})
        assert not page.evaluate(SIDEWAYS), heading
        page.set_viewport_size({"width": 1280, "height": 800})
        self.seen.append(heading)


def type_all(page, *texts):
    """Type into one box after the other, and press Enter in the last."""
    page.locator(FIRST).first.focus()
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        if text is not None:
            page.keyboard.press("Control+A")
            page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_an_invited_person_comes_in(page, settings, live_server):
    settings.REQUIRE_SECOND_FACTOR = True
    settings.PUBLIC_URL = live_server.url
    look = Looking(page)
    page.goto("/admin/")
    look.at("Curators log in here")
    page.get_by_role("link", name="You forgot your password?").press("Enter")
    look.at("A new password")

    words = "uranium splits in two"
    page.goto(invitations.draw_link(Invitation(name="Lise Meitner", role="editor")))
    look.at("Make your account")
    type_all(page, None, "University of Vienna", "", "lise", words, words)

    look.at("Set up your second factor")
    letters = page.locator("#secret").inner_text().replace(" ", "")
    type_all(page, f"{totp(b32decode(letters)):06}")
    look.at("Your recovery codes")
    assert faults_of(page) == []
    codes = page.locator(".codes code").all_inner_texts()
    page.get_by_role("link", name="I have kept them").press("Enter")
    look.at("Your statement of interests")
    page.keyboard.press("Tab")
    page.get_by_label("Your interests").press_sequentially("None.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    look.at("Your account")

    page.goto("/admin/curation/invitation/add/")
    page.get_by_label("Name").press_sequentially("Otto Hahn")
    page.keyboard.press("Enter")
    look.at("Invite Otto Hahn")
    assert faults_of(page) == []
    assert page.get_by_label("The link").input_value().startswith(live_server.url)

    page.goto("/admin/account/")
    page.get_by_role("button", name="Log out everywhere").press("Enter")
    look.at("Curators log in here")
    type_all(page, "lise", words)
    look.at("Your code")
    type_all(page, codes[0])
    page.get_by_text("9 are left").wait_for()
    assert Curator.objects.get().is_active
    assert len(look.seen) == 10
