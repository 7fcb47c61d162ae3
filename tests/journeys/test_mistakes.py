"""A curator mistypes, is told beside the box, loses nothing, and goes on; and Back."""

import pytest
from playwright.sync_api import expect

from casebase.curation.models import Article, Patient
from tests import seed

from .workbench import Found, Workbench

#: What the browser does is the same on both databases; what is saved is typed on both
#: in tests/curation/admin/test_patient_page.py.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def desk(page, db):
    """A curator before the page of a new patient; there is one article."""
    page.context.set_default_timeout(30_000)
    seed.make_words()
    seed.person("ada", display_name="Ada")
    Article.objects.create(slug="a-paper", title="A paper", url="https://e.org/1")
    desk = Workbench(page)
    desk.log_in("ada")
    page.goto("/admin/curation/patient/add/")
    return desk


def test_what_is_wrong_is_said_beside_its_box_and_nothing_typed_is_lost(desk):
    desk.fill({"sex": "male", "summary": "A man with a tumour of the scalp."})
    source = desk.add_row("sources")
    desk.fill({"article": Found("a-paper", "A paper"), "part_read": "abstract"}, source)
    lesion = desk.add_row("lesion_rows")
    desk.fill({"site": Found("scalp", "Scalp"), "at": "2020-07-14"}, lesion)
    course = desk.add_row("treatment_rows")
    desk.fill({"modality": "systemic", "instead_of": "t9"}, course)
    agent = desk.add_row(f"{course}-agents")
    desk.fill({"drug": Found("xalk", "crizotinib"), "role": "anticancer"}, agent)
    desk.fill({"frequency": "bid"}, desk.add_row(f"{agent}-doses"))
    dose = desk.add_row(f"{agent}-doses")
    # The events that follow are named by the refs they will have.
    told = {"dose_value": "1,5", "dose_unit": "mg", "caused_by": "AE1, AE2"}
    desk.fill({"change": "reduced", **told}, dose)
    for term in ("nausea", "vomiting"):
        event = desk.add_row("adverseevent_rows")
        desk.fill({"reported": term, "agents": "A1"}, event)
    assert desk.value(f"{event}-ref") == "AE2"
    desk.save()

    # Three boxes are wrong; each says so itself.
    faults = desk.faults()
    assert faults.keys() == {
        f"{lesion}-at",
        f"{course}-instead_of",
        f"{dose}-dose_value",
    }
    assert "Days are not kept" in faults[f"{lesion}-at"]
    assert "There is no T9 on this page." in faults[f"{course}-instead_of"]
    assert "Write a number with a point" in faults[f"{dose}-dose_value"]

    # They are listed at the top, where the keyboard now is; a link leads to its box.
    listed = desk.page.locator("#mend")
    expect(listed).to_be_focused()
    assert desk.page.title().startswith("3 things to mend – New patient")
    assert listed.locator("a").all_inner_texts() == [
        "L1, When",
        "T1, Instead of",
        "DS2, Dose",
    ]
    listed.locator("a", has_text="L1").press("Enter")
    expect(desk.page.locator(f'[name="{lesion}-at"]')).to_be_focused()
    assert in_sight(desk, f"{lesion}-at")

    # What was typed, chosen and given still stands; nothing is saved.
    kept = {
        "sex": "male",
        "summary": "A man with a tumour of the scalp.",
        f"{lesion}-at": "2020-07-14",
        f"{lesion}-ref": "L1",
        f"{course}-instead_of": "T9",
        f"{dose}-dose_value": "1,5",
        f"{dose}-caused_by": "AE1, AE2",
        f"{event}-reported": "vomiting",
        f"{event}-ref": "AE2",
    }
    assert {name: desk.value(name).upper() for name in kept} == {
        name: text.upper() for name, text in kept.items()
    }
    assert shown(desk, f"{agent}-drug") == "crizotinib"
    assert shown(desk, f"{source}-article") == "A paper"
    assert not Patient.objects.exists()

    # Put right, it is saved.
    desk.fill({"at": '2020-07 "in July"'}, lesion)
    desk.fill({"instead_of": ""}, course)
    desk.fill({"dose_value": "1.5"}, dose)
    desk.save()
    assert desk.faults() == {}
    assert "Draft, not public." in desk.told
    patient = Patient.objects.get()
    step = patient.dosestep_rows.get(ref="DS2")
    assert (step.dose_value, step.caused_by) == ("1.5", ["AE1", "AE2"])
    assert patient.lesion_rows.get().at.date == "2020-07"
    assert list(patient.adverseevent_rows.values_list("ref", "reported")) == [
        ("AE1", "nausea"),
        ("AE2", "vomiting"),
    ]


def test_back_asks_before_typed_words_are_lost_and_saves_nothing_twice(desk):
    page = desk.page
    desk.fill({"summary": "Half a sentence"})
    with page.expect_event("dialog") as asked:
        page.evaluate("() => void setTimeout(() => history.back())")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert desk.value("summary") == "Half a sentence"

    # Saved, Back leads to an empty page, not to one that would be saved again.
    desk.save()
    saved = page.url
    page.go_back()
    assert page.url.endswith("/add/")
    assert desk.value("summary") == ""
    page.go_forward()
    assert page.url == saved
    assert desk.value("summary") == "Half a sentence"
    assert Patient.objects.count() == 1


def in_sight(desk, name):
    """Whether a box can be seen without scrolling."""
    return desk.page.locator(f'[name="{name}"]').evaluate(
        "box => { const at = box.getBoundingClientRect();"
        " return at.top >= 0 && at.bottom <= innerHeight; }"
    )


def shown(desk, name):
    """What a list that is searched shows as chosen."""
    return desk.page.locator(f'[name="{name}"] option:checked').inner_text()
