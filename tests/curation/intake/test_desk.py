"""After log-in one sees what waits; what is assigned shuts nobody out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casebase.curation import assigning, desk, standings, workflow
from casebase.curation.models import (
    Article,
    Assignment,
    Comment,
    ContentEdit,
    Patient,
    PatientSource,
    ReaderReport,
    SuggestedPaper,
)
from casebase.curation.models.base import Status
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import Drug
from tests import seed

pytestmark = pytest.mark.django_db


def on_desk(client):
    """The lists on the desk: names of rows by the name of the list."""
    sections = client.get("/admin/").context["sections"]
    return {one.slug: [(row.name, row.note) for row in one.rows] for one in sections}


def draft(slug, by, **facts):
    return Article.objects.create(
        slug=slug, title=slug, created_by=by, updated_by=by, **facts
    )


def test_an_empty_desk_is_the_four_alone(as_curator):
    page = as_curator.get("/admin/")
    assert on_desk(as_curator) == {}
    assert [entry["name"] for entry in page.context["four"]][:2] == [
        "Articles",
        "Patients",
    ]
    assert "desk-list" not in page.content.decode()


def test_drafts_are_mine_and_stale_ones_anybodys(as_curator, curator, reviewer):
    draft("mine", curator)
    draft("hers", reviewer)
    old = timezone.now() - timedelta(days=61)
    Article.objects.filter(slug="hers").update(updated_at=old)
    lists = on_desk(as_curator)
    assert lists["drafts"] == [("mine", "saved just now")]
    assert lists["stale"] == [("hers", "saved 2\xa0months ago by Grace")]


def test_what_is_returned_stands_with_its_reason(
    as_curator, as_reviewer, curator, reviewer, patient
):
    workflow.submit(patient, by=curator)
    (waits,) = on_desk(as_reviewer)["waiting"]
    assert waits[0] == str(patient)
    assert "waiting" not in on_desk(as_curator)
    workflow.return_for_changes(patient, by=reviewer, note="The dose is on page 4.")
    assert on_desk(as_curator)["returned"] == [
        (str(patient), "Grace: The dose is on page 4.")
    ]
    assert "waiting" not in on_desk(as_reviewer)
    assert "returned" not in on_desk(as_reviewer)


def test_an_article_waits_along_with_its_case(as_curator, curator, reviewer, patient):
    mine = {"created_by": curator, "updated_by": curator}
    Article.objects.update(**mine)
    draft("of-no-case", curator)
    along = {str(source.article) for source in patient.sources.all()}

    def drafts():
        return {name for name, _ in on_desk(as_curator).get("drafts", [])}

    def page():
        article = patient.sources.first().article
        answer = as_curator.get(f"/admin/curation/article/{article.pk}/change/")
        return answer.context["standing"]["next"]

    assert drafts() == {"of-no-case", *along}
    workflow.submit(patient, by=curator)
    assert drafts() == {"of-no-case"}
    assert page() == "Not public. It goes along with its case, which is submitted."
    workflow.return_for_changes(patient, by=reviewer, note="Look again.")
    assert drafts() == {"of-no-case", *along}
    workflow.submit(patient, by=curator)
    workflow.approve(patient, by=reviewer)
    assert drafts() == {"of-no-case"}
    workflow.publish(patient, by=reviewer)
    assert drafts() == {"of-no-case"}
    # What readers know is published by itself.
    article = patient.sources.first().article
    article.summary = "Changed."
    article.save()
    patient.summary += " Changed."
    patient.save()
    workflow.submit(patient, by=curator)
    assert drafts() == {"of-no-case", str(article)}


def test_an_incomplete_draft_says_which_part_it_lacks(as_curator, curator, patient):
    Patient.objects.update(created_by=curator, summary="")
    Patient.objects.create(created_by=curator, sex="male", summary="One.")
    assert on_desk(as_curator)["incomplete"] == [
        (
            "the patient of no article yet",
            "no primary report, diagnosis, biomarker, treatment",
        ),
        (str(patient), "no summary"),
    ]


def test_a_case_of_a_retracted_article_waits_until_somebody_looks(
    as_curator, curator, patient
):
    article = patient.sources.first().article
    assert "notices" not in on_desk(as_curator)
    article.integrity = "retracted"
    article.save()
    assert on_desk(as_curator)["notices"] == [(str(patient), "Retracted")]
    Comment.objects.create(
        patient=patient, by=curator, content_rev=1, text="Read. Nothing changes."
    )
    assert "notices" not in on_desk(as_curator)


def test_what_readers_sent_and_similar_words_are_on_it(as_curator, as_reviewer):
    ReaderReport.objects.create(code="AAAA-AAAA", record="CB-000001", text="Wrong.")
    SuggestedPaper.objects.create(code="BBBB-BBBB", pmid="123")
    accepted = {"kind": "small_molecule", "status": WordStatus.ACCEPTED}
    for name in ("larotrectinib", "larotrectinibe"):
        Drug.objects.create(name=name, **accepted)
    lists = on_desk(as_reviewer)
    assert lists["reports"] == [("CB-000001: something is wrong", "just now")]
    assert lists["papers"] == [("PMID 123", "just now")]
    assert lists["similar"] == [("larotrectinibe and larotrectinib", "drug")]
    assert set(on_desk(as_curator)) == {"reports", "papers"}


def test_every_list_leads_to_the_whole_of_it(as_reviewer, reviewer, patient):
    _fill(reviewer, patient, 12)
    sections = as_reviewer.get("/admin/").context["sections"]
    assert len(sections) == len(desk.KINDS)
    for section in sections:
        assert len(section.rows) <= desk.SHOWN
        whole = as_reviewer.get(section.href)
        assert whole.status_code == 200, section.slug
        if "section" in (whole.context or {}):
            assert len(whole.context["section"].rows) >= len(section.rows)
    assert as_reviewer.get("/admin/desk/nowhere/").status_code == 404


def test_a_long_desk_asks_no_more_than_a_short_one(as_reviewer, reviewer, patient):
    asked, most = [], []
    assert reviewer.has_perm(standings.REVIEW)  # asked for once, then known
    for number in (2, 48):
        _fill(reviewer, patient, number)
        by_list = {}
        for kind in desk.KINDS:
            with CaptureQueriesContext(connection) as queries:
                desk.section(kind, reviewer, desk.SHOWN)
            by_list[kind.slug] = len(queries)
        page = as_reviewer.get("/admin/")
        asked.append(by_list)
        most.append(max(len(one.rows) for one in page.context["sections"]))
    assert most == [4, 10]
    assert asked[0] == asked[1]


def _fill(by, patient, number):
    """Put so many more rows on every list of a reviewer's desk."""
    other = seed.person(f"other-{number}", display_name="Other")
    article = patient.sources.first().article
    Article.objects.filter(pk=article.pk).update(integrity="retracted")
    old = timezone.now() - timedelta(days=99)
    for index in range(number):
        name = f"{number}-{index}"
        draft(f"draft-{name}", by)
        stale = draft(f"stale-{name}", other)
        Article.objects.filter(pk=stale.pk).update(updated_at=old)
        back = Patient.objects.create(created_by=by, label=f"back {name}")
        waits = Patient.objects.create(created_by=other, label=f"waits {name}")
        for one in (back, waits):
            PatientSource.objects.create(
                patient=one, article=article, role="primary", part_read="abstract"
            )
        Patient.objects.create(created_by=by, label=f"begun {name}")
        Patient.objects.filter(pk=back.pk).update(status=Status.CHANGES_REQUESTED)
        Patient.objects.filter(pk=waits.pk).update(status=Status.IN_REVIEW)
        code = f"{number:02}{index:02}-AAAA"
        report = ReaderReport.objects.create(code=code, text="Wrong.")
        SuggestedPaper.objects.create(code=code, pmid="123")
        assigning.assign(report, to=by, by=by)
        word = {"kind": "small_molecule", "status": WordStatus.ACCEPTED}
        Drug.objects.create(name=f"abcdefghi{'xyzuvw'[index % 6]}{name}k", **word)
        Drug.objects.create(name=f"abcdefghi{'xyzuvw'[index % 6]}-{name}k", **word)


