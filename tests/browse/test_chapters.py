"""What the chapters of a case page read off a document."""

import json

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.browse.chapters import courses, gaps, story
from casebase.browse.chapters.moments import RESPONSE
from casebase.browse.chapters.page import CasePage
from tests import seed
from tests.browse import archive
from tests.browse.told import made_up as told_in_short


def seed_with(**changes):
    """Return the seed with whole chapters replaced."""
    values = json.loads(d.canonical(seed.case_document()))
    return d.CaseDocument.model_validate(values | changes)


def test_the_story_tells_the_dose_before_its_reduction_and_the_events_between():
    told = story.clinical_course(seed.case_document())
    first = next(n for n, s in enumerate(told) if "250 mg twice daily by mouth" in s)
    assert "off label" in told[first]
    assert told[first + 1].startswith("Adverse events: ")
    assert told[first + 2] == "Crizotinib reduced to 125 mg twice daily for 2 months."
    assert told[first + 3] == "Crizotinib back to 250 mg twice daily."


def test_equal_events_are_told_once_with_their_number():
    case = d.as_dict(archive.told_in_full())
    _, event = case["outcome"]["adverse_events"]
    case["outcome"]["adverse_events"] = [event, event | {"ref": "AE3"}]
    told = " ".join(story.clinical_course(d.read(case)))
    assert told.count("Adverse events: nausea (2 events).") == 1
    assert told.count("nausea") == 1


def test_an_event_of_two_courses_is_told_in_the_one_it_happened_during():
    case = d.as_dict(archive.told_in_full())
    _, event = case["outcome"]["adverse_events"]
    for more, told_on in (({"during": "T2"}, "T2"), ({"agents": ["A1", "A2"]}, "T1")):
        case["outcome"]["adverse_events"] = [event | more]
        moments = story.moments(d.read(case))
        assert [m.at for m in moments if "nausea" in m.words] == [told_on]


def test_a_second_cause_of_a_change_of_dose_is_told_though_the_first_was():
    case = d.as_dict(seed.case_document())
    _, second, third = case["treatments"][1]["agents"][0]["doses"]
    first_event, second_event, *_ = case["outcome"]["adverse_events"]
    second["caused_by"] = [first_event["ref"]]
    third["caused_by"] = [first_event["ref"], second_event["ref"]]
    told = story.clinical_course(d.read(case))
    before = told.index(next(s for s in told if "back to 250 mg" in s)) - 1
    assert told[before] == "Adverse events: anorexia."
    assert " ".join(told).count("transaminases increased") == 1


def test_the_story_begins_with_the_tumour_and_ends_with_the_last_contact():
    told = story.clinical_course(seed.case_document())
    assert "scalp, top left of the head" in told[0]
    assert told[1].startswith("Several months later: ")
    assert told[-2] == "July 2020: without progression at last contact."


def test_a_resistance_alteration_is_told_after_the_drug_it_arose_on():
    case = archive.made_up(1)
    values = json.loads(d.canonical(case))
    values["findings"].append(
        {
            "ref": "F2",
            "biomarker": {
                "key": "ntrk3-g623r",
                "kind": "snv_indel",
                "gene": {"key": "NTRK3"},
                "hgvs_p": "p.G623R",
            },
            "result": "positive",
            "reported": "made up",
            "is_acquired": True,
            "emerged_on": "T1",
            "source": values["findings"][0]["source"],
        }
    )
    told = story.clinical_course(d.CaseDocument.model_validate(values))
    assert "Found: ETV6::NTRK3 fusion." in told
    assert told.index("Acquired on crizotinib: NTRK3 p.G623R.") > told.index(
        "Progressive disease on crizotinib."
    )


