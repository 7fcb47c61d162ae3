"""The archive for programs: what it holds, found as on its pages."""

import json

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.archive.models import ArchiveState, Record, Version
from tests import seed
from tests.browse import archive, pages

pytestmark = pytest.mark.django_db

RESOURCES = (
    "/",
    "/versions/",
    "/cases/",
    "/cases/CB-000001/",
    "/cases/CB-000001/versions/",
    "/cases/CB-000001/v1/",
    "/cases/values/",
    "/cases/values/drug/",
    "/treatments/",
    "/treatments/values/",
    "/treatments/values/response/",
    "/findings/",
    "/findings/values/",
    "/findings/values/assay/",
    "/articles/",
    f"/articles/{seed.PAPER}/",
    "/series/",
    "/series/biomarker-ntrk/",
    "/fusions/",
    "/fusions/ETV6::NTRK3/",
    "/genes/",
    "/genes/NTRK1/",
    "/families/",
    "/families/NTRK/",
    "/biomarkers/",
    "/biomarkers/etv6-ntrk3-fusion/",
    "/drugs/",
    "/drugs/crizotinib/",
    "/drug-classes/",
    "/drug-classes/alk-inhibitor/",
    "/diagnoses/",
    "/diagnoses/SARCNOS/",
)


@pytest.mark.parametrize("path", RESOURCES)
def test_every_answer_says_of_which_version_and_licence_it_is(ask, made_up, path):
    answer = ask(path)
    assert answer["archive_version"] == ArchiveState.objects.get().version
    assert answer["licence"] == "CC0-1.0"
    assert answer["links"]["self"] == f"http://127.0.0.1:8000/api/v1{path}"


def test_every_place_to_begin_answers_even_while_the_archive_is_empty(ask, client, db):
    answer = ask("/")
    begin = [*answer["resources"].values(), answer["documentation"], answer["openapi"]]
    assert len(begin) >= 18
    statuses = {address: client.get(address).status_code for address in begin}
    assert set(statuses.values()) == {200}, statuses


def test_a_case_is_its_document_to_the_letter(ask, seed_case):
    version = Record.objects.get(name=seed_case).latest
    for path in (f"/cases/{seed_case}/", f"/cases/{seed_case}/v1/"):
        answer = ask(path)
        assert answer["document"] == json.loads(version.document)
        assert answer["record"]["sha256"] == d.sha256(
            d.canonical(d.read(answer["document"]))
        )


def test_a_case_is_answered_as_its_file_is(ask, client, seed_case):
    file = client.get(f"/cases/{seed_case}.json").json()
    answer = ask(f"/cases/{seed_case}/")
    assert {key: answer[key] for key in ("record", "document")} == file


def test_an_article_is_its_document_to_the_letter(ask, seed_case):
    answer = ask(f"/articles/{seed.PAPER}/")
    assert answer["document"] == json.loads(
        Record.objects.get(name=seed.PAPER).latest.document
    )
    assert [case["accession"] for case in answer["cases"]] == [seed_case]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?gene=NTRK3",
        "?drug=crizotinib&response=PD",
        "?drug=crizotinib&response=PR",
        "?q=kinase",
        "?sort=oldest",
        "?tested_negative=KIT",
        "?diagnosis=sarcoma&sex=female&sex=male",
        "?retracted=only",
        "?since=2020-01-01",
    ],
)
@pytest.mark.parametrize("path", ["/cases/", "/treatments/", "/findings/"])
def test_a_list_finds_what_its_page_finds(ask, client, made_up, path, query):
    answer = ask(path + query)
    rows = answer[path.strip("/")]
    shown = pages.read(client.get(path + query))
    assert answer["total"] == shown.total == len(rows)
    if path == "/cases/":
        assert [row["accession"] for row in rows] == shown.accessions
    assert answer["links"]["html"].endswith(path + query)


def test_a_course_is_told_with_its_case_and_its_response(ask, made_up):
    answer = ask("/treatments/?drug=entrectinib")
    assert answer["total"] == 3
    for row in answer["treatments"]:
        assert row["treatment"]["ref"] == "T2"
        assert row["response"] == "PR"
        assert row["fusions"][0]["key"] == "ETV6::NTRK3"
        assert row["genes"] == ["ETV6", "NTRK3"]


