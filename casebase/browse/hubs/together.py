"""Other alterations of the same patients.

The index asks all that is asked of findings of one finding; two findings of one patient
are read off the documents of the newest cases, and none of them is counted.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from casebase.archive.choices import ALTERATIONS
from casebase.archive.document import Biomarker, Finding
from casebase.archive.finding_keys import genes_named
from casebase.browse import wording
from casebase.browse.addresses import hub
from casebase.browse.rows import CaseRow

#: Alterations told of.
ROWS = 12


@dataclass(frozen=True)
class Together:
    """An alteration found beside, and the cases it was found in."""

    name: str
    hub: str
    cases: list[CaseRow]


def together(
    rows: Iterable[CaseRow], facet: str, keys: Set[str], genes: Set[str]
) -> list[Together]:
    """Return what else was found in these cases; `genes` are those of the page."""
    found: dict[str, Together] = {}
    for row in rows:
        for finding in row.page.document.findings:
            marker = finding.biomarker
            if _is_other(finding, facet, keys, genes):
                beside = found.setdefault(marker.key, _made(marker))
                if row not in beside.cases:
                    beside.cases.append(row)
    return sorted(found.values(), key=lambda one: -len(one.cases))[:ROWS]


def _made(marker: Biomarker) -> Together:
    return Together(wording.biomarker_name(marker), hub("biomarker", marker.key), [])


def _is_other(finding: Finding, facet: str, keys: Set[str], genes: Set[str]) -> bool:
    marker = finding.biomarker
    if not wording.is_found(finding) or marker.kind not in ALTERATIONS:
        return False
    if facet in ("gene", "family"):
        return not {*genes_named(marker)} & genes
    own = marker.fusion.key if facet == "fusion" and marker.fusion else marker.key
    return own not in keys
