"""What cannot be read is refused, by name; nobody can do more than read."""

import pytest
from django.test import Client

from casebase.archive import publishing
from casebase.curation.models import Curator
from tests.browse import archive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "culprits"),
    [
        ("/cases/?gene=NOSUCH", ["gene"]),
        ("/cases/?nonsense=1&response=XY", ["nonsense", "response"]),
        ("/cases/?view=table", ["view"]),
        ("/cases/?per_page=101", ["per_page"]),
        ("/cases/?per_page=0", ["per_page"]),
        ("/cases/?page=x", ["page"]),
        ("/cases/?page=1&page=2", ["page"]),
        ("/cases/?since=yesterday", ["since"]),
        ("/cases/?gene=", ["gene"]),
        ("/cases/?format=xml", ["format"]),
        ("/cases/CB-000001/?page=1", ["page"]),
        ("/genes/?gene=KIT", ["gene"]),
        ("/versions/?after=-1", ["after"]),
        ("/cases/values/?page=2", ["page"]),
        ("/treatments/values/drug/?sort=oldest", ["sort"]),
        ("/?q=x", ["q"]),
        ("/schema.json?page=1", ["page"]),
        ("/cases/?q=%00", ["q"]),
        ("/cases/?q=%ff", ["q"]),
        ("/cases/?q=" + "x" * 3000, [""]),
    ],
)
def test_what_cannot_be_read_is_named(ask, seed_case, path, culprits):
    problem = ask(path, status=400)
    assert problem["title"] == "Bad Request"
    assert problem["status"] == 400
    assert sorted(fault["culprit"] for fault in problem["faults"]) == culprits
    assert all(fault["reason"] for fault in problem["faults"])


def test_a_name_of_several_leads_to_each(ask, client, made_up):
    publishing.put_terms(
        {"facet": "gene", "key": key, "label": key, "aliases": ["TWO"]}
        | {"parents": [], "facts": {}}
        for key in ("ONEA", "ONEB")
    )
    [fault] = ask("/cases/?gene=TWO&sex=male", status=400)["faults"]
    assert [one["value"] for one in fault["candidates"]] == ["ONEA", "ONEB"]
    for one in fault["candidates"]:
        assert "sex=male" in one["address"]
        assert client.get(one["address"]).status_code == 200
    [fault] = ask("/genes/TWO/", status=404)["faults"]
    for one in fault["candidates"]:
        assert client.get(one["address"]).json()["key"] == one["value"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/cases/CB-999999/",
        "/cases/CB-000001/v9/",
        "/cases/?page=2",
        "/genes/NOSUCH/",
        "/genes/?page=2",
        "/articles/?page=9",
        "/versions/?page=9",
        "/articles/no-such-article/",
        "/series/no-such-series/",
        "/cases/values/nonsense/",
        "/cases/values/drug/?page=2",
        "/%0A/",
        "/genes/%00/",
    ],
)
def test_where_there_is_nothing_a_problem_says_so(ask, seed_case, path):
    assert ask(path, status=404)["title"] == "Not Found"


def test_a_forgotten_slash_is_added(client, seed_case):
    answer = client.get("/api/v1/cases?gene=NTRK1")
    assert answer.status_code == 301
    assert answer["Location"] == "/api/v1/cases/?gene=NTRK1"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/cases/", "/cases/CB-000001/", "/nothing/"])
def test_nobody_can_do_more_than_read(seed_case, method, path):
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(f"/api/v1{path}")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Methods" not in answer


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_there_is_json_and_nothing_else(ask, seed_case, accept):
    assert ask("/cases/", 406, headers={"Accept": accept})["status"] == 406


@pytest.mark.parametrize(
    "accept",
    ["*/*", "application/json; indent=4", "application/*", "text/html, */*;q=0.1"],
)
def test_json_is_spelled_one_way(client, seed_case, accept):
    plain = client.get("/api/v1/cases/")
    asked = client.get("/api/v1/cases/", headers={"Accept": accept})
    assert asked.content == plain.content
    assert asked["ETag"] == plain["ETag"]


def test_a_curator_is_answered_as_anybody_and_gets_no_cookie(client, seed_case):
    before = client.get("/api/v1/cases/")
    client.force_login(Curator.objects.create(username="ada"))
    answer = client.get("/api/v1/cases/")
    assert answer.content == before.content
    assert answer.headers == before.headers
    assert not answer.cookies
    assert not answer.get("Vary")


def test_what_is_not_published_is_not_there(ask, words):
    assert ask("/cases/")["cases"] == []
    archive.put_seed()
    assert ask("/cases/")["total"] == 1


def test_a_fault_of_ours_is_told_as_a_problem(client, seed_case, monkeypatch):
    from casebase.browse.api.case_in_short import CaseInShort

    def fail(row):
        raise RuntimeError("a secret")

    monkeypatch.setattr(CaseInShort, "of", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/cases/")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert b"secret" not in answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"