def test_made_up_cases_say_so_wherever_they_stand(ask, made_up):
    assert ask("/")["synthetic"] == len(made_up)
    cases = ask("/cases/")
    assert cases["synthetic"] == len(made_up)
    for row in cases["cases"]:
        assert row["synthetic"] == (row["accession"] in made_up)
    for path in ("/treatments/", "/findings/"):
        answer = ask(path)
        for row in answer[path.strip("/")]:
            assert row["synthetic"] == (row["accession"] in made_up)
    one = ask(f"/cases/{made_up[0]}/")
    assert one["record"]["synthetic"]
    assert one["document"]["synthetic"]
    for version in ask("/versions/")["versions"]:
        assert version["synthetic"] == (version["name"] in made_up)


def test_a_list_is_walked_by_its_links(ask, client, made_up):
    found, path = [], "/cases/?per_page=1&sort=added"
    while path:
        answer = ask(path)
        found += [row["accession"] for row in answer["cases"]]
        after = answer["links"].get("next", "")
        if after:
            back = client.get(after).json()["links"]["previous"]
            assert client.get(back).json()["cases"] == answer["cases"]
        path = after.removeprefix("http://127.0.0.1:8000/api/v1")
    assert found == index.current().select({}).accessions("added")


def test_what_changed_since_a_version_is_told_in_order(ask, seed_case):
    known = ask("/")["archive_version"]
    assert ask(f"/versions/?after={known}")["versions"] == []
    [name] = archive.put_made_up(1)
    publishing.withdraw(Record.objects.get(name=seed_case), by="Ada", reason="error")
    told = ask(f"/versions/?after={known}")["versions"]
    assert [version["name"] for version in told] == [name, seed_case]
    assert told[1]["withdrawn"] == "error"
    assert ask("/versions/")["total"] == Version.objects.count()


def test_a_withdrawn_case_says_why_and_how_it_was_cited(ask, seed_case):
    publishing.withdraw(Record.objects.get(name=seed_case), by="Ada", reason="error")
    for path in (f"/cases/{seed_case}/", f"/cases/{seed_case}/v2/"):
        problem = ask(path, status=410)
        assert problem["reason"] == "error"
        assert seed_case in problem["citation"]
    assert ask(f"/cases/{seed_case}/v1/")["record"]["version"] == 1
    assert len(ask(f"/cases/{seed_case}/versions/")["versions"]) == 2
    assert ask("/cases/")["total"] == 0


def test_the_count_of_a_value_is_the_total_of_its_list(ask, client, made_up):
    for path in ("/cases/", "/treatments/", "/findings/"):
        facets = ask(f"{path}values/?sex=female")["facets"]
        assert {"drug", "gene", "diagnosis"} <= {facet["facet"] for facet in facets}
        for facet in facets:
            for value in facet["values"]:
                found = client.get(value["list"]).json()
                assert found["total"] == value["count"], value
            every = client.get(facet["links"]["self"]).json()
            assert every["total"] == facet["size"]


def test_the_count_of_a_term_is_the_total_of_its_list(ask, client, made_up):
    for path in ("/fusions/", "/genes/", "/drugs/", "/diagnoses/", "/biomarkers/"):
        terms = ask(path)["terms"]
        assert terms
        for term in terms:
            assert client.get(term["links"]["cases"]).json()["total"] == term["cases"]
            one = client.get(term["links"]["self"]).json()
            assert (one["key"], one["cases"]) == (term["key"], term["cases"])


def test_another_name_leads_to_its_term(client, made_up):
    answer = client.get("/api/v1/drugs/Xalkori/")
    assert answer.status_code == 302
    assert answer["Location"] == "http://127.0.0.1:8000/api/v1/drugs/crizotinib/"


@pytest.mark.parametrize(
    "path", ["/cases/", "/treatments/", "/findings/", "/articles/", "/cases/values/"]
)
def test_more_rows_ask_no_more_of_the_database(client, seed_case, path):
    archive.put_made_up(1)
    few = _queries(client, path)
    archive.put_made_up(24)
    paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
    for number in range(20):
        same = {"key": f"paper-{number}", "relations": (), "facts": ()}
        publishing.put(paper.model_copy(update=same), **archive.ENVELOPE)
    assert _queries(client, path) == few


def _queries(client, path):
    client.get("/api/v1/")  # the index comes up to date
    with CaptureQueriesContext(connections["reader"]) as asked:
        assert client.get(f"/api/v1{path}").status_code == 200
    assert len(asked) > 0
    return len(asked)
