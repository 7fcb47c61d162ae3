"""What a screen reader is told of a chart: each mark that is drawn has its words.

The marks are read from the page as it is drawn, the words from the tree that Chromium
hands to a screen reader. A chart is an image whose name tells it, a table, or a list of
links. What is folded is opened, as a reader would.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import front, wording
from tests import seed
from tests.archive import synthetic_words
from tests.browse import archive

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
IMAGE = "image"
#: Cases with a fusion of two genes, one with its exons.
JOINED = (
    "wjcc-kif5b-met-2022/the-patient",
    "bielack-etv6-ntrk3-infantile-fibrosarcoma-2019/the-patient",
)
#: For each sign the words it may stand for; one not reported is called in many ways.
SIGNS = defaultdict(list)
for category, (_, colour) in wording.MARKS.items():
    SIGNS[colour].append(wording.response_words(category, "").strip().lower())

#: The marks of each lane, with those that stand beside its axis.
LANES = """() => [...document.querySelectorAll('svg.lane[role=img]')].map(lane => {
    const beside = lane.closest('tr, .lanebox').querySelectorAll('.gut use');
    const signs = [...lane.querySelectorAll('use'), ...beside];
    const end = lane.querySelector('.cap') ? 'died'
        : lane.querySelector('path.tick[fill=none]') ? 'on treatment at last report'
        : '';
    return {
        signs: signs.map(use => use.getAttribute('href').slice(3)),
        events: [...lane.querySelectorAll('use[href="#m-AE"]')].reduce(
            (sum, use) => sum + Number(use.nextElementSibling?.textContent || 1), 0),
        end,
        unsaid: lane.textContent.includes('length not known'),
    };
})"""
#: The numbers, the signs beside them and the doses of a clinical course.
COURSE = """() => [...document.querySelectorAll('.tl .ev')].map(dot => ({
    number: dot.querySelector('text').textContent,
    signs: [...dot.querySelectorAll('use')].map(
        use => use.getAttribute('href').slice(3)),
}))"""
DOSES = """() => [...document.querySelectorAll('.tl .t-ink')].map(
    text => text.textContent)"""


class Tree:
    """The tree of a page: what each element is to a screen reader."""

    def __init__(self, page):
        page.evaluate(OPEN_ALL)
        self._cdp = page.context.new_cdp_session(page)
        nodes = self._cdp.send("Accessibility.getFullAXTree")["nodes"]
        self._nodes = {node["nodeId"]: node for node in nodes}
        self._of = {node.get("backendDOMNodeId"): node for node in nodes}
        self._root = self._cdp.send("DOM.getDocument")["root"]["nodeId"]

    def told(self, selector):
        """The role and the words of each element, in the order of the page."""
        asked = {"nodeId": self._root, "selector": selector}
        found = self._cdp.send("DOM.querySelectorAll", asked)["nodeIds"]
        return [self._told(node) for node in found]

    def _told(self, node_id):
        node = self._cdp.send("DOM.describeNode", {"nodeId": node_id})["node"]
        exposed = self._of.get(node["backendNodeId"])
        assert exposed is not None, node
        assert not exposed["ignored"], node
        role, name = exposed["role"]["value"], _name(exposed)
        return role, name or " ".join(self._words(exposed))

    def _words(self, node):
        if node["role"]["value"] == "StaticText":
            yield _name(node)
            return
        for child in node.get("childIds", ()):
            if child in self._nodes:
                yield from self._words(self._nodes[child])


def _name(node):
    return node.get("name", {}).get("value", "").strip()


@pytest.fixture
def cases(live_server, monkeypatch):
    """The real cases, before a front door that has a matrix; accessions by key."""
    monkeypatch.setattr(front, "MATRIX_FROM", 10)
    synthetic_words.put_words()
    archive.put_words()
    files = sorted(Path(seed.STARTER).glob("*/*.json"))
    real = [d.read(json.loads(file.read_text("utf-8"))) for file in files]
    real.sort(key=lambda one: isinstance(one, d.CaseDocument))
    publishing.put_all(real, **archive.ENVELOPE)
    return dict(Record.objects.cases().values_list("key", "name"))


@pytest.fixture
def read(page, cases):
    """Open a page, read its tree."""

    def read(address):
        page.goto(address)
        return Tree(page)

    return read


def says(words, sign):
    """Whether words tell a sign."""
    return any(word in words.lower() for word in SIGNS[sign])


def test_a_lane_tells_each_response_each_event_and_its_end(page, read):
    seen = set()
    for address in ("/genes/ALK/", "/cases/", "/cases/?view=swimmer"):
        told = read(address).told("svg.lane[role=img]")
        lanes = page.evaluate(LANES)
        assert len(lanes) == len(told) > 4, address
        for lane, (role, words) in zip(lanes, told, strict=True):
            responses = [sign for sign in lane["signs"] if sign != "AE"]
            parts = words.rstrip(".").split("; ")
            assert role == IMAGE
            for sign in responses:
                most = responses.count(sign)
                assert sum(says(part, sign) for part in parts) >= most, (sign, words)
            # A drug first, its length, responses; the rest are events and the end.
            about = [p for p in parts[2:] if not any(says(p, sign) for sign in SIGNS)]
            assert len(about) >= lane["events"] + bool(lane["end"]), words
            assert lane["end"] in words, words
            assert "length not known" in words or not lane["unsaid"], words
            seen |= {*lane["signs"], lane["end"]}
    assert seen >= {"AE", "CR", "PR", "SD", "PD", "died", "on treatment at last report"}


@pytest.mark.parametrize("key", [seed.CASE, "nitawaki-alectinib-ild-2017/patient-1"])
def test_a_clinical_course_tells_each_number_and_each_sign(page, read, cases, key):
    tree = read(f"/cases/{cases[key]}/")
    [(role, words)] = tree.told(".tl")
    rows = tree.told("figure[aria-labelledby=tl-t] tbody tr")
    dots, doses = page.evaluate(COURSE), page.evaluate(DOSES)
    assert role == IMAGE
    assert len(dots) > 4
    by_number = {words.split()[0]: words for _, words in rows}
    assert {dot["number"] for dot in dots} == by_number.keys()
    for dot in dots:
        happened = by_number[dot["number"]].split()[-4:]
        assert f"{dot['number']} " in words, (dot, words)
        assert happened[-1].rstrip(".") in words, (dot, words)
        for sign in dot["signs"]:
            assert says(by_number[dot["number"]], sign), (sign, rows)
    assert doses
    for dose in doses:
        assert dose in f"{words} {rows}", (dose, words)


def test_a_rearrangement_tells_each_gene_and_each_gap(page, read, cases):
    drawn = 0
    for key in (seed.CASE, *JOINED):
        tree = read(f"/cases/{cases[key]}/")
        for chart, (role, words) in zip(
            page.locator("svg.fx").all(), tree.told("svg.fx"), strict=True
        ):
            lines = chart.locator("text:not(.fx__d)").all_text_contents()
            drawn += chart.locator("rect").count()
            assert role == IMAGE
            for line in {*lines} - {"?", "5′", "3′", "breakpoint"}:
                assert line in words, (line, words)
            assert "?" not in lines or "partner" in words, words
            assert "breakpoint" not in lines or "exon" in words, words
    assert drawn >= 2 * 3


def test_a_bar_of_responses_is_a_list_of_links_that_say_what_and_how_many(page, read):
    tree = read("/genes/ALK/")
    told = tree.told(".sbar li:not(.sbar__room) a")
    bars = page.locator(".sbar li:not(.sbar__room) a")
    assert bars.count() == len(told) > 4
    for bar, (role, words) in zip(bars.all(), told, strict=True):
        what, count = words.rsplit(":", 1)
        sign = bar.get_attribute("class").removeprefix("sb-")
        assert role == "link"
        assert count.strip() == bar.locator("span").last.inner_text()
        assert says(what, sign), (sign, words)


@pytest.mark.parametrize("address", ["/", "/?by=partner"])
def test_a_cell_of_the_matrix_says_both_its_heads_and_its_number(page, read, address):
    tree = read(address)
    [(role, _)] = tree.told("table.matrix")
    assert role == "table"
    heads = page.locator(".matrix thead th").all_text_contents()
    cells = 0
    for number, row in enumerate(page.locator(".matrix tbody tr").all(), 1):
        gene = row.locator("th").inner_text()
        told = tree.told(f".matrix tbody tr:nth-child({number}) td")
        assert len(told) == len(heads) - 1
        for head, cell, (role, words) in zip(
            heads[1:], row.locator("td").all(), told, strict=True
        ):
            assert role == "cell"
            count = "".join(filter(str.isdigit, cell.inner_text().split(":")[-1]))
            if not count:
                assert words == "none"
                continue
            cells += 1
            assert words.startswith(gene), words
            assert head in words or head == "All", (head, words)
            assert f" {count} case" in words, words
    assert cells > 3


def test_a_ladder_tells_each_of_its_steps(page, read):
    tree = read("/genes/ALK/")
    ladders, told = page.locator("svg.ladder"), tree.told("svg.ladder")
    assert ladders.count() == len(told) > 2
    for ladder, (role, words) in zip(ladders.all(), told, strict=True):
        steps = words.split("; ")
        assert role == IMAGE
        assert len(steps) == ladder.locator("path").count(), words
        for label in ladder.locator("text").all_text_contents():
            is_said = label in words.lower() or label in ("dose ?", "how often ?")
            assert is_said or label.isdigit(), (label, words)
