"""One case on one sheet, for a tumour board."""

import re

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import wording
from casebase.browse.chapters.gaps import key_gaps
from casebase.browse.chapters.page import CasePage
from casebase.browse.paper import ROOMS
from casebase.browse.sheet import Sheet
from tests import seed
from tests.browse import archive
from tests.browse.test_compare import at_length


def test_the_sheet_has_what_a_discussion_needs(page, seed_case):
    words = page(f"/cases/{seed_case}/sheet/").words
    assert wording.case_summary(seed.case_document()) in words
    for said in (
        "Mesenchymal malignant tumour/sarcoma",
        "NTRK1 rearrangement, partner and side not in the news summary: positive",
        "Complete response on crizotinib",
        "then 125 mg twice daily for 2 months, then 250 mg twice daily",
        "Transaminases increased, moderate, no grade (on crizotinib): reduced to 125",
        "Anorexia, no grade (on crizotinib)",
        "Citation Casebase",
        "Larotrectinib: considered, not given (financial reasons)",
        "At last report: Alive without evidence of disease, July 2020",
        "The paper itself has not been read.",
        "Anything after July 2020.",
        f"/cases/{seed_case}/v1/",
        "Archive version",
    ):
        assert said in words, said


def test_it_is_linked_from_the_case_and_exists_for_a_former_version(page, seed_case):
    case = seed.case_document()
    abroad = case.patient.model_copy(update={"country": "FR"})
    case = case.model_copy(update={"patient": abroad})
    publishing.put(case, **archive.ENVELOPE, reason="Corrected.")
    assert f"/cases/{seed_case}/sheet/" in page(f"/cases/{seed_case}/").links
    former = f"/cases/{seed_case}/v1/sheet/"
    assert former in page(f"/cases/{seed_case}/v1/").links
    assert "An older version." in page(former).words
    assert f"{seed_case}, version 1" in page(former).words
    page(f"/cases/{seed_case}/v3/sheet/", 404)


def test_the_sheet_keeps_what_changes_its_meaning(page, words):
    name = publishing.put(archive.told_in_full(), **archive.ENVELOPE).record.name
    words = page(f"/cases/{name}/sheet/").words
    for said in (
        "NTRK3 G623R, acquired on crizotinib: positive; specimen: SB",
        "NTRK3 G696A: negative; specimens: SA and SB",
        "aimed at NTRK3 G623R; it was the only one at hand",
        "Also: progressive disease on entrectinib, February 2019 and March 2019",
        "continued after progression",
        "Nausea, no grade (on crizotinib), 33 days after the start of the course: "
        "drug held; resolved; tried again: tolerated",
        "Nausea, no grade (on crizotinib): what followed not reported",
        "The grade of nausea (2 events).",
    ):
        assert said in words, said
    assert words.count("NTRK3 G696A") == 1
    assert "nausea (2 events)" in page(f"/cases/{name}/").words
    assert "nausea (2 events)" in page("/cases/?view=cards").words


def test_paper_never_cuts_the_citation():
    case = at_length()
    case["articles"][0]["citation"] |= {"title": "A long title " * 20, "year": 2019}
    sheet = Sheet.of(CasePage(d.CaseDocument.model_validate(case), {}))
    assert sheet.room == ROOMS[-1]
    [report] = sheet.reports.shown
    assert report.text.endswith("2019.")


@pytest.mark.parametrize(("treatment", "is_known"), [("T1", True), ("T2", False)])
def test_that_nothing_is_told_after_resistance_is_a_gap(treatment, is_known):
    case = d.as_dict(archive.told_in_full())
    case["findings"][1]["emerged_on"] = treatment
    case["treatments"][1]["target_findings"] = []
    gap = "NTRK3 G623R, acquired: what was tried next."
    assert (gap not in key_gaps(d.read(case))) is is_known


def test_several_tests_say_whether_they_agree(page, words):
    case = archive.made_up(1)
    source = case.findings[0].source
    assays = [
        d.AssayResult(ref=f"AS{n}", method=method, result=result, source=source)
        for n, (method, result) in enumerate(
            [("fish_fusion", "positive"), ("rna_ngs", "negative")], start=1
        )
    ]
    finding = case.findings[0].model_copy(update={"assays": tuple(assays)})
    case = case.model_copy(update={"findings": (finding,)})
    name = publishing.put(case, **archive.ENVELOPE).record.name
    assert (
        "RNA sequencing: negative). Tests disagree"
        in page(f"/cases/{name}/sheet/").words
    )


def test_what_a_sheet_has_no_room_for_is_counted(page, words):
    case = d.CaseDocument.model_validate(at_length())
    name = publishing.put(case, **archive.ENVELOPE).record.name
    read = page(f"/cases/{name}/sheet/")
    sheet = Sheet.of(CasePage(case, {}))
    left_out = len(sheet.courses.rest)
    assert left_out > 6
    assert f"and {left_out} more (see the case)" in read.words
    assert read.words.count("Partial response on") == 12


def test_a_withdrawn_case_has_no_sheet(page, seed_case):
    record = Record.objects.get(name=seed_case)
    publishing.withdraw(record, by="Ada", reason="privacy", note="Asked for.")
    assert "was withdrawn" in page(f"/cases/{seed_case}/sheet/", 410).words


def test_the_extent_is_not_told_twice(page, words):
    case = d.as_dict(archive.made_up(1))
    [diagnosis] = case["diagnoses"]
    diagnosis |= {"reported": "sarcoma, metastatic", "extent": "metastatic"}
    name = publishing.put(d.read(case), **archive.ENVELOPE).record.name
    [tumour] = re.findall(r"Tumour (.*?) Findings", page(f"/cases/{name}/sheet/").words)
    assert tumour.casefold().count("metastatic") == 1
    diagnosis |= {"reported": "sarcoma"}
    publishing.put(d.read(case), **archive.ENVELOPE)
    assert "; metastatic" in page(f"/cases/{name}/sheet/").words
