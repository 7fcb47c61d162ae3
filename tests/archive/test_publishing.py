"""Publishing freezes a document; a version is never anything else again."""

import threading

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.archive.models import IndexEntry, Record, Version
from casebase.archive.publishing import NotPublishable
from tests import seed
from tests.archive.conftest import ENVELOPE


def case_with(**changes):
    """The seed's case with other values."""
    return d.read(d.as_dict(seed.case_document()) | changes)


def patient_with(**changes):
    """The seed's case with other values of the patient."""
    patient = d.as_dict(seed.case_document())["patient"]
    return case_with(patient=patient | changes)


@pytest.mark.django_db
def test_the_first_version_of_a_case_draws_its_accession(published):
    assert published.record.name == "CB-000001"
    assert (published.number, published.archive_version) == (1, 3)
    assert published.content == seed.case_document()
    assert published.sha256 == d.sha256(published.document)
    assert list(Record.objects.articles().values_list("name", flat=True)) == sorted(
        [seed.NEWS, seed.PAPER]
    )


@pytest.mark.django_db
def test_the_same_document_on_the_same_basis_makes_no_new_version(
    published, put, state
):
    assert put(seed.case_document()) == published
    assert state().version == 3
    better = put(seed.case_document(), review_basis="independent", reviewed_by="Grace")
    assert (better.number, better.sha256) == (2, published.sha256)


@pytest.mark.django_db
def test_an_edit_is_the_next_version_and_the_former_stays(published, put):
    second = put(patient_with(age_value="34"), reason="The paper says 34.")
    assert (second.record, second.number) == (published.record, 2)
    assert Record.objects.get(name="CB-000001").latest == second
    published.refresh_from_db()
    assert published.content.patient.age_value == "33"


@pytest.mark.django_db
def test_accessions_are_drawn_in_order_and_never_again(published, put):
    publishing.withdraw(published.record, by="Grace", reason="duplicate")
    other = put(case_with(key=f"{seed.PAPER}/another-patient"))
    assert other.record.name == "CB-000002"


@pytest.mark.django_db
def test_several_documents_are_published_in_their_order_and_all_or_none():
    documents = [document for _, document in seed.documents()]
    later = patient_with(age_value="34")
    with pytest.raises(NotPublishable):
        publishing.put_all(
            [*documents, case_with(lesions=[], key="no/one")], **ENVELOPE
        )
    assert not Record.objects.exists()
    versions = publishing.put_all([*documents, later], **ENVELOPE)
    assert [version.archive_version for version in versions] == [1, 2, 3, 4]
    assert [version.number for version in versions] == [1, 1, 1, 2]
    assert IndexEntry.objects.get().archive_version == 4
    assert index.current().select({"sex": ["male"]}).total == 1
    # What readers have already is passed over; what comes after it is not.
    *_, same, new = publishing.put_all([later, patient_with(sex="female")], **ENVELOPE)
    assert (same.number, new.number) == (2, 3)
    assert index.current().select({"sex": ["female"]}).total == 1


@pytest.mark.django_db
def test_many_documents_take_hardly_more_statements_than_few():
    def statements(numbers):
        documents = [case_with(key=f"{seed.PAPER}/patient-{n}") for n in numbers]
        with CaptureQueriesContext(connection) as told:
            publishing.put_all(documents, **ENVELOPE)
        return len(told)

    publishing.put_all([document for _, document in seed.documents()], **ENVELOPE)
    # SQLite takes so many values at once that the 30 are two statements somewhere.
    assert statements(range(2, 32)) <= statements(range(32, 34)) + 5


@pytest.mark.django_db
def test_a_document_that_contradicts_itself_is_refused_with_every_fault(put, state):
    case = d.as_dict(seed.case_document())
    case["outcome"]["responses"][0]["course"] = "T9"
    case["outcome"]["adverse_events"][0]["agents"] = ["T2"]
    with pytest.raises(NotPublishable) as refused:
        put(d.read(case))
    assert [path for path, _ in refused.value.faults] == [
        "outcome.responses[0].course",
        "outcome.adverse_events[0].agents",
    ]
    assert "this case.; outcome.adverse_events[0].agents: " in str(refused.value)
    assert not Record.objects.exists()


@pytest.mark.django_db
def test_a_schema_of_the_future_is_refused(put):
    unheard_of = seed.case_document().model_copy(update={"schema_number": 99})
    with pytest.raises(NotPublishable, match="Schema 99"):
        put(unheard_of)


