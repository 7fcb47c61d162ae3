"""A case in a sentence or two, made from the record."""

import json
import re
from pathlib import Path

import pytest

from casebase.archive import document as d
from casebase.archive.choices import Decision, ResponseCategory
from casebase.browse import wording
from casebase.browse.wording.case_summary import MOST
from tests import seed
from tests.browse import archive
from tests.generating import Generator
from tests.generating import Words as Vocabulary

STARTER = [
    d.CaseDocument.model_validate(json.loads(file.read_text("utf-8")))
    for file in sorted(Path(seed.STARTER, "cases").glob("*.json"))
]
LONG = "unusually long words of a source that never comes to an end " * 8


def _generated(number):
    words = [
        {"facet": facet, "key": f"{facet}-{n}", "label": f"{facet} {n}"}
        for facet in ("gene", "family", "diagnosis", "site", "drug", "drug_class")
        for n in range(20)
    ]
    words += [{"facet": "adverse_event", "key": "nausea", "label": "Nausea"}]
    generator = Generator(Vocabulary.read(words), number)
    return [
        case
        for case, _ in zip(
            generator.cases(generator.articles(8)), range(25), strict=False
        )
    ]


def _made_up(courses, **changes):
    """A case of so many courses; each with the response of its place, or silent."""
    case = json.loads(d.canonical(archive.made_up(1)))
    rows, responses = [], []
    for number, category in enumerate(courses, start=1):
        row = json.loads(json.dumps(case["treatments"][0]))
        row |= {"ref": f"T{number}", "sequence": number, "label_status": "not_reported"}
        drug = f"drug {'abcdefghijklmnop'[number - 1]}"
        row["agents"][0] |= {
            "ref": f"A{number}",
            "drug": {"key": drug},
            "reported": drug,
        }
        rows.append(row)
        if category:
            response = json.loads(json.dumps(case["outcome"]["responses"][0]))
            responses.append(
                response
                | {"ref": f"R{number}", "course": f"T{number}", "category": category}
            )
    case |= {"treatments": rows, "outcome": {"responses": responses}} | changes
    return d.CaseDocument.model_validate(case)


def test_the_seed_says_who_which_drug_and_dose_and_what_happened():
    assert wording.case_summary(seed.case_document()) == (
        "33-year-old man with mesenchymal malignant tumour/sarcoma of the scalp, NTRK1 "
        "rearrangement (partner and side not in the news summary). Crizotinib 250 mg "
        "twice daily by mouth, then 125 mg twice daily for 2 months, then 250 mg twice "
        "daily, off label: complete response as of July 2020. Considered and not "
        "given: larotrectinib (financial reasons)."
    )


def test_where_who_and_doses_stand_beside_it_it_says_the_rest():
    assert wording.what_happened(seed.case_document()) == (
        "Crizotinib, off label: complete response as of July 2020. Considered and not "
        "given: larotrectinib (financial reasons)."
    )


def test_of_many_courses_the_first_and_the_last_judged_are_told_and_the_rest_counted():
    case = _made_up(["PD", *["SD"] * 9, "PR", "", ""])
    words = wording.what_happened(case)
    assert words == (
        "Drug a: progressive disease; then 9 other courses; then drug k: partial "
        "response; then 2 other courses. Response to 2 courses not reported."
    )


def test_silence_about_several_courses_is_said_once():
    some = wording.what_happened(_made_up(["", "", "PR"]))
    assert some.count("not reported") == 1
    assert "Response to drug a and drug b not reported." in some
    none = wording.what_happened(_made_up(["", "", ""]))
    assert none == "Drug a; then drug b; then drug c. Responses not reported."


def test_a_dose_without_a_frequency_is_left_out():
    case = next(c for c in STARTER if "pembrolizumab" in d.canonical(c))
    assert "200 mg" in wording.course_doses(case.treatments[-1], "")
    assert "200 mg" not in wording.case_summary(case)


def test_that_the_patient_died_is_said():
    died = {**json.loads(d.canonical(archive.made_up(1)))["patient"]}
    died |= {"vital_status": "dead_of_disease"}
    assert wording.what_happened(_made_up(["PR"], patient=died)).endswith(
        "Died of the disease, July 2020."
    )


@pytest.mark.parametrize("number", [1, 2])
def test_no_case_is_told_at_length_and_no_response_without_its_drug(number):
    said = {
        wording.in_sentence(str(category.label))
        for category in ResponseCategory
        if category != ResponseCategory.NOT_REPORTED
    }
    for case in (*STARTER, *_generated(number)):
        for words in (wording.case_summary(case), wording.what_happened(case)):
            assert len(words.split()) <= MOST, words
            assert "  " not in words
            assert ".." not in words
            for outcome in (one for one in said if f": {one}" in words):
                before = re.split(r"; then |\. ", words.split(f": {outcome}")[0])[-1]
                assert before.strip(), words


def test_words_of_the_source_without_end_are_cut():
    case = _made_up(["PR"] * 3)
    rows = [
        row.model_copy(update={"agents": (), "regimen": LONG[:400]})
        for row in case.treatments
    ]
    refused = rows[0].model_copy(
        update={"ref": "T9", "decision": Decision.PLANNED, "reason_text": LONG}
    )
    diagnosis = case.diagnoses[0].model_copy(update={"reported": LONG[:400]})
    case = case.model_copy(
        update={"treatments": (*rows, refused), "diagnoses": (diagnosis,)}
    )
    assert len(wording.case_summary(case).split()) <= MOST


def test_the_summary_stands_under_the_headline_and_describes_the_page(page, seed_case):
    read = page(f"/cases/{seed_case}/")
    case = seed.case_document()
    assert wording.what_happened(case) in read.words
    described = f"{seed_case}. {wording.case_summary(case)}"
    assert f'<meta name="description" content="{described}">' in read.text
