"""An answer that is given again is the one that would be made anew, or is not given."""

import gzip

import pytest
from django.http import HttpResponse

from casebase.archive import index, publishing
from casebase.archive.models import Record
from casebase.browse import kept_answers
from casebase.browse.views import pages as views
from tests import crawling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.MAX_KEPT_BYTES = 10_000_000


@pytest.fixture
def again(client, django_assert_num_queries):
    """Ask an address that was asked before; nothing may be made for it."""

    def ask(address, **more):
        with django_assert_num_queries(0):
            return client.get(address, **more)

    return ask


def withdraw(accession):
    """Change the archive."""
    record = Record.objects.get(name=accession)
    publishing.withdraw(record, by="Grace", reason="error")


@pytest.mark.parametrize(
    "address", ["/", "/cases/", "/cases/CB-000001/", "/cases/CB-000001.json", "/data/"]
)
def test_it_is_given_again_byte_for_byte(client, again, seed_case, address):
    first = client.get(address)
    second = again(address)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert first.headers["ETag"]


def test_every_page_of_a_crawl_is_the_same_as_one_that_is_made(
    client, seed_case, settings
):
    first = crawling.crawl(client, alike=1)
    given = crawling.crawl(client, alike=1)
    settings.MAX_KEPT_BYTES = 0
    made = crawling.crawl(client, alike=1)
    assert len(made) > 100
    assert first == given == made


def test_whoever_has_it_is_sent_nothing(client, again, seed_case):
    tag = client.get("/cases/").headers["ETag"]
    answer = again("/cases/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == tag
    other = again("/cases/", headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_whoever_has_what_is_not_kept_is_sent_nothing_either(
    client, seed_case, settings
):
    settings.MAX_KEPT_BYTES = 0
    tag = client.get("/cases/").headers["ETag"]
    assert client.get("/cases/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("accepts", ["gzip", "br, GZIP;q=0.5", "gzip;q=1.0,*;q=0"])
def test_it_is_sent_compressed_to_those_who_take_it(client, again, seed_case, accepts):
    plain = client.get("/cases/")
    assert "Content-Encoding" not in plain.headers
    first = client.get("/cases/", headers={"Accept-Encoding": accepts})
    second = again("/cases/", headers={"Accept-Encoding": accepts})
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert gzip.decompress(second.content) == plain.content
    assert len(second.content) < len(plain.content) / 4
    assert int(second.headers["Content-Length"]) == len(second.content)
    changed = {"Content-Encoding", "Content-Length", "ETag"}
    assert {n: v for n, v in second.headers.items() if n not in changed} == {
        n: v for n, v in plain.headers.items() if n not in changed
    }
    assert second.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0", "identity, gzip; q=0.000"])
def test_it_is_sent_plain_to_those_who_do_not(client, again, seed_case, accepts):
    packed = client.get("/cases/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    plain = client.get("/cases/", headers={"Accept-Encoding": accepts})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == gzip.decompress(packed.content)
    again("/cases/", headers={"Accept-Encoding": accepts})


def test_whoever_has_it_in_one_coding_is_sent_nothing_in_another(
    client, again, seed_case
):
    tags = {"": "", "gzip": ""}
    for coding in tags:
        answer = client.get("/cases/", headers={"Accept-Encoding": coding})
        tags[coding] = answer.headers["ETag"]
    # They are not equal byte for byte, which a tag would promise (RFC 9110, 8.8.3).
    assert tags["gzip"] == f"W/{tags['']}"
    for coding, tag in zip(tags, reversed(tags.values()), strict=True):
        asked = {"Accept-Encoding": coding, "If-None-Match": tag}
        answer = again("/cases/", headers=asked)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_gains_nothing_is_sent_as_it_is():
    short = HttpResponse(b"short", headers={"ETag": '"1"'})
    kept = kept_answers._kept(short, packed=True)
    assert (kept.body, dict(kept.headers)) == (b"short", dict(short.headers))


def test_a_change_of_the_archive_lets_all_go(client, seed_case):
    tag = client.get("/cases/").headers["ETag"]
    withdraw(seed_case)
    answer = client.get("/cases/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "No cases match" in answer.content.decode()


def test_no_minute_is_outlived(client, seed_case, monkeypatch):
    client.get("/about/")
    monkeypatch.setattr(views, "render", lambda *args: pytest.fail("asked anew"))
    client.get("/about/")
    now = kept_answers.time.monotonic()
    monkeypatch.setattr(kept_answers.time, "monotonic", lambda: now + 61)
    with pytest.raises(pytest.fail.Exception, match="asked anew"):
        client.get("/about/")


def test_whoever_sends_a_cookie_is_answered_anew(client, seed_case, monkeypatch):
    client.get("/about/")
    monkeypatch.setattr(views, "render", lambda *args: pytest.fail("asked anew"))
    client.cookies["anything"] = "1"
    with pytest.raises(pytest.fail.Exception, match="asked anew"):
        client.get("/about/")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/login/",
        "/api/v1/cases/",
        "/healthz",
        "/cases/download.csv",
        "/nowhere/",
        "/cases/?nonsense=1",
    ],
)
def test_what_is_not_for_everybody_alike_is_not_kept(client, seed_case, address):
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_answers.Store, "put", lambda self, *more: kept.append(more))
        client.get(address)
        assert kept == []
        client.cookies.clear()
        client.get("/about/")
        assert len(kept) == 1


def test_another_question_is_another_answer(client, seed_case):
    every = client.get("/cases/").content
    assert client.get("/cases/?gene=NTRK3", follow=True).content != every
    assert (
        client.head("/cases/").headers["ETag"] == client.get("/cases/").headers["ETag"]
    )


def test_a_foreign_host_is_refused_whatever_is_kept(client, seed_case, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/about/").status_code == 200
    assert client.get("/about/", headers={"Host": "evil.example"}).status_code == 400


def test_the_longest_unasked_go_where_there_is_no_room(settings):
    settings.MAX_KEPT_BYTES = 3 * (kept_answers.BESIDE + 100)
    store, moment = kept_answers.Store(), (1, "epoch")
    answer = kept_answers.Kept((), b"x" * 100, float("inf"))
    a, b, c, d, e = ((address, False) for address in "abcde")
    for asked in (a, b, c):
        store.put(asked, moment, answer)
    store.put(b, moment, answer)
    assert store.get(a, moment)
    store.put(d, moment, answer)
    there = [asked for asked in (a, b, c, d) if store.get(asked, moment)]
    assert there == [a, b, d]
    assert store.get(a, (2, "epoch")) is None
    store.put(e, moment, kept_answers.Kept((), b"x" * 5000, float("inf")))
    assert store.get(e, moment) is None
    store.put("f", (2, "epoch"), answer)
    assert store.get("a", moment) is None


def test_pages_without_a_database_answer_without_one(client, monkeypatch):
    def away():
        raise kept_answers.DatabaseError

    monkeypatch.setattr(index, "current", away)
    assert client.get("/healthz").status_code == 200
    assert client.get("/about/").status_code == 200
