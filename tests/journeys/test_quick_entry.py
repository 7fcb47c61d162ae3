"""A curator types as the paper prints it, and the boxes fill."""

import pytest
from playwright.sync_api import expect

from tests import seed

from .workbench import Workbench

#: What the browser does is the same on both databases.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_a_dose_line_becomes_steps_and_an_age_its_boxes(page, db):
    page.context.set_default_timeout(30_000)
    seed.make_words()
    seed.person("ada", display_name="Ada")
    desk = Workbench(page)
    desk.log_in("ada")
    page.goto("/admin/curation/patient/add/")

    # A question is asked, never answered for the curator.
    age = page.locator('[name="age_value"]')
    age.click()
    page.keyboard.type("33M")
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name="33 years, male")
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    expect(age).to_have_value("33")
    expect(page.locator("#entry-id_age_value")).to_contain_text("33 years; male.")
    assert desk.value("age_unit") == "year"
    assert desk.value("sex") == "male"

    course = desk.add_row("treatment_rows")
    page.get_by_label("Dose line").click()
    page.keyboard.type("Xalkori 250 mg bid po x 2 mo, then 1250 mg")
    said = page.locator(f"#entry-dose-line-{course}")
    expect(said).to_contain_text("then increased to 1250 mg")
    expect(said).to_contain_text("Not said: how often 1250 mg was taken.")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("2 dose steps are filled in below.")
    agent = f"{course}-agents-0"
    kept = {
        f"{agent}-reported": "Xalkori",
        f"{agent}-doses-0-dose_value": "250",
        f"{agent}-doses-0-frequency": "bid",
        f"{agent}-doses-0-route": "oral",
        f"{agent}-doses-0-duration_value": "2",
        f"{agent}-doses-0-change": "start",
        f"{agent}-doses-1-dose_value": "1250",
        f"{agent}-doses-1-frequency": "not_reported",
        f"{agent}-doses-1-change": "escalated",
        f"{agent}-doses-1-ref": "DS2",
    }
    assert {name: desk.value(name) for name in kept} == kept
    drug = page.locator(f'[name="{agent}-drug"]')
    assert drug.evaluate("box => box.selectedOptions[0].text") == "crizotinib"

    # What is not taken yet is not lost by saving. Escape keeps the words.
    page.get_by_label("Dose line").click()
    page.keyboard.type("1/2 tablet")
    page.locator('input[name="_save"]').click()
    expect(page.get_by_label("Dose line")).to_be_focused()
    expect(said).to_contain_text("no box holds it")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Dose line")).to_have_value("")
    assert desk.value(f"{agent}-doses-2-reported") == "1/2 tablet"
