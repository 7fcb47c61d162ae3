"""The whole vocabulary in one run, from our starter files or official ones."""

import re
from pathlib import Path

from django.db import transaction

from casebase.vocabulary.loading import (
    diseases,
    drugs,
    genes,
    plain_lists,
    usual_doses,
)
from casebase.vocabulary.loading.files import Row, read_oncotree, read_table
from casebase.vocabulary.loading.report import Report

ONCOTREE_VERSION = re.compile(r"oncotree_(\d{4}_\d{2}_\d{2})")


@transaction.atomic
def load_vocabulary(
    folder: Path,
    report: Report,
    *,
    hgnc: Path | None = None,
    oncotree: Path | None = None,
) -> Report:
    """Load every list of `folder`; `hgnc` and `oncotree` replace two of them.

    All or nothing: an unreadable file or an interruption leaves the tables as they
    were.
    """
    report.say("Reading genes")
    gene_file = hgnc or folder / "genes.tsv"
    genes.load_genes(
        read_table(gene_file, genes.NEEDED), report, official=hgnc is not None
    )
    genes.load_families(_rows(folder, "gene_families", "key name genes"), report)
    report.say("Reading diseases")
    nodes, version = _oncotree(folder, oncotree)
    diseases.load_diseases(nodes, report, version=version)
    diseases.load_own_diseases(
        _rows(folder, "own_diseases", "key name parent synonyms"), report
    )
    diseases.load_synonyms(_rows(folder, "disease_synonyms", "key synonyms"), report)
    diseases.load_groups(
        _rows(folder, "disease_groups", "key name description synonyms members"),
        report,
    )
    diseases.load_sites(
        _rows(folder, "body_sites", "key name parent code synonyms"), report
    )
    report.say("Reading drugs and adverse events")
    drugs.load_drug_classes(
        _rows(folder, "drug_classes", "key name parent synonyms"), report
    )
    drugs.load_drugs(
        _rows(
            folder,
            "drugs",
            "name kind classes targets brands code_names synonyms ncit chembl",
        ),
        report,
    )
    usual_doses.load_usual_doses(
        _rows(folder, "usual_doses", usual_doses.COLUMNS), report
    )
    plain_lists.load_adverse_events(
        _rows(folder, "adverse_events", "key name soc code ctcae_version synonyms"),
        report,
    )
    plain_lists.load_journals(
        _rows(folder, "journals", "name abbreviation issn"), report
    )
    plain_lists.load_institutions(
        _rows(folder, "institutions", "name department city country ror"), report
    )
    return report


def _rows(folder: Path, name: str, columns: str) -> list[Row]:
    return read_table(folder / f"{name}.tsv", set(columns.split()))


def _oncotree(folder: Path, official: Path | None) -> tuple[list[Row], str]:
    """The nodes and the version, which OncoTree writes into the name of the file."""
    if official is not None:
        path, rows = official, read_oncotree(official)
    else:
        path = max(folder.glob("oncotree_*.tsv"))
        rows = read_table(path, diseases.NEEDED)
    version = ONCOTREE_VERSION.search(path.name)
    return rows, version[1] if version else ""
