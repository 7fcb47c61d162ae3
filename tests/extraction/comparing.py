"""Two sets of documents, compared leaf by leaf."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebase.archive import document as d

from . import trees
from .aligning import aligned, pairs
from .kinds import kind_of
from .trees import Rows, Tree

#: The documents of a set: `articles` and `cases`, each by key.
Documents = dict[str, Rows]
NOTHING = ""


@dataclass(frozen=True)
class Comparison:
    """One leaf as the two have it; empty where one has nothing there."""

    document: str
    path: trees.Path
    kind: str
    first: str
    second: str
    row: trees.Path = ()
    """The row, where one of the two has no such row at all."""

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.first == self.second

    @property
    def line(self) -> tuple[str, str]:
        """What it is settled by: the leaf, or the row that only one of them has."""
        return self.document, ".".join(self.row or self.path)


def read(folder: Path) -> Documents:
    """Read the documents of a folder's `articles/*.json` and `cases/*.json`."""
    told: Documents = {"articles": Rows(), "cases": Rows()}
    for sort, found in told.items():
        for file in sorted((folder / sort).glob("*.json")):
            document = d.read(json.loads(file.read_text("utf-8")))
            found[document.key] = trees.tree_of(document)
    return told


def named_as(first: Documents, second: Documents) -> Documents:
    """The second set with its documents, rows and references named as the first's."""
    slugs = pairs(first["articles"], second["articles"])
    made: Documents = {"articles": Rows(), "cases": Rows()}
    for sort, found in made.items():
        told = Rows(
            (key, trees.renamed(tree, {}, slugs)) for key, tree in second[sort].items()
        )
        keys = pairs(first[sort], told)
        for key, tree in second[sort].items():
            own = keys.get(key)
            base = first[sort][own] if own else {}
            found[own or f"+{key}"] = aligned(base, tree, slugs)
    return made


def compare(first: Documents, second: Documents) -> list[Comparison]:
    """Compare two sets of which the second is named as the first."""
    return [
        each
        for sort in first
        for key in dict.fromkeys([*first[sort], *second[sort]])
        for each in _compare(
            key, sort, first[sort].get(key, {}), second[sort].get(key, {})
        )
    ]


def _compare(key: str, sort: str, first: Tree, second: Tree) -> Iterator[Comparison]:
    ours, theirs = dict(trees.leaves(first)), dict(trees.leaves(second))
    either = merged(first, second)
    for path, _ in trees.leaves(either):
        bare, row = _walked(either, (first, second), path)
        yield Comparison(
            document=key,
            path=path,
            kind=kind_of(f"{sort}.{bare}"),
            first=ours.get(path, NOTHING),
            second=theirs.get(path, NOTHING),
            row=row,
        )


def merged(first: Tree, second: Tree) -> Tree:
    """A tree with the leaves of both; of two leaves at one place, the second."""
    made = type(second if isinstance(second, Rows) else first)(first)
    for name, part in second.items():
        ours = first.get(name)
        both = isinstance(part, dict) and isinstance(ours, dict)
        made[name] = merged(ours, part) if both else part
    return made


def _walked(
    either: Tree, both: tuple[Tree, Tree], path: trees.Path
) -> tuple[str, trees.Path]:
    """A path without names of rows, and the outermost row that only one has."""
    bare: list[str] = []
    row: trees.Path = ()
    at: Any = either
    sides: list[Any] = list(both)
    for depth, name in enumerate(path, start=1):
        is_row = isinstance(at, Rows)
        at = at[name]
        sides = [side.get(name) if isinstance(side, dict) else None for side in sides]
        if not is_row:
            bare.append(name)
        elif not row and isinstance(at, dict) and None in sides:
            row = path[:depth]
    return ".".join(bare), row
