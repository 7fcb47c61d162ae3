"""One page holds a patient whole, and fills in what need not be typed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.curation.freezing import freeze
from casebase.curation.models import Article, DoseStep, Patient
from tests import seed

from .long_case import (
    adverse_event,
    dose,
    drug,
    make_stains,
    treatment,
    type_long_case,
)
from .pages import Page, boxes

pytestmark = pytest.mark.django_db


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


def test_no_list_is_measured_as_the_page_opens(new_patient):
    page = new_patient.response.content.decode()
    lists = re.findall(r"<select[^>]*admin-autocomplete[^>]*>", page)
    found = [one for one in lists if " multiple" not in one]
    assert len(found) >= 10
    # Select2 asks how wide a list is, unless the list says how wide it shall be.
    assert [one for one in found if 'data-width="100%"' not in one] == []


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


def test_saved_rows_are_folded_and_each_tells_what_it_holds(patient_page):
    page = patient_page.response.content.decode()
    lines = dict(
        re.findall(
            r'<details class="card">\s*<summary class="row-head">\s*'
            r'<span class="row-ref" id="row-(\w+)">.*?'
            r'<span class="row-summary">(.*?)</span>',
            page,
            re.DOTALL,
        )
    )
    events = "AE1, AE2, AE3, AE4"
    doses = f"250 → 125 because of {events} → 250 mg twice daily"
    assert lines["T2"] == f"crizotinib · {doses} · CR"
    assert lines["T1"].startswith("larotrectinib · Considered, not given")
    assert lines["F1"].startswith("NTRK1 fusion, partner not known · ")
    # Those within a row too; only an assay of which nothing is known says nothing.
    assert {"DS2", "AS1", "DX1", "L1", "O1", "R1", "AE1", "FU1"} <= lines.keys()
    assert [ref for ref, line in lines.items() if not line] == ["AS1"]


def test_new_rows_are_saved_and_shown_in_the_order_of_their_refs(new_patient, saved):
    for ref in ("T1", "T3", "", "T2"):
        treatment(new_patient, ref=ref, reason_text=f"course {ref}")
    new_patient.put("treatment_rows-0", modality="")  # refused, and shown again
    shown = new_patient.save().content.decode()
    assert not new_patient.is_saved
    assert re.findall(r'name="treatment_rows-(\d)-ref"', shown) == ["0", "3", "1", "2"]
    new_patient.put("treatment_rows-0", modality="systemic")
    new_patient.save()
    assert new_patient.is_saved, new_patient.faults()
    rows = saved().treatment_rows.order_by("pk")
    assert list(rows.values_list("ref", "sequence", "reason_text")) == [
        ("T1", 1, "course T1"),
        ("T2", 2, "course T2"),
        ("T3", 3, "course T3"),
        ("T4", 4, "course"),
    ]


def test_words_that_two_saved_rows_swap_are_saved(patient_page, patient):
    def swap(one, other):
        data = patient_page.data
        data[one], data[other] = data[other], data[one]

    swap("sources-0-article", "sources-1-article")
    swap("facts-0-field", "facts-1-field")
    before = dict(patient.sources.values_list("pk", "article__slug"))
    patient_page.save()
    assert patient_page.is_saved, patient_page.faults()
    after = dict(patient.sources.values_list("pk", "article__slug"))
    assert after.keys() == before.keys()
    assert list(after.values()) == list(before.values())[::-1]


def test_two_agents_swap_their_drugs(new_patient, as_curator, saved):
    course = treatment(new_patient)
    for name in ("crizotinib", "larotrectinib"):
        agent = f"{course}-agents"
        new_patient.add(agent, drug=drug(name), role="anticancer")
    new_patient.save()
    page = Page(as_curator, new_patient.response.redirect_chain[-1][0])
    boxes_of = [f"treatment_rows-0-agents-{n}-drug" for n in (0, 1)]
    one, other = (page.data[box] for box in boxes_of)
    page.type(**{boxes_of[0]: other, boxes_of[1]: one})
    page.save()
    assert page.is_saved, page.faults()
    agents = saved().treatmentagent_rows.order_by("ref")
    assert [(a.ref, a.drug.name, a.role) for a in agents] == [
        ("A1", "larotrectinib", "anticancer"),
        ("A2", "crizotinib", "anticancer"),
    ]


def test_a_row_of_another_patient_is_not_taken(patient_page, patient):
    other = Patient.objects.create(sex="male")
    row = other.observation_rows.create(
        ref="O1", text_reported="fever", source=Article.objects.first()
    )
    patient_page.data["observation_rows-0-id"] = row.pk
    patient_page.save()
    (fault,) = patient_page.faults()["observation_rows-0-id"]
    assert fault.startswith("This row is not there any more")
    row.refresh_from_db()
    assert row.patient == other


def test_what_is_to_be_mended_is_listed_with_links(new_patient):
    row = treatment(new_patient, start="2020-07-14", instead_of="T9")
    new_patient.type(age_value="three")
    new_patient.save()
    context = new_patient.response.context
    assert context["mend_title"] == "3 things to mend"
    assert [(fault.place, fault.href) for fault in context["mend"]] == [
        ("Age", "id_age_value"),
        ("T1, Instead of", f"id_{row}-instead_of"),
        ("T1, Began", f"id_{row}-start"),
    ]
    page = new_patient.response.content.decode()
    assert "<title>3 things to mend – New patient | " in page
    for fault in context["mend"]:
        assert f'<a href="#{fault.href}">{fault.place}</a>' in page
        assert f'aria-describedby="{fault.href}' in page
        assert f'id="{fault.href}_error"' in page


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


@pytest.fixture
def stains(words):
    """Twenty markers that tumours are stained for."""
    return make_stains()


def test_a_long_case_is_saved_in_one_go(as_curator, new_patient, stains, saved):
    """12 treatments with 72 dose steps, 20 findings with assays, 15 events."""
    type_long_case(new_patient, stains)
    # More boxes than Django takes unless it is told to.
    assert len(new_patient.data) > 1000

    with CaptureQueriesContext(connection) as asked:
        new_patient.save()
    assert new_patient.is_saved, new_patient.faults()
    # Its 163 rows are written one by one; the page after it is asked for as well.
    assert len(asked) <= 2 * 163 + 80
    with CaptureQueriesContext(connection) as asked:
        page = Page(as_curator, new_patient.response.redirect_chain[-1][0])
    assert len(asked) <= 80
    assert "crizotinib · 1 → held mg" not in page.response.content.decode()
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


def test_the_patient_of_an_article_is_added_from_the_articles_page(client, saved):
    ada = seed.person("ada")
    article = Article.objects.create(slug="a-paper", created_by=ada)
    client.force_login(ada)
    page = client.get(f"/admin/curation/article/{article.pk}/change/")
    (href,) = re.findall(
        r'href="([^"]+)">Add its patient</a>', page.content.decode("utf-8")
    )
    patient = Page(client, href)
    assert patient.data["sources-0-article"] == str(article.pk)
    # What is filled in for the curator is saved with the rest.
    patient.put("sources-0", role="primary", part_read="abstract")
    patient.save()
    assert patient.is_saved, patient.faults()
    assert saved().sources.get().article == article
    for asked in ("x", "999999", ""):
        address = f"/admin/curation/patient/add/?article={asked}"
        assert client.get(address).status_code == 200
