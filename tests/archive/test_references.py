"""Each rule across the rows of a case: what breaks it is told, what keeps it is not."""

import re
from copy import deepcopy

import pytest
from pydantic import ValidationError

from casebase.archive import document as d
from casebase.archive import references
from tests import seed

CASE = d.as_dict(seed.case_document())
LAST_DOSE = len(CASE["treatments"][1]["agents"][0]["doses"]) - 1
SOURCE = CASE["lesions"][0]["source"]
AGENT = {**CASE["treatments"][0]["agents"][0], "ref": "A9"}
DEATH = {"ref": "FU9", "source": SOURCE, "event": "death"}
RESPONSE = {**CASE["outcome"]["responses"][0], "ref": "R9"}
PRIMARY = CASE["articles"][0]
CONFLICT = CASE["provenance"]["conflicts"][0]
GONE = object()


def faults(changes):
    """What is wrong with the seed's case after these changes."""
    case = deepcopy(CASE)
    for path, value in changes.items():
        *steps, last = [
            int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)
        ]
        part = case
        for step in steps:
            part = part[step]
        if value is GONE:
            del part[last]
        elif isinstance(part, list) and last == len(part):
            part.append(value)
        else:
            part[last] = value
    return references.faults(d.read(case))


BROKEN = [
    (
        {"provenance.conflicts[0]": CONFLICT | {"source_b": "nowhere"}},
        [
            (
                "provenance.conflicts[0].source_b",
                "“nowhere” is not among the articles.",
            )
        ],
    ),
    (
        {"outcome.follow_up[0].interval_unit": GONE},
        [
            (
                "outcome.follow_up[0].interval_value",
                "An interval has a number and a unit.",
            )
        ],
    ),
    *(
        ({path: "-1"}, [(path, "This number is not below zero.")])
        for path in (
            "lesions[0].dim1_mm",
            "treatments[1].agents[0].doses[0].dose_value",
        )
    ),
    (
        {"lesions[1].ref": "L1"},
        [
            ("lesions[0].ref", "Two rows of the case are called L1."),
            ("lesions[1].ref", "Two rows of the case are called L1."),
        ],
    ),
    (
        {"lesions[1].ref": "M2"},
        [("lesions[1].ref", "The ref of this row is L and a number.")],
    ),
    (
        {"treatments[1].instead_of": "F1"},
        [("treatments[1].instead_of", "There is no treatment F1 in this case.")],
    ),
    (
        {"treatments[1].target_findings": ["F1", "F7"]},
        [("treatments[1].target_findings", "There is no finding F7 in this case.")],
    ),
    (
        {"treatments[1].instead_of": "T2"},
        [("treatments[1].instead_of", "T2 names itself.")],
    ),
    (
        {"lesions[0].source.article": "another"},
        [
            (
                "lesions[0].source.article",
                "“another” is not among the articles of this case.",
            )
        ],
    ),
    (
        {"articles[1].role": "primary"},
        [("articles", "A case has exactly one primary report.")],
    ),
    (
        {"key": "another/the-patient"},
        [("key", "The key begins with the slug of the primary report.")],
    ),
    (
        {"articles[2]": {**PRIMARY, "role": "news_summary"}},
        [("articles", f"“{PRIMARY['article']}” is named twice.")],
    ),
    (
        {"patient.age_unit": GONE},
        [("patient.age_value", "An age has a number and a unit.")],
    ),
    (
        {"patient.age_value": "90"},
        [("patient.age_value", "An age over 89 years stands as 90, at least.")],
    ),
    (
        {"patient.age_value": "91", "patient.age_qualifier": "at_least"},
        [("patient.age_value", "An age over 89 years stands as 90, at least.")],
    ),
    (
        {"patient.age_value_max": "32"},
        [("patient.age_value_max", "An age range goes from lower to higher.")],
    ),
    (
        {"patient.vital_status": "dead_of_disease"},
        [("patient.vital_status", "A death is also a row of the follow-up.")],
    ),
    (
        {"outcome.follow_up": [DEATH]},
        [("outcome.follow_up", "A death is also the vital status of the patient.")],
    ),
    (
        {"diagnoses[1]": {**CASE["diagnoses"][0], "ref": "DX2"}},
        [("diagnoses", "A case has at most one final diagnosis.")],
    ),
    (
        {"lesions[0].unknown_primary": True},
        [
            (
                "lesions[0].unknown_primary",
                "An unknown primary has the role primary and no site.",
            )
        ],
    ),
    (
        {"lesions[1].unknown_primary": True, "lesions[1].site": GONE},
        [
            (
                "lesions[1].unknown_primary",
                "An unknown primary has the role primary and no site.",
            )
        ],
    ),
    (
        {"findings[0].biomarker.kind": "other"},
        [
            (
                "findings[0].biomarker.fusion",
                "A biomarker names a fusion exactly when it is of the kind fusion.",
            )
        ],
    ),
    (
        {"findings[0].emerged_on": "T2"},
        [("findings[0].is_acquired", "What arose on a treatment is acquired.")],
    ),
    (
        {"treatments[1].sequence": 1},
        [
            ("treatments[0].sequence", "Two treatments have the same order."),
            ("treatments[1].sequence", "Two treatments have the same order."),
        ],
    ),
    (
        {"treatments[1].reasons_not_given": ["cost"]},
        [("treatments[1].reasons_not_given", "It was given: no reason against it.")],
    ),
    (
        {"treatments[0].reasons_not_given": []},
        [
            (
                "treatments[0].reasons_not_given",
                "Say why it was not given, or that no reason is reported.",
            )
        ],
    ),
    (
        {"outcome.responses[0].course": "T1"},
        [("treatments[0].decision", "It was not given: it has no response.")],
    ),
    (
        {"treatments[1].trial_nct": "NCT01234567"},
        [
            (
                "treatments[1].trial_nct",
                "An NCT number goes with a trial, expanded access or compassionate "
                "use.",
            )
        ],
    ),
    (
        {"treatments[1].ongoing": "yes", "treatments[1].stop_reason": "toxicity"},
        [("treatments[1].ongoing", "A course that goes on has no end.")],
    ),
    (
        {"treatments[1].duration_min": "3"},
        [("treatments[1].duration_min", "A length has a unit.")],
    ),
    (
        {"treatments[0].agents": []},
        [("treatments[0].agents", "Name the drug, its class or the regimen.")],
    ),
    (
        {"treatments[0].agents[1]": AGENT},
        [("treatments[0].agents", "A drug is an agent of a course once in a role.")],
    ),
    (
        {"treatments[0].agents[0].drug": GONE},
        [
            (
                "treatments[0].agents[0].drug",
                "An agent is a drug or a drug class, not both.",
            )
        ],
    ),
    (
        {f"treatments[1].agents[0].doses[{LAST_DOSE}].sequence": 9},
        [
            (
                "treatments[1].agents[0].doses",
                "Dose steps are numbered 1, 2, 3 in their order.",
            )
        ],
    ),
    (
        {"treatments[1].agents[0].doses[0].change": "reduced"},
        [
            (
                "treatments[1].agents[0].doses[0].change",
                "The first dose step starts the drug.",
            )
        ],
    ),
    (
        {"treatments[1].agents[0].doses[0].dose_unit": GONE},
        [
            (
                "treatments[1].agents[0].doses[0].dose_value",
                "A dose has a number and a unit.",
            )
        ],
    ),
    (
        {"outcome.responses[1]": RESPONSE},
        [("outcome.responses", "T2 has two best responses.")],
    ),
    (
        {"outcome.adverse_events[0].grade_min": 5},
        [
            (
                "outcome.adverse_events[0].grade_min",
                "Grade 5 means fatal, and fatal means grade 5.",
            )
        ],
    ),
    (
        {
            "outcome.adverse_events[0].grade_min": 4,
            "outcome.adverse_events[0].outcome": "fatal",
        },
        [
            (
                "outcome.adverse_events[0].grade_min",
                "Grade 5 means fatal, and fatal means grade 5.",
            )
        ],
    ),
    (
        {
            "outcome.adverse_events[0].grade_min": 3,
            "outcome.adverse_events[0].grade_max": 2,
        },
        [
            (
                "outcome.adverse_events[0].grade_max",
                "The higher grade is not below the lower.",
            )
        ],
    ),
]

