"""Frozen selections: what is kept, what stays, what is refused."""

import hashlib
import io
import json
import zipfile

import pytest
import rispy
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casebase.archive import checks, index, publishing
from casebase.archive import document as d
from casebase.archive.models import Record, Selection
from casebase.curation import intake_limits
from tests.browse import archive

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def freeze(client):
    """Freeze a list as a browser sends the form of its page; the answer."""

    def send(query, **headers):
        form = "application/x-www-form-urlencoded"
        return client.post("/cases/freeze/", query, form, **(headers or HERE))

    return send


def publish_a_second_version():
    """Publish the first made-up case anew, with another sex."""
    case = d.as_dict(archive.made_up(0))
    case["patient"]["sex"] = "male"
    publishing.put(d.read(case), **archive.ENVELOPE)


def test_a_list_is_frozen_as_it_is_and_stays_when_cases_change(page, freeze, made_up):
    answer = freeze("gene=NTRK3&sort=oldest&view=table")
    assert answer.status_code == 302
    first = page(answer["Location"])
    assert first.total == 3
    assert first.accessions == made_up
    assert "gone" not in first.words
    publish_a_second_version()
    publishing.withdraw(
        Record.objects.get(name=made_up[1]), by="Ada", reason="duplicate"
    )
    publishing.purge(Record.objects.get(name=made_up[2]), by="Ada")
    index.notice()
    then = page(answer["Location"])
    assert then.total == 3
    assert then.accessions == made_up
    assert "Version 2 is there since" in then.words
    assert "Withdrawn since" in then.words
    assert "Removed since, for privacy" in then.words
    assert "The same question today : 1 case" in then.words


def test_its_checksum_is_that_of_its_text_and_anybody_can_make_it(
    client, freeze, made_up
):
    at = freeze("response=PR&gene=NTRK3")["Location"]
    text = client.get(f"{at.rstrip('/')}.txt").content
    cases = "".join(f"{name} v1\n" for name in made_up)
    assert text.decode() == f"/cases/?gene=NTRK3&response=PR\n{cases}"
    checksum = hashlib.sha256(text).hexdigest()
    assert at == f"/selections/{checksum[:16]}/"
    assert checksum in client.get(at).content.decode()


def test_the_same_list_asked_in_another_way_is_the_same_selection(freeze, made_up):
    one = freeze("gene=NTRK3&gene=ETV6&drug=crizotinib")["Location"]
    other = "drug=crizotinib&gene=ETV6&gene=NTRK3&page=1&per_page=50"
    assert freeze(other)["Location"] == one
    assert Selection.objects.count() == 1


def test_what_is_taken_away_has_the_versions_that_were_frozen(client, freeze, made_up):
    at = freeze("gene=NTRK3")["Location"].rstrip("/")
    before = b"".join(client.get(f"{at}.jsonl").streaming_content)
    assert before.count(b"\n") == 3
    publish_a_second_version()
    publishing.withdraw(
        Record.objects.get(name=made_up[1]), by="Ada", reason="duplicate"
    )
    index.notice()
    after = b"".join(client.get(f"{at}.jsonl").streaming_content)
    assert after.count(b"\n") == 3
    assert after.count(b'"sex":"male"') == before.count(b'"sex":"male"')
    for suffix in ("csv", "courses.csv", "facts.csv", "ris", "bib", "csl.json"):
        whole = b"".join(client.get(f"{at}.{suffix}").streaming_content)
        assert whole.count(b"Made-up report") or whole.count(b"CB-00000") >= 3, suffix
    packets = b"".join(client.get(f"{at}.phenopackets.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(packets)) as file:
        assert len(file.namelist()) == 4
        assert at in file.read("README.txt").decode()
    assert client.get(f"{at}.docx").status_code == 404


def test_what_cannot_be_asked_of_a_list_cannot_be_frozen(client, freeze, made_up):
    for query in ("gene=NOSUCH", "nonsense=1", "year=1901"):
        answer = freeze(query)
        assert answer.status_code == 400, query
    assert "nothing to freeze" in freeze("year=1901").content.decode()
    assert not Selection.objects.exists()


def test_only_our_own_pages_freeze_and_not_without_limit(client, freeze, made_up):
    assert freeze("gene=NTRK3", HTTP_ORIGIN="https://elsewhere.org").status_code == 403
    assert client.get("/cases/freeze/").status_code == 302
    for _ in range(intake_limits.FROM_HERE):
        assert freeze("gene=NTRK3").status_code == 302
    answer = freeze("gene=NTRK3")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "csrftoken" not in str(answer.cookies)


def test_a_citation_says_that_cases_are_made_up(page, freeze, made_up):
    said = page(freeze("gene=NTRK3")["Location"]).words
    assert "3 cases, 3 of them synthetic (made up)," in said
    assert "All 3 cases counted here are synthetic" in said


def test_it_is_cited_as_a_data_set_of_its_own(client, freeze, made_up, settings):
    here = freeze("gene=NTRK3")["Location"]
    kept = Selection.objects.get()
    signs = client.get(here).headers["Link"]
    assert f'<{settings.PUBLIC_URL}{here}>; rel="cite-as"' in signs
    for suffix in ("ris", "bib", "csl.json"):
        assert f'<{settings.PUBLIC_URL}{here}cite.{suffix}>; rel="describedby"' in signs
    [item] = json.loads(client.get(f"{here}cite.csl.json").content)
    assert item["type"] == "dataset"
    assert item["URL"] == f"{settings.PUBLIC_URL}{here}"
    assert item["version"] == str(kept.archive_version)
    assert "3 cases, 3 of them synthetic (made up)," in item["title"]
    assert kept.checksum in item["note"]
    [ris] = rispy.loads(client.get(f"{here}cite.ris").content.decode())
    assert (ris["type_of_reference"], ris["title"]) == ("DATA", item["title"])
    assert f"@misc{{{item['id']}," in client.get(f"{here}cite.bib").content.decode()
    assert kept.name in client.get(f"{here}cite.txt").content.decode()


def test_the_database_itself_keeps_a_selection(freeze, made_up):
    freeze("gene=NTRK3")
    for change in (
        lambda: Selection.objects.update(members=""),
        lambda: Selection.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_check_archive_finds_a_selection_that_is_not_what_its_checksum_says(
    freeze, made_up
):
    freeze("gene=NTRK3")
    assert list(checks.selections(checks.Seen())) == []
    other = "ab" * 32
    Selection.objects.create(
        name=other[:16],
        checksum=other,
        query="gene=NTRK3",
        members="CB-000001 v9\n",
        archive_version=1,
        frozen_at=Selection.objects.get().frozen_at,
    )
    found = list(checks.selections(checks.Seen()))
    assert len(found) == 2
    assert "there is no version 9 of CB-000001" in found[1]


def test_a_page_of_many_cases_costs_as_many_queries_as_one_of_few(
    client, freeze, made_up
):
    few = freeze("gene=NTRK1")["Location"]
    many = freeze("gene=NTRK3")["Location"]

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    assert queries(few) == queries(many)