def test_words_that_give_no_place_are_told_last_and_numbered_apart():
    later = {"kind": "order_only", "reported": "later"}
    values = json.loads(d.canonical(seed.case_document()))
    values["observations"].append(
        values["observations"][0] | {"ref": "O99", "at": later, "text_reported": "pain"}
    )
    page = CasePage(d.CaseDocument.model_validate(values), {})
    unordered = [moment.words for _, moment in page.unordered]
    assert unordered[0] == "Later: pain."
    # The source gives the work-up no time at all.
    assert [words.partition(" ")[0] for words in unordered[1:]] == ["Work-up"]
    count = len(page.moments)
    assert [number for number, _ in page.unordered] == [count - 1, count]
    assert page.moments[-3].words == "July 2020: without progression at last contact."


def told_in_order(name):
    """Return page, ordered sentences and unordered ones of a case of the starter."""
    path = seed.STARTER / "cases" / f"{name}.json"
    page = CasePage(d.CaseDocument.model_validate_json(path.read_bytes()), {})
    ordered = [moment.words for moment in page.moments if moment.is_ordered]
    return page, ordered, [moment.words for _, moment in page.unordered]


def in_turn(told, *starts):
    """Whether sentences with these beginnings stand one after the other."""
    places = [[n for n, s in enumerate(told) if s.startswith(w)] for w in starts]
    assert all(len(found) == 1 for found in places), places
    return places == sorted(places)


def test_what_followed_an_event_on_a_drug_is_told_after_that_event():
    page, told, unordered = told_in_order("nitawaki-alectinib-ild-2017.patient-2")
    assert in_turn(
        told,
        "Diagnosis: ",
        "Alectinib.",
        "Adverse events: interstitial lung disease; 1 year after",
        "7 days after the first event",
        "Adverse events: interstitial lung disease; two months later",
        "Two months later: ",
        "7 days after the second event",
        "2 years after the start of the course: ",
    )
    before = [m.words.partition(":")[0] for m in page.moments if not m.at]
    assert before == ["Diagnosis", "Found"]
    assert unordered == []


def test_a_relapse_stands_after_its_operation_and_lesions_without_a_time_nowhere():
    page, told, unordered = told_in_order(
        "bielack-etv6-ntrk3-infantile-fibrosarcoma-2019.the-patient"
    )
    assert in_turn(
        told,
        "Resection of the tongue tumour",
        "Within 2 months: relapsed",
        "VDC",
        "Larotrectinib: ",
        "Complete response on larotrectinib, 56 days",
        "56 days after the start of the course: target lesion",
        "Benefit, not categorised on larotrectinib, 112 days after the start of the "
        "course: target lymph node normal.",
        "16 months on larotrectinib: ",
    )
    lost = next(words for words in unordered if "lymph nodes" in words)
    assert "floor of the mouth" in lost
    afterwards = [m.words for m in page.moments if m.at == "after"]
    assert [words.partition(":")[0] for words in afterwards] == [
        "16 months on larotrectinib"
    ]
    # The list and the chart number the same moments, none twice.
    numbers = [entry.number for entry in page.timeline.table]
    assert numbers == list(range(1, len(page.moments) + 1))


@pytest.mark.parametrize(
    ("category", "reported", "more", "words"),
    [
        ("benefit_uncategorised", "much softer.", {}, ": much softer."),
        (
            "no_benefit_uncategorised",
            "resistant",
            {"still_ongoing": "yes"},
            ": resistant; it held at last report.",
        ),
        ("benefit_uncategorised", "long " * 30, {}, "crizotinib."),
        ("PR", "much softer", {}, "Partial response on crizotinib."),
    ],
)
def test_a_response_without_a_category_is_told_in_the_words_of_the_source(
    category, reported, more, words
):
    response = {"course": "T1", "category": category, "reported": reported} | more
    case = CasePage(told_in_short(treatments=[{}], responses=[response]), {})
    [said] = [m.words for m in case.moments if m.row == RESPONSE]
    assert said.endswith(words)
    assert said in case.timeline.words