KEPT = [
    {},
    {"patient.age_value": "89"},
    {"patient.age_value": "90", "patient.age_qualifier": "at_least"},
    {"patient.age_value": "95", "patient.age_unit": "month"},
    {"patient.age_value_max": "33"},
    {"patient.vital_status": "dead_of_disease", "outcome.follow_up": [DEATH]},
    {"lesions[0].unknown_primary": True, "lesions[0].site": GONE},
    {"findings[0].emerged_on": "T2", "findings[0].is_acquired": True},
    {"treatments[1].trial_nct": "NCT01234567", "treatments[1].label_status": "trial"},
    {"treatments[1].ongoing": "yes", "treatments[1].stop_reason": "ongoing"},
    {"treatments[0].agents": [], "treatments[0].regimen": "FOLFIRINOX"},
    {"treatments[0].agents[1]": {**AGENT, "role": "premedication"}},
    {
        "outcome.adverse_events[0].grade_min": 5,
        "outcome.adverse_events[0].outcome": "fatal",
    },
    {"outcome.adverse_events[0].outcome": "fatal"},
    {
        "outcome.adverse_events[0].grade_min": 2,
        "outcome.adverse_events[0].grade_max": 2,
    },
]


@pytest.mark.parametrize(("changes", "told"), BROKEN)
def test_what_contradicts_itself_is_told_by_its_path(changes, told):
    assert faults(changes) == told


