"""The source facts, leaf by leaf."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "source_facts"

#: Leaves that say nothing of a paper or a patient: no line is expected of them.
BOOKKEEPING = {
    "schema": "number of the facts files' own format",
    "set": "the collection that the facts file belongs to",
    "*.id": "names a row within the facts file",
    "*.reports_on.file": "name of another facts file",
    "*.page_furniture.*": "the cookie notice of a web site, not a part of what it says",
    "*quotes": "no quotation was taken over: no document of the file may hold one",
}


@dataclass(frozen=True)
class Leaf:
    """One statement of a facts file: `patients.P1.age.value` says `33`."""

    path: str
    says: str

    @property
    def name(self) -> str:
        """The key it stands under: `value`, or for one of a list the list's key."""
        return next(n for n in reversed(self.path.split(".")) if not n.isdigit())

    @property
    def is_bookkeeping(self) -> bool:
        """Whether the facts file speaks of itself here."""
        return any(fnmatchcase(self.path, pattern) for pattern in BOOKKEEPING)


def names() -> list[str]:
    """The names of all facts files."""
    return sorted(file.stem for file in FOLDER.glob("*.yaml"))


def leaves(name: str) -> list[Leaf]:
    """Every leaf of a facts file, in its order."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    return list(_leaves(yaml.safe_load(text), ""))


def _leaves(part: Any, path: str) -> Iterator[Leaf]:
    """An empty list is a statement too: "no adverse events"."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from _leaves(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(part, list) and part:
        for number, inner in enumerate(part, start=1):
            name = inner.get("id", number) if isinstance(inner, dict) else number
            yield from _leaves(inner, f"{path}.{name}")
    else:
        text = str(part).lower() if isinstance(part, bool) else str(part)
        yield Leaf(path, " ".join(text.split()))
