"""The patient's page by keyboard: rows, folding, saving; and what does not apply."""

import re

import pytest
from playwright.sync_api import expect

from casebase.curation.models import Article, Patient
from casebase.vocabulary.models import Institution
from tests import seed

from .workbench import Workbench

#: What the browser does is the same on both databases.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

#: Where the lines of saved rows differ from those that the page's scripts write.
RETELL = """() => {
  const lines = () => Object.fromEntries(
    [...document.querySelectorAll(".row:not(.djn-empty-form, .djn-empty-form .row)")]
      .map(row => [row.id, row.querySelector(".row-summary").textContent])
  );
  const served = lines();
  for (const row of document.querySelectorAll(".row[data-is-initial=true]")) {
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const told = lines();
  return Object.keys(served).filter(id => served[id] !== told[id]).map(
    id => [served[id], told[id]]
  );
}"""


@pytest.fixture
def desk(page, db):
    """A curator before the page of the seed, which is a draft."""
    page.context.set_default_timeout(30_000)
    seed.import_seed(seed.person("ada", display_name="Ada"))
    desk = Workbench(page)
    desk.log_in("ada")
    page.goto(f"/admin/curation/patient/{Patient.objects.get().pk}/change/")
    return desk


def test_rows_are_added_folded_and_saved_by_keyboard(desk):
    page = desk.page
    focused = page.locator(":focus")

    # Saved rows are folded; scripts tell of them what the server told.
    unfolded = ".djn-group-root > * > * > .has_original > .card[open]"
    assert page.locator(unfolded).count() == 0
    assert page.evaluate(RETELL) == []

    # The key unfolds a row; another adds a row to the list one is in.
    course = page.locator("#treatment_rows-1")
    course.locator("summary").first.focus()
    page.keyboard.press("Alt+o")
    expect(course.locator(".card").first).to_have_attribute("open", "")
    steps = page.locator('[name="treatment_rows-1-agents-0-doses-TOTAL_FORMS"]')
    before = int(steps.input_value())
    page.locator("#treatment_rows-1-agents-0-doses-0 summary").first.focus()
    page.keyboard.press("Alt+n")
    expect(steps).to_have_value(str(before + 1))
    step = f"treatment_rows-1-agents-0-doses-{before}"
    expect(focused).to_have_attribute("name", f"{step}-dose_value")
    page.keyboard.type("500")
    page.keyboard.press("Enter")  # finishes a line, not the page
    for name, value in (("dose_unit", "mg"), ("frequency", "bid"), ("change", "held")):
        page.locator(f'[name="{step}-{name}"]').select_option(value)
    page.locator('[name="treatment_rows-1-regimen"]').evaluate(
        "(box) => window.filling.put(box.closest('.row'), 'regimen', 'XC')"
    )
    told = course.locator(".row-summary").first.text_content()
    doses = "250 → 125 because of AE1, AE2, AE3, AE4 → 250 → 500 mg twice daily"
    assert told == f"XC · crizotinib · {doses} · CR"
    assert page.locator(".bar-typed").inner_text() == "Not saved yet"

    # Below the row: an agent of another course, whose list had no empty row of its own.
    page.locator("#treatment_rows-0 summary").first.focus()
    page.keyboard.press("Alt+o")
    page.keyboard.press("Alt+b")
    agent = page.locator("#treatment_rows-0-agents-1")
    expect(agent.locator("[name$=-drug]")).to_have_count(1)
    expect(page.locator(".select2-selection:focus")).to_have_count(1)
    # A letter opens the box and is the first of what is looked for.
    page.keyboard.type("criz")
    search = page.locator(".select2-container--open .select2-search__field")
    expect(search).to_have_value("criz")
    page.keyboard.press("Escape")
    agent.get_by_role("button", name="Remove").click()

    # What does not apply is hidden while it is empty.
    reasons = page.locator("#treatment_rows-1 .box-reasons_not_given")
    assert reasons.get_attribute("hidden") == ""
    given = page.locator("#treatment_rows-0 .box-reasons_not_given")
    assert given.get_attribute("hidden") is None
    page.locator('[name="treatment_rows-1-decision"]').select_option("planned")
    assert reasons.get_attribute("hidden") is None

    # A question mark lists the keys; where one types it is a question mark.
    page.locator("#treatment_rows-1 summary").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")

    page.locator('[name="treatment_rows-1-decision"]').select_option("given")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert "is saved" in desk.told
    patient = Patient.objects.get()
    assert patient.dosestep_rows.filter(dose_value="500", change="held").count() == 1


def test_where_several_words_are_found_the_keys_work_too(desk):
    page = desk.page
    institution = Institution.objects.create(name="Hospital of Somewhere")
    desk.click('[name="institutions"] + .select2 .select2-selection')
    desk.click(page.get_by_role("option", name="Hospital of Somewhere"))
    said = page.locator(".bar-typed")
    expect(said).to_have_text("Not saved yet")
    search = page.get_by_role("searchbox", name="Institutions")
    expect(search).to_be_focused()
    page.keyboard.press("Alt+l")
    expect(page.locator("#lines")).to_be_focused()

    # Whoever leaves is asked first, also where nothing was typed into a box.
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Review page").click()
    assert asked.value.type == "beforeunload"

    search.focus()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert "is saved" in desk.told
    assert institution in Patient.objects.get().institutions.all()
    expect(said).to_be_empty()


#: As if a row had been made with the lists of the empty row that rows are made from.
MIXED_UP = """() => {
  const { jQuery } = window.django;
  const unseen = jQuery("#treatment_rows-empty-agents-group").djangoFormset();
  jQuery("#treatment_rows-0-agents-group").data("djangoFormset", unseen);
}"""


def test_a_row_is_added_where_one_asks_for_it(desk):
    page = desk.page
    page.evaluate(MIXED_UP)
    page.locator("#treatment_rows-0 summary").first.click()
    page.locator("#treatment_rows-0-agents-group > * > .rows-add button").click()
    expect(page.locator("#treatment_rows-0-agents-1")).to_be_visible()
    assert page.locator("#treatment_rows-empty-agents-0").count() == 0


@pytest.mark.parametrize("kind", [Patient, Article])
def test_on_a_phone_no_form_is_wider_than_it(desk, page, kind):
    page.set_viewport_size({"width": 390, "height": 844})
    name = kind._meta.model_name
    for address in (f"{kind.objects.first().pk}/change/", "add/"):
        page.goto(f"/admin/curation/{name}/{address}")
        save = page.get_by_role("button", name=re.compile("^Save"))
        expect(save.first).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
