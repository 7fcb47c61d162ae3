"""Downloads as answers: what is refused, how named, and that they are of a piece."""

import json

import pytest
from django.http import QueryDict
from django.utils import timezone

from casebase.archive import document as d
from casebase.archive import publishing, readers
from casebase.archive.models import ArchiveState, Record
from casebase.browse.filters import WholeCaseFilterSet
from casebase.browse.formats import snapshot
from casebase.browse.formats.kinds import KINDS
from casebase.browse.views import downloads
from tests import seed
from tests.browse import archive
from tests.browse.archive import ENVELOPE

pytestmark = pytest.mark.django_db

TEXTS = [suffix for suffix in KINDS if suffix != "phenopackets.zip"]
EVERY = [*KINDS, "about.txt"]


def text_of(response):
    """An answer, read to its end as a server does, so that it closes."""
    assert response.status_code == 200
    return response.getvalue().decode()


def headers_of(response):
    """The headers of an answer, which is read to its end."""
    assert response.getvalue() is not None
    return response.headers


def records_of(text):
    """The envelopes in JSON Lines."""
    return [json.loads(line)["record"] for line in text.splitlines()]


@pytest.fixture
def retracted():
    """Publish the seed's paper anew, retracted."""

    def retract():
        paper = next(one for _, one in seed.documents() if one.key == seed.PAPER)
        notice = {"integrity": "retracted", "integrity_note": "Figures were reused."}
        publishing.put(d.read(d.as_dict(paper) | notice), **ENVELOPE)

    return retract


