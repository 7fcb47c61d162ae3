"""Places in the starter's documents: `P1.DS2.dose_value`, `paper.authors.1.given`.

The first name is that of a document, as the expectations call it. Rows of a case go by
their ref wherever they stand, rows without a ref by their number. Where a value names a
row, `>` goes on from there: `P1.AE1.agents.1>drug.key`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STARTER = Path(__file__).resolve().parents[2] / "starter"
REF = re.compile(r"[A-Z]{1,2}[1-9][0-9]{0,3}")
#: What is not there.
ABSENT = "-"


class NoSuchPlace(LookupError):
    """A place that cannot be: no such document, row or number."""


def documents(starter: Path = STARTER) -> dict[str, dict[str, Any]]:
    """All documents of the starter by key, as plain JSON."""
    files = [*starter.glob("articles/*.json"), *starter.glob("cases/*.json")]
    told = [json.loads(file.read_text("utf-8")) for file in sorted(files)]
    return {document["key"]: document for document in told}


def value_at(document: dict[str, Any], place: str) -> str:
    """The value at a place as text; `-` where the document leaves it out.

    A list of plain values is read with commas between them.
    """
    named, follows, after = place.partition(">")
    if follows:
        return value_at(document, f"{value_at(document, named)}.{after}")
    first, _, rest = place.partition(".")
    if REF.fullmatch(first):
        row = next((r for r in _rows(document) if r.get("ref") == first), None)
        if row is None:
            raise NoSuchPlace(f"no row {first}")
        return _text(_walk(row, rest))
    return _text(_walk(document, place))


def _walk(part: Any, place: str) -> Any:
    for name in place.split(".") if place else ():
        if isinstance(part, list):
            if not (name.isdigit() and 1 <= int(name) <= len(part)):
                raise NoSuchPlace(f"no row {name}")
            part = part[int(name) - 1]
        elif isinstance(part, dict):
            part = part.get(name)
        elif part is None:
            return None
        else:
            raise NoSuchPlace(f"nothing below “{part}”")
    return part


def _text(value: Any) -> str:
    if value is None:
        return ABSENT
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and not any(isinstance(v, dict | list) for v in value):
        return ", ".join(map(str, value))
    if isinstance(value, dict | list):
        raise NoSuchPlace("a place is a value, not a whole row")
    return " ".join(str(value).split())


def _rows(part: Any) -> Iterator[dict[str, Any]]:
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict):
            yield inner
        if isinstance(inner, dict | list):
            yield from _rows(inner)


def leaves(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every place of a document with its value; named agents also in words."""
    for place, value in _places(document, ""):
        yield place, value
        if ".agents." in place and REF.fullmatch(value):
            yield (name := f"{place}>reported"), value_at(document, name)


def _places(part: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        place = part.get("ref", place)
        for name, inner in part.items():
            yield from _places(inner, f"{place}.{name}".lstrip("."))
    elif isinstance(part, list):
        for number, inner in enumerate(part, start=1):
            yield from _places(inner, f"{place}.{number}")
    else:
        yield place, _text(part)
