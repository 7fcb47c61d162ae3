"""The neutral line a case goes by: patient, tumour, biomarker; never the outcome."""

import re

from casebase.archive.choices import (
    ALTERATIONS,
    DiagnosisRole,
    FindingRole,
    FusionState,
    LesionRole,
)
from casebase.archive.document import CaseDocument, Diagnosis, Finding, Lesion

from .fusions import finding_name, is_found
from .patient import person
from .terms import in_sentence, name, sentence_case

#: Letters that a noun and its adjective share: pancreas and pancreatic.
_STEM = 6


def headline(document: CaseDocument) -> str:
    """Write the title of a case."""
    parts = [person(document.patient), tumour_at_site(document)]
    finding = leading_finding(document)
    if finding:
        parts.append(finding_name(finding))
    return sentence_case(", ".join(part for part in parts if part))


def tumour_at_site(document: CaseDocument) -> str:
    """Write the diagnosis with its site: "… sarcoma of the scalp"."""
    diagnosis = leading_diagnosis(document)
    if diagnosis is None:
        return ""
    words = in_sentence(_head(tumour(diagnosis)))
    site = primary_site(document)
    return f"{words} of the {site}" if site and not _names(words, site) else words


def _head(words: str) -> str:
    """The diagnosis without what follows a comma: "…, recurrent", "…, ALK-positive"."""
    return re.split(r"[,;(]", words, maxsplit=1)[0].strip()


def _names(words: str, site: str) -> bool:
    """Whether a diagnosis says its site already: "pancreatic …" of the pancreas."""
    stem = max(site.lower().split(), key=len)[:_STEM]
    return stem in words.lower() or site.lower().split()[0] in words.lower()


def tumour(diagnosis: Diagnosis) -> str:
    """Write a diagnosis in the words of the source, in the spelling of this site.

    The words exactly as printed stand in the chapter on the tumour.
    """
    return diagnosis.reported.replace("tumor", "tumour").replace("Tumor", "Tumour")


def leading_diagnosis(document: CaseDocument) -> Diagnosis | None:
    """Return the final diagnosis, else the last that was not excluded."""
    excluded = (DiagnosisRole.CONSIDERED_EXCLUDED, DiagnosisRole.PRIOR_MALIGNANCY)
    held = [d for d in document.diagnoses if d.role not in excluded]
    final = [d for d in held if d.role == DiagnosisRole.FINAL]
    return (final or held)[-1] if held else None


def primary_lesion(document: CaseDocument) -> Lesion | None:
    """Return the primary tumour among the lesions."""
    found = (le for le in document.lesions if le.role == LesionRole.PRIMARY)
    return next(found, None)


def primary_site(document: CaseDocument) -> str:
    """Name the site of the primary tumour, as inside a sentence."""
    lesion = primary_lesion(document)
    return in_sentence(name(lesion.site) or lesion.site_reported) if lesion else ""


def leading_finding(document: CaseDocument) -> Finding | None:
    """Return the alteration a case goes by: a driver, else a fusion, else the first.

    Of several fusions, one whose genes are both named goes first.
    """
    found = [
        finding
        for finding in document.findings
        if is_found(finding) and finding.biomarker.kind in ALTERATIONS
    ]
    ranked = sorted(
        found,
        key=lambda f: (
            f.role != FindingRole.DRIVER,
            f.biomarker.fusion is None,
            not _names_both(f),
        ),
    )
    return ranked[0] if ranked else None


def _names_both(finding: Finding) -> bool:
    fusion = finding.biomarker.fusion
    return fusion is not None and fusion.state == FusionState.TWO_GENES
