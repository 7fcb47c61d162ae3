"""The page of review: exactly what changed, its sources, and what was decided there."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.curation import standings, triggers, workflow
from casebase.curation.freezing import freeze
from casebase.curation.models import (
    Article,
    AuditEntry,
    Comment,
    DoseStep,
    Patient,
    ReviewRemark,
    ReviewTick,
)
from casebase.curation.models.base import Status
from casebase.curation.models.patient import with_primary_report
from casebase.curation.reviewing import history, preview, queue, remarks, ticks
from casebase.curation.workflow import NotAllowed, NotReady
from casebase.vocabulary.models import Journal
from tests import seed

pytestmark = pytest.mark.django_db
A_DAY = "She was seen on 3 May 2019."


def text(response):
    """The words of a page."""
    return " ".join(response.content.decode().split())


@pytest.fixture
def address(patient):
    return f"/admin/curation/patient/{patient.pk}"


@pytest.fixture
def changed(patient, curator, reviewer):
    """A public case with two changes, in review."""
    workflow.submit(patient, by=curator)
    workflow.approve(patient, by=reviewer)
    workflow.publish(patient, by=reviewer)
    change(patient, curator, take_away=A_DAY)
    step = DoseStep.objects.filter(patient=patient, dose_value="250").latest("pk")
    step.dose_value = "200"
    step.save()
    workflow.record_edit(patient, by=curator)
    workflow.submit(patient, by=curator)
    return patient


def change(patient, by, **facts):
    """Save other facts, as the form does."""
    patient.refresh_from_db()
    for name, value in facts.items():
        setattr(patient, name, value)
    patient.save()
    workflow.record_edit(patient, by=by)


def facts_of(chapters):
    """Every fact told: path, before, after, where it stands."""
    return [
        (fact.key, fact.before, fact.after, fact.source and fact.source.article)
        for chapter in chapters
        for row in chapter.rows
        for fact in row.facts
    ]


def test_only_what_changed_is_shown_with_its_source(changed, as_reviewer, address):
    published = standings.record_of(changed).latest.content
    told = facts_of(preview.changed(published, freeze(changed)))
    assert len(told) == 2
    (dose,) = [one for one in told if one[0].startswith("treatments/T2/agents")]
    assert "250 mg twice daily" in dose[1]
    assert "200 mg twice daily" in dose[2]
    assert dose[3] == seed.NEWS
    page = text(as_reviewer.get(f"{address}/review/"))
    assert "<b>2 facts differ</b> from version 1" in page
    assert "Sarcoma, NOS" not in page
    assert page.count('<textarea name="ask:') == 2


def test_a_case_is_submitted_from_its_page_of_review(
    patient, as_curator, as_reviewer, reviewer, curator, address
):
    button = f'href="{address}/submit/"'
    page = text(as_curator.get(f"{address}/review/"))
    assert page.count(button) == 2
    Patient.objects.update(summary="")
    answer = as_curator.post(f"{address}/submit/")
    assert "The summary is missing." in text(answer)
    Patient.objects.update(summary="One.")
    as_curator.post(f"{address}/submit/")
    assert Patient.objects.get().status == Status.IN_REVIEW
    assert button not in text(as_curator.get(f"{address}/review/"))
    assert button not in text(as_reviewer.get(f"{address}/review/"))


def test_a_reading_note_of_a_treatment_stands_once(patient, as_reviewer, address):
    course = patient.treatment_rows.get(ref="T2")
    assert course.agents.exists()
    course.reading_note = "Read so."
    course.save()
    page = text(as_reviewer.get(f"{address}/review/"))
    assert page.count("Read so.") == 1
    other = patient.treatment_rows.get(ref="T1")
    for column in ("source", "locator", "quote", "assertion", "confidence"):
        setattr(other, column, getattr(course, column))
    other.reading_note = "Read so."
    other.save()
    assert text(as_reviewer.get(f"{address}/review/")).count("Read so.") == 2


def test_a_new_case_is_shown_whole(patient, as_reviewer, address):
    document = freeze(patient)
    told = facts_of(preview.whole(document))
    refs = {key.split("/")[1] for key, *_ in told if key.startswith("treatments/")}
    assert refs == {course.ref for course in document.treatments}
    assert all(source for key, _, _, source in told if key.startswith("treatments/"))
    page = text(as_reviewer.get(f"{address}/review/"))
    assert "Readers know nothing of it yet" in page
    assert f"Article {seed.PAPER}" in page


def test_the_page_counts_the_facts_that_have_no_source_of_their_own(
    patient, as_reviewer, address
):
    told = facts_of(preview.whole(freeze(patient)))
    without = sum(source is None for *_, source in told)
    assert 0 < without < len(told)
    page = text(as_reviewer.get(f"{address}/review/"))
    assert f"{len(told)} facts; {without} have no source of their own." in page
    assert "each with its source" not in page
    lines = page[: page.index("Published along")].count("No source of its own")
    assert 0 < lines <= without


def test_a_return_asks_fact_by_fact_and_stays_until_published(
    changed,
    as_curator,
    as_reviewer,
    address,
    curator,
    reviewer,
):
    answer = as_reviewer.post(
        f"{address}/review/",
        {
            "decide": "return",
            "ask:patient/take_away": "No day, please.",
            "ask:patient/sex": "Is that printed?",
            "note": "",
        },
    )
    assert answer.status_code == 302
    changed.refresh_from_db()
    assert changed.status == Status.CHANGES_REQUESTED
    first, second = remarks.remarks_on(changed)
    assert (first.said, first.text) == (A_DAY, "No day, please.")
    assert first.review.note == "What is to be changed stands beside the facts."
    form = text(as_curator.get(f"{address}/change/"))
    assert "No day, please." in form
    assert f'name="remark-{first.pk}-done"' in form
    change(changed, curator, take_away="She was seen in May 2019.")
    remarks.settle(
        changed,
        by=curator,
        shown=[first.pk, second.pk],
        done=[first.pk],
        answers={second.pk: "Yes, in the abstract."},
    )
    workflow.submit(changed, by=curator)
    page = text(as_reviewer.get(f"{address}/review/"))
    for words in (
        "Grace asked: No day, please.",
        "She was seen in May 2019.</ins>",
        "Ticked as done by Ada",
        "left as it was",
        "Answer: Yes, in the abstract.",
    ):
        assert words in page
    workflow.approve(changed, by=reviewer)
    workflow.publish(changed, by=reviewer, reason="A month in place of a day")
    assert remarks.remarks_on(changed) == []
    assert ReviewRemark.objects.count() == 2


def test_nothing_is_approved_before_every_warning_is_ticked(
    changed,
    reviewer,
    as_reviewer,
    address,
    curator,
):
    with pytest.raises(NotReady, match="“3 May 2019” is a day"):
        workflow.approve(changed, by=reviewer)
    assert "Not ticked:" in text(as_reviewer.get(f"{address}/approve/"))
    sent = {"decide": "approve", "confirmed": "on"}
    answer = as_reviewer.post(f"{address}/review/", sent)
    assert answer.status_code == 409
    (doubt,) = ticks.doubts_of(changed)
    hugh = seed.person("hugh", reviewer=True)
    workflow.tick(changed, by=hugh, keys=[doubt.key])
    with pytest.raises(NotReady):  # another's tick is not one's own
        workflow.approve(changed, by=reviewer)
    as_reviewer.post(f"{address}/review/", {**sent, "tick": doubt.key})
    changed.refresh_from_db()
    assert changed.status == Status.APPROVED
    tick = ReviewTick.objects.get(by=reviewer)
    assert tick.sentence == doubt.sentence
    assert tick.content_sha256 == workflow.content_sha256(changed)
    change(changed, curator, summary="In other words.")
    workflow.submit(changed, by=curator)
    with pytest.raises(NotReady):  # other content is ticked anew
        workflow.approve(changed, by=reviewer)


def test_what_changed_after_the_page_was_opened_is_not_approved(
    patient,
    curator,
    reviewer,
):
    workflow.submit(patient, by=curator)
    seen = workflow.content_sha256(patient)
    change(patient, curator, take_away="Another reading.")
    workflow.submit(patient, by=curator)
    with pytest.raises(NotAllowed, match="after you opened this page"):
        workflow.approve(patient, by=reviewer, seen=seen)


def test_approving_is_confirmed_and_not_mixed_with_asking(
    changed,
    as_reviewer,
    address,
):
    sent = {"decide": "approve", "ask:patient/take_away": "Shorter."}
    answer = as_reviewer.post(f"{address}/review/", sent)
    page = text(answer)
    assert answer.status_code == 409
    assert "You ask for changes and approve at once." in page
    assert "Tick that you have compared it with its sources." in page
    assert ">Shorter.</textarea>" in page
    assert standings.record_of(changed).latest.number == 1


def test_who_wrote_it_reads_the_page_and_cannot_decide(
    changed,
    as_curator,
    address,
):
    page = text(as_curator.get(f"{address}/review/"))
    assert "do-approve" not in page
    assert "ask:" not in page
    refused = as_curator.post(
        f"{address}/review/", {"decide": "approve", "confirmed": "on"}
    )
    assert refused.status_code == 409
    changed.refresh_from_db()
    assert changed.status == Status.IN_REVIEW


def test_the_preview_is_the_page_of_readers_kept_by_nobody(
    changed,
    as_reviewer,
    address,
    reviewer,
    client,
):
    before = text(client.get("/cases/CB-000001/"))
    answer = as_reviewer.get(f"{address}/preview/")
    page = text(answer)
    assert "Preview – not published" in page
    assert A_DAY in page
    assert A_DAY not in before
    assert {"private", "no-store"} <= set(
        answer["Cache-Control"].replace(" ", "").split(",")
    )
    for secret in ("csrf", "Grace", "sessionid", "Independently reviewed by"):
        assert secret not in page
    assert text(client.get("/cases/CB-000001/")) == before
    assert client.get(f"{address}/preview/").status_code == 302


def test_a_link_shows_a_stranger_the_draft_it_was_made_for_and_no_other(
    changed, as_curator, curator, address, client, settings
):
    assert as_curator.get(f"{address}/preview_link/").status_code == 405
    assert client.post(f"{address}/preview_link/").status_code == 302
    page = as_curator.post(f"{address}/preview_link/").content.decode()
    token = re.search(r"/admin/preview/([^/]+)/", page)[1]
    last = AuditEntry.objects.last()
    assert (last.by, last.did) == (curator.username, "Made a link to a preview.")

    def opened(token=token):
        answer = client.get(f"/admin/preview/{token}/")
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
        shows = A_DAY in text(answer)
        assert answer.status_code == (200 if shows else 410)
        return shows

    assert opened()
    answer = client.get(f"/admin/preview/{token}/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "/admin/curation/" not in text(answer)
    assert not opened(token[:-1] + ("A" if token[-1] != "A" else "B"))
    assert not opened("nonsense")
    settings.PREVIEW_LINK_AGE = timedelta(seconds=-1)
    assert not opened()
    settings.PREVIEW_LINK_AGE = timedelta(days=1)
    assert opened()
    curator.is_active = False
    curator.save()
    assert not opened()
    curator.is_active = True
    curator.save()
    change(changed, curator, take_away=f"{A_DAY} And again.")
    assert not opened()


def test_a_preview_leads_to_no_version_that_is_not_there(
    patient, changed, as_reviewer, address, client
):
    page = as_reviewer.get(f"{address}/preview/").content.decode()
    assert "Preview: not published" in page
    leads = set(re.findall(r'(?:href|src)="(/cases/[^"]*)"', page))
    assert leads
    assert {lead: client.get(lead).status_code for lead in leads} == dict.fromkeys(
        leads, 200
    )
    for dead in ("Cite the original", "v2/", "archive version 0", "SHA-256"):
        assert dead not in page


def test_a_comment_is_internal_stays_and_ends_no_approval(
    patient,
    curator,
    reviewer,
    as_curator,
    address,
    client,
):
    workflow.submit(patient, by=curator)
    workflow.approve(patient, by=reviewer)
    as_curator.post(f"{address}/comment/", {"text": "Who reads Chinese?"})
    patient.refresh_from_db()
    assert patient.status == Status.APPROVED
    assert "Who reads Chinese?" in text(as_curator.get(f"{address}/review/"))
    workflow.publish(patient, by=reviewer)
    assert "Who reads Chinese?" not in text(client.get("/cases/CB-000001/"))
    for table in ("comment", "submission"):
        with (
            pytest.raises(IntegrityError, match=triggers.KEPT),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE curation_{table} SET content_rev = 0")
    assert Comment.objects.get().by == curator


def test_the_history_lists_every_step(changed, reviewer, curator, as_curator, address):
    workflow.return_for_changes(changed, by=reviewer, note="Which dose?")
    told = history.history_of(changed, standings.record_of(changed))
    assert [(event.who, event.what) for event in told][:6] == [
        ("Grace", "returned it for changes"),
        ("Ada", "submitted it for review"),
        ("Ada", "saved changes 2 times"),
        ("Grace", "published version 1"),
        ("Grace", "approved exactly this content"),
        ("Ada", "submitted it for review"),
    ]
    page = text(as_curator.get(f"{address}/history/"))
    assert "Which dose?" in page


@pytest.fixture
def waits(curator, reviewer):
    """Return a function that puts a patient and an article more before reviewers."""

    def more(number):
        for index in range(number):
            name = f"waits-{number}-{index}"
            journal = Journal.objects.create(name=name)
            article = Article.objects.create(slug=name, journal=journal)
            one = Patient.objects.create(label=name, created_by=curator)
            one.sources.create(article=article, role="primary", part_read="abstract")
            for target in (one, article):
                type(target).objects.filter(pk=target.pk).update(
                    status=Status.IN_REVIEW, submitted_by=curator
                )

    return more


def test_a_long_queue_asks_no_more_than_a_short_one(waits, as_reviewer):
    asked = []
    for number in (1, 24):
        waits(number)
        with CaptureQueriesContext(connection) as queries:
            page = as_reviewer.get("/admin/review/")
        asked.append((len(queries), len(page.context["lists"][0]["rows"])))
    (short, few), (long, many) = asked
    assert (few, many) == (2, 50)
    assert long == short


def test_a_name_that_was_read_along_is_asked_anew_after_a_change(patient):
    other = Article.objects.create(slug="another-paper", title="Another")
    known = Patient.objects.prefetch_related(with_primary_report()).get()
    assert known.key == seed.CASE
    known.sources.filter(role="primary").update(article=other)
    assert known.key == seed.CASE
    known.refresh_from_db()
    assert known.key == "another-paper/the-patient"


def test_the_queue_begins_with_what_one_may_decide(
    changed,
    as_reviewer,
    as_curator,
    reviewer,
    curator,
):
    (mine,) = queue.waiting(Status.IN_REVIEW, by=curator)
    assert mine.is_mine
    (theirs,) = queue.waiting(Status.IN_REVIEW, by=reviewer)
    assert not theirs.is_mine
    assert theirs.kind == "changed patient"
    assert queue.waiting(Status.IN_REVIEW, by=reviewer, whose="mine") == []
    assert queue.count(reviewer) == 1
    page = text(as_reviewer.get("/admin/review/"))
    assert f"/admin/curation/patient/{changed.pk}/review/" in page
    assert "to decide" in page
    assert "somebody else decides" in text(as_curator.get("/admin/review/"))


def test_an_article_has_a_page_of_review_too(changed, as_reviewer, curator):
    source = changed.sources.get(article__slug=seed.PAPER).article
    source.volume = "99"
    source.save()
    workflow.record_edit(source, by=curator)
    page = text(as_reviewer.get(f"/admin/curation/article/{source.pk}/review/"))
    assert "<b>1 fact differs</b> from version 1" in page
    assert ">99</div>" in page


def test_reviewing_is_bookkeeping_and_in_no_document(changed):
    assert isinstance(freeze(changed), d.CaseDocument)
    tables = {
        table
        for target in ("patient", "article")
        for table in triggers._rows_of(target)
    }
    assert not tables & {f"curation_{one}" for one in ("comment", "submission")}
    assert not tables & {"curation_reviewtick", "curation_reviewremark"}
    assert Patient.objects.count() == 1
