"""What was frozen in schema 1 is read, found sound and shown by the code of today.

`schema_1.jsonl` holds made-up documents as they were frozen on 26 November 2026, a line
each; the starter's stand beside them. Nobody brings these lines up to date: a key that
is renamed, or told in another order, breaks every hash that was ever cited.
"""

import json
from pathlib import Path

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from tests.browse.archive import ENVELOPE
from tests.seed import STARTER

pytestmark = [pytest.mark.django_db, pytest.mark.promise(17)]

FROZEN = Path(__file__).with_name("schema_1.jsonl").read_text("utf-8").splitlines()
#: One is larger than all others together would be: the pages of three are looked at.
SHOWN = 3


def keys(value) -> set[str]:
    """The keys of a document, of all its parts."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_an_old_document_is_read_and_written_word_for_word(looked_at):
    starter = [
        json.dumps(json.loads(file.read_text("utf-8")))
        for file in STARTER.glob("[ac]*/*.json")
    ]
    used: set[str] = set()
    for line in FROZEN:
        assert d.canonical(d.read(json.loads(line))) == line
    for line in [*FROZEN, *starter]:
        known = json.loads(line)
        assert d.as_dict(d.read(known)) == known
        used |= keys(known)
    looked_at(len(FROZEN) + len(starter), "documents", least=30)
    looked_at(len(used), "different keys", least=200)


def test_an_old_document_is_shown(client, looked_at, own_index):
    cases = [line for line in FROZEN if '"patient"' in line][:SHOWN]
    for line in cases:
        version = publishing.put(d.read(json.loads(line)), **ENVELOPE)
        assert version.document == line
        name = version.record.name
        assert client.get(f"/cases/{name}/").status_code == 200
        told = client.get(f"/cases/{name}.json").json()
        assert told["document"] == json.loads(line)
    looked_at(len(cases), "pages", least=SHOWN)
