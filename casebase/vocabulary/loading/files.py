"""Reading the files: tab-separated tables by header name, and OncoTree's JSON."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from casebase.vocabulary.text import clean_text

Row = dict[str, str]


class UnreadableFile(Exception):
    """The file is not what it should be; the message says what is wrong."""


def read_table(path: Path, needed: set[str]) -> list[Row]:
    """The rows of a tab-separated file, cells trimmed and clean.

    HGNC sets cells with several values in quotation marks; both forms are read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", restval="")
            missing = needed - set(reader.fieldnames or [])
            if missing:
                raise UnreadableFile(
                    f"{path.name} has no column {', '.join(sorted(missing))}."
                )
            return [_clean_row(path, reader.line_num, row) for row in reader]
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be read: {fault.strerror}.") from fault
    except (UnicodeDecodeError, csv.Error) as fault:
        raise UnreadableFile(
            f"{path.name} is not a tab-separated table in UTF-8."
        ) from fault


def values(cell: str) -> list[str]:
    """The values of a cell, which a bar separates."""
    return [value.strip() for value in cell.split("|") if value.strip()]


def read_oncotree(path: Path) -> list[Row]:
    """The nodes of a published OncoTree below its root, parents before children.

    `history` are former codes of the same tumour type; `replaces` are the codes of
    others that it grew out of or stands in for.
    """
    try:
        tree = json.loads(path.read_text(encoding="utf-8-sig"))
        root = tree["TISSUE"]
        return list(_below(root["children"], ""))
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be read: {fault.strerror}.") from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UnreadableFile(
            f"{path.name} is not OncoTree as published: "
            "nested JSON that starts with TISSUE."
        ) from fault


def _below(children: dict, parent: str) -> Iterator[Row]:
    for code, node in sorted(children.items()):
        ncit = (node.get("externalReferences") or {}).get("NCI") or []
        yield {
            "code": clean_text(code),
            "name": clean_text(node["name"]),
            "parent": parent,
            "ncit": "|".join(ncit),
            "history": "|".join(node.get("history") or []),
            "replaces": "|".join(
                [*(node.get("precursors") or []), *(node.get("revocations") or [])]
            ),
        }
        yield from _below(node.get("children") or {}, code)


def _clean_row(path: Path, line: int, row: dict) -> Row:
    if None in row:
        raise UnreadableFile(f"{path.name}, line {line}: more cells than columns.")
    try:
        return {name: clean_text(cell).strip() for name, cell in row.items()}
    except ValueError as fault:
        raise UnreadableFile(f"{path.name}, line {line}: {fault}") from fault
