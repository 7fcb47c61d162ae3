"""Doses a hub tells: each step, why, whether it was borne, and who had which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.browse import wording
from casebase.browse.chapters.courses import event_name
from casebase.browse.hub_stories.dose_words import ladder_words, tried_again
from tests import seed
from tests.browse.told import course, made_up, mg, names, starter, stories

ILD = {"reported": "interstitial lung disease"}
RASH = {"reported": "rash"}


def words_of(*documents, **asked):
    """Return what each ladder says."""
    told = stories(*documents, **asked).doses.ladders
    return [one.words for _, one in told]


def test_the_seed_tells_each_step_why_and_that_tolerance_is_not_told():
    assert words_of(seed.case_document(), drug="crizotinib") == [
        "250 mg twice daily by mouth; reduced to 125 mg twice daily for 2 months "
        "(transaminases increased, anorexia, nausea and vomiting); back to 250 mg "
        "twice daily, whether it was tolerated is not in the news summary."
    ]


def test_interstitial_lung_disease_on_alectinib_and_its_rechallenge():
    case = starter("nitawaki-alectinib-ild-2017.patient-1")
    assert words_of(case, drug="alectinib") == [
        "300 mg twice daily; held for 7 days (interstitial lung disease, grade 2 or "
        "less); restarted, dose not in the part read, tolerated."
    ]


def test_going_up_again_tells_each_event_that_ended_otherwise():
    down = mg(125, "reduced", caused_by=["AE1", "AE2"])
    case = made_up(
        treatments=[{"doses": [mg(250), down, mg(250, "restored")]}],
        events=[ILD | {"rechallenge": "tolerated"}, RASH | {"rechallenge": "recurred"}],
    )
    assert words_of(case)[0].endswith(
        "back to 250 mg twice daily, tolerated as to interstitial lung disease, "
        "rash came back."
    )


def test_a_dose_raised_for_no_harm_is_not_said_to_be_tolerated_or_not():
    up = mg(300, "escalated", change_reasons=["progression"])
    assert words_of(made_up(treatments=[{"doses": [mg(250), up]}])) == [
        "250 mg twice daily; raised to 300 mg twice daily (progression)."
    ]


def test_a_reduction_without_a_reason_says_so():
    told = words_of(made_up(treatments=[{"doses": [mg(250), mg(200, "reduced")]}]))
    assert told == [
        "250 mg twice daily; reduced to 200 mg twice daily (why is not reported)."
    ]


@pytest.mark.parametrize(
    ("rechallenge", "told"),
    [
        ("tolerated", "Tried again after rash: tolerated."),
        ("recurred", "Tried again after rash: it came back."),
        ("not_done", "Not tried again after rash."),
        ("not_reported", ""),
    ],
)
def test_a_rechallenge_is_told_where_no_dose_is(rechallenge, told):
    case = made_up(treatments=[{}], events=[RASH | {"rechallenge": rechallenge}])
    assert tried_again(case.outcome.adverse_events[0]) == told
    ladders = [one for _, one in stories(case).doses.ladders]
    assert [one.again for one in ladders] == ([[told]] if told else [])


def test_doses_tried_stand_with_the_cases_that_had_them():
    silent = made_up(treatments=[{"doses": [{"change": "start"}]}])
    full = made_up(treatments=[{"doses": [mg(250)]}, {"doses": [mg(250)]}])
    (drug,) = stories(seed.case_document(), full, silent, drug="crizotinib").doses.drugs
    assert [
        (dose.words, names(dose.first), names(dose.lowest)) for dose in drug.tried
    ] == [
        ("125 mg twice daily", [], ["CB-000001"]),
        ("250 mg twice daily", ["CB-000001", "CB-000002"], []),
    ]
    assert [(row.accession, word) for row, word in drug.silent] == [
        ("CB-000003", "not reported")
    ]


def test_a_dose_in_another_unit_is_never_the_lowest():
    other = mg(1, "modified_direction_not_reported") | {"dose_unit": "mg_kg"}
    case = made_up(treatments=[{"doses": [mg(250), other]}])
    assert not stories(case).doses.is_lowered


def test_no_more_ladders_than_twenty_and_those_with_a_change_first():
    lowered = {"doses": [mg(9), mg(5, "reduced")]}
    case = made_up(
        treatments=[
            *[lowered] * 2,
            *[{"doses": [mg(9)]}] * 22,
            {"drug": "late"} | lowered,
        ]
    )
    doses = stories(case).doses
    assert not doses.is_whole
    drawn = [(drug.name, one) for drug, one in doses.ladders]
    assert len(drawn) == 20
    changed = [name for name, one in drawn if one.is_changed]
    assert changed == ["Crizotinib", "Crizotinib", "Late"]


def test_some_courses_with_a_change_are_seen_at_once_and_none_is_lost():
    lowered = {"doses": [mg(9), mg(5, "reduced")]}
    steady = {"doses": [mg(9)]}
    told = stories(made_up(treatments=[*[lowered] * 7, *[steady] * 3])).doses
    assert [len(part) for part in (told.seen, told.folded, told.steady)] == [3, 4, 3]
    assert [*told.seen, *told.folded, *told.steady] == told.ladders


def test_on_the_page_of_a_drug_only_its_own_doses_are_told():
    both = [
        course(1, doses=[mg(250)])["agents"][0],
        course(2, "entrectinib", doses=[mg(600)])["agents"][0],
    ]
    case = made_up(treatments=[{"agents": both}])
    assert words_of(case, drug="entrectinib") == ["600 mg twice daily."]


refs = st.lists(st.sampled_from(["AE1", "AE2"]), unique=True, max_size=2)
steps = st.lists(
    st.fixed_dictionaries(
        {
            "change": st.sampled_from(
                ["reduced", "escalated", "held", "restarted", "restored", "unchanged"]
            ),
            "caused_by": refs,
        },
        optional={
            "dose": st.integers(1, 999),
            "change_reasons": st.just(["cost"]),
        },
    ),
    max_size=5,
)


@given(steps)
def test_the_sentence_tells_every_step_and_every_cause(told):
    later = [
        (mg(one.pop("dose"), **one) if "dose" in one else one)
        for one in map(dict, told)
    ]
    case = made_up(
        treatments=[{"doses": [mg(100), *later]}],
        events=[ILD | {"rechallenge": "tolerated"}, RASH],
    )
    events = case.outcome.adverse_events
    agent = case.treatments[0].agents[0]
    parts = ladder_words(agent, events, "not reported").casefold().split("; ")
    assert len(parts) == len(agent.doses)
    for step, part in zip(agent.doses, parts, strict=True):
        size = wording.amount(step)
        assert not size or f"{size} {wording.frequency(step)}" in part
        assert not step.change_reasons or "cost" in part
        for event in events:
            named = event_name(event).casefold() in part.split(", tolerated")[0]
            assert named or event.ref not in step.caused_by
