"""A dose far from what is usual asks for a second look; a usual one says nothing."""

from decimal import Decimal

import pytest

from casebase.archive import document as d
from casebase.curation.entry import usual
from casebase.curation.entry.usual import Dose, Usual
from casebase.vocabulary.models import Drug, UsualDose
from tests import seed

CRIZOTINIB = [
    Usual(Dose(Decimal(250), Decimal(250), "mg", "bid", "oral"), "the label"),
    Usual(Dose(Decimal(280), Decimal(280), "mg_m2", "bid", "oral"), "the label"),
]
PLATINUM = [Usual(Dose(Decimal(75), Decimal(100), "mg_m2", "q3w", "iv"), "a book")]


def dose(low, unit="mg", frequency="bid", route="", **more) -> Dose:
    high = more.pop("high", low)
    return Dose(Decimal(low), Decimal(high), unit, frequency, route, **more)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (dose("250"), CRIZOTINIB),
        (dose("500"), CRIZOTINIB),  # Twice as much is not more than twice.
        (dose("125"), CRIZOTINIB),
        (dose("250", frequency="qd"), CRIZOTINIB),
        (dose("0.25", unit="g"), CRIZOTINIB),
        (dose("250", frequency=""), CRIZOTINIB),
        (dose("300", unit="mg_m2"), CRIZOTINIB),
        (dose("500", frequency="other", schedule="per day"), CRIZOTINIB),
        (dose("25", unit="mg_m2", frequency="weekly"), PLATINUM),
        (dose("0.1", unit="g_m2", frequency="q3w", route="iv"), PLATINUM),
        (dose("9999"), []),  # Nothing is known: nothing is said.
    ],
)
def test_a_usual_dose_is_passed_over(given, known):
    assert usual.remark([given], known) == ""


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (dose("2500"), CRIZOTINIB),
        (dose("501"), CRIZOTINIB),
        (dose("124"), CRIZOTINIB),
        (dose("200", frequency="qd"), CRIZOTINIB),
        (dose("250", high="600"), CRIZOTINIB),
        (dose("20", unit="mg_kg"), CRIZOTINIB),
        (dose("250", route="iv"), CRIZOTINIB),
        (dose("250", unit="mcg"), CRIZOTINIB),
        (dose("75", unit="mg_m2", frequency="weekly"), PLATINUM),
    ],
)
def test_an_unusual_dose_is_remarked_on(given, known):
    assert usual.remark([given], known).endswith("As printed?")


def test_the_remark_says_what_is_usual_who_says_so_and_what_stands_here():
    assert usual.remark([dose("2500", route="oral")], CRIZOTINIB[:1]) == (
        "Usual: 250 mg twice daily by mouth (the label). "
        "This is 2,500 mg twice daily by mouth. As printed?"
    )


def _with_first_dose(document: d.CaseDocument, **change) -> d.CaseDocument:
    """The seed with another dose at the start of its crizotinib."""
    told = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for course in told["treatments"]:
        for agent in course.get("agents", ()):
            if agent.get("drug", {}).get("key") == "crizotinib" and agent.get("doses"):
                agent["doses"][0] |= change
    return d.CaseDocument.model_validate(told)


def test_a_case_is_looked_over_step_by_step():
    document, known = seed.case_document(), {"crizotinib": CRIZOTINIB}
    assert usual.compare(document, known) == []
    [remark] = usual.compare(_with_first_dose(document, dose_value="2500"), known)
    assert remark.ref == "DS1"
    assert "This is 2,500 mg twice daily by mouth." in remark.sentence
    assert usual.compare(_with_first_dose(document, dose_value="2500"), {}) == []


def test_what_was_considered_and_not_given_is_not_looked_at():
    document = _with_first_dose(seed.case_document(), dose_value="2500")
    not_given = document.model_copy(
        update={
            "treatments": tuple(
                course.model_copy(update={"decision": "considered_not_given"})
                for course in document.treatments
            )
        }
    )
    assert usual.compare(not_given, {"crizotinib": CRIZOTINIB}) == []


@pytest.mark.django_db
def test_the_usual_doses_are_those_of_the_vocabulary():
    drug = Drug.objects.create(name="crizotinib", kind="small_molecule")
    document = _with_first_dose(seed.case_document(), dose_value="2500")
    assert usual.remarks(document) == []
    UsualDose.objects.create(
        drug=drug,
        lowest=250,
        highest=250,
        unit="mg",
        frequency="bid",
        route="oral",
        population="adults",
        source="A label",
        url="https://e.org/",
        as_of="2026-11",
    )
    [remark] = usual.remarks(document)
    assert remark.sentence.startswith("Usual: 250 mg twice daily by mouth (A label).")
