"""What is drawn of real cases is also told to those who do not see it."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from casebase.archive import document as d
from casebase.browse import wording
from casebase.browse.chapters.page import CasePage
from casebase.browse.charts import lane as geometry
from casebase.browse.charts.rearrangement import rearrangement
from casebase.browse.charts.words import lane_words
from tests import page_text

#: The seed; two drugs beyond an operation; pauses and an event; a death.
CASES = [
    "hou-ntrk1-mesenchymal-sarcoma.the-patient",
    "zhang-alk-imt-2020.patient-1",
    "nitawaki-alectinib-ild-2017.patient-1",
    "zhang-alk-imt-2020.patient-2",
]


@pytest.fixture(params=CASES)
def case(request) -> CasePage:
    """A case of the starter as its page reads it."""
    file = Path(settings.BASE_DIR, "starter", "cases", f"{request.param}.json")
    return CasePage(d.read(json.loads(file.read_text())), {})


def test_the_course_names_every_number_sign_dose_and_unknown_length(case):
    chart = case.timeline
    drawn = render_to_string("browse/_timeline.html", {"timeline": chart})
    image = next(
        node
        for node in page_text.read(drawn).walk()
        if node.attributes.get("role") == "img"
    )
    told = image.attributes["aria-label"]
    dots = [node for node in image.walk() if node.attributes.get("class") == "ev shown"]
    assert len(dots) == len(case.moments)
    for dot in dots:
        number = int(dot.all("text")[0].words)
        assert f"{number} {case.moments[number - 1].words.rstrip('.')}" in told
    signs = [use.attributes["href"] for use in image.all("use")]
    responses = case.document.outcome.responses
    assert len(signs) == len(responses)
    for response in responses:
        assert wording.response_words(response.category, case.missing) in told
    for row in chart.rows:
        for bar in row.bars:
            assert bar.amount in told
    bars = [bar for row in chart.rows for bar in row.bars]
    assert told.count("length not known") == sum(bool(bar.jag) for bar in bars)
    assert told.count("dose not known") == sum(bar.css == "f-NR" for bar in bars)
    deaths = [v for v in case.document.outcome.follow_up if v.event == "death"]
    assert told.count(" Death") == len(deaths)


def test_a_lane_names_every_response_event_dose_and_its_end(case):
    judged = [course for course in case.given if course.is_judged]
    for course in judged:
        is_last = course is judged[-1]
        lane = geometry.lane_of(case.document, course, is_last=is_last)
        told = lane_words(course, lane, case.missing)
        for response in course.responses:
            words = wording.response_words(response.category, case.missing)
            assert wording.in_sentence(words) in told
        assert told.count("not known") >= len(lane.undated)
        assert (lane.undated != ()) == (
            "time not known" in told or "time from the start not known" in told
        )
        for event in course.events:
            assert event.reported in told or wording.name(event.term).lower() in told
        assert wording.course_doses(course.treatment, case.missing) in told
        ends = {
            "died": "died",
            "ongoing": "on treatment at last report",
            "seen": "last known",
            "": "",
        }
        assert ends[lane.end] in told
        assert ("length not known" in told) == (lane.length is None)


def test_a_rearrangement_names_every_piece_and_every_question(case):
    for finding in case.fusions:
        drawn = rearrangement(finding, case.missing)
        for piece in drawn.pieces:
            unknown = piece.title == "?"
            assert (case.missing if unknown else piece.title) in drawn.words
            assert piece.detail in drawn.words
        assert drawn.note in drawn.words
