"""A folded row tells what it holds in one line."""

import pytest

from casebase.curation.admin.telling import ladder


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
