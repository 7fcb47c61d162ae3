"""A table with a row for each leaf of each document: every fact, with its source.

A document can be put together again from its rows: `path` says where a value stands
(JSON Pointer, RFC 6901), `type` what it is in JSON. A string stands as it is, anything
else as JSON.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from casebase.archive.document import CaseDocument
from casebase.browse.wording.field_names import field_name

from . import tables
from .snapshot import Case
from .tables import Column, yes_or_no

TYPES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    dict: "object",
    list: "array",
    type(None): "null",
}
Model = type[BaseModel]
Source = Mapping[str, str]


@dataclass(frozen=True)
class Key:
    """What a document's definition says of one key."""

    says: str
    model: Model | None
    """What its value is made of, if of parts."""
    choices: type[Enum] | None
    """The closed list its value is of."""


@dataclass(frozen=True)
class Place:
    """Where in a document we are, and what holds of everything below."""

    path: str
    says: str
    row: str
    source: Source
    choices: type[Enum] | None = None


@dataclass(frozen=True)
class Fact:
    """One leaf."""

    case: Case
    place: Place
    value: Any

    @property
    def words(self) -> str:
        """The value as readers see it, where it is one of a closed list."""
        if isinstance(self.value, bool):
            return yes_or_no(self.value)
        choices = self.place.choices
        return str(getattr(choices(self.value), "label", "")) if choices else ""


COLUMNS: tuple[Column[Fact], ...] = (
    Column("accession", "Number of the case.", lambda f: f.case.accession),
    Column("version", "Version of the case.", lambda f: str(f.case.version.number)),
    Column("synthetic", "yes: made up; no such patient exists.",
           lambda f: yes_or_no(f.case.version.record.synthetic)),
    Column("integrity", "What the publisher has said of the primary article; empty "
           "where no notice is known.", lambda f: f.case.notice),
    Column("path", "Where the value stands in the document: JSON Pointer.",
           lambda f: f.place.path),
    Column("row", "Name of the row of the case it belongs to, such as T1.",
           lambda f: f.place.row),
    Column("says", "What the value says.", lambda f: f.place.says),
    Column("value", "The value: a string as it stands, anything else as JSON.",
           lambda f: f.value if isinstance(f.value, str) else json.dumps(f.value)),
    Column("type", "What it is in JSON: string, integer, boolean; object or array, if "
           "empty.", lambda f: TYPES[type(f.value)]),
    Column("words", "A value of a closed list as readers see it.", lambda f: f.words),
    Column("article", "Article in which it stands.",
           lambda f: f.place.source.get("article", "")),
    Column("locator", "Place in the article.",
           lambda f: f.place.source.get("locator", "")),
    Column("assertion", "Whether it is stated there, inferred, calculated …",
           lambda f: f.place.source.get("assertion", "")),
    Column("confidence", "How sure the curator is of the reading.",
           lambda f: f.place.source.get("confidence", "")),
)  # fmt: skip


def written(cases: Iterable[Case]) -> Iterator[str]:
    """Write a row for each leaf."""
    told = (fact for case in cases for fact in facts(case))
    return tables.written(COLUMNS, (tables.cells(COLUMNS, fact) for fact in told))


def facts(case: Case) -> Iterator[Fact]:
    """Yield every leaf of a document, in the order of its text."""
    document = json.loads(case.version.document)
    told = document.get("provenance", {}).get("facts", ())
    of_patient = {fact["field"]: fact["source"] for fact in told}
    for place, value in _leaves(document, CaseDocument, Place("", "", "", {})):
        field = place.path.split("/")
        if field[1] == "patient":
            place = replace(place, source=of_patient.get(field[2], {}))
        yield Fact(case, place, value)


def _leaves(value: Any, model: Model | None, at: Place) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, dict) and value and model:
        row, source = value.get("ref", at.row), value.get("source", at.source)
        for name, inner in value.items():
            key = _key(model, name)
            place = Place(f"{at.path}/{name}", key.says, row, source, key.choices)
            yield from _leaves(inner, key.model, place)
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _leaves(inner, model, replace(at, path=f"{at.path}/{number}"))
    else:
        yield at, value


@cache
def _key(model: Model, name: str) -> Key:
    """Look a key up in the definition; `schema` is written under another name."""
    fields = model.model_fields
    field = name if name in fields else f"{name}_number"
    kinds = list(_kinds(fields[field].annotation))
    return Key(
        says=field_name(model, field),
        model=next((k for k in kinds if issubclass(k, BaseModel)), None),
        choices=next((k for k in kinds if issubclass(k, Enum)), None),
    )


def _kinds(annotation: Any) -> Iterator[type]:
    """Every class an annotation names."""
    if parts := get_args(annotation):
        for part in parts:
            yield from _kinds(part)
    elif isinstance(annotation, type):
        yield annotation
