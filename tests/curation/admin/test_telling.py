"""A folded row tells what it holds in one line."""

import pytest

from casebase.curation.admin.telling import ladder, line_of
from casebase.curation.admin.treatment import TreatmentRows


class Step:
    """A dose step as its form has it."""

    page = None

    def __init__(self, dose="", unit="", frequency="", change="", caused=""):
        self.said = {
            "dose_value": dose,
            "dose_unit": unit,
            "frequency": frequency,
            "change": change,
            "caused_by": caused,
        }
        self.fields = dict.fromkeys(self.said)

    def __getitem__(self, name):
        said = self.said[name]
        return type("Box", (), {"value": lambda self: said})()


MG_BID = ("mg", "twice daily")


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ([], ""),
        ([Step("250", *MG_BID)], "250 mg twice daily"),
        (
            [Step("250", *MG_BID), Step("125", *MG_BID), Step("250", *MG_BID)],
            "250 → 125 → 250 mg twice daily",
        ),
        (
            [Step("100", "mg", "once daily"), Step("100", *MG_BID)],
            "100 mg once daily → 100 mg twice daily",
        ),
        (
            [Step("250", *MG_BID), Step(change="Held"), Step(change="Restarted")],
            "250 mg twice daily → held → restarted",
        ),
        (
            [
                Step("250", *MG_BID),
                Step("125", *MG_BID, caused="AE1, AE2"),
                Step(change="Held", caused="AE3"),
            ],
            "250 → 125 mg twice daily because of AE1, AE2 → held because of AE3",
        ),
        ([Step(frequency="once daily")], "once daily"),
        ([Step("2", "mg", "not_reported")], "2 mg"),
    ],
)
def test_dose_steps_are_one_ladder(steps, line):
    assert ladder(steps) == line


class Course:
    """A treatment as its form has it, without rows within."""

    page = None
    prefix = "treatment_rows-0"
    tells = TreatmentRows.tells

    def __init__(self, **said):
        self.said = said
        self.fields = dict.fromkeys(said)

    __getitem__ = Step.__getitem__


class Within:
    """The rows of a list within a treatment."""

    prefix = "treatment_rows-0-agents"

    def __init__(self, *drugs):
        self.forms = [Course(drug=drug) for drug in drugs]
        for form in self.forms:
            form.tells = ("drug",)


def test_a_treatment_tells_its_regimen_and_its_agents_each_once():
    course = Course(regimen="VDC", modality="Systemic treatment", cycles="6")
    assert line_of(course) == "VDC · × 6"
    course.nested_formsets = [Within("vincristine", "doxorubicin")]
    assert line_of(course) == "VDC · vincristine + doxorubicin · × 6"
    course.said["regimen"] = ""
    assert line_of(course) == "vincristine + doxorubicin · × 6"
