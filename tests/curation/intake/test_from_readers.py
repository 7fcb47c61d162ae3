"""Readers report and suggest without a cookie; only curators see what they wrote."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from casebase.archive import readers
from casebase.curation import assigning, intake, intake_limits
from casebase.curation.models import IntakeCount, ReaderReport, SuggestedPaper
from tests import seed

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}
REPORT = {"kind": "error", "text": "The dose is 200 mg."}
PAPER = {"doi": "https://doi.org/10.1000/ABC", "text": "ETV6::NTRK3 in a child"}


def send(client, address="/report/", data=REPORT, headers=HERE, **more):
    return client.post(address, data, headers=headers, **more)


#: Its form stands on the list that is frozen.
NO_PAGE = "/cases/freeze/"


@pytest.mark.parametrize("address", sorted({*settings.INTAKE_PATHS} - {NO_PAGE}))
def test_to_look_at_a_form_is_to_read(client, address, django_assert_num_queries):
    asked = []
    begin = readers.begin_reading
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            readers, "begin_reading", lambda path: asked.append(path) or begin(path)
        )
        # The version of the archive, in its foot.
        with django_assert_num_queries(1, using="reader"):
            page = client.get(address)
    assert page.status_code == 200
    assert asked == [address]
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_a_report_arrives_and_its_number_is_told(client, published_seed):
    answer = send(
        client,
        data={**REPORT, "record": " cb-000001 ", "contact": "a.reader@example.org"},
    )
    report = ReaderReport.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/report/?received={report.code}"
    assert intake.CODE.fullmatch(report.code)
    assert (report.record, report.text) == ("CB-000001", REPORT["text"])
    thanks = client.get(answer.url)
    assert f"Its number is <b>{report.code}</b>" in thanks.content.decode()
    for page in (answer, thanks):
        assert not page.cookies
        assert page["Cache-Control"] == "no-store"


def test_a_link_fills_in_the_number_and_nothing_else(client):
    page = client.get("/report/?case=CB-000001").content.decode()
    assert 'value="CB-000001"' in page
    page = client.get('/report/?case="><b>&received=<b>x').content.decode()
    assert 'value="&quot;' not in page
    assert "<b>x" not in page


def test_a_paper_is_suggested_by_any_of_three(client):
    assert send(client, "/suggest-a-paper/", PAPER).status_code == 302
    paper = SuggestedPaper.objects.get()
    assert (paper.doi, paper.name) == ("10.1000/abc", "DOI 10.1000/abc")
    refused = send(client, "/suggest-a-paper/", {"text": "One I read."})
    assert refused.status_code == 400
    assert "Give a DOI, a PMID or an address." in refused.content.decode()
    assert SuggestedPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"text": ""}, "Say what is wrong."),
        ({"text": "x" * 5001}, "at most 5000 characters"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"record": "CB-999999"}, "No record has this number."),
        ({"kind": "removal"}, "Give the number of what should be removed."),
        ({"contact": "nobody"}, "Enter a valid email address."),
        ({"leave_empty": "http://spam.example"}, "Leave the last box empty."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_not_right_is_said_and_nothing_kept(client, fault, words):
    answer = send(client, data={**REPORT, **fault})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not ReaderReport.objects.exists()
    assert not IntakeCount.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client, headers):
    answer = send(client, headers=headers)
    assert answer.status_code == 403
    assert "was not sent from this site" in answer.content.decode()
    assert not ReaderReport.objects.exists()


def test_an_older_browser_says_its_origin(client):
    assert send(client, headers={"origin": "http://testserver"}).status_code == 302


def test_too_many_are_told_to_come_back(client):
    for _ in range(intake_limits.FROM_HERE):
        assert send(client).status_code == 302
    refused = send(client)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert "Too many forms" in refused.content.decode()
    assert REPORT["text"] in refused.content.decode()
    assert ReaderReport.objects.count() == intake_limits.FROM_HERE
    assert send(client, REMOTE_ADDR="10.1.2.3").status_code == 302
    (row, _) = IntakeCount.objects.order_by("-count")
    assert row.count == intake_limits.FROM_HERE
    assert "127.0.0.1" not in row.address


def test_all_together_have_a_limit_and_a_day_later_nothing_is_known(
    client, monkeypatch
):
    monkeypatch.setattr(intake_limits, "FROM_ALL", 2)
    answers = [
        send(client, REMOTE_ADDR=f"10.0.0.{number}").status_code for number in range(3)
    ]
    assert answers == [302, 302, 429]
    IntakeCount.objects.update(hour=timezone.now() - timedelta(hours=26))
    assert send(client).status_code == 302
    assert IntakeCount.objects.count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_a_form_that_is_sent_is_taken_in(client, method):
    assert getattr(client, method)("/report/").status_code == 405


def test_a_signed_in_curators_cookie_changes_nothing(as_curator):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_curator.cookies
    answer = send(strict)
    assert answer.status_code == 302
    assert not answer.cookies


# ── In the workbench ──────────────────────────────────────────────────────────────


@pytest.fixture
def report(db):
    return ReaderReport.objects.create(
        code="AAAA-AAAA", text="<b>Wrong</b>", contact="a.reader@example.org"
    )


def test_what_a_reader_wrote_stays_and_the_address_goes(as_curator, curator, report):
    assigning.assign(report, to=curator, by=curator)
    address = f"/admin/curation/readerreport/{report.pk}/change/"
    page = as_curator.get(address).content.decode()
    assert "&lt;b&gt;Wrong" in page
    assert "a.reader@example.org" in page
    sent = {"handled_note": "Corrected.", "text": "Right", "contact": "x@example.org"}
    as_curator.post(address, sent)
    report.refresh_from_db()
    assert (report.text, report.contact) == ("<b>Wrong</b>", "")
    assert (report.handled_note, report.handled_by) == ("Corrected.", curator)
    assert as_curator.get("/admin/").context["sections"] == []
    assert "Mark as handled" not in as_curator.get(address).content.decode()
    assert as_curator.post(address, sent).status_code == 403


def test_reports_are_listed_and_deleted_by_reviewers_alone(
    as_curator, as_reviewer, report
):
    address = f"/admin/curation/readerreport/{report.pk}/delete/"
    listed = as_curator.get("/admin/curation/readerreport/?handled_at__isempty=1")
    assert report.code in listed.content.decode()
    assert as_curator.get("/admin/curation/readerreport/add/").status_code == 403
    assert as_curator.post(address, {"post": "yes"}).status_code == 403
    assert as_reviewer.post(address, {"post": "yes"}).status_code == 302
    assert not ReaderReport.objects.exists()


def test_a_suggested_paper_leads_to_its_article(as_curator, paper):
    one = SuggestedPaper.objects.create(code="AAAA-AAAA", doi="10.1000/abc")
    address = f"/admin/curation/suggestedpaper/{one.pk}/change/"
    page = as_curator.get(address).content.decode()
    assert "/admin/curation/article/add/?doi=10.1000%2Fabc" in page
    paper.doi = "10.1000/abc"
    paper.save()
    assert (
        f"/admin/curation/article/{paper.pk}/change/"
        in as_curator.get(address).content.decode()
    )


@pytest.fixture
def published_seed(db):
    return seed.publish_seed()