# ── Assignment ────────────────────────────────────────────────────────────────────


def test_everybody_takes_and_reviewers_give(
    as_curator, as_reviewer, curator, reviewer, patient
):
    address = f"/admin/assign/patient/{patient.pk}/"
    page = as_curator.get(address).content.decode()
    assert "Give it to" not in page
    refused = as_curator.post(address, {"to": reviewer.pk, "give": "1"})
    assert refused.status_code == 409
    assert not Assignment.objects.exists()
    as_curator.post(address, {"take": "1"})
    assert Assignment.objects.get().to == curator
    assert on_desk(as_curator)["assigned"] == [(str(patient), "patient")]
    as_reviewer.post(address, {"to": reviewer.pk, "give": "1"})
    given = Assignment.objects.get()
    assert (given.to, given.by) == (reviewer, reviewer)
    assert as_curator.post(address, {"nobody": "1"}).status_code == 409
    as_reviewer.post(address, {"nobody": "1"})
    assert not Assignment.objects.exists()


def test_nobody_is_shut_out_of_what_somebody_looks_after(as_curator, reviewer, patient):
    assigning.assign(patient, to=reviewer, by=reviewer)
    page = as_curator.get(f"/admin/curation/patient/{patient.pk}/change/")
    assert "Grace looks after it." in page.content.decode()
    assert 'name="_save"' in page.content.decode()


def test_nothing_is_given_to_somebody_who_left(reviewer, curator, patient):
    curator.is_active = False
    with pytest.raises(workflow.NotAllowed, match="does not curate any more"):
        assigning.assign(patient, to=curator, by=reviewer)


def test_an_assignment_leaves_an_approval_alone(curator, reviewer, patient):
    workflow.submit(patient, by=curator)
    workflow.approve(patient, by=reviewer)
    rev, edits = patient.content_rev, ContentEdit.objects.count()
    assigning.assign(patient, to=reviewer, by=reviewer)
    assigning.assign(patient, to=curator, by=reviewer)
    assigning.assign(patient, to=None, by=reviewer)
    patient.refresh_from_db()
    assert (patient.status, patient.content_rev) == (Status.APPROVED, rev)
    assert ContentEdit.objects.count() == edits
