"""What arose under treatment is named where a reader meets the case, one click away."""

import re

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.browse.hubs import subject
from tests import page_text
from tests.browse import archive

pytestmark = pytest.mark.django_db

MARKER = "/biomarkers/ntrk3-g623r/"
PARTS = {
    "/genes/NTRK3/#resistance",
    "/genes/ETV6/#resistance",
    "/drugs/crizotinib/#resistance",
}


@pytest.fixture
def case(seed_case):
    """A case with a mutation acquired on crizotinib, at which entrectinib was aimed."""
    return publishing.put(archive.told_in_full(), **archive.ENVELOPE).record.name


def parts(page):
    """The links of a page to parts on resistance."""
    return {link for link in page.links if link.endswith("#resistance")}


def places(page):
    """The ids of a page."""
    return set(re.findall(r'\bid="([^"]+)"', page.text))


@pytest.mark.parametrize(
    "address", ["/cases/?drug=crizotinib", "/cases/?view=table", "/genes/NTRK3/"]
)
def test_a_list_names_what_a_case_acquired_and_on_what(page, case, address):
    listed = page(address)
    assert listed.words.count("Acquired on crizotinib: NTRK3 G623R") == 1
    assert MARKER in listed.links


def test_a_case_says_it_among_its_headline_facts(page, case, seed_case):
    facts = page_text.main_of(page(f"/cases/{case}/").text).all("dl")[0]
    assert "Acquired under treatment NTRK3 G623R acquired on crizotinib" in facts.words
    assert "Acquired under treatment" not in page(f"/cases/{seed_case}/").words


def test_silence_about_the_treatment_it_arose_on_is_said(page, case):
    told = d.as_dict(archive.told_in_full())
    told["findings"][1]["emerged_on"] = None
    publishing.put(d.read(told), **archive.ENVELOPE)
    words = page("/cases/?gene=NTRK3").words
    assert "Acquired, on which treatment not reported: NTRK3 G623R" in words


@pytest.mark.parametrize("address", ["/cases/?drug=entrectinib", "/cases/?view=table"])
@pytest.mark.parametrize(
    ("on", "found", "start", "is_before"),
    [
        ("T1", "", "", True),
        ("T2", "2019-01", "2019-05", False),
        (None, "2019-01", "2019-05", True),
        (None, "2018", "2019-05", True),
        (None, "2019", "2019-05", False),
        (None, "2019-05", "2019-05", False),
        (None, "2019-06", "2019-05", False),
        (None, "2019-01", "", False),
        (None, "", "2019-05", False),
    ],
)
def test_what_arose_stands_before_a_course_only_where_that_is_certain(
    page, words, address, on, found, start, is_before
):
    told = d.as_dict(archive.told_in_full())
    told["findings"][1]["emerged_on"] = on
    if found:
        told["findings"][1]["at"] = {"kind": "date", "date": found}
    if start:
        told["treatments"][1]["start"] = {"kind": "date", "date": start}
    publishing.put(d.read(told), **archive.ENVELOPE)
    row = page(address).text.partition("data-accession=")[2]
    assert row.count("Acquired") == 1
    assert (row.index("Acquired") < row.index("<b>Entrectinib</b>")) == is_before
    assert row.index("<b>Crizotinib</b>") < row.index("Acquired")


def test_a_case_leads_to_each_part_it_stands_in(page, case):
    assert parts(page(f"/cases/{case}/")) == PARTS
    for link in PARTS:
        there = page(link.partition("#")[0])
        assert "resistance" in places(there)
        assert MARKER in there.links


@pytest.mark.parametrize("address", ["/cases/?gene=NTRK3", "/cases/{case}/"])
def test_what_came_next_is_named_only_where_it_is_told(page, case, address):
    gene = "/genes/NTRK3/"
    followed = "Resistance , and what came next, on the page"
    here = page(address.format(case=case)).words.replace("Resistance,", "Resistance ,")
    assert followed in here
    assert "what arose, and what came next" in page(gene).words
    told = d.as_dict(archive.told_in_full())
    del told["treatments"][1]
    told["outcome"]["responses"] = told["outcome"]["responses"][:1]
    publishing.put(d.read(told), **archive.ENVELOPE | {"reason": "corrected"})
    here = page(address.format(case=case)).words
    assert "Resistance on the page" in here
    assert "what came next" not in here + page(gene).words


def test_a_role_that_the_source_names_is_said_once(page, words):
    told = d.as_dict(archive.told_in_full())
    told["findings"][1] |= {"role": "resistance", "reported": "G623R; resistance to it"}
    told["findings"][2] |= {"role": "passenger", "reported": "G696A"}
    accession = publishing.put(d.read(told), **archive.ENVELOPE).record.name
    said = page_text.main_of(page(f"/cases/{accession}/").text).words
    assert "G623R; resistance to it acquired on crizotinib" in said
    assert "G696A passenger" in said


def test_a_case_that_a_page_no_longer_reads_does_not_lead_there(
    page, case, monkeypatch
):
    monkeypatch.setattr(subject, "READ", 1)
    publishing.put(archive.made_up(20), **archive.ENVELOPE)
    assert not parts(page(f"/cases/{case}/"))
    assert "resistance" not in places(page("/genes/NTRK3/"))


def test_a_former_version_leads_to_no_page_of_today(page, case):
    told = d.as_dict(archive.told_in_full())
    told["findings"] = told["findings"][:1]
    told["treatments"][1]["target_findings"] = []
    publishing.put(d.read(told), **archive.ENVELOPE, reason="corrected")
    former = page(f"/cases/{case}/v1/")
    assert MARKER in former.links
    assert not parts(former)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("gene=NTRK3", {"/genes/NTRK3/#resistance"}),
        ("fusion=ETV6::NTRK3", {"/fusions/ETV6::NTRK3/#resistance"}),
        ("drug=entrectinib", {"/drugs/entrectinib/#resistance"}),
        ("gene=NTRK1", set()),
        ("drug=larotrectinib", set()),
        ("sex=female", set()),
    ],
)
def test_a_list_leads_there_where_a_case_of_it_stands(page, case, asked, leads_to):
    assert parts(page(f"/cases/?{asked}")) == leads_to


@pytest.mark.parametrize(
    "address", ["/genes/NTRK3/", "/genes/NTRK1/", "/drugs/crizotinib/"]
)
def test_the_contents_of_a_hub_lead_to_each_part_it_has_and_to_no_other(
    page, case, address
):
    hub = page(address)
    contents = hub.text.partition('class="jump"')[2].partition("</nav>")[0]
    led = re.findall(r'href="#([^"]+)"', contents)
    assert set(led) <= places(hub)
    answers = {"doses", "resistance", "events", "barriers"}
    assert answers & {*led} == answers & places(hub)
    assert ("resistance" in led) == (address != "/genes/NTRK1/")


def test_a_hub_without_anything_has_no_contents(page, seed_case):
    assert 'class="jump"' not in page("/genes/KIT/").text