def test_what_is_not_known_asks_nothing_that_cannot_be():
    surgery = {"modality": "surgery", "agents": []}
    benefit = {"course": "T2", "category": "benefit_uncategorised", "reported": "good"}
    case = told_in_short(treatments=[surgery, {}], responses=[benefit])
    gaps = CasePage(case, {}).key_gaps
    assert [gap for gap in gaps if gap.startswith("Surgery")] == [
        "Surgery: when it was done."
    ]
    assert "Crizotinib: whether it was stopped, when and why." in gaps
    assert [gap for gap in gaps if "judged" in gap] == [
        "Crizotinib: by which imaging or examination the benefit was judged."
    ]
    judged = benefit | {"course": "T1", "category": "PR"}
    partial = told_in_short(treatments=[{}], responses=[judged])
    assert "by which criteria the partial response was judged" in (
        " ".join(CasePage(partial, {}).key_gaps)
    )


def test_an_alteration_stands_after_the_operation_whose_specimen_shows_it():
    page, told, _ = told_in_order("zhang-alk-imt-2020.patient-1")
    assert in_turn(
        told,
        "Progressive disease on alectinib, as of January 2019",
        "Excision of the relapsing lesion",
        "Acquired under treatment: ALK L1196Q",
        "Progressive disease on alectinib, as of May 2019",
    )
    assert next(m.at for m in page.moments if "L1196Q" in m.words) == "T3"


def acquired(**more):
    """Return a made-up case with an alteration acquired on no course that is named."""
    values = json.loads(d.canonical(archive.made_up(1)))
    values["treatments"][1]["start"] = {"kind": "date", "date": "2020-03"}
    values["findings"].append(
        values["findings"][0] | {"ref": "F2", "is_acquired": True} | more
    )
    return CasePage(d.CaseDocument.model_validate(values), {})


def test_an_acquired_alteration_stands_where_its_month_puts_it_or_nowhere():
    dated = acquired(at={"kind": "date", "date": "2020-05"})
    moment = next(m for m in dated.moments if m.words.startswith("Acquired"))
    assert (moment.at, moment.is_ordered) == ("T2", True)
    assert [m.words for _, m in acquired().unordered] == [
        "Acquired under treatment: ETV6::NTRK3 fusion."
    ]


@pytest.mark.django_db
def test_a_treatment_that_was_not_given_keeps_its_trial_and_its_note(page, words):
    values = json.loads(d.canonical(seed.case_document()))
    other = next(t for t in values["treatments"] if t["decision"] != "given")
    other |= {
        "label_status": "trial",
        "trial_nct": "NCT00000000",
        "label_country": "CN",
        "label_note": "Made up: open to adults alone.",
        "line_number": 2,
        "intent": "palliative",
    }
    version = publishing.put(d.read(values), **archive.ENVELOPE)
    said = page(f"/cases/{version.record.name}/").words
    assert "Line 2; intent palliative; trial; China; NCT00000000" in said
    assert "Made up: open to adults alone." in said


def test_a_supplement_is_no_course_against_the_tumour():
    page = CasePage(seed.case_document(), {})
    assert [course.name for course in page.given] == ["crizotinib"]
    assert [course.name for course in page.supporting] == ["glutathione"]
    assert [course.name for course in page.not_given] == ["larotrectinib"]


def test_events_belong_to_the_course_of_their_agents():
    given = courses.given(seed.case_document())
    counted = {course.name: len(course.events) for course in given}
    assert counted == {"crizotinib": 4, "glutathione": 0}


def test_gaps_are_what_was_looked_for_and_key_facts_that_are_not_there():
    case = seed.case_document()
    assert "stage" in gaps.looked_for(case)
    missing = gaps.key_gaps(case)
    assert "Crizotinib: the length of dose steps 1 and 3." in missing
    assert "NTRK1 rearrangement: the specimen it was found in." in missing
    assert missing[-1] == "Anything after July 2020."


def test_a_fact_that_is_there_is_no_gap():
    values = json.loads(d.canonical(seed.case_document()))
    values["findings"][0]["specimen"] = "S1"
    values["treatments"][1]["start"] = {"kind": "date", "date": "2019-01"}
    missing = gaps.key_gaps(d.CaseDocument.model_validate(values))
    assert "NTRK1 rearrangement: the specimen it was found in." not in missing
    assert "Crizotinib: when it was started." not in missing
