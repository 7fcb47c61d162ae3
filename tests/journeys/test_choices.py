"""The buttons of a list say what they will do, and why they will not."""

import re

import pytest
from playwright.sync_api import expect

from tests.browse import archive

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

PHONE = {"width": 390, "height": 800}


@pytest.fixture(autouse=True)
def _a_public_archive(live_server):
    archive.put_words()
    archive.put_made_up(5)


def test_the_button_to_compare_says_how_many_and_refuses_before_the_click(page):
    page.goto("/cases/?gene=NTRK3")
    button = page.locator("#cmp button")
    boxes = page.locator(".pick input")
    told = page.locator("#cmp-said")
    expect(told).to_have_attribute("aria-live", "polite")
    for number, words in enumerate(
        (
            "Tick 2 to 4 cases, then compare them.",
            "1 case chosen. Tick at least one more to compare.",
            "2 cases chosen.",
            "3 cases chosen.",
            "4 cases chosen.",
            "5 cases chosen. Untick 1: at most 4 are compared.",
        )
    ):
        if number:
            boxes.nth(number - 1).check()
        expect(told).to_have_text(words)
        expect(button).to_have_accessible_description(words)
        if 2 <= number <= 4:
            expect(button).to_have_text(f"Compare {number} cases")
            expect(button).to_be_enabled()
        else:
            expect(button).to_have_text("Compare side by side")
            expect(button).to_have_attribute("aria-disabled", "true")
            button.click(force=True)
            expect(told).to_have_text(words)
    # What was ticked is counted again where the list changes in place.
    page.get_by_role("navigation", name="View").get_by_text("Table").click()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK3&view=table$"))
    expect(told).to_have_text("5 cases chosen. Untick 1: at most 4 are compared.")
    boxes.nth(0).uncheck()
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare four cases")
    page.get_by_role("link", name="Change selection").click()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK3&view=table$"))


def test_on_a_phone_the_filters_say_what_they_will_show(page):
    page.set_viewport_size(PHONE)
    page.goto("/cases/")
    page.locator("#drawer > summary").click()
    show = page.locator(".facets__foot button")
    expect(show).to_have_text("Show 5 cases")
    expect(show).to_be_in_viewport()
    page.route(re.compile(r"/cases/\?"), lambda route: None)
    page.locator("#facets input[name='year']").first.evaluate("one => one.click()")
    expect(show).to_have_text("Show results")
    page.unroute(re.compile(r"/cases/\?"))
    page.reload()
    page.locator("#drawer > summary").click()
    page.locator("#d-year > summary").click()
    page.locator("#facets input[name='year']").first.check()
    expect(show).to_have_text("Show 1 case")
    expect(show).to_be_in_viewport()
    show.click()
    expect(page.locator("#facets")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
