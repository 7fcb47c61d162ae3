"""Nothing is called reviewed that was not: by one function and by the database."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from casebase.archive import document as d
from casebase.archive.models import Record, Version
from casebase.curation import standings, triggers, workflow
from casebase.curation.models import (
    Article,
    ContentEdit,
    Curator,
    Patient,
    ResponseAssessment,
    Review,
)
from casebase.curation.models.base import Status
from casebase.curation.readiness import missing_before_publishing
from casebase.curation.workflow import NotAllowed, NotReady
from tests import seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return seed.person("ada")


@pytest.fixture
def reviewer():
    return seed.person("grace", reviewer=True)


@pytest.fixture
def patient(curator):
    return seed.import_seed(curator)


@pytest.fixture
def submitted(patient, curator):
    workflow.submit(patient, by=curator)
    return patient


@pytest.fixture
def approved(submitted, reviewer):
    workflow.approve(submitted, by=reviewer)
    return submitted


def test_a_reviewed_case_is_published_with_its_articles(approved, curator, reviewer):
    version = workflow.publish(approved, by=reviewer)
    assert version.record.name == approved.accession == "CB-000001"
    assert (version.review_basis, version.reviewed_by) == ("independent", "grace")
    assert version.submitted_by == str(curator)
    assert d.canonical(version.content) == d.canonical(seed.case_document())
    assert set(Record.objects.values_list("name", flat=True)) == {
        "CB-000001",
        seed.PAPER,
        seed.NEWS,
    }


def test_publishing_again_without_a_change_makes_no_version(approved, reviewer):
    first = workflow.publish(approved, by=reviewer)
    assert workflow.publish(approved, by=reviewer).pk == first.pk
    assert Version.objects.filter(record__name="CB-000001").count() == 1


def test_the_curator_cannot_approve_and_is_told_why(submitted, curator):
    with pytest.raises(NotAllowed, match="Only a reviewer approves"):
        workflow.approve(submitted, by=curator)


def test_a_reviewer_cannot_approve_what_they_submitted(patient, reviewer):
    workflow.submit(patient, by=reviewer)
    with pytest.raises(NotAllowed, match="You submitted it"):
        workflow.approve(patient, by=reviewer)


def test_a_superuser_who_edited_cannot_approve(patient, curator):
    root = Curator.objects.create_superuser("root")
    patient.take_away = "Another reading."
    patient.save()
    workflow.record_edit(patient, by=root)
    workflow.submit(patient, by=curator)
    with pytest.raises(NotAllowed, match="You edited it since"):
        workflow.approve(patient, by=root)


def test_who_edited_an_article_that_goes_along_cannot_approve(patient, curator):
    root = Curator.objects.create_superuser("root")
    article = Article.objects.get(slug=seed.PAPER)
    article.summary = "In other words."
    article.save()
    workflow.record_edit(article, by=root)
    workflow.submit(patient, by=curator)
    with pytest.raises(NotAllowed, match="You edited it since"):
        workflow.approve(patient, by=root)


def test_an_edit_ends_the_approval(approved, curator, reviewer):
    approved.take_away = "Changed after approval."
    approved.save()
    workflow.record_edit(approved, by=curator)
    assert approved.status == Status.DRAFT
    with pytest.raises(NotAllowed, match="not approved"):
        workflow.publish(approved, by=reviewer)


def test_an_edit_of_a_row_ends_the_approval(approved):
    response = ResponseAssessment.objects.get(patient=approved)
    response.category = "PR"
    response.save()
    approved.refresh_from_db()
    assert approved.status == Status.DRAFT


def test_a_changed_article_ends_the_approval_of_the_case(approved, curator, reviewer):
    article = Article.objects.get(slug=seed.PAPER)
    article.summary = "In other words."
    article.save()
    workflow.record_edit(article, by=curator)
    with pytest.raises(NotAllowed, match="has changed since"):
        workflow.publish(approved, by=reviewer)


def test_an_unreviewed_edit_of_a_published_article_does_not_reach_a_case(
    approved, curator, reviewer
):
    workflow.publish(approved, by=reviewer)
    article = Article.objects.get(slug=seed.PAPER)
    article.volume = "99"
    article.save()
    workflow.record_edit(article, by=curator)
    approved.take_away = "A reviewed change of the case."
    approved.save()
    workflow.record_edit(approved, by=curator)
    workflow.submit(approved, by=curator)
    workflow.approve(approved, by=reviewer)
    with pytest.raises(NotAllowed, match="Say what is new"):
        workflow.publish(approved, by=reviewer)
    version = workflow.publish(approved, by=reviewer, reason="A closer reading")
    assert version.number == 2
    assert version.content.primary.citation.volume == ""


def test_a_return_says_why_and_the_case_can_be_submitted_again(
    submitted, curator, reviewer
):
    with pytest.raises(NotAllowed, match="Say what is to be changed"):
        workflow.return_for_changes(submitted, by=reviewer, note=" ")
    workflow.return_for_changes(submitted, by=reviewer, note="Which dose?")
    assert submitted.status == Status.CHANGES_REQUESTED
    workflow.submit(submitted, by=curator)
    assert submitted.status == Status.IN_REVIEW


def test_a_withdrawn_case_stays_on_record_with_its_reason(approved, reviewer):
    workflow.publish(approved, by=reviewer)
    with pytest.raises(NotAllowed, match="Choose why"):
        workflow.withdraw(approved, by=reviewer, reason="because")
    workflow.withdraw(approved, by=reviewer, reason="error", note="Two cases mixed.")
    record = Record.objects.get(name="CB-000001")
    assert record.withdrawn
    assert record.latest.number == 2
    assert standings.why_not("withdraw", approved, reviewer) != ""


def test_a_transcription_is_never_called_reviewed(patient, curator):
    version = workflow.transcribe(patient, by=curator, reason="Starter")
    assert (version.review_basis, version.reviewed_by) == ("transcription", "")


def test_one_curator_alone_publishes_only_where_allowed(patient, settings):
    reviewer = seed.person("solo", reviewer=True)
    workflow.submit(patient, by=reviewer)
    with pytest.raises(NotAllowed, match="not approved"):
        workflow.publish(patient, by=reviewer)
    settings.ALLOW_SINGLE_CURATOR = True
    version = workflow.publish(patient, by=reviewer)
    assert (version.review_basis, version.reviewed_by) == ("single_curator", "")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("biomarkerfinding_rows", "The case has no biomarker finding"),
        ("diagnosis_rows", "The case has no diagnosis"),
        ("treatment_rows", "The case has no treatment"),
        ("sources", "no primary report"),
        ("facts", "The age of the patient has no source"),
    ],
)
def test_submit_refuses_an_incomplete_case_and_says_why(patient, curator, table, said):
    getattr(patient, table).all().delete()
    with pytest.raises(NotReady) as caught:
        workflow.submit(patient, by=curator)
    assert any(said in reason for reason in caught.value.reasons)


def test_a_dangling_ref_is_named_by_its_row(patient):
    response = ResponseAssessment.objects.get(patient=patient)
    response.course = "T9"
    response.save()
    assert any(
        reason.startswith("R1: ") and "T9" in reason
        for reason in missing_before_publishing(patient)
    )


def test_a_merely_suggested_fact_is_not_published(patient):
    response = ResponseAssessment.objects.get(patient=patient)
    response.assertion = "suggested"
    response.save()
    assert missing_before_publishing(patient) == [
        "R1 is only suggested. Check it against the source."
    ]


def test_it_is_written_down_who_submitted_and_when(patient, curator):
    begun = timezone.now()
    workflow.submit(patient, by=curator)
    patient.refresh_from_db()
    assert patient.submitted_by == curator
    assert begun <= patient.submitted_at <= timezone.now()


def test_what_is_missing_is_told_in_whole_sentences(patient):
    patient.diagnosis_rows.all().delete()
    assert missing_before_publishing(patient) == ["The case has no diagnosis."]


def test_of_a_fusion_that_was_found_it_is_asked_whether_its_partner_is_named(patient):
    finding = patient.biomarkerfinding_rows.get()
    finding.partner_status = ""
    finding.save()
    assert missing_before_publishing(patient) == [
        "F1 is a fusion: say whether its partner is named."
    ]
    finding.result = "negative"
    finding.save()
    assert not any("partner" in told for told in missing_before_publishing(patient))


def test_the_next_step_is_said_all_the_way(patient, curator, reviewer):
    said = [standings.next_step(patient, curator)]
    workflow.submit(patient, by=curator)
    said += [standings.next_step(patient, person) for person in (curator, reviewer)]
    workflow.approve(patient, by=reviewer)
    said.append(standings.next_step(patient, reviewer))
    workflow.publish(patient, by=reviewer)
    said.append(standings.next_step(patient, reviewer))
    assert said == [
        "Draft, not public. Next: submit; a reviewer approves.",
        "In review. Next: another reviewer approves it or returns it.",
        "In review. Next: a reviewer approves it or returns it.",
        "Approved, not public yet. Next: a reviewer publishes it.",
        "Public as CB-000001, version 1. Nothing has been changed since.",
    ]


# ── The database refuses the same ─────────────────────────────────────────────────


def refused(sql, *parameters):
    """Run SQL as the app and expect the database to refuse."""
    with (
        pytest.raises(IntegrityError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, parameters)
    return str(caught.value)


def test_all_triggers_stand_after_the_migrations():
    standing = triggers.present(connection)
    assert [name for name, stands in standing.items() if not stands] == []
    assert len(standing) >= 20


def test_sql_cannot_approve_without_a_review(submitted):
    said = refused(
        "UPDATE curation_patient SET status = 'approved' WHERE id = %s", submitted.pk
    )
    assert triggers.STALE in said


def test_sql_cannot_enter_an_approved_case(patient):
    columns = [
        field.column for field in Patient._meta.concrete_fields if field.column != "id"
    ]
    listed = ", ".join(f'"{column}"' for column in columns)
    values = listed.replace('"status"', "'approved'").replace('"accession"', "'X'")
    said = refused(
        f"INSERT INTO curation_patient ({listed}) "
        f"SELECT {values} FROM curation_patient WHERE id = %s",
        patient.pk,
    )
    assert triggers.STALE in said


@pytest.mark.parametrize("who", ["submitter", "editor"])
def test_sql_cannot_add_a_review_of_ones_own_work(submitted, who):
    editor = seed.person("edith", reviewer=True)
    ContentEdit.objects.create(
        patient=submitted, user=editor, content_rev=submitted.content_rev
    )
    by = submitted.submitted_by if who == "submitter" else editor
    said = refused(
        "INSERT INTO curation_review (patient_id, content_rev, content_sha256, "
        "reviewer_id, decision, note, at) "
        "VALUES (%s, %s, 'x', %s, 'approved', '', CURRENT_TIMESTAMP)",
        submitted.pk,
        submitted.content_rev,
        by.pk,
    )
    assert triggers.STALE in said or triggers.OWN in said


def test_sql_cannot_add_a_review_of_older_content(submitted, reviewer):
    said = refused(
        "INSERT INTO curation_review (patient_id, content_rev, content_sha256, "
        "reviewer_id, decision, note, at) "
        "VALUES (%s, %s, 'x', %s, 'approved', '', CURRENT_TIMESTAMP)",
        submitted.pk,
        submitted.content_rev - 1,
        reviewer.pk,
    )
    assert triggers.STALE in said


def test_sql_cannot_change_a_review_or_turn_a_revision_back(approved):
    assert triggers.KEPT in refused("UPDATE curation_review SET decision = 'approved'")
    assert triggers.KEPT in refused("UPDATE curation_contentedit SET content_rev = 0")
    assert triggers.BACK in refused("UPDATE curation_patient SET content_rev = 0")


def test_reviews_of_published_content_cannot_be_deleted(approved, reviewer):
    workflow.publish(approved, by=reviewer)
    assert triggers.KEPT in refused("DELETE FROM curation_review")
    assert triggers.KEPT in refused("DELETE FROM curation_contentedit")


def test_a_draft_can_be_deleted_whole(submitted):
    submitted.delete()
    assert not Patient.objects.exists()
    assert not Review.objects.exists()


def test_sql_behind_the_app_ends_an_approval_too(approved):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE curation_dosestep SET dose_value = '500' "
            "WHERE patient_id = %s AND dose_unit = 'mg'",
            [approved.pk],
        )
    approved.refresh_from_db()
    assert approved.status == Status.DRAFT


def test_a_form_left_open_cannot_turn_the_standing_back(patient, curator):
    stale = Patient.objects.get(pk=patient.pk)
    workflow.submit(patient, by=curator)
    stale.save()
    patient.refresh_from_db()
    assert patient.status == Status.IN_REVIEW
