"""What differs between two documents, row by row, each in one short line.

A row is named by its ref: `T2.stop_reason: — → progression`.
"""

from collections.abc import Iterator
from typing import Any

from casebase.archive import document as d

NOTHING = "—"
WIDTH = 60
#: Keys that name a part which has no ref.
NAMES = ("ref", "article", "field", "slug")
Facts = dict[str, str]


def differences(before: d.Document, after: d.Document) -> list[str]:
    """Return a line for each fact that is not the same; a whole row is one line."""
    old, new = _facts(before), _facts(after)
    gone = dict.fromkeys(_rows(before) - _rows(after), "removed")
    come = dict.fromkeys(_rows(after) - _rows(before), "added")
    whole = gone | come
    lines = [f"{row}: {what}" for row, what in sorted(whole.items())]
    for path in [*old, *(path for path in new if path not in old)]:
        was, now = old.get(path, NOTHING), new.get(path, NOTHING)
        if was != now and path.split(".")[0] not in whole:
            lines.append(f"{path}: {_short(was)} → {_short(now)}")
    return lines


def drift(document: d.Document, here: d.Document) -> list[str]:
    """Return a line for each fact of a document that stands otherwise here."""
    asked, found = _facts(document), _facts(here)
    return [
        f"{path}: {_short(said)} is {_short(found.get(path, NOTHING))} here"
        for path, said in asked.items()
        if found.get(path) != said
    ]


def _facts(document: d.Document) -> Facts:
    return dict(_told(d.as_dict(document), ""))


def _rows(document: d.Document) -> set[str]:
    """The refs of a case."""

    def refs(value: Any) -> Iterator[str]:
        inner = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict) and "ref" in value:
            yield value["ref"]
        if isinstance(value, dict | list):
            for entry in inner:
                yield from refs(entry)

    return set(refs(d.as_dict(document)))


def _told(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The facts of a value by their paths, which begin anew at each ref."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "ref":
                yield from _told(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for index, each in enumerate(value):
            yield from _told(each, _path(each, path, index))
    else:
        yield path, ", ".join(value) if isinstance(value, list) else str(value)


def _path(part: dict[str, Any], path: str, index: int) -> str:
    """The path of a part in a list: by its ref, another name, or its number."""
    name = next((part[name] for name in NAMES if isinstance(part.get(name), str)), "")
    if name and "ref" in part:
        return name
    return f"{path}.{name}" if name else f"{path}[{index}]"


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
