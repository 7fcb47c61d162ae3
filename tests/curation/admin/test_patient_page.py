"""One page holds a patient whole, and fills in what need not be typed."""

import pytest

from casebase.archive import document as d
from casebase.curation.freezing import freeze
from casebase.curation.models import Article, DoseStep, Patient
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import Biomarker, Drug
from tests import seed

from .pages import Page, boxes

pytestmark = pytest.mark.django_db


def treatment(page, **values):
    """A row of a given systemic treatment, as the empty page has it."""
    plain = {
        "modality": "systemic",
        "decision": "given",
        "label_status": "not_reported",
        "ae_statement": "not_reported",
        "stop_reason": "not_reported",
        "setting": "not_reported",
        "intent": "not_reported",
        "combination": "not_reported",
        "ongoing": "not_reported",
        "beyond_progression": "not_reported",
        "assertion": "stated",
    }
    return page.add("treatment_rows", **plain | values)


def dose(page, agent, **values):
    """A dose step of an agent."""
    plain = {"frequency": "bid", "route": "oral", "assertion": "stated"}
    return page.add(f"{agent}-doses", **plain | values)


def adverse_event(page, **values):
    """An adverse event."""
    plain = {
        "causality": "author_attributed",
        "rechallenge": "not_reported",
        "outcome": "not_reported",
        "serious": "not_reported",
        "assertion": "stated",
    }
    return page.add("adverseevent_rows", **plain | values)


def drug(name):
    """The key of a drug."""
    return Drug.objects.get(name=name).pk


def test_an_unsaved_row_is_named_by_the_ref_it_will_have(new_patient, saved):
    course = treatment(new_patient)
    agent = new_patient.add(
        f"{course}-agents", drug=drug("crizotinib"), role="anticancer"
    )
    dose(new_patient, agent, dose_value="250", dose_unit="mg")
    dose(
        new_patient,
        agent,
        dose_value="125",
        dose_unit="mg",
        change="reduced",
        change_reasons=["toxicity"],
        caused_by="AE1, ae2",
    )
    adverse_event(new_patient, reported="nausea", agents="A1")
    adverse_event(new_patient, reported="vomiting", agents="A1")
    new_patient.save()
    assert new_patient.is_saved, new_patient.faults()
    patient = saved()
    second = patient.dosestep_rows.get(ref="DS2")
    assert second.caused_by == ["AE1", "AE2"]
    events = [(event.ref, event.agents) for event in patient.adverseevent_rows.all()]
    assert events == [("AE1", ["A1"]), ("AE2", ["A1"])]


def test_the_order_of_treatments_and_doses_is_that_of_the_page(new_patient, saved):
    first = treatment(new_patient)
    treatment(new_patient, sequence="7")
    treatment(new_patient)
    agent = new_patient.add(
        f"{first}-agents", drug=drug("crizotinib"), role="anticancer"
    )
    dose(new_patient, agent)
    dose(new_patient, agent, change="held")
    new_patient.save()
    assert new_patient.is_saved, new_patient.faults()
    assert list(saved().treatment_rows.values_list("ref", "sequence")) == [
        ("T1", 1),
        ("T2", 7),
        ("T3", 8),
    ]
    assert list(DoseStep.objects.values_list("sequence", "change")) == [
        (1, "start"),
        (2, "held"),
    ]


def test_a_new_dose_does_not_claim_to_be_the_start(new_patient):
    page = new_patient.response.content.decode()
    _, _, after = page.partition("-empty-doses-__prefix__-change")
    chosen, _, _ = after.partition(" selected")
    assert chosen.endswith('<option value=""')


def test_a_later_dose_must_say_what_changed(new_patient):
    course = treatment(new_patient)
    agent = new_patient.add(
        f"{course}-agents", drug=drug("crizotinib"), role="anticancer"
    )
    dose(new_patient, agent)
    later = dose(new_patient, agent)
    new_patient.save()
    assert new_patient.faults() == {
        f"{later}-change": ["Say how this dose differs from the one before."]
    }


def test_a_row_without_source_takes_the_article_that_was_read_most(new_patient, saved):
    treatment(new_patient)
    new_patient.save()
    course = saved().treatment_rows.get()
    assert (course.source.slug, course.locator) == ("a-news-item", "text")


def test_a_row_without_source_follows_the_row_before(new_patient, paper, saved):
    treatment(new_patient, source=paper.pk, locator="p 3")
    treatment(new_patient)
    new_patient.save()
    second = saved().treatment_rows.get(ref="T2")
    assert (second.source.slug, second.locator) == ("a-paper", "news summary")


def test_a_source_is_chosen_among_those_of_the_case(new_patient, paper):
    other = Article.objects.create(slug="elsewhere", title="Elsewhere")
    row = treatment(new_patient, source=other.pk)
    new_patient.save()
    assert new_patient.faults() == {
        f"{row}-source": ["This article is not among the sources above."]
    }


