"""What leaves the archive, comes back, or is warned of: asked twice, done once."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, models
from django.test import Client

from casebase.archive import checks, index
from casebase.archive.models import Record, Version
from casebase.curation import notices, removal, republishing, standings, workflow
from casebase.curation.models import Article, Curator, Patient, ReaderReport
from casebase.curation.models.base import Status
from casebase.curation.readiness import missing_before_publishing
from tests import an_archive, seed

pytestmark = pytest.mark.django_db

CASE = "CB-000001"
CANARY = "zqxcanary"


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The seed, public as a transcription, and a reviewer: made once, then rolled
    back."""
    with an_archive.for_a_while(django_db_blocker):
        patient = seed.publish_seed()
        seed.person("grace", reviewer=True, display_name="Grace")
        edith = seed.person("edith", reviewer=True, display_name="Edith")
        edith.groups.set([Group.objects.get(name="editor")])
        yield patient.pk


@pytest.fixture
def public(archive, db, monkeypatch):
    """The row of the patient, with an index of this test alone."""
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    yield Patient.objects.get(pk=archive)
    index.notice()


@pytest.fixture
def reviewer(public):
    return Curator.objects.get(username="grace")


@pytest.fixture
def editor(public):
    return Curator.objects.get(username="edith")


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def curator(public):
    return Curator.objects.get(username="ada")


@pytest.fixture
def address(public):
    return f"/admin/curation/patient/{public.pk}"


@pytest.fixture
def paper(public):
    return Article.objects.get(slug=seed.PAPER)


