"""All Phenopackets of a list in one ZIP file, written while it is sent.

The same question to the same archive version gives the same bytes: entries have one
fixed date and stand in the order of the list. A case is forgotten once it is written.
"""

import json
import zipfile
from collections.abc import Iterator

from casebase.browse import records
from casebase.browse.formats.snapshot import Cases

from .packet import SCHEMA_VERSION, phenopacket

README = "README.txt"
#: The first that a ZIP file can tell.
NO_DATE = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


class _Outbox:
    """A file that can only be written to: what was written waits to be taken."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """Hand over what waits."""
        waiting, self._waiting = self._waiting, []
        return b"".join(waiting)


def written(cases: Cases) -> Iterator[bytes]:
    """Write the file, case by case."""
    out = _Outbox()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:  # type: ignore[call-overload]
        _put(file, README, _about(cases))
        yield out.taken()
        for case in cases:
            version = case.version
            envelope = records.envelope_of(version.record, version, case.title)
            envelope["integrity"] = case.integrity
            packet = phenopacket(case.document, envelope)
            text = json.dumps(packet, ensure_ascii=False, indent=1)
            _put(file, f"{packet['id']}.phenopacket.json", text)
            yield out.taken()
    yield out.taken()


def _put(file: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = READABLE
    file.writestr(entry, text.encode())


def _about(cases: Cases) -> str:
    """Tell what was asked, what is here, and what it may be used for."""
    lines = [
        f"Casebase: Phenopackets, GA4GH schema {SCHEMA_VERSION}",
        "",
        *cases.told,
        "Synthetic cases have “-synthetic” in the names of their files.",
        f"Licence: {records.LICENCE}. {records.LICENCE_NOTE}",
        "",
        "Each file says in metaData.updates what it lacks; nothing was added to the",
        "record: no code, no date, no age. See docs/phenopackets.md of the software.",
        "Cite each case by its address, and always the original article: both stand in",
        "metaData.externalReferences. One case shows what happened to one patient.",
        "Not medical advice.",
        "",
    ]
    return "\n".join(lines)
