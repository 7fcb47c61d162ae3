"""What only the whole page can tell: rows that name nobody, and what is unique."""

import pytest

from casebase.curation.models import Diagnosis, PatientSource

from .pages import Page
from .test_patient_page import adverse_event, treatment

pytestmark = pytest.mark.django_db


def diagnosis(page, **values):
    """A diagnosis."""
    plain = {
        "reported": "sarcoma",
        "role": "final",
        "certainty": "not_reported",
        "extent": "not_reported",
        "assertion": "stated",
    }
    return page.add("diagnosis_rows", **plain | values)


def test_a_ref_that_names_nobody_is_refused_beside_its_box(new_patient):
    treatment(new_patient)
    row = treatment(new_patient, instead_of="T9")
    new_patient.save()
    assert new_patient.faults() == {
        f"{row}-instead_of": ["There is no T9 on this page. Here: T1, T2."]
    }


def test_a_ref_of_another_kind_is_refused(new_patient):
    treatment(new_patient)
    row = adverse_event(new_patient, reported="nausea", agents="T1")
    new_patient.save()
    assert new_patient.faults() == {
        f"{row}-agents": ["T1 is no agent. There is no agent yet."]
    }


def test_a_row_does_not_name_itself(new_patient):
    row = treatment(new_patient, ref="T1", instead_of="T1")
    new_patient.save()
    assert new_patient.faults() == {f"{row}-instead_of": ["T1 is this row itself."]}


def test_a_row_to_be_deleted_is_not_there_to_be_named(patient_page):
    patient_page.put("treatment_rows-0", DELETE="on")
    patient_page.save()
    (fault,) = patient_page.faults()["treatment_rows-1-instead_of"]
    assert fault == "There is no T1 on this page. Here: T2, T3."


def test_two_rows_do_not_share_a_ref(new_patient):
    treatment(new_patient, ref="T1")
    row = treatment(new_patient, ref="t1")
    new_patient.save()
    assert new_patient.faults() == {
        f"{row}-ref": ["Another row of this case is T1. Take a free one."]
    }


def test_a_ref_has_the_letters_of_its_kind(new_patient):
    row = treatment(new_patient, ref="L1")
    new_patient.save()
    assert new_patient.faults() == {
        f"{row}-ref": ["The ref of this row is T and a number."]
    }


def test_the_ref_of_a_saved_row_stays(patient_page):
    patient_page.put("lesion_rows-0", ref="L9")
    patient_page.save()
    (fault,) = patient_page.faults()["lesion_rows-0-ref"]
    assert fault.startswith("The ref of a saved row stays: L1.")


def test_a_case_has_one_primary_report_and_one_final_diagnosis(new_patient):
    new_patient.put("sources-1", role="primary")
    diagnosis(new_patient)
    diagnosis(new_patient)
    new_patient.save()
    assert new_patient.faults() == {
        "sources-1": ["A case has one primary report."],
        "diagnosis_rows-1": ["A case has at most one final diagnosis."],
    }


def test_two_treatments_have_two_places(new_patient):
    treatment(new_patient, sequence="1")
    row = treatment(new_patient, sequence="1")
    new_patient.save()
    assert new_patient.faults() == {
        f"{row}-sequence": ["Two treatments have the same order."]
    }


def test_saved_treatments_swap_places(patient_page, patient):
    patient_page.put("treatment_rows-0", sequence="2")
    patient_page.put("treatment_rows-1", sequence="1")
    patient_page.save()
    assert patient_page.is_saved, patient_page.faults()
    assert list(patient.treatment_rows.values_list("ref", flat=True)) == [
        "T2",
        "T1",
        "T3",
    ]


def test_primary_report_and_final_diagnosis_move_to_another_row(new_patient, saved):
    diagnosis(new_patient, role="initial")
    diagnosis(new_patient)
    new_patient.save()
    page = Page(new_patient.client, f"/admin/curation/patient/{saved().pk}/change/")
    page.put("sources-0", role="follow_up")
    page.put("sources-1", role="primary")
    page.put("diagnosis_rows-0", role="final")
    page.put("diagnosis_rows-1", role="revised")
    page.save()
    assert page.is_saved, page.faults()
    assert PatientSource.objects.get(role="primary").article.slug == "a-news-item"
    assert Diagnosis.objects.get(role="final").ref == "DX1"


def test_deleting_a_treatment_deletes_what_hangs_on_it(patient_page, patient):
    patient_page.put("treatment_rows-2", DELETE="on")
    patient_page.put("factconflict_rows-0", target="T2")
    patient_page.save()
    assert patient_page.is_saved, patient_page.faults()
    assert not patient.treatmentagent_rows.filter(ref="A3").exists()
    assert not patient.dosestep_rows.filter(ref="DS4").exists()


def test_a_rule_of_the_table_is_told_by_its_row(new_patient):
    row = treatment(new_patient, trial_nct="NCT01234567")
    new_patient.save()
    assert new_patient.faults() == {
        row: ["An NCT number goes with a trial, expanded access or compassionate use."]
    }
