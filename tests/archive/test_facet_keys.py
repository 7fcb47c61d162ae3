"""What counts as a course, as found, as acquired: read off one row."""

from types import SimpleNamespace

import pytest

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive import facet_keys, finding_keys
from casebase.archive.facet_keys import Case, Course
from casebase.archive.orders import of_authors
from tests import seed

DOCUMENT = seed.case_document()
CASE = Case(DOCUMENT, article=None, terms=None)
[FINDING] = DOCUMENT.findings
GIVEN = DOCUMENT.treatments[1]


def treatment(**changes):
    """The course of the seed, changed; `roles` are those of its agents."""
    whole = d.as_dict(GIVEN)
    roles = changes.pop("roles", ["anticancer"])
    [agent] = whole["agents"]
    whole["agents"] = [
        {**agent, "ref": f"A{number}", "role": role}
        for number, role in enumerate(roles, start=1)
    ]
    return d.Treatment.model_validate(whole | changes)


@pytest.mark.parametrize(
    ("changes", "is_one"),
    [
        ({}, True),
        ({"decision": "considered_not_given"}, False),
        ({"modality": "supportive"}, False),
        ({"roles": ["premedication"]}, False),
        ({"roles": ["premedication", "anticancer"]}, True),
        ({"modality": "radiation", "roles": []}, True),
        ({"modality": "surgery", "roles": []}, False),
        ({"modality": "surgery"}, True),
    ],
)
def test_a_course_is_given_and_against_the_tumour(changes, is_one):
    assert facet_keys.is_course(treatment(**changes)) is is_one


@pytest.mark.parametrize(
    ("changes", "has_one"),
    [
        ({}, True),
        ({"roles": []}, False),
        ({"roles": ["premedication"]}, False),
        ({"roles": [], "regimen": "FOLFIRINOX"}, True),
    ],
)
def test_a_regimen_is_a_drug_though_none_is_named(changes, has_one):
    assert Course((), treatment(**changes), None).has_drug is has_one


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, [CASE.silence]),
        ({"is_acquired": True}, ["yes"]),
        ({"is_acquired": False}, ["no"]),
        ({"is_acquired": True, "result": "negative"}, []),
    ],
)
def test_only_what_was_found_can_be_acquired(changes, keys):
    finding = FINDING.model_copy(update=changes)
    assert [*finding_keys.acquired(finding, CASE)] == keys


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"assays": ()}, [CASE.silence]),
        ({"result": "not_tested"}, [CASE.silence]),
        ({"assays": (), "result": "not_tested"}, []),
    ],
)
def test_only_what_was_not_tested_has_no_assay(changes, keys):
    finding = FINDING.model_copy(update=changes)
    assert [*finding_keys.assay(finding, CASE)] == keys


@pytest.mark.parametrize(
    ("results", "agreement"),
    [
        (["positive"], "one_test"),
        (["positive", "positive"], "agree"),
        (["positive", "negative"], "disagree"),
        (["positive", "failed"], "not_comparable"),
        (["positive", "failed", "negative"], "disagree"),
    ],
)
def test_tests_agree_by_what_two_of_them_show(results, agreement):
    [assay] = FINDING.assays
    assays = tuple(assay.model_copy(update={"result": result}) for result in results)
    finding = FINDING.model_copy(update={"assays": assays})
    assert finding_keys.agreement(finding) == agreement


def answered(**of):
    """The seed, its course answered so: a category, and whether it is marked best."""
    whole = d.as_dict(DOCUMENT)
    [response, *_] = whole["outcome"]["responses"]
    whole["outcome"]["responses"] = [
        {**response, "ref": f"R{number}", "category": category, "is_best": is_best}
        for number, (category, is_best) in enumerate(of.items(), start=1)
    ]
    document = d.CaseDocument.model_validate(whole)
    best = facet_keys.best_response(document, GIVEN)
    return best and best.category


def test_the_best_response_is_the_one_that_is_marked_else_the_highest():
    assert answered(SD=False, PR=False, PD=False) == "PR"
    assert answered(PR=False, CR=False) == "CR"
    assert answered(CR=False, SD=True) == "SD"
    assert answered() is None


@pytest.mark.parametrize(
    ("roles", "leading"),
    [
        (["final", "initial"], 0),
        (["initial", "revised"], 1),
        (["initial", "considered_excluded"], 0),
        (["considered_excluded", "second_primary", "prior_malignancy"], None),
    ],
)
def test_the_final_diagnosis_leads_else_the_last_that_was_held(roles, leading):
    [diagnosis] = DOCUMENT.diagnoses
    all_of_them = tuple(diagnosis.model_copy(update={"role": role}) for role in roles)
    case = DOCUMENT.model_copy(update={"diagnoses": all_of_them})
    found = facet_keys.leading_diagnosis(case)
    assert found is (None if leading is None else all_of_them[leading])


@pytest.mark.parametrize(
    ("parts", "weakest"),
    [
        (["full_text", "abstract"], "abstract"),
        (["secondary_summary", "full_text"], "secondary_summary"),
        (["full_text", "full_text"], "full_text"),
    ],
)
def test_a_case_is_read_as_far_as_its_least_read_source(parts, weakest):
    articles = tuple(
        article.model_copy(update={"part_read": part})
        for article, part in zip(DOCUMENT.articles, parts, strict=True)
    )
    assert DOCUMENT.model_copy(update={"articles": articles}).part_read == weakest


@pytest.mark.parametrize(
    ("lower", "upper", "severe", "ungraded"),
    [
        (3, None, True, False),
        (2, None, False, False),
        (2, 4, False, False),
        (None, 4, False, False),
        (None, None, False, True),
    ],
)
def test_an_event_is_severe_from_grade_3_whatever_its_upper_bound(
    lower, upper, severe, ungraded
):
    [event, *_] = DOCUMENT.outcome.adverse_events
    graded = event.model_copy(update={"grade_min": lower, "grade_max": upper})
    assert facet_keys.is_severe(graded) is severe
    assert facet_keys.is_ungraded(graded) is ungraded


def test_of_an_article_that_nothing_is_known_of_no_kind_is_told():
    assert [*facet_keys.article_kind(DOCUMENT, CASE)] == []
    assert [*facet_keys.year(DOCUMENT, CASE)] == ["not_reported"]


def test_a_fusion_that_a_test_did_not_find_is_not_that_test_s():
    fusion = FINDING.biomarker.fusion
    assert fusion
    whole = d.as_dict(FINDING)
    absent = d.Finding.model_validate(whole | {"ref": "F9", "result": "negative"})
    both = DOCUMENT.model_copy(update={"findings": (FINDING, absent)})
    case = Case(both, article=None, terms=None)
    assert finding_keys.fusion_found(FINDING, case) == fusion
    assert finding_keys.fusion_found(absent, case) is None


def test_who_has_no_place_among_the_authors_comes_last_of_their_role():
    def author(family, role, position):
        return SimpleNamespace(
            family=family, role=c.AuthorshipRole(role), position=position
        )

    roles = [str(role) for role in c.AuthorshipRole]
    authors = [
        author("Z", roles[1], 1),
        author("B", roles[0], None),
        author("C", roles[0], 2),
        author("A", roles[0], None),
        author("D", roles[0], 1),
    ]
    assert [one.family for one in of_authors(tuple(authors))] == [*"DCBAZ"]
