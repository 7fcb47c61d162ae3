"""A reviewer reads what changed, returns it, ticks and approves: by keyboard, without
scripts of ours."""

import pytest
from playwright.sync_api import Page, expect

from casebase.curation import workflow
from casebase.curation.models import Patient
from casebase.curation.models.base import Status
from tests import seed

pytestmark = pytest.mark.sqlite


@pytest.fixture
def submitted(transactional_db) -> Patient:
    """The seed in review, with a day that should be a month; Grace may review."""
    ada = seed.person("ada")
    seed.person("grace", reviewer=True)
    patient = seed.import_seed(ada)
    patient.take_away = "She was seen on 3 May 2019."
    patient.save()
    workflow.record_edit(patient, by=ada)
    workflow.submit(patient, by=ada)
    return patient


def test_a_case_is_returned_and_approved(page: Page, submitted: Patient) -> None:
    page.goto("/admin/login/?next=/admin/review/")
    page.fill("[name=username]", "grace")
    page.fill("[name=password]", "a long enough password")
    page.click("[type=submit]")
    page.get_by_role("link", name="the patient of").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")
    ask = page.locator("details.rev-ask", has=page.locator("[name='ask:patient/sex']"))
    ask.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Is that printed?")
    page.locator("#do-return").focus()
    page.keyboard.press("Enter")
    expect(page.locator("ul.remarks")).to_contain_text(
        "Is that printed?", timeout=30_000
    )
    submitted.refresh_from_db()
    assert submitted.status == Status.CHANGES_REQUESTED
    workflow.submit(submitted, by=submitted.submitted_by)
    page.goto(f"/admin/curation/patient/{submitted.pk}/review/")
    expect(page.locator(".rev-asked")).to_contain_text("left as it was")
    for box in ("[name=tick]", "[name=confirmed]"):
        page.locator(box).focus()
        page.keyboard.press("Space")
    page.locator("#do-approve").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#standing")).to_have_text("Approved", timeout=30_000)
    page.goto(f"/admin/curation/patient/{submitted.pk}/preview/")
    expect(page.get_by_role("note", name="Preview")).to_be_visible()