@pytest.fixture
def reader(client):
    """Ask for a public address; give the words of the answer."""

    def ask(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return " ".join(answer.content.decode().split())

    return ask


def words(response):
    return " ".join(response.content.decode().split())


def publish(article, by, reviewer):
    workflow.approve(article, by=reviewer)
    return workflow.publish(article, by=reviewer, reason="What the publisher says")


NOTICE = {
    "integrity": "retracted",
    "date": "2024-03",
    "url": "10.1000/Notice",
    "note": "Image duplication.",
}


def test_a_retraction_reaches_every_case_by_one_publication(
    as_curator, as_reviewer, curator, reviewer, paper, reader
):
    page = f"/admin/curation/article/{paper.pk}"
    shown = words(as_curator.get(f"{page}/notice/"))
    assert "Cases it reaches: 1" in shown
    assert "/cases/CB-000001/" in shown
    assert "CB-000001" in reader("/cases/")
    before = Version.objects.count()
    assert as_curator.post(f"{page}/notice/", NOTICE).status_code == 302
    paper.refresh_from_db()
    assert paper.status == Status.IN_REVIEW
    assert paper.integrity_url == "https://doi.org/10.1000/notice"
    assert "retracted" not in reader("/cases/CB-000001/")
    publish(paper, curator, reviewer)
    assert Version.objects.count() == before + 1

    for told in (reader("/cases/CB-000001/"), reader(f"/articles/{seed.PAPER}/")):
        assert "This article was retracted (March 2024)" in told
        assert "Image duplication." in told
        assert "https://doi.org/10.1000/notice" in told
    for hidden in ("/cases/", "/cases/?gene=NTRK1", "/cases/?drug=crizotinib"):
        assert "CB-000001" not in reader(hidden)
    for shown in ("/cases/?retracted=include", "/cases/?retracted=only"):
        assert "CB-000001" in reader(shown)
    for hub in ("/genes/NTRK1/", "/drugs/crizotinib/", "/treatments/"):
        assert "CB-000001" not in reader(hub)
    assert "1 case" not in reader("/genes/")
    assert list(checks.index(checks.Seen())) == []


@pytest.mark.parametrize("integrity", ["expression_of_concern", "corrected"])
def test_concern_and_correction_warn_and_leave_counts_alone(
    curator, reviewer, paper, reader, integrity
):
    notices.set_notice(paper, by=curator, integrity=integrity, note="As printed.")
    publish(paper, curator, reviewer)
    assert "As printed." in reader("/cases/CB-000001/")
    assert "CB-000001" in reader("/cases/?gene=NTRK1")


def test_a_notice_that_is_taken_back_brings_the_cases_back(
    curator, reviewer, paper, reader
):
    notices.set_notice(paper, by=curator, integrity="retracted", note="Withdrawn.")
    publish(paper, curator, reviewer)
    assert "CB-000001" not in reader("/cases/")
    paper.refresh_from_db()
    notices.set_notice(paper, by=curator, integrity="ok", note="Not kept.")
    assert publish(paper, curator, reviewer).number == 3
    paper.refresh_from_db()
    assert [getattr(paper, name) for name in notices.FIELDS] == ["ok", "", "", ""]
    assert "CB-000001" in reader("/cases/")
    assert "retracted" not in reader("/cases/CB-000001/")


def test_a_notice_says_where_it_stands_and_who_marks_does_not_approve(
    as_reviewer, curator, reviewer, paper
):
    page = f"/admin/curation/article/{paper.pk}/notice/"
    silent = as_reviewer.post(page, {"integrity": "retracted"})
    assert "Give the address of the notice, or what it says" in words(silent)
    wrong = as_reviewer.post(page, NOTICE | {"date": "March", "url": "notice"})
    assert "A year or a month, such as 2024-03." in words(wrong)
    assert "A DOI begins with 10." in words(wrong)
    as_reviewer.post(page, NOTICE)
    paper.refresh_from_db()
    with pytest.raises(workflow.NotAllowed, match="You submitted it"):
        workflow.approve(paper, by=reviewer)


def test_a_mistaken_withdrawal_is_taken_back_with_its_reason(
    as_reviewer, address, public, reader
):
    first = Record.objects.get(name=CASE).latest
    assert as_reviewer.get(f"{address}/restore/").status_code == 200
    asked = {"reason": "duplicate", "note": "Of CB-000009.", "name": CASE}
    as_reviewer.post(f"{address}/withdraw/", asked)
    gone = reader("/cases/CB-000001/", 410)
    assert "Duplicate of another record." in gone
    assert "Of CB-000009." in gone
    assert CASE not in reader("/cases/")
    silent = as_reviewer.post(f"{address}/restore/", {"reason": "", "name": CASE})
    assert "Say why it is restored." in words(silent)
    as_reviewer.post(f"{address}/restore/", {"reason": "No duplicate.", "name": CASE})
    latest = Record.objects.get(name=CASE).latest
    assert (latest.number, latest.document) == (3, first.document)
    assert (latest.review_basis, latest.reviewed_by) == ("transcription", "")
    assert latest.reason == "Restored: No duplicate."
    assert CASE in reader("/cases/")


def test_what_was_changed_meanwhile_stays_a_draft(curator, reviewer, public):
    workflow.withdraw(public, by=reviewer, reason="error")
    public.take_away = CANARY
    public.save()
    workflow.record_edit(public, by=curator)
    version = republishing.restore(public, by=reviewer, reason="A mistake.")
    assert CANARY not in version.document
    public.refresh_from_db()
    assert not standings.is_public_as_it_stands(public)
    with pytest.raises(workflow.NotAllowed, match="It is not withdrawn"):
        republishing.restore(public, by=reviewer, reason="Again.")


def test_a_removal_is_asked_twice_and_leaves_a_tombstone(
    as_editor, address, public, reader
):
    page = f"{address}/remove/"
    shown = words(as_editor.get(page))
    assert "Backups made before today" in shown
    assert "The text of 1 version" in shown
    assert "No release has it" in shown
    refused = as_editor.post(page, {"name": "CB-000002", "note": ""})
    assert "Type CB-000001." in words(refused)
    forged = as_editor.post(page, {"token": "forged", "name": CASE})
    assert forged.status_code == 409
    assert Patient.objects.filter(pk=public.pk).exists()
    step = as_editor.post(page, {"name": CASE, "note": "At the patient's request."})
    assert "Step 2 of 2" in words(step)
    assert Patient.objects.filter(pk=public.pk).exists()
    done = as_editor.post(page, {"token": step.context["token"]})
    assert done.status_code == 302
    assert not Patient.objects.exists()
    gone = reader("/cases/CB-000001/", 410)
    assert "Privacy." in gone
    assert "At the patient&#x27;s request." in gone
    assert reader("/cases/CB-000001/v1/", 410)


def test_only_who_may_reaches_these_pages(as_curator, as_reviewer, address):
    for name in ("withdraw", "restore", "remove"):
        assert as_curator.get(f"{address}/{name}/").status_code == 403
    assert as_reviewer.get(f"{address}/remove/").status_code == 403
    assert "step-remove" not in words(as_reviewer.get(f"{address}/change/"))


def test_what_was_removed_is_in_no_table_and_does_not_come_back(
    editor, reviewer, curator, public
):
    _fill_with_canaries(public, curator, reviewer)
    assert _found()
    removal.remove(public, by=editor, note="Asked for.")
    assert _found() == []
    assert list(checks.versions(checks.Seen())) == []
    call_command("rebuild_index", verbosity=0)
    from casebase.curation.importing.case_files import import_documents

    import_documents(seed.documents(), by=curator)
    again = Patient.objects.get()
    assert missing_before_publishing(again)[0] == (
        "CB-000001 stood here and was removed for privacy. It is not published again."
    )
    with pytest.raises(workflow.NotReady):
        workflow.submit(again, by=curator)


def _fill_with_canaries(patient, curator, reviewer):
    """Put a word into every free text of the patient, publish, review and log it."""
    from django.contrib.admin.models import CHANGE, LogEntry

    patient.summary = patient.take_away = f"{CANARY} was seen."
    patient.save()
    for relation in Patient._meta.get_fields():
        table = relation.related_model
        if relation.one_to_many and hasattr(table, "PREFIX"):
            for field in table._meta.concrete_fields:
                if field.name in ("reported", "site_reported", "curator_note"):
                    table.objects.filter(patient=patient).update(**{field.name: CANARY})
    workflow.record_edit(patient, by=curator)
    workflow.submit(patient, by=curator)
    workflow.return_for_changes(patient, by=reviewer, note=f"{CANARY} is a name.")
    workflow.transcribe(patient, by=curator, reason=f"{CANARY} corrected")
    ReaderReport.objects.create(code="ABC-DEF-1", record=CASE, text=CANARY)
    for article in Article.objects.all():
        article.paper_pages.create(number=0, text=CANARY, put_by=curator)
    LogEntry.objects.log_actions(
        curator.pk, [patient], CHANGE, change_message=CANARY, single_object=True
    )


def _found():
    """The tables and columns in which the word still stands."""
    found = []
    for table in apps.get_models(include_auto_created=True):
        for field in table._meta.concrete_fields:
            if isinstance(
                field, models.CharField | models.TextField | models.JSONField
            ):
                with connection.cursor() as cursor:
                    name = connection.ops.quote_name(field.column)
                    cursor.execute(
                        f"SELECT COUNT(*) FROM {table._meta.db_table} "
                        f"WHERE CAST({name} AS text) LIKE %s",
                        [f"%{CANARY}%"],
                    )
                    if cursor.fetchone()[0]:
                        found.append(f"{table._meta.db_table}.{field.column}")
    return found