@pytest.mark.parametrize("changes", KEPT)
def test_what_just_keeps_a_rule_is_no_fault(changes):
    assert faults(changes) == []


A_TIME = "patient.vital_as_of"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({f"{A_TIME}.date": GONE}, "a time of kind date has a date"),
        ({f"{A_TIME}.kind": "order_only"}, "and no other kind has one"),
        ({f"{A_TIME}.offset_unit": "day"}, "no other kind of time has one"),
        ({"lesions[1].at.offset_unit": GONE}, "an offset has a unit"),
        ({"lesions[1].at.offset_max": 3}, "an upper bound has a lower bound"),
        (
            {"lesions[1].at.offset_max": 3, "lesions[1].at.offset_min": 4},
            "the upper bound of an offset is not below the lower",
        ),
    ],
)
def test_what_no_time_can_be_is_not_read(changes, told):
    with pytest.raises(ValidationError, match=told):
        faults(changes)


def test_a_time_is_read_whose_bounds_are_one():
    bounds = {"lesions[1].at.offset_max": 3, "lesions[1].at.offset_min": 3}
    assert faults(bounds) == []


ARTICLE = d.as_dict(next(document for _, document in seed.documents()))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"year": None, "month": 1}, "a month belongs to a year"),
        ({"month": None, "day": 31}, "a day belongs to a month"),
        (
            {"kind": "case_report", "posted_on": "2021-01-31"},
            "only a news item has a day of posting",
        ),
        (
            {"journal": "", "journal_abbreviation": "JNCCN"},
            "an abbreviation of the journal goes with its name",
        ),
        (
            {"abstract": "He was well.", "rights": "unknown"},
            "an abstract stands here only where its licence allows",
        ),
        (
            {"relations": 2 * [{"article": "another", "kind": "comments_on"}]},
            "a relation to another article is noted once",
        ),
    ],
)
def test_what_no_article_can_be_is_not_read(changes, told):
    with pytest.raises(ValidationError, match=told):
        d.read(ARTICLE | changes)
