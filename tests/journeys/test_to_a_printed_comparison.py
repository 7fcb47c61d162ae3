"""From the front door to a comparison on one sheet, by keyboard and by no script.

Nothing is said on the console, nothing is asked of anybody else, no cookie is set.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browse import archive
from tests.journeys.test_accessibility import watch
from tests.journeys.test_printing import A4, sheets
from tests.journeys.test_reading import focused, tab_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

SEARCH = "Search by gene, fusion, drug or tumour"
COMPARE = "Compare side by side"
#: Where the focus is, as a question to the page.
ON_A_BOX_TO_COMPARE = "document.activeElement.matches('.pick input:not(:checked)')"
ON_COMPARE = "document.activeElement.matches('.comparebar button')"


@pytest.fixture(autouse=True)
def _a_public_archive(live_server):
    archive.put_words()
    archive.put_seed()
    archive.put_made_up(3)


@pytest.fixture
def reader(browser, live_server, request):
    """A reader's page; a test that asks for it with `False` has no JavaScript."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=getattr(request, "param", True)
    )
    page = context.new_page()
    told = watch(page, live_server.url)
    yield page
    cookies = context.cookies()
    context.close()
    assert told == []
    assert cookies == []


def test_by_keyboard_alone(reader):
    reader.goto("/")
    reader.keyboard.press("/")
    expect(reader.get_by_label(SEARCH)).to_be_focused()
    reader.keyboard.type("crizotinib")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/search/\?q=crizotinib$"))

    reader.keyboard.press("Tab")
    assert focused(reader) == "Skip to main content"
    reader.keyboard.press("Enter")
    for _ in range(2):
        tab_to(reader, ON_A_BOX_TO_COMPARE)
        reader.keyboard.press("Space")
    tab_to(reader, ON_COMPARE)
    reader.keyboard.press("Enter")
    is_on_one_sheet(reader)


@pytest.mark.parametrize("reader", [False], indirect=True, ids=[""])
def test_without_javascript(reader):
    reader.goto("/")
    reader.get_by_label(SEARCH).fill("crizotinib")
    reader.get_by_role("button", name="Search").click()
    boxes = reader.get_by_role("checkbox", name="Compare CB-")
    expect(boxes).to_have_count(4)
    for number in (0, 2):
        boxes.nth(number).check()
    reader.get_by_role("button", name=COMPARE).click()
    is_on_one_sheet(reader)


def is_on_one_sheet(page) -> None:
    """See the comparison of two cases, and print it."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare two cases")
    expect(page.locator("thead [data-accession]")).to_have_count(2)
    assert sheets(page) == [A4[::-1]]
