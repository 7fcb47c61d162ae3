"""No expectation can pass that says nothing, or something else than its leaf."""

from dataclasses import replace

import pytest

from tests import seed
from tests.fidelity import checking, expectations, facts, places, rules
from tests.fidelity.expectations import Expectation
from tests.fidelity.facts import Leaf

PAGE = "Step 1 250 mg twice daily By mouth. Posted 10 September 2021. A woman of 33."
DOSE = Leaf("patients.P1.treatments.T1.dose.value", "250")
LINE = Expectation(DOSE.path, "250", "P1.DS1.dose_value", "250", "250 mg twice daily")


@pytest.fixture(scope="module")
def documents():
    by_key = places.documents()
    return {"P1": by_key[seed.CASE], "paper": by_key[seed.PAPER]}


def faults(leaf, line, documents):
    pages = dict.fromkeys(documents, PAGE)
    return [
        *checking.in_documents(leaf, line, documents),
        *checking.on_pages(leaf, line, pages),
    ]


def test_a_line_that_holds_has_no_fault(documents):
    assert faults(DOSE, LINE, documents) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"stands": "P1.DS2.dose_value"}, "holds “125”"),
        ({"stands": "P1.DS1.dose_valve"}, "holds “-”"),
        ({"stands": "P1.DS9.dose_value"}, "no row DS9"),
        ({"stands": "P7.DS1.dose_value"}, "no document is called “P7”"),
        ({"stands": "P1.DS1"}, "not a whole row"),
        ({"stands": ""}, "no document"),
        ({"holds": "~"}, "not “~”"),
        ({"holds": "250 | mg"}, "as many values as places"),
        ({"stands": "P1.DS1.frequency", "holds": "bid"}, "lacks 250"),
        ({"stands": "P1.DS1.frequency", "holds": "bid", "why": "Bid."}, "lacks 250"),
        ({"page": "125 mg twice daily"}, "does not say"),
        ({"page": "50 mg twice daily"}, "does not say"),
        ({"page": "twice daily"}, "lacks 250"),
        ({"page": ""}, "does not say “”"),
        ({"page": "-"}, "only what is not there"),
        ({"why": "?"}, "nobody has looked"),
    ],
)
def test_a_line_that_does_not_hold_is_found(documents, changes, fault):
    found = faults(DOSE, replace(LINE, **changes), documents)
    assert any(fault in each for each in found), found


def test_words_may_differ_only_for_a_reason(documents):
    leaf = Leaf("patients.P1.history", "smoker")
    line = Expectation(leaf.path, "smoker", "P1.patient.sex", "male", "Step 1")
    assert len(faults(leaf, line, documents)) == 2
    assert faults(leaf, replace(line, why="So."), documents) == []


def test_what_is_said_by_silence_is_not_looked_for_on_the_page(documents):
    leaf = Leaf("patients.P1.treatments.T2.off_label", "unknown")
    line = Expectation(leaf.path, "unknown", "P1.T3.label_status", "-", "-")
    assert faults(leaf, line, documents) == []
    wrong = replace(line, stands="P1.T2.label_status")
    assert "holds “off_label”" in faults(leaf, wrong, documents)[0]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("AE1.agents.1>drug.key", "crizotinib"),
        ("R1.course>agents.1.drug.key", "crizotinib"),
        ("DS2.caused_by", "AE1, AE2, AE3, AE4"),
        ("R1.is_best", "true"),
        ("patient.age_value_max", "-"),
        ("AE2.severity_reported.deeper", "-"),
        ("articles.1.role", "primary"),
    ],
)
def test_a_place_is_found_by_ref_by_number_and_by_what_it_names(
    documents, place, value
):
    assert places.value_at(documents["P1"], place) == value


@pytest.mark.parametrize(
    ("name", "says", "text", "lacking"),
    [
        ("value", "250", "250 mg", set()),
        ("value", "25", "250 mg", {"25"}),
        ("value", "2.5", "25.0", {"2.5"}),
        ("size_cm", "2.5", "25.0", set()),
        ("size_cm", "2.5", "2.5 × 1.5 × 1.0 cm", set()),
        ("time", "2020-07", "July 2020", set()),
        ("time", "2020-07", "June 2020", {"2020-07"}),
        ("posted", "2021-09-10", "10 September 2021", set()),
        ("posted", "2021-09-10", "September 2021", {"2021-09-10"}),
        ("published", "2020-10-13", "2020 10 13", set()),
        ("exons", "1-21", "exons 1–21", set()),
        ("gene", "NTRK1", "", set()),
    ],
)
def test_every_number_must_be_there(name, says, text, lacking):
    assert rules.lacking_numbers(name, says, text) == lacking


@pytest.mark.parametrize(
    ("name", "says", "text", "carries"),
    [
        ("frequency", "twice daily", "bid", True),
        ("frequency", "daily", "bid", False),
        ("sex", "male", "female", False),
        ("sex", "male", "male", True),
        ("gene", "NTRK1", "NTRK2", False),
        ("protein_change", "L1196Q", "p.L1196Q", True),
        ("protein_change", "L1196Q", "p.L1196M", False),
        ("value", "complete response", "CR", True),
        ("value", "complete response", "PR", False),
        ("term", "nausea", "vomiting", False),
        ("primary_site", "right lower lobe of the lung", "lung", False),
        ("status", "alive without progression", "alive_nos no_progression", True),
        ("sample", "SB", "SB", True),
        ("sample", "SB", "SC", False),
    ],
)
def test_words_must_be_there_as_the_archive_has_them(name, says, text, carries):
    lacking = rules.lacking_words(name, says, text, on_page=False)
    assert (lacking == []) is carries


def test_treatments_in_another_order_are_found():
    path = "patients.P1.treatments.T{}.order"
    lines = [
        Expectation(path.format(n), str(n), f"P1.T{at}.sequence", str(at))
        for n, at in ((1, 2), (2, 3), (3, 1))
    ]
    assert checking.out_of_order(lines) == [path.format(3)]


def test_every_leaf_of_a_facts_file_is_walked():
    text = (facts.FOLDER / "ntrk1-mesenchymal-sarcoma-hou.yaml").read_text("utf-8")
    told = {
        leaf.path: leaf.says for leaf in facts.leaves("ntrk1-mesenchymal-sarcoma-hou")
    }
    assert told["patients.P1.specimens.S1.size_cm.3"] == "1.0"
    assert told["patients.P1.biomarkers.1.partner_not_named"] == "true"
    assert told["patients.P1.adverse_events.4.term"] == "vomiting"
    assert all(says.split()[0] in text or says == "true" for says in told.values())
    empty = {
        leaf.path: leaf.says for leaf in facts.leaves("lmna-ntrk1-child-sarcoma-2019")
    }
    assert empty["patients.P1.adverse_events"] == "[]"


def test_expectations_are_written_as_they_are_read(tmp_path):
    name = "ntrk1-mesenchymal-sarcoma-hou"
    with (tmp_path / "again").open("w", encoding="utf-8") as to:
        expectations.write(expectations.load(name), to)
    again = (tmp_path / "again").read_text("utf-8")
    assert again == expectations.path_of(name).read_text("utf-8")
