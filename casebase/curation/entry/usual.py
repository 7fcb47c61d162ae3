"""Doses far from what is usual: a remark that somebody should look again.

Nothing is refused, since case reports tell of unusual doses; the remark asks whether
it is printed so. `compare` is pure; `remarks` asks the vocabulary for the usual doses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from casebase.archive.choices import Decision, DoseUnit, Frequency, Route
from casebase.archive.document import CaseDocument, DoseStep
from casebase.vocabulary.models import UsualDose

from .numbers import grouped
from .reading import listed

#: More than so many times the highest, or less than the lowest by so much, is far.
FAR = 2
#: Doses in a day.
_A_DAY = {
    Frequency.QD: Decimal(1),
    Frequency.BID: Decimal(2),
    Frequency.TID: Decimal(3),
    Frequency.QID: Decimal(4),
    Frequency.QOD: Decimal(1) / 2,
    Frequency.WEEKLY: Decimal(1) / 7,
    Frequency.Q2W: Decimal(1) / 14,
    Frequency.Q3W: Decimal(1) / 21,
    Frequency.Q4W: Decimal(1) / 28,
}
#: Units that differ by a factor: to what, and times how much.
_SAME_BASIS = {
    DoseUnit.G: (DoseUnit.MG, Decimal(1000)),
    DoseUnit.MCG: (DoseUnit.MG, Decimal(1) / 1000),
    DoseUnit.G_M2: (DoseUnit.MG_M2, Decimal(1000)),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One dose step that is worth a second look: its ref, and why."""

    ref: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount, how often, by which route. One number is both bounds."""

    low: Decimal
    high: Decimal
    unit: str
    frequency: str = ""
    route: str = ""
    schedule: str = ""

    def __str__(self) -> str:
        number = grouped(f"{self.low.normalize():f}")
        if self.high != self.low:
            number += f" to {grouped(f'{self.high.normalize():f}')}"
        unit = DoseUnit(self.unit)
        size = f"AUC {number}" if unit is DoseUnit.AUC else f"{number} {unit.label}"
        often = self.schedule
        if self.frequency not in ("", Frequency.OTHER, Frequency.NOT_REPORTED):
            often = Frequency(self.frequency).label
        route = self.route if self.route not in ("", Route.NOT_REPORTED) else ""
        way = f" {Route(route).label}" if route else ""
        return f"{size}{f' {often}' if often else ', frequency not reported'}{way}"


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual dose, and who says so."""

    dose: Dose
    source: str


def remarks(document: CaseDocument) -> list[Remark]:
    """Return a remark for each dose of a case that is far from what is usual."""
    drugs = {
        agent.drug.key
        for course in document.treatments
        for agent in course.agents
        if agent.drug
    }
    return compare(document, usual_doses(drugs))


def usual_doses(drugs: Iterable[str]) -> dict[str, list[Usual]]:
    """Return what the vocabulary holds as usual, by the key of the drug."""
    found: dict[str, list[Usual]] = {}
    rows = UsualDose.objects.filter(drug__key__in=list(drugs)).select_related("drug")
    for row in rows:
        dose = Dose(row.lowest, row.highest, row.unit, row.frequency, row.route)
        found.setdefault(row.drug.key, []).append(Usual(dose, row.source))
    return found


def compare(document: CaseDocument, usual: Mapping[str, list[Usual]]) -> list[Remark]:
    """Return the remarks on a case, with what is usual given by the drug's key."""
    return [
        Remark(step.ref, sentence)
        for course in document.treatments
        if course.decision == Decision.GIVEN
        for agent in course.agents
        for step in agent.doses
        if agent.drug and (dose := _of_step(step))
        if (sentence := remark([dose], usual.get(agent.drug.key, [])))
    ]


def remark(doses: Iterable[Dose], usual: list[Usual]) -> str:
    """Say what is usual if some of these doses are far from all of it; else nothing.

    A dose is far if it is more than twice the highest or less than half the lowest, or
    given by another measure (mg/kg for mg) or another route.
    """
    far = [dose for dose in doses if usual and not _is_near(dose, usual)]
    if not far:
        return ""
    told = "; or ".join(f"{one.dose} ({one.source})" for one in usual)
    these = listed(list(dict.fromkeys(map(str, far))))
    verb = "This is" if len(far) == 1 else "These are"
    return f"Usual: {told}. {verb} {these}. As printed?"


def _is_near(dose: Dose, usual: list[Usual]) -> bool:
    amounts = [found for one in usual if (found := _compared(dose, one.dose))]
    return any(high <= highest * FAR for _, high, _, highest in amounts) and any(
        low * FAR >= lowest for low, _, lowest, _ in amounts
    )


def dose_of(row: Mapping[str, str]) -> Dose | None:
    """Return the dose of a row of a dose step, or None if it names none."""
    if not row.get("dose_value"):
        return None
    low = Decimal(row["dose_value"])
    return Dose(
        low,
        Decimal(row.get("dose_max") or low),
        row["dose_unit"],
        row.get("frequency", ""),
        row.get("route", ""),
        row.get("schedule_reported", ""),
    )


def _of_step(step: DoseStep) -> Dose | None:
    row = step.model_dump(mode="json", exclude_defaults=True)
    return dose_of(row) if row.get("dose_unit") else None


def _compared(dose: Dose, usual: Dose) -> tuple[Decimal, ...] | None:
    """Both bounds of a dose and of a usual one, in one unit; None for another measure.

    The amounts of a day are compared where both say how often; else single doses.
    """
    unit, low = _basis(dose.unit, dose.low)
    _, high = _basis(dose.unit, dose.high)
    usual_unit, lowest = _basis(usual.unit, usual.low)
    _, highest = _basis(usual.unit, usual.high)
    if unit != usual_unit or not _may_be_same_route(dose.route, usual.route):
        return None
    a_day, usual_a_day = _a_day(dose), _a_day(usual)
    if a_day and usual_a_day:
        return low * a_day, high * a_day, lowest * usual_a_day, highest * usual_a_day
    return low, high, lowest, highest


def _basis(unit: str, amount: Decimal) -> tuple[str, Decimal]:
    other = _SAME_BASIS.get(DoseUnit(unit))
    return (other[0].value, amount * other[1]) if other else (unit, amount)


def _a_day(dose: Dose) -> Decimal | None:
    if dose.schedule.startswith(("per day", "daily in")):
        return Decimal(1)
    return _A_DAY.get(Frequency(dose.frequency)) if dose.frequency else None


def _may_be_same_route(one: str, other: str) -> bool:
    silent = ("", Route.NOT_REPORTED)
    return one in silent or other in silent or one == other
