"""A clinician finds the case: by its fusion, by a drug, by why a drug was not given."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import site

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = (
    "33-year-old man, mesenchymal malignant tumour/sarcoma of the scalp, "
    "NTRK1 rearrangement"
)
MOST_TABS = 80


@pytest.fixture(autouse=True)
def _a_public_archive(live_server):
    site.publish()


def test_by_its_fusion_from_the_front_door(page):
    page.goto("/")
    page.get_by_label("Search by gene, fusion, drug or tumour").fill("ntrk1")
    page.get_by_label("Search by gene, fusion, drug or tumour").press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=ntrk1$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("1 case")
    opens_the_case(page)

    page.go_back()
    box_of_search = page.get_by_label("Search cases, terms and articles")
    expect(box_of_search).to_have_value("ntrk1")
    page.go_back()
    page.get_by_role("navigation", name="Main").get_by_text("Fusions").click()
    page.locator("main").get_by_role("link", name="NTRK1").first.click()
    expect(page).to_have_url(re.compile(r"/fusions/NTRK1-partner-unknown/$"))
    opens_the_case(page)


def test_by_a_facet_and_back(page):
    page.goto("/cases/")
    box(page, "gene", "NTRK1").check()
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK1$"))
    expect(box(page, "gene", "NTRK1")).to_be_checked()
    opens_the_case(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK1$"))
    page.get_by_role("link", name="Remove filter: Gene NTRK1").click()
    expect(page).to_have_url(re.compile(r"/cases/$"))


def test_by_a_drug_and_by_why_another_was_not_given(page):
    page.goto("/drugs/")
    page.locator("main").get_by_role("link", name="Crizotinib").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Crizotinib")
    opens_the_case(page)

    page.goto("/cases/")
    cost = box(page, "not_given", "cost")
    page.locator("details.facet", has=cost).locator("summary").click()
    cost.check()
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"/cases/\?not_given=cost$"))
    expect(page.locator("main")).to_contain_text("Larotrectinib: considered, not given")
    opens_the_case(page)


def test_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search by gene, fusion, drug or tumour").fill("crizotinib")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="As filters of the list").click()
    box(page, "response", "CR").check()
    page.get_by_role("button", name="Apply").click()
    assert "response=CR" in page.url
    assert "drug=crizotinib" in page.url
    opens_the_case(page)
    source = page.locator("#treatments details.prov").first
    assert source.get_attribute("open") is None
    source.locator("summary").click()
    expect(source.get_by_role("link")).to_be_visible()
    context.close()


def test_by_keyboard_alone(page):
    page.goto("/cases/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    page.keyboard.press("Enter")
    tab_to(
        page,
        "document.activeElement.matches('[name=gene][value=NTRK1][type=checkbox]')",
    )
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/cases/\?gene=NTRK1$"))

    tab_to(page, "document.activeElement.closest('.case__title')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    tab_to(page, "document.activeElement.closest('.prov')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details').open")
    tab_to(page, "document.activeElement.matches('.prov__b a')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rare Case")


def test_what_is_printed_says_where_it_is_from(page):
    page.goto(site.SEED)
    line = page.locator(".printline")
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_be_visible()
    expect(line).to_contain_text("/cases/CB-000001/v2/")
    expect(line).to_contain_text("Not medical advice")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


# ── What a hand does ──────────────────────────────────────────────────────────────


def opens_the_case(page) -> None:
    """Open the case from the list in front of us, and see that it is the one."""
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(re.compile(rf"{site.SEED}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def box(page, facet: str, value: str):
    """The box of one value of a filter."""
    return page.locator(f"input[type=checkbox][name='{facet}'][value='{value}']")


def focused(page) -> str:
    """The words of what has the focus."""
    return page.evaluate("document.activeElement.textContent.trim()")


def tab_to(page, there: str) -> None:
    """Press Tab until we are there, and see that the focus shows."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(f"!!({there})"):
            style = "getComputedStyle(document.activeElement)"
            assert page.evaluate(f"{style}.boxShadow") != "none"
            return
    raise AssertionError(f"{MOST_TABS} times Tab, and not {there}")
