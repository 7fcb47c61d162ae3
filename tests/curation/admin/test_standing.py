"""State is shown, never typed: named buttons change it, refusals are in words."""

import pytest

from casebase.archive.models import Record
from casebase.curation import standings
from casebase.curation.models import Article, Patient
from casebase.curation.models.base import Status

from .pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(patient):
    return f"/admin/curation/patient/{patient.pk}"


def text(response):
    """The words of a page."""
    return " ".join(response.content.decode().split())


def test_state_is_no_box_and_cannot_be_sent(patient_page, patient):
    assert "status" not in patient_page.data
    patient_page.type(status="approved", label="Patient 1").save()
    patient.refresh_from_db()
    assert (patient.label, patient.status) == ("Patient 1", Status.DRAFT)


def test_after_saving_the_page_says_what_is_next(patient_page):
    answer = patient_page.type(label="Patient 1").save()
    (message,) = [str(m) for m in answer.context["messages"]]
    assert message.startswith("Patient 1 of hou-ntrk1-mesenchymal-sarcoma is saved. ")
    assert "Next: submit; a reviewer approves." in message


def test_how_it_stands_is_said_once(patient_page):
    standing = patient_page.response.context["standing"]
    assert standing["words"] == "Draft"
    assert standing["next"] == "Not public. Next: submit; a reviewer approves."


def test_the_page_lists_what_is_missing(new_patient, saved):
    new_patient.save()
    page = Page(new_patient.client, f"/admin/curation/patient/{saved().pk}/change/")
    assert "The case has no diagnosis." in text(page.response)


def test_from_draft_to_public_through_the_buttons(
    as_curator, as_reviewer, patient, address
):
    assert "step-submit" in text(as_curator.get(f"{address}/change/"))
    as_curator.post(f"{address}/submit/")
    waiting = text(as_curator.get(f"{address}/change/"))
    assert "step-approve" not in waiting
    assert "step-approve" in text(as_reviewer.get(f"{address}/change/"))
    as_reviewer.post(f"{address}/approve/")
    answer = as_reviewer.post(f"{address}/publish/", {"comment": ""}, follow=True)
    assert "Public as CB-000001, version 1" in text(answer)
    assert "/cases/CB-000001/" in text(answer)
    assert "step-publish" not in text(answer)
    entries = as_reviewer.get("/admin/").context["four"]
    assert [entry["counts"] for entry in entries] == ["2", "1", "1", "3"]
    assert Patient.objects.get().accession == "CB-000001"
    assert Record.objects.filter(name="CB-000001", withdrawn=False).exists()


def test_a_refusal_is_told_in_words(as_curator, patient, address):
    answer = as_curator.post(f"{address}/approve/")
    assert answer.status_code == 409
    assert "Only a reviewer approves." in text(answer)
    patient.refresh_from_db()
    assert patient.status == Status.DRAFT


def test_what_is_missing_is_told_before_one_submits(as_curator, patient, address):
    patient.treatment_rows.all().delete()
    assert "The case has no treatment." in text(as_curator.get(f"{address}/submit/"))
    answer = as_curator.post(f"{address}/submit/")
    assert answer.status_code == 409
    assert "The case has no treatment." in text(answer)


def test_a_return_says_why_and_the_curator_reads_it(
    as_curator, as_reviewer, patient, address
):
    as_curator.post(f"{address}/submit/")
    silent = as_reviewer.post(f"{address}/return/", {"note": ""})
    assert "Say what is to be changed." in text(silent)
    as_reviewer.post(f"{address}/return/", {"note": "The dose is 250 mg."})
    page = text(as_curator.get(f"{address}/change/"))
    assert "Returned for changes" in page
    assert "The dose is 250 mg." in page


def test_a_withdrawal_has_a_reason(as_curator, as_reviewer, patient, address):
    as_curator.post(f"{address}/submit/")
    as_reviewer.post(f"{address}/approve/")
    as_reviewer.post(f"{address}/publish/", {"comment": ""})
    typed = {"reason": "", "name": "CB-000001"}
    silent = as_reviewer.post(f"{address}/withdraw/", typed)
    assert "Choose why it is withdrawn." in text(silent)
    wrong = as_reviewer.post(f"{address}/withdraw/", {"reason": "error", "name": "CB"})
    assert "Type CB-000001." in text(wrong)
    assert not Record.objects.get(name="CB-000001").withdrawn
    as_reviewer.post(f"{address}/withdraw/", {"reason": "error", "name": "cb-000001 "})
    assert Record.objects.get(name="CB-000001").withdrawn
    assert "Withdrawn." in text(as_curator.get(f"{address}/change/"))


def test_a_draft_is_deleted_with_its_rows(as_curator, patient, address):
    row = patient.treatment_rows.get(ref="T1")
    alone = f"/admin/curation/treatment/{row.pk}/delete/"
    assert "#row-T1" in as_curator.post(alone, {"post": "yes"})["Location"]
    assert patient.treatment_rows.count() == 3
    assert as_curator.post(f"{address}/delete/", {"post": "yes"}).status_code == 302
    assert not Patient.objects.exists()


def test_what_readers_have_seen_is_not_deleted(
    as_curator, as_reviewer, patient, address
):
    as_curator.post(f"{address}/submit/")
    as_reviewer.post(f"{address}/approve/")
    as_reviewer.post(f"{address}/publish/", {"comment": ""})
    assert as_curator.post(f"{address}/delete/", {"post": "yes"}).status_code == 403


def test_a_save_makes_its_author_an_editor(
    as_curator, as_reviewer, curator, patient, patient_page, reviewer
):
    page = Page(as_reviewer, patient_page.address)
    page.type(label="Patient 7").save()
    assert reviewer.pk in standings.editors_since_publication(patient)
    as_curator.post(f"/admin/curation/patient/{patient.pk}/submit/")
    answer = as_reviewer.post(f"/admin/curation/patient/{patient.pk}/approve/")
    assert "Somebody else approves it." in text(answer)


def test_a_save_that_changes_nothing_makes_nobody_an_editor(
    as_reviewer, patient, patient_page, reviewer
):
    Page(as_reviewer, patient_page.address).save()
    assert reviewer.pk not in standings.editors_since_publication(patient)


def test_a_save_on_top_of_anothers_is_refused_and_keeps_the_text(
    as_reviewer, patient_page, patient
):
    early = Page(as_reviewer, patient_page.address)
    patient_page.type(take_away="What Ada wrote.").save()
    early.type(take_away="What Grace wrote.")
    answer = early.save()
    assert not early.is_saved
    (fault,) = early.faults()[""]
    assert fault.startswith("Ada saved this page at ")
    assert "What Grace wrote." in text(answer)
    patient.refresh_from_db()
    assert (patient.take_away, patient.version) == ("What Ada wrote.", 2)


def test_a_save_beside_a_row_that_was_deleted_meanwhile_is_refused(
    as_reviewer, patient_page, patient
):
    early = Page(as_reviewer, patient_page.address)
    patient_page.put("lesion_rows-1", DELETE="on")
    patient_page.save()
    assert patient_page.is_saved, patient_page.faults()
    early.put("lesion_rows-0", appearance="grey")
    early.save()
    assert not early.is_saved
    assert early.faults()[""][0].startswith("Ada saved this page at ")


def test_an_article_has_the_same_buttons(as_curator, paper):
    page = Page(as_curator, f"/admin/curation/article/{paper.pk}/change/")
    assert "step-submit" in text(page.response)
    page.type(summary="What it says.").save()
    assert Article.objects.get(pk=paper.pk).updated_by.username == "ada"
