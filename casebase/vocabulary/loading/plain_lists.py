"""Lists without a tree: adverse events, journals, institutions."""

from casebase.vocabulary.loading.files import Row, values
from casebase.vocabulary.loading.matching import accepted, create, write_rows
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models import AdverseEventTerm, Institution, Journal


def load_adverse_events(rows: list[Row], report: Report) -> None:
    """Terms for adverse events."""
    wanted = {
        row["key"]: accepted(
            {
                "name": row["name"],
                "soc": row["soc"],
                "code": row["code"],
                "ctcae_version": row["ctcae_version"],
                "synonyms": "\n".join(values(row["synonyms"])),
            }
        )
        for row in rows
    }
    write_rows(
        AdverseEventTerm, wanted, key="key", name="Adverse events", report=report
    )


def load_journals(rows: list[Row], report: Report) -> None:
    """Journals; what curators corrected since is left alone."""
    wanted = {
        row["name"]: {"abbreviation": row["abbreviation"], "issn": row["issn"]}
        for row in rows
    }
    write_rows(
        Journal,
        wanted,
        key="name",
        name="Journals",
        report=report,
        may_change=lambda row, columns: False,
    )


def load_institutions(rows: list[Row], report: Report) -> None:
    """Institutions, told apart by name, department, city and country."""
    parts = ("name", "department", "city", "country")
    there = set(Institution.objects.values_list(*parts))
    missing = [
        Institution(**row)
        for row in rows
        if tuple(row[part] for part in parts) not in there
    ]
    create(Institution, missing, name="Institutions", report=report)
    tally = report.tally("Institutions")
    tally.added += len(missing)
    tally.unchanged += len(rows) - len(missing)
