"""A case as a GA4GH Phenopacket, schema 2.0: a function of one frozen version.

    https://phenopacket-schema.readthedocs.io/en/2.0.0/

Nothing is added to what the version says: no date, no code, no age. A fact without a
place or a code stands as text, or is named among what was left out.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from casebase.archive import document as d
from casebase.browse import wording

from . import actions, codes, findings, patient, telling

SCHEMA_VERSION = "2.0"
Packet = dict[str, Any]


def phenopacket(case: d.CaseDocument, envelope: Mapping[str, Any]) -> Packet:
    """Return a version of a case, by its document and its envelope."""
    name = str(envelope["accession"]) + ("-synthetic" if case.synthetic else "")
    packet: Packet = {
        "id": f"{name}.v{envelope['version']}",
        "subject": patient.subject(case, name),
        "phenotypicFeatures": patient.features(case),
        "measurements": patient.measurements(case),
        "biosamples": patient.biosamples(case, name),
        "interpretations": [_interpretation(case, name)],
        "diseases": patient.diseases(case),
        "medicalActions": actions.actions(case, envelope["address"]),
        "metaData": _meta_data(case, envelope),
    }
    if patient.main_diagnosis(case):
        packet["biosamples"] += findings.sample_not_named(case, name)
    packet = {key: value for key, value in packet.items() if value}
    if resources := codes.declared(packet):
        packet["metaData"]["resources"] = resources
    return packet


def _interpretation(case: d.CaseDocument, name: str) -> Packet:
    """The reading of the case; without a coded diagnosis it is text alone."""
    found: Packet = {
        "id": f"{name}.interpretation",
        "progressStatus": "UNKNOWN_PROGRESS",
        "summary": telling.summary(case),
    }
    if main := patient.main_diagnosis(case):
        found["progressStatus"] = "COMPLETED"
        genomic = findings.interpretations(case, name)
        found["diagnosis"] = {"disease": codes.coded(main.disease)}
        if genomic:
            found["diagnosis"]["genomicInterpretations"] = genomic
    return found


def _meta_data(case: d.CaseDocument, envelope: Mapping[str, Any]) -> Packet:
    created = envelope["published_at"].replace("+00:00", "Z")
    by = f"Casebase, {settings.PUBLIC_URL}"
    comment = telling.comment(case, envelope)
    return {
        "created": created,
        "createdBy": by,
        "updates": [{"timestamp": created, "updatedBy": by, "comment": comment}],
        "phenopacketSchemaVersion": SCHEMA_VERSION,
        "externalReferences": _references(case, envelope),
    }


def _references(case: d.CaseDocument, envelope: Mapping[str, Any]) -> list[Packet]:
    """The record itself, and its articles by the identifiers that are known."""
    found: list[Packet] = [
        {"reference": envelope["address"], "description": envelope["citation"]}
    ]
    for source in case.articles:
        cited = source.citation
        if cited is None:
            continue
        words = wording.cited(cited)
        if cited.pmid:
            found.append({"id": f"PMID:{cited.pmid}", "description": words})
        if cited.doi:
            found.append(
                {
                    "id": f"DOI:{cited.doi}",
                    "reference": f"https://doi.org/{cited.doi}",
                    "description": words,
                }
            )
        if not (cited.pmid or cited.doi):
            plain = {"description": words}
            found.append({"reference": cited.url, **plain} if cited.url else plain)
    return found
