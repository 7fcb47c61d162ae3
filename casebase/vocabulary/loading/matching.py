"""Bringing a table to what a file says, writing only the rows that differ."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models

from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.former_keys import of_today
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models.word import Word, lines

BATCH = 2_000
PROGRESS_EVERY = 5_000

#: The column that only ever grows, so what curators added stays.
GROWING = "synonyms"

Columns = dict[str, Any]
AnyModel = TypeVar("AnyModel", bound=models.Model)


def write_rows(
    model: type[AnyModel],
    wanted: dict[str, Columns],
    *,
    key: str,
    name: str,
    report: Report,
    may_change: Callable[[AnyModel, Columns], bool] = lambda row, columns: True,
) -> dict[str, AnyModel]:
    """Add what is missing, change what differs; give back the rows by their key.

    Rows of the table that the file does not name are left alone. A word that curators
    have merged into another is not added again: its key gives that other row.
    """
    rows = {getattr(row, key): row for row in model._default_manager.all()}
    merged = of_today(model) if issubclass(model, Word) else {}
    tally = report.tally(name)
    added, changed, columns_written = [], [], set()
    for value, columns in wanted.items():
        row = rows.get(value)
        if row is None and merged.get(value) in rows:
            rows[value] = rows[merged[value]]
            tally.unchanged += 1
            continue
        if row is None:
            added.append(model(**{key: value}, **columns))
            continue
        if GROWING in columns:
            present = getattr(row, GROWING)
            columns = columns | {GROWING: _grown(present, columns[GROWING])}
        differing = {c for c, v in columns.items() if getattr(row, c) != v}
        if not differing or not may_change(row, columns):
            tally.unchanged += 1
            continue
        for column in differing:
            setattr(row, column, columns[column])
        changed.append(row)
        columns_written |= differing
    create(model, added, name=name, report=report)
    if changed:
        model._default_manager.bulk_update(
            changed, sorted(columns_written), batch_size=200
        )
    tally.added += len(added)
    tally.changed += len(changed)
    return rows | {getattr(row, key): row for row in added}


def create(model: type[models.Model], rows: list, *, name: str, report: Report) -> None:
    """Write new rows in batches, telling how far it is."""
    for start in range(0, len(rows), BATCH):
        model._default_manager.bulk_create(rows[start : start + BATCH])
        done = min(start + BATCH, len(rows))
        if len(rows) > PROGRESS_EVERY:
            report.say(f"{name}: {done:,} of {len(rows):,} written")


def accepted(columns: Columns) -> Columns:
    """What comes from a vocabulary file is accepted."""
    return columns | {"status": WordStatus.ACCEPTED}


def add_links(
    through: type[models.Model],
    pairs: Iterable[tuple[int, int]],
    *,
    columns: tuple[str, str],
    name: str,
    report: Report,
) -> None:
    """Add the missing rows of a many-to-many table; none is taken away."""
    left, right = (f"{column}_id" for column in columns)
    there = set(through._default_manager.values_list(left, right))
    wanted = dict.fromkeys(pairs)
    missing = [pair for pair in wanted if pair not in there]
    through._default_manager.bulk_create(
        [through(**{left: one, right: other}) for one, other in missing],
        batch_size=BATCH,
    )
    tally = report.tally(name)
    tally.added += len(missing)
    tally.unchanged += len(wanted) - len(missing)


def add_names(
    model: type[models.Model],
    owner: str,
    wanted: Iterable[tuple[int, str, str]],
    *,
    name: str,
    report: Report,
) -> None:
    """Add other names `(owner id, text, kind)` that are not there; none is taken."""
    column = f"{owner}_id"
    there = set(model._default_manager.values_list(column, "text"))
    rows, unchanged = [], 0
    for owner_id, text, kind in wanted:
        if (owner_id, text) in there:
            unchanged += 1
            continue
        there.add((owner_id, text))
        rows.append(model(**{column: owner_id}, text=text, kind=kind))
    create(model, rows, name=name, report=report)
    tally = report.tally(name)
    tally.added += len(rows)
    tally.unchanged += unchanged


def _grown(present: str, more: str) -> str:
    """The lines there are, then those that are new."""
    return "\n".join(dict.fromkeys([*lines(present), *lines(more)]))