def test_a_time_is_one_line_and_its_fault_stands_beside_it(new_patient, saved):
    row = treatment(new_patient, start="2020-07-14")
    new_patient.save()
    (fault,) = new_patient.faults()[f"{row}-start"]
    assert fault.startswith("Days are not kept, for the patient's privacy.")
    new_patient.put(row, start="July 2020")
    new_patient.save()
    assert saved().treatment_rows.get().start.date == "2020-07"


def test_choices_are_ticked_and_kept_in_order(new_patient, saved):
    treatment(
        new_patient,
        decision="considered_not_given",
        reasons_not_given=["not_approved", "cost"],
    )
    new_patient.save()
    assert saved().treatment_rows.get().reasons_not_given == ["cost", "not_approved"]


def test_saving_the_seed_unchanged_changes_nothing(patient_page, patient):
    before = d.canonical(freeze(patient))
    answer = patient_page.save()
    assert patient_page.is_saved, patient_page.faults()
    patient.refresh_from_db()
    assert d.canonical(freeze(patient)) == before
    assert patient.version == 1
    assert "was not changed" in answer.content.decode()


def as_new(sent):
    """What a page sends, as if all of it had been typed on an empty one."""
    given = {"ref", "sequence", "source", "source_a", "source_b"}
    links = {"patient", "treatment", "agent", "lesion"}
    new = {}
    for name, value in sent.items():
        box = name.rsplit("-", 1)[-1]
        if box in ("id", "opened_version"):
            continue
        hangs_on = box in links and name.count("-") > 1 and value.isdigit()
        is_link = hangs_on or name.endswith("-patient") or "assays-0-finding" in name
        new[name] = "" if box in given or is_link else value
        if box == "INITIAL_FORMS":
            new[name] = "0"
    return new


def test_the_seed_typed_anew_is_the_starters_document(
    as_curator, patient_page, patient
):
    sent = as_new(boxes(patient_page.response))
    patient.delete()
    again = Page(as_curator, "/admin/curation/patient/add/")
    again.data = sent
    again.save()
    assert again.is_saved, again.faults()
    entered = Patient.objects.get()
    assert d.canonical(freeze(entered)) == d.canonical(seed.case_document())


def finding(page, **values):
    """A finding with one assay."""
    plain = {"origin": "not_reported", "role": "not_reported", "assertion": "stated"}
    row = page.add("biomarkerfinding_rows", **plain | values)
    page.add(
        f"{row}-assays",
        method="ihc",
        detection="not_reported",
        result=values["result"],
        assertion="stated",
    )
    return row


@pytest.fixture
def stains(words):
    """Twenty markers that tumours are stained for."""
    return [
        Biomarker.objects.create(
            kind="protein_ihc", marker=f"Marker {number}", status=WordStatus.ACCEPTED
        )
        for number in range(1, 21)
    ]


def test_a_long_case_is_saved_in_one_go(new_patient, stains, saved):
    """12 treatments with 72 dose steps, 20 findings with assays, 15 events."""
    for number in range(1, 13):
        course = treatment(new_patient, line_number=number)
        for name in ("crizotinib", "larotrectinib"):
            agent = new_patient.add(
                f"{course}-agents", drug=drug(name), role="anticancer"
            )
            dose(new_patient, agent, dose_value=number, dose_unit="mg")
            for _ in range(2):
                dose(new_patient, agent, dose_value="2", dose_unit="mg", change="held")
    for number, stain in enumerate(stains, start=1):
        result = "positive" if number % 2 else "negative"
        told = {"biomarker": stain.pk, "result": result, "reported": f"stain {number}"}
        finding(new_patient, **told)
    for number in range(1, 16):
        told = {"reported": f"event {number}", "grade_min": number % 5 or None}
        adverse_event(new_patient, **{k: v for k, v in told.items() if v})
    # More boxes than Django takes unless it is told to.
    assert len(new_patient.data) > 1000

    new_patient.save()
    assert new_patient.is_saved, new_patient.faults()
    case = freeze(saved())
    assert [t.line_number for t in case.treatments] == list(range(1, 13))
    for number, course in enumerate(case.treatments, start=1):
        assert [a.drug.key for a in course.agents] == ["crizotinib", "larotrectinib"]
        for agent in course.agents:
            doses = [step.dose_value for step in agent.doses]
            assert doses == [str(number), "2", "2"]
    assert [(f.biomarker.marker, f.result, f.reported) for f in case.findings] == [
        (f"Marker {n}", "positive" if n % 2 else "negative", f"stain {n}")
        for n in range(1, 21)
    ]
    assert all(f.assays[0].result == f.result for f in case.findings)
    events = case.outcome.adverse_events
    assert [(e.reported, e.grade_min) for e in events] == [
        (f"event {n}", n % 5 or None) for n in range(1, 16)
    ]
