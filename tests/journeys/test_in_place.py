"""A list changes in place: no page is loaded anew, and nothing is lost on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browse import archive

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

ANY_QUESTION = re.compile(r"/cases/\?")


@pytest.fixture(autouse=True)
def _a_public_archive(live_server):
    archive.put_words()
    archive.put_seed()
    archive.put_made_up(3)


def test_filters_change_the_list_its_address_and_the_way_back(page):
    opened(page, "/cases/")
    page.locator("#d-sex > summary").click()
    box(page, "gene", "NTRK3").check()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK3$"))
    expect(page.get_by_role("status")).to_have_text("3 cases")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 cases")
    expect(page).to_have_title("Cases. Gene: NTRK3 · Casebase")
    expect(page.locator("#printed-from")).to_have_text(page.url)
    expect(box(page, "gene", "NTRK3")).to_be_focused()
    expect(page.locator("#d-sex")).to_have_attribute("open", "")

    page.locator(".pick input").first.check()
    page.get_by_role("navigation", name="View").get_by_text("Table").click()
    expect(page).to_have_url(re.compile(r"gene=NTRK3&view=table$"))
    expect(page.get_by_role("link", name="Table")).to_be_focused()
    expect(page.locator(".pick input:checked")).to_have_count(1)

    page.go_back()
    expect(page.locator("ol.cases")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 cases")
    expect(box(page, "gene", "NTRK3")).not_to_be_checked()
    page.go_forward()
    expect(box(page, "gene", "NTRK3")).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 cases")

    page.get_by_role("link", name="Remove filter: Gene NTRK3").click()
    expect(page).to_have_url(re.compile(r"/cases/$"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_label("Search within cases").fill("entrectinib")
    page.get_by_label("Search within cases").press("Enter")
    expect(page).to_have_url(re.compile(r"/cases/\?q=entrectinib$"))
    expect(page.get_by_role("status")).to_have_text("3 cases")
    assert never_loaded_anew(page)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_who_ticks_a_box_far_down_stays_there(page):
    page.set_viewport_size({"width": 1280, "height": 500})
    opened(page, "/cases/")
    one = box(page, "drug", "entrectinib")
    one.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 100)")
    before = page.evaluate("window.scrollY")
    assert before > 300
    one.check()
    expect(page.get_by_role("status")).to_have_text("3 cases")
    expect(one).to_be_focused()
    expect(one).to_be_in_viewport()
    assert page.evaluate("window.scrollY") == before
    assert never_loaded_anew(page)


def test_apply_after_a_tick_is_no_step_of_its_own(page):
    opened(page, "/cases/")
    box(page, "gene", "NTRK3").check()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK3$"))
    with page.expect_response(ANY_QUESTION):
        page.get_by_role("button", name="Apply").click()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/cases/$"))
    expect(box(page, "gene", "NTRK3")).not_to_be_checked()
    assert never_loaded_anew(page)


def test_two_ticks_at_once_are_both_kept(page):
    opened(page, "/cases/")
    asked = []

    def hold_the_first(route):
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route(ANY_QUESTION, hold_the_first)
    with page.expect_request(ANY_QUESTION):
        box(page, "gene", "NTRK1").check()
    box(page, "gene", "NTRK3").check()
    # The first answer comes when the second box is ticked already.
    asked[0].continue_()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK3&gene=NTRK1$"))
    expect(page.get_by_role("status")).to_have_text("4 cases")
    expect(page.locator("#facets input:checked")).to_have_count(2)
    assert never_loaded_anew(page)


@pytest.mark.parametrize("status", [500, 400])
def test_an_answer_that_is_no_list_leaves_the_list_and_says_so(page, status):
    opened(page, "/cases/")
    page.route(ANY_QUESTION, lambda route: route.fulfill(status=status, body="no"))
    box(page, "gene", "NTRK3").check()
    alert = page.locator("#results").get_by_role("alert")
    expect(alert).to_contain_text(f"the server answered {status}")
    expect(page.locator("li.case")).to_have_count(4)
    expect(page).to_have_url(re.compile(r"/cases/$"))
    assert page.complaints
    page.complaints.clear()
    page.unroute(ANY_QUESTION)
    alert.get_by_role("link", name="Try again").click()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK3$"))
    expect(page.locator("li.case")).to_have_count(3)


def test_courses_change_in_place_too(page):
    opened(page, "/treatments/")
    page.locator("#drawer > summary").click()
    box(page, "drug", "crizotinib").check()
    expect(page.get_by_role("status")).to_have_text("4 courses")
    expect(box(page, "drug", "crizotinib")).to_be_focused()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#facets")).to_be_hidden()
    assert never_loaded_anew(page)


def test_two_keys_and_how_to_turn_them_off(page):
    page.goto("/about/")
    page.keyboard.press("/")
    search = page.get_by_label("Search cases")
    expect(search).to_be_focused()
    page.keyboard.type("a/b?")
    expect(search).to_have_value("a/b?")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+/")
    expect(search).not_to_be_focused()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("?")
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.goto("/keys/")
    expect(page.get_by_role("checkbox")).not_to_be_checked()
    page.keyboard.press("/")
    expect(page.get_by_label("Search cases")).not_to_be_focused()
    page.get_by_role("checkbox").check()
    assert page.evaluate("localStorage.length") == 0


def opened(page, address: str) -> None:
    """Open a list, and mark the page, to know whether it is loaded anew."""
    page.goto(address)
    page.evaluate("window.isTheSame = true")


def never_loaded_anew(page) -> bool:
    """Whether it is still the page that was opened."""
    return page.evaluate("window.isTheSame === true")


def box(page, facet: str, value: str):
    """The box of one value of a filter."""
    return page.locator(f"#facets input[name='{facet}'][value='{value}']")
