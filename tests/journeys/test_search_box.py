"""The box of the search offers names while somebody types, by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browse import archive
from tests.journeys import axe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _a_public_archive(live_server):
    archive.put_words()
    archive.put_seed()


def test_a_name_is_chosen_from_what_is_offered(page):
    page.goto("/")
    box = page.get_by_role("combobox")
    offers = page.get_by_role("option")
    box.press_sequentially("xalk")
    expect(offers).to_have_count(1)
    expect(offers).to_contain_text("crizotinib Xalkori")
    expect(page.get_by_role("status")).to_have_text("1 suggestion")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(offers).to_have_attribute("aria-selected", "true")
    chosen = offers.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen))
    assert axe.faults_of(page) == []

    box.press("Escape")
    expect(offers).to_have_count(0)
    expect(box).to_have_value("xalk")
    box.press("ArrowDown")
    expect(offers).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/drugs/crizotinib/$"))


def test_an_arrow_opens_the_list_at_its_end(page):
    page.goto("/")
    box = page.get_by_role("combobox")
    offers = page.get_by_role("option")
    box.press_sequentially("sarcoma")
    expect(offers.nth(1)).to_be_visible()
    for arrow, chosen in [("ArrowUp", offers.last), ("ArrowDown", offers.first)]:
        box.press("Escape")
        expect(offers).to_have_count(0)
        box.press(arrow)
        expect(chosen).to_have_attribute("aria-selected", "true")


def test_enter_without_a_choice_searches(page):
    page.goto("/about/")
    box = page.get_by_role("combobox")
    box.press_sequentially("ntrk")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=ntrk$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("1 case")


def test_an_offer_is_chosen_by_hand(page):
    page.goto("/search/")
    page.get_by_role("combobox").press_sequentially("crizo")
    page.get_by_role("option", name="crizotinib").click()
    expect(page).to_have_url(re.compile(r"/drugs/crizotinib/$"))