@pytest.mark.parametrize(
    "envelope",
    [
        {"review_basis": "independent", "reviewed_by": "Ada"},
        {"review_basis": "independent", "reviewed_by": ""},
        {"review_basis": "independent", "reviewed_by": "Grace", "submitted_by": ""},
        {"review_basis": "single_curator", "reviewed_by": "Grace"},
        {"review_basis": "transcription", "reviewed_by": "Grace"},
    ],
)
@pytest.mark.django_db
def test_nothing_is_called_reviewed_that_was_not(put, envelope):
    with pytest.raises(IntegrityError), transaction.atomic():
        put(seed.case_document(), **envelope)
    assert not Version.objects.exists()


@pytest.mark.django_db
def test_withdrawing_keeps_what_stood_there_and_says_why(published, put):
    withdrawn = publishing.withdraw(
        published.record, by="Grace", reason="error", note="Two patients in one."
    )
    assert (withdrawn.number, withdrawn.withdraw_reason) == (2, "error")
    assert withdrawn.published_by == "Grace"
    assert withdrawn.content == published.content
    record = Record.objects.get(name="CB-000001")
    assert record.withdrawn
    assert record not in Record.objects.readable()
    assert publishing.withdraw(record, by="Ada", reason="other") == withdrawn
    assert put(seed.case_document()).number == 3
    assert Record.objects.cases().readable().get() == record


@pytest.mark.django_db(transaction=True)
def test_a_purge_leaves_the_tombstone_and_not_one_word(put, db):
    marker = "zibeline-quixotic"
    for _, document in seed.documents()[:2]:
        put(document)
    first = put(patient_with(summary=f"A {marker} man."))
    second = put(seed.case_document())
    publishing.purge(first.record, by="Grace", note="The patient asked.")
    for version in first.record.versions.all():
        assert version.purged
        assert version.document == ""
    first.refresh_from_db()
    assert first.sha256 != second.sha256
    assert first.record.versions.count() == 3
    entry = IndexEntry.objects.get()
    assert (entry.words, entry.terms) == ("", "{}")
    if connection.vendor == "sqlite":
        for file in settings.CASEBASE_DATA.glob("test*.sqlite3*"):
            assert marker.encode() not in file.read_bytes()
    with pytest.raises(ValueError, match="purged"):
        _ = first.record.versions.get(number=1).content


@pytest.mark.django_db
def test_a_purge_after_a_withdrawal_says_privacy_and_forgets_why(published):
    record = published.record
    publishing.withdraw(record, by="Grace", reason="error", note="Of John Carter.")
    tombstone = publishing.purge(record, by="Ada", note="Asked for.")
    told = record.versions.order_by("number").values_list("withdraw_reason", "reason")
    assert list(told) == [("", ""), ("error", ""), ("privacy", "Asked for.")]
    assert (tombstone.document, tombstone.sha256) == ("", published.sha256)
    assert tombstone.published_by == "Ada"
    assert publishing.purge(record, by="Grace") == tombstone


@pytest.mark.promise(10)
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version_after_the_other(put, looked_at):
    errors = []

    def publish(number):
        try:
            for age in range(3):
                case = case_with(key=f"{seed.PAPER}/patient-{number}")
                case = d.as_dict(case)
                case["patient"]["age_value"] = str(30 + age)
                publishing.put(d.read(case), **ENVELOPE)
        except Exception as error:  # noqa: BLE001 - told by the test's own thread
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(Version.objects.values_list("archive_version", flat=True)) == [
        *range(1, 10)
    ]
    looked_at(Version.objects.count(), "versions", least=9)
    assert sorted(Record.objects.values_list("name", flat=True)) == [
        f"CB-{number:06}" for number in (1, 2, 3)
    ]
    assert index.current().select({}).total == 3


@pytest.mark.django_db
def test_what_fails_half_way_leaves_nothing(published, monkeypatch, put, state):
    def fail(*args):
        raise RuntimeError("no room")

    monkeypatch.setattr(publishing, "reindex", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        put(patient_with(age_value="34"))
    assert (Version.objects.count(), state().version) == (3, 3)


@pytest.mark.django_db
def test_who_reads_records_has_their_latest_versions_at_once(published):
    with CaptureQueriesContext(connection) as asked:
        found = [record.latest.number for record in Record.objects.readable()]
    assert found == [1, 1, 1]
    assert len(asked) == 1
