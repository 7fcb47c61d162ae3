"""What curators enter is what the archive keeps, and comes back the same."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.curation.freezing import freeze, freeze_all, freeze_article
from casebase.curation.importing.case_files import import_documents
from casebase.curation.importing.faults import Faulty
from casebase.curation.importing.reading import read_value
from casebase.curation.models import Article, ContentEdit, Curator, Patient
from tests import seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return Curator.objects.create_user("ada")


def changed(document, **paths):
    """The document as plain values, with some changed: `a__0__b=value`."""
    values = json.loads(d.canonical(document))
    for path, value in paths.items():
        *steps, last = path.split("__")
        part = values
        for step in steps:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return values


def test_the_starter_files_are_exactly_what_freezing_gives(curator):
    patient = seed.import_seed(curator)
    assert d.canonical(freeze(patient)) == d.canonical(seed.case_document())
    for _, document in seed.documents():
        if isinstance(document, d.ArticleDocument):
            article = Article.objects.get(slug=document.key)
            assert d.canonical(freeze_article(article)) == d.canonical(document)


def test_many_are_frozen_each_as_itself_by_no_more_questions(curator):
    seed.make_words()
    *articles, (name, case) = seed.documents()
    slug = case.key.split("/")[0]
    others = [
        changed(case, key=f"{slug}/{sex}", patient__label=sex, patient__sex=sex)
        for sex in ("female", "other")
    ]
    cases = [(one["key"], d.read(one)) for one in others]
    import_documents([*articles, (name, case), *cases], by=curator)
    patients = list(Patient.objects.order_by("pk"))

    def asked(patients):
        with CaptureQueriesContext(connection) as asked:
            told = [make() for make in freeze_all(patients)]
        with CaptureQueriesContext(connection) as keys:
            assert [one.key for one in told] == [one.key for one in patients]
        assert told == [freeze(patient) for patient in patients]
        return len(asked) - len(keys)

    assert len(patients) == 3
    assert asked(patients) == asked(patients[:1])


def test_importing_again_changes_nothing(curator):
    seed.import_seed(curator)
    edits = ContentEdit.objects.count()
    outcomes = import_documents(seed.documents(), by=curator)
    assert {outcome.what for outcome in outcomes} == {"unchanged"}
    assert ContentEdit.objects.count() == edits


def test_other_content_under_the_same_key_is_a_draft_edit_of_that_patient(curator):
    patient = seed.import_seed(curator)
    other = read_value(changed(seed.case_document(), patient__age_value="34"))
    [outcome] = import_documents([("case.json", other)], by=curator)
    patient.refresh_from_db()
    assert (outcome.what, patient.age_value) == ("changed", "34")
    assert Patient.objects.count() == 1
    assert ContentEdit.objects.filter(patient=patient).count() == 2


def test_a_trial_run_keeps_nothing(curator):
    seed.make_words()
    outcomes = import_documents(seed.documents(), by=curator, dry_run=True)
    assert [outcome.what for outcome in outcomes] == ["added"] * 3
    assert not Patient.objects.exists()
    assert not Article.objects.exists()


def test_every_fault_of_a_file_is_said_with_its_place():
    values = changed(
        seed.case_document(),
        patient__sex="man",
        treatments__1__agents__0__doses__0__dose_value="1,5",
        surprise=1,
    )
    with pytest.raises(Faulty) as caught:
        read_value(values)
    assert {fault.path for fault in caught.value.faults} == {
        "patient.sex",
        "treatments[1].agents[0].doses[0].dose_value",
        "surprise",
    }


def test_a_reference_to_nothing_is_said_with_its_place():
    values = changed(seed.case_document(), outcome__responses__0__course="T9")
    with pytest.raises(Faulty, match=r"outcome\.responses\[0\]\.course.*T9"):
        read_value(values)


def test_unknown_words_are_said_all_at_once_and_nothing_is_kept(curator):
    seed.make_words()
    values = changed(
        seed.case_document(),
        diagnoses__0__disease__key="NOSUCH",
        treatments__1__agents__0__drug__key="nosuchdrug",
    )
    files = [*seed.documents()[:2], ("case.json", read_value(values))]
    with pytest.raises(Faulty) as caught:
        import_documents(files, by=curator)
    assert [str(fault) for fault in caught.value.faults] == [
        "case.json: diagnoses[0].disease: there is no disease “NOSUCH” in the "
        "vocabulary",
        "case.json: treatments[1].agents[0].drug: there is no drug “nosuchdrug” in "
        "the vocabulary",
    ]
    assert not Article.objects.exists()


def test_a_case_whose_article_is_missing_says_which(curator):
    seed.make_words()
    case = seed.documents()[2]
    with pytest.raises(Faulty, match=f"no article “{seed.PAPER}” here"):
        import_documents([case], by=curator)


def test_a_number_stays_as_it_was_typed(curator):
    patient = seed.import_seed(curator)
    row = patient.lesion_rows.get(ref="L1")
    row.dim1_mm = "25.0"
    row.full_clean()
    row.save()
    lesion = freeze(patient).lesions[0]
    assert (lesion.dim1_mm, lesion.dim3_mm) == ("25.0", "10")


def test_a_second_key_in_one_object_is_a_fault(tmp_path):
    from casebase.curation.importing.reading import read_file

    file = tmp_path / "twice.json"
    file.write_text('{"schema": 1, "schema": 1}')
    with pytest.raises(Faulty, match="stands twice"):
        read_file(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "not UTF-8"),
        (b"{", "line 1, column 2"),
        (b"[" * 100_000, "nested"),
        (b"[]", "dictionary|object"),
    ],
)
def test_a_broken_file_is_refused_in_words(tmp_path, content, said):
    from casebase.curation.importing.reading import read_file

    file = tmp_path / "broken.json"
    file.write_bytes(content)
    with pytest.raises(Faulty, match=said):
        read_file(file)
