"""What could name a person is told to the reviewer; plain medicine is not."""

import json

import pytest

from casebase.archive import document as d
from casebase.curation.reviewing import identifying, privacy
from casebase.curation.reviewing.care import care
from tests import seed

CASES = sorted((seed.STARTER / "cases").glob("*.json"))


def case(**patient) -> d.CaseDocument:
    """The seed with other facts about the patient."""
    known = seed.case_document()
    return known.model_copy(
        update={"patient": known.patient.model_copy(update=patient)}
    )


def told(**patient) -> list[str]:
    """The sentences about a case with these facts."""
    return [sentence for _, sentence in privacy.warnings(case(**patient))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Mr Smith felt well.", "“Mr Smith” may be a person’s name"),
        ("The patient, J.D., felt well.", "may be initials"),
        ("Seen on 3 May 2019.", "“3 May 2019” is a day"),
        ("Seen on May 3rd, 2019.", "“May 3rd, 2019” is a day"),
        ("Seen on 2019-05-03.", "“2019-05-03” is a day"),
        ("Seen on 3.5.2019.", "“3.5.2019” is a day"),
        ("Her 93-year-old mother is well.", "“93-year-old”: over 89"),
        ("Hospital number 44-1203.", "may be a number that a hospital gave"),
        ("MRN: 8834512", "may be a number that a hospital gave"),
        ("He lived in Springfield.", "may be the place the patient is from"),
        ("From the village of Altdorf.", "may be the place the patient is from"),
    ],
)
def test_what_names_a_person_is_told(words, found):
    assert any(found in sentence for sentence in told(summary=words))


@pytest.mark.parametrize(
    "words",
    [
        "Seen in May 2019, given 250 mg twice daily.",
        "In March 20 mg were given; PD-L1 5.5.1 assay.",
        "An 88-year-old man with Ewing sarcoma.",
        "NCT02637687 and chr1:156834145 were named.",
        "Lymphocytes were raised in SC and lived on.",
        "Treated in the U.S. Army hospital.",
    ],
)
def test_plain_medicine_is_not(words):
    assert told(summary=words) == told(summary="Plain words.")


def test_a_warning_names_its_row():
    known = seed.case_document()
    course = known.treatments[0]
    changed = course.model_copy(update={"reason_text": "decided on 3 May 2019"})
    document = known.model_copy(update={"treatments": (changed, *known.treatments[1:])})
    said = identifying.KINDS["day"].sentence.format("3 May 2019")
    assert ("T1", said) in privacy.warnings(document)


def test_an_age_over_89_and_a_town_in_the_story_are_told():
    assert any("over 89" in one for one in told(age_value="93", age_unit="year"))
    town = d.Institution(name="A hospital", city="Springfield")
    story = "She was treated at Springfield."
    assert any(
        "“Springfield” is named" in one
        for one in told(institutions=(town,), summary=story)
    )


def test_what_is_rare_together_is_told_once_and_not_alone():
    town = (d.Institution(name="A hospital", city="Springfield"),)
    young = {"age_value": "4", "age_unit": "day", "institutions": town}
    assert not any("Rare together" in one for one in told(**young))
    rare = told(**young, ancestry_reported="Sami")
    assert [one for one in rare if "Rare together" in one] == [
        "Rare together: an age in the first year, ancestry, the hospital’s town and "
        "dates by month. Could somebody be recognised by them?"
    ]


def test_one_rare_fact_is_told_beside_an_exact_age_a_place_and_a_month():
    town = (d.Institution(name="A hospital", city="Springfield"),)
    known = {"age_value": "44", "age_unit": "year", "institutions": town}
    assert not any("Rare together" in one for one in told(**known))
    twin = told(**known, summary="A woman of 44, a twin, had a sarcoma.")
    assert [one for one in twin if "Rare together" in one] == [
        "Rare together: an exact age, unusual circumstances, the hospital’s town and "
        "dates by month. Could somebody be recognised by them?"
    ]
    about = told(**known, age_qualifier="about", summary="A twin had a sarcoma.")
    assert not any("Rare together" in one for one in about)


def test_the_label_of_a_patient_is_read_too():
    assert any("initials" in one for one in told(label="Patient J.D."))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_starter_cases_warn_of_nothing(file):
    assert privacy.warnings(d.read(json.loads(file.read_text("utf-8")))) == []


def test_care_is_counted_only_where_the_paper_was_read_whole():
    read = {
        file.stem: d.read(json.loads(file.read_text("utf-8")))
        for folder in ("cases", "articles")
        for file in (seed.STARTER / folder).glob("*zhang*.json")
    }
    paper = read["zhang-alk-imt-2020"]
    second = read["zhang-alk-imt-2020.patient-2"]
    counted = care(second, paper)
    assert counted is not None
    assert counted.sentence == (
        "7 of 13 items of CARE; not reported: title, patient perspective, informed "
        "consent; a record does not keep: abstract, key words, introduction."
    )
    told = [*counted.reported, *counted.not_reported, *counted.not_kept]
    assert len(told) == len(set(told)) == 13
    assert care(seed.case_document(), None) is None
