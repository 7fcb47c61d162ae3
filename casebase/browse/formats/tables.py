"""Tables as columns: what each is called, what it says, how its cell is read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any, Generic, TypeVar

from casebase.browse import wording

from . import csv

Row = TypeVar("Row")

MEDIA_TYPE = "text/csv; charset=utf-8"
#: What parts several values in one cell.
BETWEEN = " | "
_AT_ONCE = 100


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column."""

    name: str
    says: str
    cell: Callable[[Row], str]


def written(
    columns: Sequence[Column[Row]], rows: Iterable[Sequence[str]]
) -> Iterator[str]:
    """Write a table of these cells, its head first."""
    yield csv.written([[column.name for column in columns]])
    left = iter(rows)
    while several := list(islice(left, _AT_ONCE)):
        yield csv.lines(several)


def cells(columns: Sequence[Column[Row]], row: Row) -> list[str]:
    """Return what the columns say of a row."""
    return [column.cell(row) for column in columns]


def key(value: Enum | None) -> str:
    """Write a value of a closed list by its key; nothing where nothing is told."""
    return str(value.value) if value and wording.is_stated(value) else ""


def joined(parts: Iterable[str]) -> str:
    """Write several values in one cell, each once."""
    return BETWEEN.join(dict.fromkeys(part for part in parts if part))


def yes_or_no(is_so: Any) -> str:
    """Write a truth as people do."""
    return "yes" if is_so else "no"
