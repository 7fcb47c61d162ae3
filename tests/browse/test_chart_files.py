"""The charts of a case as files: what the page draws, with all that it needs inside."""

import re
import xml.etree.ElementTree as xml

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from tests import seed
from tests.browse import archive
from tests.browse.test_case_page import put_second_version

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = ("course", "rearrangement")


@pytest.fixture
def file(client):
    """Ask for a chart, expect a file, read it."""

    def ask(address):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert response["Content-Security-Policy"]
        return xml.fromstring(response.content)

    return ask


def seen(drawing):
    """Every word of a drawing that is seen."""
    return " ".join(text.text or "" for text in drawing.iter(f"{SVG}text"))


@pytest.mark.parametrize("chart", CHARTS)
def test_a_file_says_whose_it_is_and_how_it_may_be_used(file, seed_case, chart):
    drawing = file(f"/cases/{seed_case}/{chart}.svg")
    title, told = drawing.find(f"{SVG}title").text, drawing.find(f"{SVG}desc").text
    metadata = xml.tostring(drawing.find(f"{SVG}metadata"), encoding="unicode")
    assert title.startswith("CB-000001, version 1: 33-year-old man")
    assert "NTRK1" in told or "Crizotinib" in told
    assert f"/cases/{seed_case}/v1/" in metadata
    assert "CC0-1.0" in metadata
    assert f"/cases/{seed_case}/v1/" in seen(drawing)
    assert "Synthetic" not in seen(drawing)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_file_needs_nothing_from_elsewhere(client, seed_case, chart):
    text = client.get(f"/cases/{seed_case}/{chart}.svg").content.decode()
    drawing = xml.fromstring(text)
    for node in drawing.iter():
        for name, value in node.attrib.items():
            is_link = name.rpartition("}")[2] in ("href", "src", "style")
            assert not is_link or value.startswith("#")
    style = drawing.find(f"{SVG}style").text
    assert "@import" not in style
    assert "var(" not in style
    assert set(re.findall(r"url\((.)", style)) <= {"#"}
    wanted = {use.get("href")[1:] for use in drawing.iter(f"{SVG}use")}
    wanted |= set(re.findall(r"url\(#(\w+)\)", style))
    assert wanted <= {node.get("id") for node in drawing.iter()}


def test_a_file_has_the_marks_of_the_page_and_the_rules_to_draw_them(
    file, client, seed_case
):
    page = client.get(f"/cases/{seed_case}/").content.decode()
    drawing = file(f"/cases/{seed_case}/course.svg")
    chart = page[page.index('class="tl tl--') : page.index("course.svg")]
    numbers = re.findall(r'<text y="4.2">(\d+)</text>', chart)
    drawn = [text.text for text in drawing.iter(f"{SVG}text") if text.get("y") == "4.2"]
    assert numbers == drawn != []
    signs = re.findall(r'<use href="#(m-\w+)"', chart)
    assert signs == [use.get("href")[1:] for use in drawing.iter(f"{SVG}use")] != []
    blocks = [r.get("height") for r in drawing.iter(f"{SVG}rect")
              if r.get("class") == "dose"]  # fmt: skip
    assert blocks == re.findall(r'class="dose" [^>]*height="(\d+)"', chart) != []
    told = seen(drawing)
    for sentence in re.findall(r"<li><span[^>]*>\d+</span><span>([^<]*)</span>", page):
        assert sentence[:40].replace("&#x27;", "'") in told
    style = drawing.find(f"{SVG}style").text
    classes = {c for node in drawing.iter() for c in (node.get("class") or "").split()}
    assert {"dose", "ev", "z-line", "t-ink"} <= classes
    assert all(f".{name}" in style for name in ("dose", "ev circle", "z-line", "mk-CR"))


def test_a_made_up_case_says_so_in_the_picture_and_in_its_words(file, made_up):
    for chart in CHARTS:
        drawing = file(f"/cases/{made_up[0]}/{chart}.svg")
        assert seen(drawing).startswith("Synthetic: made up")
        assert drawing.find(f"{SVG}desc").text.startswith("Synthetic: made up")


def test_every_version_has_its_own_charts(client, file, seed_case):
    put_second_version()
    for number, address in ((2, ""), (2, "v2/"), (1, "v1/")):
        drawing = file(f"/cases/{seed_case}/{address}course.svg")
        assert f"version {number}" in drawing.find(f"{SVG}title").text
    assert client.get(f"/cases/{seed_case}/v3/course.svg").status_code == 404


def test_the_page_links_to_the_charts_of_its_version(client, seed_case):
    page = client.get(f"/cases/{seed_case}/").content.decode()
    links = re.findall(r'href="([^"]+\.svg)" download', page)
    assert {link.rpartition("/")[2] for link in links} == {
        "course.svg",
        "rearrangement.svg",
    }
    assert all(client.get(link).status_code == 200 for link in links)


def test_a_chart_of_nothing_is_not_there(client, words):
    case = seed.case_document()
    bare = case.model_copy(update={"treatments": (), "findings": ()})
    bare = bare.model_copy(update={"outcome": d.OutcomeChapter()})
    name = publishing.put(bare, **archive.ENVELOPE).record.name
    for chart in CHARTS:
        assert client.get(f"/cases/{name}/{chart}.svg").status_code == 404


def test_a_withdrawn_case_has_no_charts(client, seed_case):
    record = Record.objects.get(name=seed_case)
    publishing.withdraw(record, by="Ada", reason="duplicate", note="Entered twice.")
    for chart in CHARTS:
        assert client.get(f"/cases/{seed_case}/{chart}.svg").status_code == 410
        assert client.get(f"/cases/{seed_case}/v1/{chart}.svg").status_code == 410


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b ]]> \x0b \u2028"])
def test_words_of_a_document_stay_words(client, words, text):
    values = d.as_dict(seed.case_document())
    values["observations"][0]["text_reported"] = f"seen {text.replace(chr(11), '')}"
    case = publishing.put(d.read(values), **archive.ENVELOPE).record.name
    drawing = xml.fromstring(client.get(f"/cases/{case}/course.svg").content)
    assert not list(drawing.iter(f"{SVG}script"))


def test_the_table_beside_a_chart_has_every_number_and_needs_no_script(
    client, seed_case
):
    page = client.get(f"/cases/{seed_case}/").content.decode()
    table = re.search(r"As a table</summary>.*?The clinical course, each.*?</table>",
                      page, re.DOTALL)[0]  # fmt: skip
    rows = re.findall(r'<th scope="row">(\d+)</th>', table)
    dots = re.findall(r'<text y="4.2">(\d+)</text>', page)
    assert sorted(map(int, rows)) == sorted(map(int, dots))
    assert "Dates not known" in table
    assert '<details class="more">\n    <summary>As a table' in page
