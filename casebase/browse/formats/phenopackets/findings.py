"""What was found in the genome: the genomic interpretations of a Phenopacket.

Only what was found. The schema's word for a negative test, REJECTED, says that a
variant has nothing to do with the disease; a program that counts genes would count it.
"""

import json
from collections.abc import Iterator
from typing import Any

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.browse import wording
from casebase.browse.formats import vicc

from . import codes

Part = dict[str, Any]

#: The authors say that it has to do with the disease; nothing is said of the others.
_STATUSES = {
    c.FindingRole.DRIVER: "CONTRIBUTORY",
    c.FindingRole.PREDISPOSITION: "CONTRIBUTORY",
    c.FindingRole.DIAGNOSTIC: "CONTRIBUTORY",
}
_OF_THE_PERSON = (c.Origin.GERMLINE, c.Origin.MOSAIC)
#: Keys of a finding that stand elsewhere in the interpretation, or are not told here.
_ELSEWHERE = {"ref", "biomarker", "specimen", "result", "reported", "source", "assays"}


def expressed(case: d.CaseDocument) -> list[d.Finding]:
    """Return the findings that a genomic interpretation can tell."""
    return [
        row
        for row in case.findings
        if wording.is_found(row) and row.biomarker.kind in c.ALTERATIONS
    ]


def interpretations(case: d.CaseDocument, name: str) -> list[Part]:
    """Return an interpretation of each finding."""
    return [
        {
            "subjectOrBiosampleId": sample_of(row, name),
            "interpretationStatus": _STATUSES.get(row.role, "UNKNOWN_STATUS"),
            "variantInterpretation": {
                "acmgPathogenicityClassification": "NOT_PROVIDED",
                "therapeuticActionability": "UNKNOWN_ACTIONABILITY",
                "variationDescriptor": _descriptor(row, name),
            },
        }
        for row in expressed(case)
    ]


def sample_of(row: d.Finding, name: str) -> str:
    """Name the specimen of a finding. The person alone would mean the germline."""
    if row.specimen:
        return f"{name}.{row.specimen}"
    return name if row.origin in _OF_THE_PERSON else f"{name}.specimen-not-named"


def sample_not_named(case: d.CaseDocument, name: str) -> list[Part]:
    """Return a specimen for the findings that the record ties to none."""
    sample = f"{name}.specimen-not-named"
    if all(sample_of(row, name) != sample for row in expressed(case)):
        return []
    words = "The record ties these findings to no specimen."
    return [{"id": sample, "individualId": name, "description": words}]


def _descriptor(row: d.Finding, name: str) -> Part:
    marker = row.biomarker
    found: Part = {
        "id": f"{name}.{row.ref}",
        "label": wording.finding_name(row),
        "description": row.reported,
        "moleculeContext": "unspecified_molecule_context",
    }
    genes = _genes(marker)
    if len(genes) == 1:
        found["geneContext"] = {"valueId": genes[0].code, "symbol": genes[0].key}
    elif genes:  # the schema has room for one
        found["xrefs"] = [gene.code for gene in genes]
    written = (("hgvs.p", marker.hgvs_p), ("hgvs.c", marker.hgvs_c))
    if told := [{"syntax": x, "value": value} for x, value in written if value]:
        found["expressions"] = told
    if marker.kind == c.BiomarkerKind.FUSION:
        is_more = row.effect != c.FusionEffect.REARRANGEMENT_NOS
        found["structuralType"] = codes.GENE_FUSION if is_more else codes.REARRANGEMENT
    if more := [{"name": key, "value": value} for key, value in _more(row)]:
        found["extensions"] = more
    return found


def _genes(marker: d.Biomarker) -> list[d.Coded]:
    genes = marker.fusion.genes if marker.fusion else (marker.gene,)
    return [gene for gene in genes if gene and codes.is_code(gene.code)]


def _more(row: d.Finding) -> Iterator[tuple[str, str]]:
    """What else is known of a finding, under the keys of the document."""
    fusion = vicc.assayed(row)
    if fusion:
        yield "vicc_assayed_fusion", json.dumps(fusion, ensure_ascii=False)
    for key, value in row.model_dump(mode="json", exclude_defaults=True).items():
        if key in _ELSEWHERE:
            continue
        if key == "at":
            value = wording.time(row.at)
        words = ", ".join(value) if isinstance(value, list) else str(value)
        if words:
            yield key, words
