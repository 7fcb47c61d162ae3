"""Ordering the rows of a tree: parents before children."""

from casebase.vocabulary.loading.files import Row
from casebase.vocabulary.loading.report import Report


def parent_first(
    rows: list[Row], *, key: str, parent: str, report: Report
) -> list[Row]:
    """Leave out, and report, rows whose broader term the file does not have."""
    known = {row[key] for row in rows}
    children: dict[str, list[Row]] = {}
    for row in rows:
        if row[parent] and row[parent] not in known:
            report.unplaced.append(f"{row[key]}, below the unknown {row[parent]}")
            continue
        children.setdefault(row[parent], []).append(row)
    ordered, waiting = [], list(children.get("", []))
    while waiting:
        row = waiting.pop(0)
        ordered.append(row)
        waiting += children.get(row[key], [])
    circling = len(rows) - len(ordered)
    if circling and not any(row[parent] not in known | {""} for row in rows):
        report.unplaced.append(f"{circling} terms that stand below themselves")
    return ordered


def levels(ordered: list[Row], *, key: str, parent: str) -> list[list[Row]]:
    """The rows by their depth, so that each level finds its parents written."""
    depth: dict[str, int] = {"": -1}
    found: list[list[Row]] = []
    for row in ordered:
        depth[row[key]] = here = depth[row[parent]] + 1
        if here == len(found):
            found.append([])
        found[here].append(row)
    return found
