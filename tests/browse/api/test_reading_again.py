"""Whoever has an answer is told so; whoever may read it, from where, is told too."""

import pytest

from casebase.archive import publishing
from casebase.archive.choices import Integrity
from casebase.archive.models import Record
from tests import seed
from tests.browse import archive

pytestmark = pytest.mark.django_db

PATHS = ("/api/v1/cases/", "/api/v1/cases/CB-000001/", "/api/v1/genes/NTRK1/")


def etag(client, path):
    """Ask for the name of an answer."""
    return client.get(path)["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_is_there_is_not_sent_again(client, seed_case, path):
    first = client.get(path)
    for known in (first["ETag"], f"W/{first['ETag']}", f'"x", {first["ETag"]}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert again.status_code == 304, known
        assert again.content == b""
        for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
            assert again[name] == first[name]
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_every_question_has_a_name_of_its_own(client, made_up):
    paths = (*PATHS, "/api/v1/cases/?page=1", "/api/v1/cases/?per_page=1", "/api/v1/")
    assert len({etag(client, path) for path in paths}) == len(paths)


def test_what_failed_has_no_name(client, seed_case):
    for path in (
        "/api/v1/cases/?page=9",
        "/api/v1/cases/?x=1",
        "/api/v1/cases/CB-9999999/",
    ):
        answer = client.get(path, headers={"If-None-Match": "*"})
        assert answer.status_code in (400, 404)
        assert "ETag" not in answer


def test_any_change_of_the_archive_gives_new_names(client, seed_case):
    names = [{etag(client, path) for path in PATHS}]

    def changed():
        names.append({etag(client, path) for path in PATHS})
        return not names[-1] & names[-2]

    archive.put_made_up(1)
    assert changed(), "a case"
    publishing.put_terms(
        [
            {"facet": "gene", "key": "NEW1", "label": "x", "aliases": []}
            | {"parents": [], "facts": {}}
        ]
    )
    assert changed(), "a word"
    publishing.withdraw(Record.objects.get(name="CB-000002"), by="Ada", reason="error")
    assert changed(), "a withdrawal"
    publishing.rebuild_index()
    assert changed(), "an index"


def test_a_retraction_reaches_whoever_has_the_case_already(client, ask, seed_case):
    path = f"/api/v1/cases/{seed_case}/"
    known = etag(client, path)
    paper = Record.objects.get(name=seed.PAPER).latest.content
    retracted = paper.model_copy(update={"integrity": Integrity.RETRACTED})
    publishing.put(retracted, **archive.ENVELOPE)
    answer = client.get(path, headers={"If-None-Match": known})
    assert answer.status_code == 200
    assert answer.json()["record"]["integrity"] == "retracted"
    assert ask("/cases/")["total"] == 0
    [case] = ask("/cases/?retracted=only")["cases"]
    assert "retracted" in [one.get("integrity") for one in case["articles"]]


def test_head_says_what_get_says(client, seed_case):
    for path in PATHS:
        got, head = client.get(path), client.head(path)
        assert head.headers == got.headers
        assert head.content == b""


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/nothing/", "/api/v1/cases/?x=1"])
def test_pages_of_other_sites_may_read(client, seed_case, path):
    for ask in (client.get, client.head, client.options):
        answer = ask(path, headers={"Origin": "https://elsewhere.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "ETag" in answer["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer


def test_a_browser_may_ask_beforehand(client, seed_case):
    answer = client.options(
        "/api/v1/cases/",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("path", ["/cases/", "/api/docs/", "/cases/CB-000001.json"])
def test_nothing_else_is_open_to_other_sites(client, seed_case, path):
    answer = client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
