"""Two curators save one page: the second sees both versions and loses nothing."""

import pytest

from casebase.curation.models import Article, Comment, ContentEdit, Patient
from tests.curation.admin.pages import Page

pytestmark = pytest.mark.django_db
VISIT = {
    "at": "6 mo after start",
    "event": "visit",
    "disease_status": "not_reported",
    "assertion": "stated",
}


@pytest.fixture
def address(patient):
    return f"/admin/curation/patient/{patient.pk}/change/"


def differs(page):
    """What the page says that differs: place to saved and yours."""
    found = page.response.context["differs"]
    return {one.place: (one.saved, one.yours) for one in found}


@pytest.mark.promise(10)
def test_the_second_sees_both_versions_and_chooses(
    as_curator, as_reviewer, reviewer, address, patient, looked_at
):
    first, second = Page(as_curator, address), Page(as_reviewer, address)
    first.type(country="CN", age_value="34").put(
        "treatment_rows-0", label_note="As Ada read it"
    )
    first.save()
    assert first.is_saved, first.faults()

    second.type(country="JP", sex="female").put(
        "treatment_rows-0", label_note="As Grace did"
    )
    second.add("followup_rows", **VISIT, source=second.data["followup_rows-0-source"])
    second.save()
    assert not second.is_saved
    assert "Ada saved this page at" in second.response.content.decode()
    told = differs(second)
    looked_at(len(told), "values that differ", least=5)
    assert told["Country"] == ("CN", "JP")
    assert told["Sex"] == ("Male", "Female")
    assert told["Age"] == ("34", "33")
    assert ("As Ada read it", "As Grace did") in told.values()
    assert any(yours.startswith("a row of yours") for _, yours in told.values())
    # Only what differs: the summary is the same to both.
    assert not any("ummary" in place for place in told)
    assert Patient.objects.get(pk=patient.pk).country == "CN"

    # Saving once more is refused once more: replacing is another button.
    second.save()
    assert not second.is_saved
    over = second.response.context["save_over"]
    page = second.response.content.decode()
    assert page.index('name="_save"') < page.index('name="_over"')
    second.response = as_reviewer.post(
        address, {**second.data, "_over": over}, follow=True
    )
    assert second.is_saved, second.faults()
    saved = Patient.objects.get(pk=patient.pk)
    assert (saved.country, saved.sex, saved.age_value) == ("JP", "female", "33")
    assert saved.treatment_rows.get(ref="T1").label_note == "As Grace did"
    assert ContentEdit.objects.filter(patient=patient, user=reviewer).exists()
    said = Comment.objects.get(patient=patient)
    assert said.by == reviewer
    assert said.text.startswith("Saved over what Ada saved at ")


def test_rows_that_the_first_added_stay(as_curator, as_reviewer, address, patient):
    first, second = Page(as_curator, address), Page(as_reviewer, address)
    first.add("followup_rows", **VISIT, source=first.data["followup_rows-0-source"])
    first.save()
    assert first.is_saved, first.faults()
    count = patient.followup_rows.count()
    second.type(country="JP").save()
    assert any(
        yours == "not in what you sent; it stays"
        for _, yours in differs(second).values()
    )
    over = second.response.context["save_over"]
    second.client.post(address, {**second.data, "_over": over})
    assert Patient.objects.get(pk=patient.pk).country == "JP"
    assert patient.followup_rows.count() == count


def test_what_was_saved_after_the_comparison_is_not_replaced_unseen(
    as_curator, as_reviewer, paper
):
    address = f"/admin/curation/article/{paper.pk}/change/"
    first, second = Page(as_curator, address), Page(as_reviewer, address)
    first.type(title="Ada's title").save()
    second.type(title="Grace's title").save()
    over = second.response.context["save_over"]
    Page(as_curator, address).type(title="Ada's second title").save()
    second.response = as_reviewer.post(
        address, {**second.data, "_over": over}, follow=True
    )
    assert not second.is_saved
    assert differs(second)["Title"] == ("Ada's second title", "Grace's title")
    assert Article.objects.get(pk=paper.pk).title == "Ada's second title"
    assert not Comment.objects.exists()
