"""Nothing is drawn on a page that is not also told: bars, lanes, charts."""

import pytest

from tests import page_text

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/cases/",
    "/cases/?view=swimmer",
    "/cases/CB-000001/",
    "/genes/NTRK3/",
    "/drugs/crizotinib/",
    "/fusions/ETV6::NTRK3/",
    "/diagnoses/SARCNOS/",
    "/treatments/",
]


@pytest.fixture
def read(client, made_up):
    """Ask for a page of the seed and three made-up cases; its elements."""
    return lambda address: page_text.main_of(client.get(address).content.decode())


def drawings(node, is_told=False):
    """Yield each outermost drawing, and whether it is named or hidden as a whole."""
    has = node.attributes
    is_named = has.get("role") == "img" and len(has.get("aria-label", "")) > 3
    is_told = is_told or is_named or has.get("aria-hidden") == "true"
    if node.tag == "svg":
        yield node, is_told
        return
    for child in node.children:
        yield from drawings(child, is_told)


@pytest.mark.parametrize("address", PAGES)
def test_every_drawing_has_a_name_or_is_hidden_beside_its_words(read, address):
    found = list(drawings(read(address)))
    untold = [node.attributes for node, is_told in found if not is_told]
    assert untold == []


@pytest.mark.parametrize("address", ["/cases/", "/genes/NTRK3/"])
def test_every_part_of_a_bar_tells_its_response_and_how_many(read, address):
    bars = [n for n in read(address).all("ul") if n.attributes.get("class") == "sbar"]
    parts = [part for bar in bars for part in bar.all("a")]
    assert parts
    for part in parts:
        said = [s for s in part.all("span") if "aria-hidden" not in s.attributes]
        words, count = said[0].words, said[-1].words
        assert words.endswith(":")
        assert len(words) > 4
        assert int(count) > 0


def test_every_lane_tells_its_drug_length_and_response(read):
    lanes = [
        node
        for node in read("/cases/?view=swimmer").all("svg")
        if node.attributes.get("class") == "lane" and "role" in node.attributes
    ]
    told = sorted(lane.attributes["aria-label"] for lane in lanes)
    assert len(told) == 7
    assert all("length not known" in words for words in told)
    assert sum(words.startswith("Entrectinib;") for words in told) == 3
    assert sum("partial response, time not known" in words for words in told) == 3
