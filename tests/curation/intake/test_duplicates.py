"""One paper is not entered twice, and one person is not counted twice."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.curation import duplicates, workflow
from casebase.curation.models import (
    Article,
    Authorship,
    ContentEdit,
    Diagnosis,
    Patient,
    PatientSource,
    Person,
    SamePersonAnswer,
)
from casebase.vocabulary.models import Disease, Institution
from tests import seed

pytestmark = pytest.mark.django_db
DIFFERENT, SAME = SamePersonAnswer.Answer.DIFFERENT, SamePersonAnswer.Answer.SAME


@pytest.fixture
def hospital():
    return Institution.objects.create(name="A hospital")


@pytest.fixture
def report_of(hospital):
    """Return a function that makes one patient of one new paper."""
    if not Disease.objects.exists():
        seed.make_words()
    disease = Disease.objects.get(key="SARCNOS")
    signs = Person.objects.create(family="Hou", given="X")

    def make(slug, *, author=signs, place=hospital, diagnosis=disease, **facts):
        article = Article.objects.create(slug=slug, title=f"On {slug}")
        if author:
            Authorship.objects.create(article=article, person=author, position=1)
        facts = {"sex": "male", "age_value": "33", "age_unit": "year", **facts}
        patient = Patient.objects.create(**facts)
        PatientSource.objects.create(
            patient=patient, article=article, role="primary", part_read="full_text"
        )
        if place:
            patient.institutions.add(place)
        if diagnosis:
            Diagnosis.objects.create(patient=patient, disease=diagnosis, source=article)
        return patient

    return make


def alike(patient):
    return [one.patient for one in duplicates.may_be_same_person(patient)]


def test_two_reports_that_agree_are_asked_about_in_words(report_of):
    elder, younger = report_of("one"), report_of("two", age_value="35")
    (found,) = duplicates.may_be_same_person(younger)
    assert found.patient == elder
    assert str(found) == (
        "same sex, about the same age, Sarcoma, NOS in both, A hospital in both, "
        "signed by X Hou both times"
    )


@pytest.mark.parametrize(
    "differs",
    [
        {"sex": "female"},
        {"age_value": "36"},
        {"diagnosis": None},
        {"author": None, "place": None},
    ],
    ids=lambda differs: next(iter(differs)),
)
def test_reports_that_contradict_each_other_are_not_asked_about(report_of, differs):
    patient = report_of("one")
    report_of("two", **differs)
    assert alike(patient) == []


def test_what_is_not_said_contradicts_nothing(report_of):
    patient = report_of("one")
    report_of("made-up", synthetic=True)
    silent = report_of("two", sex="not_reported", age_value=None, age_unit="")
    months = report_of("three", age_value="410", age_unit="month", author=None)
    assert set(alike(patient)) == {silent, months}


def test_two_patients_of_one_paper_are_told_apart_by_it(report_of):
    patient, other = report_of("one"), report_of("two")
    PatientSource.objects.create(
        patient=other,
        article=patient.sources.get().article,
        role="review_mention",
        part_read="full_text",
    )
    assert alike(patient) == []


def test_many_are_compared_with_as_many_queries_as_one(as_curator, report_of):
    patient = report_of("one")
    page = f"/admin/curation/patient/{patient.pk}/change/"
    as_curator.get(page)
    asked = []
    for more in (1, 5):
        for number in range(more):
            report_of(f"more-{more}-{number}")
        with CaptureQueriesContext(connection) as queries:
            duplicates.may_be_same_person(patient)
        with CaptureQueriesContext(connection) as queries_of_page:
            as_curator.get(page)
        asked.append((len(queries), len(queries_of_page)))
    assert len(alike(patient)) == 6
    assert asked[0] == asked[1]


def test_an_answer_is_given_once_and_not_asked_again(as_curator, report_of):
    elder, younger = report_of("one"), report_of("two")
    address = f"/admin/same-person/{younger.pk}/{elder.pk}/"
    form = f"/admin/curation/patient/{younger.pk}/change/"
    assert f'href="{address}"' in as_curator.get(form).content.decode()
    answer = {"answer": "different", "note": "Different trial numbers"}
    assert as_curator.post(address, answer).status_code == 302
    row = SamePersonAnswer.objects.get()
    assert (row.patient_a, row.patient_b) == (elder, younger)
    assert (row.answer, row.note, str(row.by)) == (DIFFERENT, answer["note"], "Ada")
    assert f'href="{address}"' not in as_curator.get(form).content.decode()
    again = as_curator.post(address, {"answer": "same"})
    assert again.status_code == 409
    assert "This was answered already." in again.content.decode()
    assert SamePersonAnswer.objects.get().answer == DIFFERENT


def test_one_person_twice_is_told_what_to_do_until_it_is_done(
    as_curator, curator, report_of
):
    elder, younger = report_of("one"), report_of("two")
    address = f"/admin/same-person/{elder.pk}/{younger.pk}/"
    told = as_curator.post(address, {"answer": "same"}, follow=True).content.decode()
    step = f"Add the paper of {younger} to {elder} as a further source"
    assert step in told
    (found,) = duplicates.found_the_same(elder)
    assert found.next_step.startswith(step)
    assert f"Then delete the draft of {younger}." in found.next_step
    PatientSource.objects.create(
        patient=elder,
        article=younger.sources.get().article,
        role="follow_up",
        part_read="full_text",
    )
    (found,) = duplicates.found_the_same(elder)
    assert found.next_step.startswith(f"Then delete the draft of {younger}")
    younger.delete()
    assert duplicates.found_the_same(elder) == []


def test_an_answer_is_no_edit(report_of, curator):
    elder, younger = report_of("one"), report_of("two")
    before = list(Patient.objects.order_by("pk").values_list("content_rev", flat=True))
    duplicates.answer(elder, younger, by=curator, answer=SAME)
    after = list(Patient.objects.order_by("pk").values_list("content_rev", flat=True))
    assert after == before
    assert not ContentEdit.objects.exists()


# ── Papers ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "query",
    [
        "doi=10.1000/ABC",
        "doi=https://doi.org/10.1000/abc",
        "doi=doi:10.1000/abc ",
        "pmid=123",
        "pmcid=PMC45",
        "pmcid= pmc45 ",
    ],
)
def test_a_paper_that_is_here_is_said_drafts_of_others_too(as_reviewer, curator, query):
    paper = Article.objects.create(
        slug="a",
        title="A paper",
        doi="10.1000/abc",
        pmid="123",
        pmcid="PMC45",
        created_by=curator,
    )
    here = as_reviewer.get(f"/admin/same-paper/?{query}").json()["here"]
    assert here == {
        "name": "A paper",
        "href": f"/admin/curation/article/{paper.pk}/change/",
        "standing": "Draft",
    }


def test_a_paper_that_readers_have_is_said_to_be_public(as_reviewer):
    ada = seed.person("ada")
    patient = seed.import_seed(ada)
    Article.objects.filter(slug=seed.PAPER).update(pmid="123")
    workflow.transcribe(patient, by=ada, reason="Read again")
    here = as_reviewer.get("/admin/same-paper/?pmid=123").json()["here"]
    assert here["standing"] == "Public"


@pytest.mark.parametrize(
    "query", ["", "doi=", "doi=10.1000/x", "pmid=%00", "pmid=1&except=%C2%B2"]
)
def test_a_paper_that_is_not_here_is_not_said(as_curator, paper, query):
    answer = as_curator.get(f"/admin/same-paper/?{query}")
    assert answer.json() == {"here": None}


def test_a_paper_is_not_told_of_itself(as_curator, paper):
    Article.objects.filter(pk=paper.pk).update(pmid="7")
    asked = as_curator.get(f"/admin/same-paper/?pmid=7&except={paper.pk}")
    assert asked.json() == {"here": None}


def test_the_command_lists_pairs_and_titles(report_of, capsys):
    call_command("find_duplicates")
    assert capsys.readouterr().out == "None found.\n"
    report_of("one")
    report_of("two")
    Article.objects.create(slug="three", title="On: ONE")
    call_command("find_duplicates")
    out = capsys.readouterr().out
    assert out.count("A hospital in both") == 1
    assert "On: ONE" in out
    assert out.endswith("1 pair of patients, 1 title of several papers.\n")


def test_a_withdrawn_duplicate_is_done(patient, reviewer, curator, report_of):
    workflow.transcribe(patient, by=curator, reason="For this test")
    other = report_of("two")
    duplicates.answer(patient, other, by=curator, answer=SAME)
    assert duplicates.found_the_same(other)
    SamePersonAnswer.objects.all().delete()
    patient.institutions.set(other.institutions.all())
    assert alike(other) == [patient]
    workflow.withdraw(patient, by=reviewer, reason="duplicate")
    assert alike(other) == []
    duplicates.answer(patient, other, by=curator, answer=SAME)
    assert duplicates.found_the_same(other) == []
