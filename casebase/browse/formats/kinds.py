"""The formats a list of cases can be taken away in: one entry for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import bibtex, case_table, course_table, csl, fact_table, json_lines, ris, tables
from .phenopackets import bulk
from .snapshot import Cases

ZIP = "application/zip"


@dataclass(frozen=True)
class Kind:
    """One format of a whole list."""

    suffix: str
    """How its address ends: `/cases/download.<suffix>`."""
    name: str
    says: str
    """What is in it, in a few words."""
    media_type: str
    written: Callable[[Cases], Iterable[str | bytes]]


KINDS = {
    kind.suffix: kind
    for kind in (
        Kind(
            suffix="csv",
            name="Cases, CSV",
            says="one row per case, opens in Excel",
            media_type=tables.MEDIA_TYPE,
            written=case_table.written,
        ),
        Kind(
            suffix="courses.csv",
            name="Treatments, CSV",
            says="one row per treatment, given or not",
            media_type=tables.MEDIA_TYPE,
            written=course_table.written,
        ),
        Kind(
            suffix="facts.csv",
            name="Facts, CSV",
            says="one row per fact, with its source",
            media_type=tables.MEDIA_TYPE,
            written=fact_table.written,
        ),
        Kind(
            suffix="jsonl",
            name="JSON Lines",
            says="one line per case, every field",
            media_type=json_lines.MEDIA_TYPE,
            written=json_lines.written,
        ),
        Kind(
            suffix="phenopackets.zip",
            name="Phenopackets",
            says="GA4GH, one file per case",
            media_type=ZIP,
            written=bulk.written,
        ),
        Kind(
            suffix="ris",
            name="RIS",
            says="the articles, for a reference manager",
            media_type=ris.MEDIA_TYPE,
            written=ris.cited,
        ),
        Kind(
            suffix="bib",
            name="BibTeX",
            says="the articles, for LaTeX",
            media_type=bibtex.MEDIA_TYPE,
            written=bibtex.cited,
        ),
        Kind(
            suffix="csl.json",
            name="CSL JSON",
            says="the articles, for Zotero or pandoc",
            media_type=csl.MEDIA_TYPE,
            written=csl.cited,
        ),
    )
}
