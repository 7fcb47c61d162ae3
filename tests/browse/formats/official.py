"""What the official message classes of GA4GH say of a Phenopacket."""

from typing import Any

from google.protobuf.json_format import MessageToDict, ParseDict
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

#: Values that proto3 leaves out, since they are the first of their lists.
FIRST = {
    "progressStatus": "UNKNOWN_PROGRESS",
    "interpretationStatus": "UNKNOWN_STATUS",
    "acmgPathogenicityClassification": "NOT_PROVIDED",
    "therapeuticActionability": "UNKNOWN_ACTIONABILITY",
    "moleculeContext": "unspecified_molecule_context",
    "regimenStatus": "UNKNOWN_STATUS",
}


def read(packet: dict[str, Any]) -> Phenopacket:
    """Read a Phenopacket; an unknown field or a wrong value is an error."""
    return ParseDict(packet, Phenopacket(), ignore_unknown_fields=False)


def loses_nothing(packet: dict[str, Any]) -> None:
    """Assert that reading and writing loses nothing but what proto3 leaves out."""
    written, told = MessageToDict(read(packet)), _without_first(packet)
    for key in told.keys() | written.keys():
        assert written.get(key) == told.get(key), key


def _without_first(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_first(inner)
            for key, inner in value.items()
            if inner != FIRST.get(key, 0)
        }
    return [_without_first(x) for x in value] if isinstance(value, list) else value


#: What the JSON Schema of phenopacket-tools asks for beside the messages, by the key
#: that holds a part (phenopacket-tools-validator-jsonschema, schema v2, read in
#: November 2026). Of alternatives one stands alone.
REQUIRED: dict[str, set[str]] = {
    "": {"id", "metaData"},
    "subject": {"id"},
    "vitalStatus": {"status"},
    "ageRange": {"start", "end"},
    "interval": {"start", "end"},
    "biosamples": {"id"},
    "measurements": {"assay"},
    "quantity": {"unit", "value"},
    "typedQuantities": {"type", "quantity"},
    "phenotypicFeatures": {"type"},
    "diseases": {"term"},
    "interpretations": {"id", "progressStatus"},
    "diagnosis": {"disease"},
    "genomicInterpretations": {
        "subjectOrBiosampleId",
        "interpretationStatus",
        "variantInterpretation",
    },
    "variantInterpretation": {
        "acmgPathogenicityClassification",
        "therapeuticActionability",
        "variationDescriptor",
    },
    "variationDescriptor": {"id", "moleculeContext"},
    "geneContext": {"valueId", "symbol"},
    "expressions": {"syntax", "value"},
    "extensions": {"name", "value"},
    "treatment": {"agent"},
    "therapeuticRegimen": {"regimenStatus", "externalReference"},
    "metaData": {"created", "createdBy", "phenopacketSchemaVersion"},
    "updates": {"timestamp"},
    "resources": {"id", "name", "url", "version", "namespacePrefix", "iriPrefix"},
}
CLASSES = {"term", "type", "assay", "unit", "agent", "disease", "code", "severity"}
CLASSES |= {"primarySite", "laterality", "sampledTissue", "tumorProgression"}
CLASSES |= {"structuralType", "responseToTreatment", "adverseEvents", "diseaseStage"}
CLASSES |= {"routeOfAdministration"}
ALTERNATIVES = {
    "measurements": ("value", "complexValue"),
    "medicalActions": ("treatment", "therapeuticRegimen"),
    "value": ("quantity", "ontologyClass"),
}
#: Each of their parts once.
SETS = ("genomicInterpretations", "typedQuantities", "diseaseStage")


def is_complete(part: Any, key: str = "") -> None:
    """Assert that nothing is missing that the validator asks for."""
    if isinstance(part, list):
        assert part, f"{key} is empty"
        assert key not in SETS or all(part.count(one) == 1 for one in part), key
        for one in part:
            is_complete(one, key)
    elif isinstance(part, dict):
        needed = {"id", "label"} if key in CLASSES else REQUIRED.get(key, set())
        assert needed <= part.keys(), (key, part)
        assert key not in CLASSES or all(part.values()), (key, part)
        if key in ALTERNATIVES:
            assert sum(one in part for one in ALTERNATIVES[key]) == 1, (key, part)
        assert key != "phenotypicFeatures" or "description" not in part
        for name, one in part.items():
            is_complete(one, name)
