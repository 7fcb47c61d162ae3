"""Drugs, their classes, their other names and what they act on."""

from collections.abc import Container

from django.utils.text import slugify

from casebase.vocabulary.choices import DrugAliasKind, DrugKind
from casebase.vocabulary.loading.files import Row, UnreadableFile, values
from casebase.vocabulary.loading.matching import (
    accepted,
    add_links,
    add_names,
    write_rows,
)
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.loading.trees import levels, parent_first
from casebase.vocabulary.models import Drug, DrugAlias, DrugClass, Gene

NAME_COLUMNS = {
    "brands": DrugAliasKind.BRAND,
    "code_names": DrugAliasKind.CODE_NAME,
    "synonyms": DrugAliasKind.SYNONYM,
}


def load_drug_classes(rows: list[Row], report: Report) -> None:
    """The tree of classes, broader ones first."""
    tree = parent_first(rows, key="key", parent="parent", report=report)
    for level in levels(tree, key="key", parent="parent"):
        parents = {found.key: found for found in DrugClass.objects.all()}
        wanted = {}
        for row in level:
            parent = parents.get(row["parent"])
            wanted[row["key"]] = accepted(
                {
                    "name": row["name"],
                    "synonyms": "\n".join(values(row["synonyms"])),
                    "parent_id": parent.pk if parent else None,
                    "path": f"{parent.path if parent else ''}{row['key']}/",
                }
            )
        write_rows(DrugClass, wanted, key="key", name="Drug classes", report=report)


def load_drugs(rows: list[Row], report: Report) -> None:
    """Drugs by generic name; classes, targets and names are added, never taken."""
    wanted = {slugify(row["name"]): _columns(row) for row in rows}
    _rename(rows, wanted, report)
    drugs = write_rows(Drug, wanted, key="key", name="Drugs", report=report)
    _link(rows, drugs, "classes", DrugClass, "key", "drugclass", report)
    _link(rows, drugs, "targets", Gene, "symbol", "gene", report)
    names = [
        (drugs[slugify(row["name"])].pk, text, kind)
        for row in rows
        for column, kind in NAME_COLUMNS.items()
        for text in values(row[column])
    ]
    add_names(DrugAlias, "drug", names, name="Drug aliases", report=report)


def _rename(rows: list[Row], wanted: Container[str], report: Report) -> None:
    """A drug here under what the file calls a synonym gets the name of the file."""
    here = {drug.key: drug for drug in Drug.objects.all()}
    for row in rows:
        names = [slugify(text) for text in values(row["synonyms"])]
        outdated = [here[old] for old in names if old in here and old not in wanted]
        if not outdated:
            continue
        if slugify(row["name"]) in here or len(outdated) > 1:
            both = " and ".join(drug.name for drug in outdated)
            report.unplaced.append(f"{both}, another name of {row['name']}")
            continue
        report.renamed.append(f"{outdated[0].name} is now {row['name']}")
        outdated[0].name = row["name"]
        outdated[0].save()


def _columns(row: Row) -> dict:
    """The columns the file fills; a code it does not have is not wiped."""
    if row["kind"] not in DrugKind.values:
        raise UnreadableFile(f"{row['name']}: there is no kind of drug {row['kind']}.")
    columns = {"name": row["name"], "kind": row["kind"]}
    for code in ("ncit", "chembl"):
        if row[code]:
            columns[code] = row[code]
    return accepted(columns)


def _link(rows, drugs, column, model, key, through_column, report: Report) -> None:
    others = {getattr(other, key): other.pk for other in model.objects.all()}
    pairs = []
    for row in rows:
        for name in values(row[column]):
            if name in others:
                pairs.append((drugs[slugify(row["name"])].pk, others[name]))
            else:
                report.unplaced.append(f"{name} among the {column} of {row['name']}")
    add_links(
        getattr(Drug, column).through,
        pairs,
        columns=("drug", through_column),
        name=f"{column.capitalize()} of drugs",
        report=report,
    )