@pytest.mark.parametrize("suffix", EVERY)
@pytest.mark.parametrize(
    ("asked", "culprit"),
    [
        ("nosuch=1", "nosuch"),
        ("gene=NOSUCH", "gene"),
        ("sort=best", "sort"),
        ("page=2", "page"),
        ("per_page=50", "per_page"),
        ("view=table", "view"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    page, seed_case, suffix, asked, culprit
):
    answer = page(f"/cases/download.{suffix}?{asked}", 400)
    assert answer.culprits == [culprit]


@pytest.mark.parametrize("suffix", ["exe", "csv.gz", "CSV", "json"])
def test_there_are_no_other_formats(page, seed_case, suffix):
    page(f"/cases/download.{suffix}", 404)


@pytest.mark.parametrize("suffix", EVERY)
def test_a_file_says_by_its_name_what_it_is(client, made_up, suffix):
    said = headers_of(client.get(f"/cases/download.{suffix}?fusion=ETV6::NTRK3&q=a+b"))
    version, today = ArchiveState.objects.get().version, timezone.localdate()
    name = f"casebase-v{version}-q-a-b-fusion-ETV6-NTRK3-{today}.{suffix}"
    assert said["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_long_question_is_cut_in_the_name_and_says_so(client, made_up):
    asked = "&".join(f"gene={one}" for one in ("NTRK1", "NTRK3", "ETV6", "KIT"))
    long = client.get(f"/cases/download.csv?{asked}&drug=crizotinib&sex=female")
    assert "-and-more-" in headers_of(long)["Content-Disposition"]


@pytest.mark.parametrize("suffix", KINDS)
def test_the_header_file_is_linked_and_says_what_it_is_about(client, made_up, suffix):
    said = headers_of(client.get(f"/cases/download.{suffix}?gene=NTRK3&sort=oldest"))
    link, _, rest = said["Link"].partition(">")
    assert rest == '; rel="describedby"; type="text/plain"'
    about = text_of(client.get(link.removeprefix("<")))
    assert "Question: Gene: NTRK3, sorted by oldest report\n" in about
    assert "/cases/?gene=NTRK3&sort=oldest\n" in about
    assert f"Archive version: {ArchiveState.objects.get().version}\n" in about
    for line in ("Cases: 3", "Courses of treatment: 6", "Synthetic among them: 3"):
        assert f"\n{line}" in about
    assert "CC0-1.0. Quotes and article texts are not ours" in about


def test_cases_of_retracted_articles_are_left_out_and_counted(
    client, seed_case, retracted
):
    retracted()
    assert text_of(client.get("/cases/download.jsonl")) == ""
    about = text_of(client.get("/cases/download.about.txt"))
    assert "\nCases: 0\n" in about
    assert "1 case of retracted articles left out" in about
    asked = client.get("/cases/download.jsonl?retracted=include")
    [record] = records_of(text_of(asked))
    assert record["integrity"] == "retracted"
    table = text_of(client.get("/cases/download.csv?retracted=only"))
    assert ",retracted," in table
    for suffix in ("ris", "bib", "csl.json"):
        cited = text_of(client.get(f"/cases/download.{suffix}?retracted=only"))
        assert "Retracted: Figures were reused." in cited


@pytest.mark.parametrize("suffix", TEXTS)
def test_every_format_marks_made_up_cases(client, seed_case, suffix):
    paper = d.read(
        {"schema": 1, "key": "made-up-0", "kind": "case_report", "title": "A report"}
        | {"synthetic": True}
    )
    publishing.put(paper, **ENVELOPE)
    archive.put_made_up(1)
    real = text_of(client.get(f"/cases/download.{suffix}?gene=NTRK1")).casefold()
    made_up = text_of(client.get(f"/cases/download.{suffix}?gene=NTRK3")).casefold()
    if suffix.endswith("csv"):
        assert ",no," in real
        assert ",yes," in made_up
    else:
        said = '"synthetic": true' if suffix == "jsonl" else "synthetic: made up"
        assert said in made_up
        assert said not in real


def test_a_reader_who_has_the_file_is_not_sent_it_again(client, made_up):
    address = "/cases/download.csv?gene=NTRK3"
    tag = {"HTTP_IF_NONE_MATCH": headers_of(client.get(address))["ETag"]}
    again = client.get(address, **tag)
    assert again.status_code == 304
    assert not again.content
    assert text_of(client.get(f"{address}&sort=oldest", **tag))
    archive.put_made_up(4)
    assert text_of(client.get(address, **tag))


def test_a_head_tells_all_and_sends_nothing(client, made_up, django_assert_num_queries):
    whole = headers_of(client.get("/cases/download.jsonl"))
    head = client.head("/cases/download.jsonl")
    assert head["ETag"] == whole["ETag"]
    with django_assert_num_queries(0):
        assert text_of(head) == ""


def test_nothing_that_is_published_meanwhile_mixes_in(
    client, seed_case, made_up, monkeypatch, retracted
):
    monkeypatch.setattr(snapshot, "AT_ONCE", 1)
    monkeypatch.setattr(downloads, "TOGETHER", 1)
    before = text_of(client.get("/cases/download.jsonl"))
    version = ArchiveState.objects.get().version
    answer = client.get("/cases/download.jsonl")
    parts = iter(answer.streaming_content)
    read = [next(parts)]
    with readers.curating():
        retracted()
        archive.put_made_up(1, treatments=[], outcome={})
        publishing.put(archive.made_up(7), **ENVELOPE)
        last = Record.objects.get(name=made_up[-1])
        publishing.withdraw(last, by="Ada", reason="author_request")
    read += parts
    assert b"".join(read).decode() == before
    assert f"-v{version}-" in answer["Content-Disposition"]
    after = records_of(text_of(client.get("/cases/download.jsonl?retracted=include")))
    assert {record["version"] for record in after} == {1, 2}
    assert made_up[-1] not in {record["accession"] for record in after}


def test_the_header_file_counts_the_articles_of_its_own_version(client, made_up):

    asked = WholeCaseFilterSet(QueryDict("gene=NTRK3"))
    assert asked.is_valid()
    taken = snapshot.Snapshot(asked)
    assert taken.archive_version == ArchiveState.objects.get().version
    papers = {f"made-up-{n}" for n in range(3)}
    other = {"article": "another", "role": "follow_up", "part_read": "abstract"}
    case = d.as_dict(archive.made_up(0))
    case["articles"].append(other)
    publishing.put(d.read(case), **ENVELOPE)
    assert taken.articles == papers


def test_what_is_purged_meanwhile_is_not_sent(client, made_up, monkeypatch):
    monkeypatch.setattr(snapshot, "AT_ONCE", 1)
    monkeypatch.setattr(downloads, "TOGETHER", 1)
    answer = client.get("/cases/download.jsonl?gene=NTRK3&sort=added")
    parts = iter(answer.streaming_content)
    first = json.loads(next(parts))["record"]["accession"]
    gone = next(name for name in made_up if name != first)
    with readers.curating():
        publishing.purge(Record.objects.get(name=gone), by="Ada")
    rest = [json.loads(part)["record"]["accession"] for part in parts if part.strip()]
    assert {first, *rest} == {*made_up} - {gone}


#: Files that cite nothing: what they tell of articles is kept with the case.
CITING_NONE = ("csv", "facts.csv", "jsonl", "phenopackets.zip")


@pytest.mark.parametrize("suffix", KINDS)
def test_it_asks_as_often_for_many_cases_as_for_few(
    client, words, django_assert_num_queries, suffix
):
    archive.put_made_up(2)
    few = client.get(f"/cases/download.{suffix}")
    queries = 1 if suffix in CITING_NONE else 2
    with django_assert_num_queries(queries):
        few.getvalue()
    archive.put_made_up(20)
    many = client.get(f"/cases/download.{suffix}")
    with django_assert_num_queries(queries):
        many.getvalue()


def test_a_list_offers_every_format_for_just_what_it_lists(page, made_up):
    for address in ("/cases/", "/treatments/", "/findings/"):
        listed = page(f"{address}?gene=NTRK3&sort=oldest&per_page=50")
        for suffix in EVERY:
            assert f"/cases/download.{suffix}?gene=NTRK3&sort=oldest" in listed.links
        assert "The whole list: 3 cases, 6 courses and 3 articles." in listed.words
    swimmer = page("/cases/?gene=NTRK3&view=swimmer")
    assert "/cases/download.csv?gene=NTRK3" in swimmer.links


def test_the_data_page_leads_to_everything(page, made_up):
    links = page("/data/").links
    for suffix in EVERY:
        assert f"/cases/download.{suffix}" in links
    assert "/data/" in page("/").links


def test_the_schema_of_a_case_is_that_of_its_documents(client, seed_case):
    schema = client.get("/data/case.schema.json").json()
    document = client.get(f"/cases/{seed_case}.json").json()["document"]
    assert set(document) <= set(schema["properties"])
    assert schema["additionalProperties"] is False
