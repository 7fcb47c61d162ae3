"""The swimmer plot of a list as a file: the list that is asked for, and whose it is."""

import re
from xml.etree import ElementTree as xml

import pytest
from django.utils import timezone

from casebase.browse import wording
from casebase.browse.charts import swim_poster
from tests.browse.test_chart_files import SVG, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(client):
    """Ask for a plot, expect a file, read it."""

    def ask(query=""):
        response = client.get(f"/cases/swimmer.svg{query}")
        assert response.status_code == 200
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert "unsafe" not in response["Content-Security-Policy"]
        return xml.fromstring(response.content)

    return ask


def test_a_plot_says_what_was_asked_when_and_of_which_archive(file, made_up, page):
    drawing = file("?gene=NTRK3&drug=crizotinib&q=report")
    title = drawing.find(f"{SVG}title").text
    version = page("/cases/").version
    assert "3 cases with words report; gene NTRK3; drug crizotinib." in title
    assert f"Archive version {version}" in title
    assert wording.day(timezone.localdate()) in title
    assert "/cases/?q=report&gene=NTRK3" in seen(drawing)


def test_a_plot_has_every_course_of_the_page_and_no_other(file, page, made_up):
    listed = page("/cases/?view=swimmer&gene=NTRK3").accessions
    told = seen(file("?view=swimmer&gene=NTRK3"))
    assert re.findall(r"CB-\d+", told.partition("Casebase,")[0]) == listed
    assert (
        told.count("Progressive disease on") == told.count("Partial response on") == 3
    )
    assert seen(file("?per_page=25&sort=oldest")).count("CB-") == 4


def test_made_up_cases_are_said_to_be(file, made_up):
    drawing = file()
    assert seen(drawing).startswith("3 of the 4 cases counted here are synthetic")
    assert "synthetic" in drawing.find(f"{SVG}desc").text
    assert seen(drawing).count("Synthetic. CB-") == 3


def test_real_cases_are_not_said_to_be_made_up(file, seed_case):
    assert "ynthetic" not in xml.tostring(file(), encoding="unicode")


def test_a_plot_needs_nothing_from_elsewhere(file, made_up):
    drawing = file()
    wanted = {use.get("href")[1:] for use in drawing.iter(f"{SVG}use")}
    style = drawing.find(f"{SVG}style").text
    wanted |= set(re.findall(r"url\(#(\w+)\)", style))
    assert wanted <= {node.get("id") for node in drawing.iter()}
    assert "var(" not in style
    assert not [node for node in drawing.iter() if node.get("style")]


def test_the_view_links_to_the_plot_of_its_page(client, page, made_up):
    [link] = [
        one for one in page("/cases/?view=swimmer&gene=NTRK3&sort=oldest").links
        if "swimmer.svg" in one
    ]  # fmt: skip
    assert link == "/cases/swimmer.svg?gene=NTRK3&sort=oldest"
    assert client.get(link).status_code == 200


def test_what_cannot_be_drawn_is_said(client, made_up):
    assert client.get("/cases/swimmer.svg?gene=KIT").status_code == 404
    assert client.get("/cases/swimmer.svg?page=2").status_code == 404
    assert client.get("/cases/swimmer.svg?gene=NOSUCH").status_code == 400


def test_rows_stand_below_each_other_and_hold_their_words():
    long = "a case with many words that go on and on " * 4
    told = [
        swim_poster.Told((long,), "drug", None, ("CR", "PD"), "words", (long, long)),
        swim_poster.Told((), "drug", None, (), "words", ()),
    ]
    plot = swim_poster.of_swimmer(told, [("CR", "complete response")] * 9)
    first, second = plot.rows
    assert first.y + first.height == second.y
    assert second.y + second.height == plot.height
    for row in plot.rows:
        assert all(0 < y < row.height for y, *_ in (*row.left, *row.right))
        at = [x for x, _ in row.undated]
        assert all(plot.gutter < x < plot.right for x in at)
    assert " ".join(line for _, line, _ in first.left) == f"{long.strip()} drug"
    assert {sign.y for sign in plot.signs if sign.y < plot.months} >= {18, 36}
