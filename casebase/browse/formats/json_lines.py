"""JSON Lines: a line for each case, its envelope and its document as it is kept."""

import json
from collections.abc import Iterable, Iterator

from casebase.browse import records

from .snapshot import Case

MEDIA_TYPE = "application/jsonl; charset=utf-8"
_AS_JSON = json.JSONEncoder(ensure_ascii=False)


def written(cases: Iterable[Case]) -> Iterator[str]:
    """Write the cases, each as `/cases/<accession>.json` has it, on one line."""
    for case in cases:
        version = case.version
        envelope = records.envelope_of(version.record, version, case.title)
        envelope["integrity"] = case.integrity
        head = _AS_JSON.encode(envelope)
        # The document is JSON already, of one line: what was hashed is passed on.
        yield f'{{"record": {head}, "document": {version.document}}}\n'
