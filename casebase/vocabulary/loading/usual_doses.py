"""Usual doses of drugs, each with the source that was read."""

from decimal import Decimal, InvalidOperation

from casebase.vocabulary.choices import DoseFrequency, DoseRoute, DoseUnit
from casebase.vocabulary.loading.files import Row, UnreadableFile
from casebase.vocabulary.loading.matching import create
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models import Drug, UsualDose

COLUMNS = "drug from to unit frequency route population source url as_of"
_CLOSED = {"unit": DoseUnit, "frequency": DoseFrequency, "route": DoseRoute}


def load_usual_doses(rows: list[Row], report: Report) -> None:
    """Add the doses that are missing; what curators corrected since is left alone."""
    drugs = {drug.name: drug for drug in Drug.objects.all()}
    there = {_which(dose) for dose in UsualDose.objects.all()}
    found = []
    for row in rows:
        if row["drug"] not in drugs:
            report.unplaced.append(f"the usual dose of {row['drug']}, an unknown drug")
            continue
        found.append(_dose(drugs[row["drug"]], row))
    missing = [dose for dose in found if _which(dose) not in there]
    create(UsualDose, missing, name="Usual doses", report=report)
    tally = report.tally("Usual doses")
    tally.added += len(missing)
    tally.unchanged += len(found) - len(missing)


def _which(dose: UsualDose) -> tuple:
    """What tells usual doses apart."""
    return (dose.drug_id, dose.population, dose.route, dose.unit, dose.frequency)


def _dose(drug: Drug, row: Row) -> UsualDose:
    for column, known in _CLOSED.items():
        if row[column] not in known.values:
            raise UnreadableFile(f"{drug}: there is no {column} {row[column]}.")
    missing = [column for column in COLUMNS.split() if not row[column]]
    if missing:
        raise UnreadableFile(f"{drug}: a usual dose needs its {', '.join(missing)}.")
    try:
        lowest, highest = Decimal(row["from"]), Decimal(row["to"])
    except InvalidOperation as fault:
        raise UnreadableFile(f"{drug}: {row['from']} is not a number.") from fault
    others = ("unit", "frequency", "route", "population", "source", "url", "as_of")
    return UsualDose(
        drug=drug,
        lowest=lowest,
        highest=highest,
        **{column: row[column] for column in others},
    )
