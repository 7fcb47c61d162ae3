"""A document as a tree of what is compared: labels and typography taken away.

Rows of a list stand under their names (`treatments.T2.agents.A2`), so that two lists
can be compared once their rows have been given the same names.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from casebase.archive import document as d
from casebase.archive.references import NAMES

from .kinds import By, compared_by

Leaf = str
Tree = dict[str, Any]  # of trees and leaves
Path = tuple[str, ...]

PRESENT = "(own words)"
#: Follow from the rest of the document: they would be counted twice.
DERIVED = {"schema", "key", "ref", "citation"}
#: Hold the name of a row of the same case, or several.
REFS = {*NAMES, "target"}
#: Hold the name of an article.
SLUGS = {"article", "source_a", "source_b"}
TYPOGRAPHY = str.maketrans("′’‘“”–—×", "'''\"\"--x") | {0x2212: "-", 0xB5: "μ"}
REF = re.compile(r"[A-Z]{1,2}\d+")
NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")


class Rows(Tree):
    """The rows of a list, by name."""


def tree_of(document: d.Document) -> Tree:
    """Return what is compared of a document; its key is its name and not part of it."""
    return _tree(d.as_dict(document))


def _tree(part: dict[str, Any]) -> Tree:
    found: Tree = {}
    for name, value in part.items():
        if name in DERIVED:
            continue
        if isinstance(value, list) and compared_by(name) == By.PRESENCE:
            found[name] = PRESENT
        elif isinstance(value, list):
            found[name] = Rows(_rows(name, value))
        elif isinstance(value, dict):
            # A word of the vocabulary is its key; a biomarker and a fusion have other
            # parts, from which their keys are made.
            coded = "key" in value and value.keys() <= {"key", "label", "code"}
            bare = {k: v for k, v in value.items() if k != "label" or name == "patient"}
            found[name] = value["key"] if coded else _tree(bare)
        else:
            found[name] = leaf_of(name, value)
    return found


def _rows(name: str, values: list[Any]) -> Iterator[tuple[str, Any]]:
    """The rows of a list with their names; bare values are their own names."""
    taken: set[str] = set()
    for number, value in enumerate(values, start=1):
        if not isinstance(value, dict):
            leaf = leaf_of(name, value)
            yield leaf, leaf
        elif value.keys() <= {"key", "label", "code"}:
            yield value["key"], value["key"]
        else:
            own = (value.get(each) for each in ("ref", "article", "field"))
            called = next((each for each in own if each), str(number))
            called = f"{called}~{number}" if called in taken else called
            taken.add(called)
            yield called, _tree(value)


def leaf_of(name: str, value: Any) -> Leaf:
    """A value as it is compared."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    by = compared_by(name)
    if by == By.PRESENCE:
        return PRESENT
    if NUMBER.fullmatch(text):
        return format(Decimal(text).normalize(), "f")
    text = " ".join(unicodedata.normalize("NFC", text).translate(TYPOGRAPHY).split())
    return text.casefold().rstrip(".") if by == By.WORDS else text


def leaves(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """Every leaf with its path, names of rows included."""
    for name, part in tree.items():
        if isinstance(part, dict):
            yield from leaves(part, (*path, name))
        else:
            yield (*path, name), part


def unnamed(tree: Tree, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every leaf with its path, names of rows left out."""
    for name, part in tree.items():
        below = path if isinstance(tree, Rows) else f"{path}.{name}".lstrip(".")
        if isinstance(part, dict):
            yield from unnamed(part, below)
        else:
            yield below, part


def renamed(tree: Tree, refs: dict[str, str], slugs: dict[str, str]) -> Tree:
    """The tree with what its cross references name translated.

    A name that has no translation is marked by a `+`: nothing in the other tree is
    called so.
    """

    def name_of(field: str, leaf: Leaf) -> Leaf:
        if field in SLUGS:
            return slugs.get(leaf, f"+{leaf}")
        row, dot, key = leaf.partition(".")
        if field in REFS and REF.fullmatch(row):
            return refs.get(row, f"+{row}") + dot + key
        return leaf

    def walk(part: Tree, field: str) -> Tree:
        made = type(part)()
        for name, value in part.items():
            if isinstance(value, dict):
                key = name_of("article", name) if _is_slugged(value, name) else name
                made[key] = walk(value, field if isinstance(part, Rows) else name)
            elif isinstance(part, Rows):
                leaf = name_of(field, value)
                made[leaf] = leaf
            else:
                made[name] = name_of(name, value)
        return made

    return walk(tree, "")


def _is_slugged(row: Tree, name: str) -> bool:
    return row.get("article") == name
