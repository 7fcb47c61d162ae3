"""DuckDB in process: columns, sorted by value."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.data import SPACES, Data
from benchmarks.questions import Conditions, Group, Question

from .base import Answer, Engine, keyed

TABLES = """
CREATE TABLE cases AS SELECT * FROM read_csv('{folder}/cases.csv', header = false,
    columns = {{'id': 'INT', 'name': 'VARCHAR', 'year': 'INT'}});
CREATE TABLE told AS SELECT * FROM read_csv('{folder}/rows.csv', header = false,
    columns = {{'space': 'VARCHAR', 'id': 'INT', 'row': 'INT', 'value': 'USMALLINT'}});
CREATE TABLE words AS SELECT * FROM read_csv('{folder}/words.csv', header = false,
    columns = {{'word': 'VARCHAR', 'id': 'INT'}}) ORDER BY word, id;
CREATE TABLE facts AS SELECT DISTINCT value, id FROM told ORDER BY value, id;
CREATE TABLE counts AS SELECT value, count(*) AS n FROM facts GROUP BY value;
"""


class DuckDB(Engine):
    """A database of columns."""

    title = "DuckDB"
    about = (
        "In process: a table of values and cases, one of rows for each space, one of "
        "our own words, each sorted; counts by `GROUP BY`, of everything in a table."
    )

    @property
    def file(self) -> Path:
        """The database."""
        return self.place.folder / "cases.duckdb"

    def load(self, data: Data) -> None:
        """Write files of rows, and read them in."""
        number = 0

        def rows() -> Iterable[tuple[Any, ...]]:
            nonlocal number
            for case in data.cases():
                for row in case.rows:
                    number += 1
                    for value in data.numbers_of(row):
                        yield row.space, case.number, number, value

        self._write("rows", rows())
        self._write("cases", ((c.number, c.name, c.year) for c in data.cases()))
        self._write(
            "words", ((w, c.number) for c in data.cases() for w in c.words.split())
        )
        with duckdb.connect(str(self.file)) as database:
            database.execute(TABLES.format(folder=self.place.folder))
            for space in SPACES[1:]:
                database.execute(
                    f"CREATE TABLE {space} AS SELECT row, value, id FROM told "
                    f"WHERE space = '{space}' ORDER BY value, id"
                )
            database.execute("DROP TABLE told; ANALYZE")

    def _write(self, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
        path = self.place.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)

    def open(self, data: Data) -> None:
        """Open it."""
        self.data = data
        self.database = duckdb.connect(str(self.file), read_only=True)

    def ask(self, question: Question) -> Answer:
        """Answer it: total and newest, then the counts group by group."""
        found = self._where(question.matching, question.tokens)
        where = " AND ".join(found) or "true"
        [total] = self._all(f"SELECT count(*) FROM cases WHERE {where}")
        newest = self._all(
            f"SELECT name FROM cases WHERE {where} "
            "ORDER BY year DESC NULLS LAST, id LIMIT 25"
        )
        counted: list[tuple[int, int]] = []
        for group in question.groups:
            counted += self._all(self._counting(group, question.tokens))
        return Answer(total[0], [row[0] for row in newest], keyed(self.data, counted))

    def _all(self, query: str) -> list[Any]:
        return self.database.execute(query).fetchall()

    def _counting(self, group: Group, tokens: list[str]) -> str:
        ranges = " OR ".join(
            "value BETWEEN {} AND {}".format(*self.data.ranges[one])
            for one in group.facets
            if one in self.data.ranges
        )
        where = [f"({ranges or 'false'})", *self._where(group.elsewhere, tokens)]
        if group.same and group.space != "case":
            where += self._on_one_row(group.space, group.same)
            return (
                f"SELECT value, count(DISTINCT id) FROM {group.space} "
                f"WHERE {' AND '.join(where)} GROUP BY value"
            )
        where += self._where({"case": group.same}, []) if group.same else []
        if len(where) == 1:
            return f"SELECT value, n FROM counts WHERE {where[0]}"
        return (
            f"SELECT value, count(*) FROM facts WHERE {' AND '.join(where)} "
            "GROUP BY value"
        )

    def _where(self, matching: dict[str, Conditions], tokens: list[str]) -> list[str]:
        """Return what the id of a case must be in."""
        told = [
            f"id IN (SELECT id FROM words WHERE word = '{token}')" for token in tokens
        ]
        for space, conditions in matching.items():
            if space == "case" or len(conditions) == 1:
                told += [
                    f"id IN (SELECT id FROM facts WHERE value IN ({values}))"
                    for values in self._values(space, conditions)
                ]
            else:
                rows = " AND ".join(self._on_one_row(space, conditions))
                told.append(f"id IN (SELECT id FROM {space} WHERE {rows})")
        return told

    def _on_one_row(self, space: str, conditions: Conditions) -> list[str]:
        return [
            f"row IN (SELECT row FROM {space} WHERE value IN ({values}))"
            for values in self._values(space, conditions)
        ]

    def _values(self, space: str, conditions: Conditions) -> list[str]:
        return [
            ", ".join(str(self.data.numbers[space, facet, key]) for key in keys)
            for facet, keys in conditions.items()
        ]
