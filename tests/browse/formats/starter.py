"""The starter's cases as documents, and an envelope for each."""

import json
from typing import Any

from casebase.archive import document as d
from tests import seed

CASES: dict[str, d.CaseDocument] = {
    file.stem: d.CaseDocument.model_validate(json.loads(file.read_text("utf-8")))
    for file in sorted((seed.STARTER / "cases").glob("*.json"))
}


def envelope(**more: Any) -> dict[str, Any]:
    """Return what a Phenopacket needs to know of a version beside its document."""
    address = "https://casebase.example/cases/CB-000001/v1/"
    return {
        "accession": "CB-000001",
        "version": 1,
        "address": address,
        "published_at": "2026-11-26T10:00:00+00:00",
        "citation": f"Casebase. CB-000001, version 1. {address}",
        "integrity": "ok",
        "review_basis": "transcription",
        "archive_version": 7,
        "licence": "CC0-1.0",
        "licence_note": "Quotes and article texts are not ours and are excluded.",
        **more,
    }


def changed(case: d.CaseDocument, **chapters: Any) -> d.CaseDocument:
    """Return a case with other chapters, or with other facts of the patient."""
    plain = d.as_dict(case)
    plain["patient"] = {**plain["patient"], **chapters.pop("patient", {})}
    return d.CaseDocument.model_validate(plain | chapters)
