"""A comparison as a file of rows: what the page says, and no cell is a formula."""

import csv
import io

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import ArchiveState
from casebase.browse.formats import csv as written
from tests.browse import archive

pytestmark = pytest.mark.django_db


def rows(client, *accessions):
    """The rows of a comparison by their names."""
    response = client.get("/cases/compare.csv", {"case": accessions})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    return {name: cells for name, *cells in csv.reader(io.StringIO(text))}


def test_a_file_has_the_rows_of_its_page_and_says_where_it_is_from(
    client, page, seed_case, made_up
):
    found = rows(client, seed_case, made_up[0])
    compared = page(f"/cases/compare/?case={seed_case}&case={made_up[0]}")
    named = compared.text.split('<tr><th scope="row">')[1:]
    assert {one.partition("<")[0] for one in named} - {"Last course, same scale"} <= {
        *found
    }
    assert found["Case"] == [seed_case, made_up[0]]
    assert all(address.endswith("/v1/") for address in found["Address"])
    version = str(ArchiveState.objects.get().version)
    assert found["Archive version"] == [version, version]
    assert found["Synthetic"] == ["No", "Synthetic: made up"]
    assert "CR Complete response on crizotinib" in found[
        "Courses: responses, dose, why given, why stopped"
    ][0]  # fmt: skip
    assert found["Comparison"][0].endswith(f"?case={seed_case}&case={made_up[0]}")
    assert f"/cases/compare.csv?case={seed_case}&case={made_up[0]}" in compared.links


def test_words_of_a_source_are_no_formula(client, seed_case):
    case = d.as_dict(archive.made_up(1))
    case["diagnoses"][0] |= {"reported": "=HYPERLINK(1)", "disease": None}
    name = publishing.put(d.read(case), **archive.ENVELOPE).record.name
    assert rows(client, seed_case, name)["Diagnosis"][1].startswith("'=HYPERLINK")


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx"])
def test_what_a_spreadsheet_would_run_gets_a_quote(cell):
    assert written.plain(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-2.5", "+1", "-", "-1,5", "250 mg", "5′", "", "a=b"])
def test_numbers_and_words_stay(cell):
    assert written.plain(cell) == cell


def test_what_cannot_be_compared_is_no_file(client, seed_case):
    assert client.get("/cases/compare.csv", {"case": seed_case}).status_code == 400
