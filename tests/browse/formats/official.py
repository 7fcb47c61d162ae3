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
