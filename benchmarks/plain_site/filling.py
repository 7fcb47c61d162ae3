"""The rows of the tables, from the data that all engines are given."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.data import Case, Data, Row

from .models import TABLES

Table = tuple[str, list[str], Iterable[Any]]


def filled(data: Data) -> Iterator[Table]:
    """Yield each table with its columns and rows, what is pointed to first."""
    keys: dict[Any, dict[str, int]] = {}
    for space, facet, key in data.values:
        field = TABLES[space]._meta.get_field(facet)
        if field.is_relation:
            known = keys.setdefault(field.related_model, {})
            known.setdefault(key, len(known) + 1)
    for term, known in keys.items():
        yield term._meta.db_table, ["key", "id"], known.items()
    for space, table in TABLES.items():
        names = [facet for of, facet in data.ranges if of == space]
        fields = [table._meta.get_field(name) for name in names]
        yield _rows(data, space, [f for f in fields if not f.many_to_many], keys)
        for field in fields:
            if field.many_to_many:
                yield _links(data, space, field, keys[field.related_model])


def _rows(data: Data, space: str, fields: list[Any], keys: Any) -> Table:
    """Return the rows of a space with what they have one of."""

    def told(row: Row, field: Any) -> Any:
        found = row.keys.get(field.name, [])
        if len(found) > 1:
            raise ValueError(f"Several values in a column for one: {found}")
        if field.is_relation:
            return keys[field.related_model][found[0]] if found else None
        return found[0] if found else ""

    def beside(case: Case, row: Row) -> list[Any]:
        if space == "case":
            return [case.name, case.title, case.year, _lexemes(case.words)]
        return [case.number, row.slot]

    names = ["name", "title", "published", "words"]
    columns = names if space == "case" else ["case_id", "number"]
    return (
        TABLES[space]._meta.db_table,
        ["id", *columns, *(field.column for field in fields)],
        (
            [pk, *beside(case, row), *(told(row, field) for field in fields)]
            for case, row, pk in _numbered(data, space)
        ),
    )


def _links(data: Data, space: str, field: Any, known: dict[str, int]) -> Table:
    return (
        field.m2m_db_table(),
        [field.m2m_column_name(), field.m2m_reverse_name()],
        (
            (pk, known[key])
            for _, row, pk in _numbered(data, space)
            for key in row.keys.get(field.name, ())
        ),
    )


def _numbered(data: Data, space: str) -> Iterator[tuple[Case, Row, int]]:
    """Yield each row of a space with its key: a case has its number."""
    count = 0
    for case in data.cases():
        for row in case.rows:
            if row.space == space:
                count += 1
                yield case, row, case.number if space == "case" else count


def _lexemes(words: str) -> str:
    return " ".join(f"'{word}'" for word in words.split())
