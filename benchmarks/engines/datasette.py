"""Datasette over SQLite and FTS5, asked through its own client, without a socket."""

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

from datasette import handle_exception
from datasette.app import Datasette

from benchmarks.data import Case, Data
from benchmarks.questions import Conditions, Group, Question

from .base import Answer, Counts, Engine

#: Facets of which a case has one value; all others are arrays.
ONE = ("age", "sex", "year", "country", "article_kind", "part_read")
TABLES = """
CREATE TABLE facts (value INT, id INT, slot INT, PRIMARY KEY (value, id, slot))
    WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5
    (told, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '-'");
"""
HOUR = 3_600_000


class Complete(Engine):
    """Its limits raised until it drops nothing."""

    title = "Datasette, limits raised"
    about = (
        "A row for each case with columns and JSON arrays, our own words in FTS5, a "
        "table of values for conditions (`_where`, indexed). Facets by `_facet` and "
        "`_facet_array`, one request for each set of conditions; counts on one course "
        "or finding by SQL, which its facets cannot count. JSON, no socket."
    )
    settings: ClassVar[dict[str, Any]] = {
        "facet_time_limit_ms": HOUR,
        "sql_time_limit_ms": HOUR,
        "max_returned_rows": 100_000,
        "cache_size_kb": 200_000,
        "suggest_facets": False,
    }
    facet_size: ClassVar[dict[str, str]] = {"_facet_size": "max"}

    @property
    def file(self) -> Path:
        """The database, which is made once for both."""
        return self.place.folder.parent / "cases.db"

    def load(self, data: Data) -> None:
        """Write the database."""
        if self.file.exists():
            return
        database = sqlite3.connect(self.file)
        database.executescript(TABLES)
        names = ", ".join(f'"{facet}" TEXT' for facet in data.facets)
        columns = f"id INTEGER PRIMARY KEY, name, title, published, {names}"
        database.execute(f"CREATE TABLE cases ({columns})")
        facts = (
            (number, case.number, row.slot)
            for case in data.cases()
            for row in case.rows
            for number in data.numbers_of(row)
        )
        database.executemany("INSERT INTO facts VALUES (?, ?, ?)", facts)
        marks = ", ".join("?" * (4 + len(data.facets)))
        rows = (_row(case, data) for case in data.cases())
        database.executemany(f"INSERT INTO cases VALUES ({marks})", rows)
        words = ((case.number, case.words) for case in data.cases())
        database.executemany("INSERT INTO words (rowid, told) VALUES (?, ?)", words)
        database.executescript(
            "CREATE INDEX of_case ON facts (id, slot, value);"
            "CREATE INDEX newest ON cases (published DESC, id);"
            "INSERT INTO words (words) VALUES ('optimize'); ANALYZE;"
        )
        database.commit()
        database.close()

    def open(self, data: Data) -> None:
        """Start it in this process."""
        self.data = data
        tables = {"cases": {"fts_table": "words", "fts_pk": "id"}}
        self.site = Datasette(
            [str(self.file)],
            settings=self.settings,
            metadata={"databases": {"cases": {"tables": tables}}},
        )
        # It draws each refusal at length where rich is installed, which takes time.
        handle_exception.rich = None
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.site.invoke_startup())

    def _get(self, path: str, asked: list[tuple[str, str]]) -> Any:
        address = f"{path}?{urlencode(asked)}"
        response = self.loop.run_until_complete(self.site.client.get(address))
        return json.loads(response.text)

    def ask(self, question: Question) -> Answer:
        """Ask for the cases and the facets that go with them; then for the rest."""
        groups = [(self._matching(group), group) for group in question.groups]
        whole = question.matching
        together = [group for matching, group in groups if matching == whole]
        page = self._page(whole, question.tokens, together, "25")
        counts = self._facets(page)
        for matching, group in groups:
            if matching is None:
                counts |= self._on_one_row(group, question.tokens)
            elif matching != whole:
                found = self._page(matching, question.tokens, [group], "0")
                counts |= self._facets(found)
        newest = [row["name"] for row in page.get("rows", [])]
        return Answer(page.get("filtered_table_rows_count"), newest, counts)

    def _matching(self, group: Group) -> dict[str, Conditions] | None:
        """Return what narrows a group's cases, if it is the same for all their rows."""
        if group.same and group.space != "case":
            return None
        return group.elsewhere | ({"case": group.same} if group.same else {})

    def _page(
        self,
        matching: dict[str, Conditions],
        tokens: list[str],
        groups: list[Group],
        size: str,
    ) -> Any:
        asked = [("_shape", "objects"), ("_sort_desc", "published"), ("_size", size)]
        asked += self.facet_size.items()
        asked += [("_where", where) for where in self._where("id", matching)]
        asked += [("_search", " ".join(tokens))] if tokens else []
        for group in groups:
            asked += [
                ("_facet" if facet in ONE else "_facet_array", facet)
                for _, facet in group.facets
            ]
        return self._get("/cases/cases.json", asked)

    def _facets(self, page: Any) -> Counts:
        return {
            name: {one["value"]: one["count"] for one in found["results"]}
            for name, found in page.get("facet_results", {}).items()
        }

    # ── Counts on one row ─────────────────────────────────────────────────────────

    def _on_one_row(self, group: Group, tokens: list[str]) -> Counts:
        rows = " INTERSECT ".join(self._rows(group.space, group.same))
        ranges = " OR ".join(
            "value BETWEEN {} AND {}".format(*self.data.ranges[one])
            for one in group.facets
            if one in self.data.ranges
        )
        where = [f"({ranges or 'false'})", *self._where("id", group.elsewhere)]
        if tokens:
            words = " AND ".join(f'"{token}"' for token in tokens)
            found = f"SELECT rowid FROM words WHERE words MATCH '{words}'"
            where.append(f"id IN ({found})")
        sql = (
            f"WITH found AS MATERIALIZED ({rows}) "
            "SELECT value, count(DISTINCT id) AS n "
            f"FROM found JOIN facts USING (id, slot) WHERE {' AND '.join(where)} "
            "GROUP BY value"
        )
        counts: Counts = {}
        told = self._get("/cases.json", [("sql", sql), ("_shape", "objects")])
        for row in told.get("rows", []):
            _, facet, key = self.data.values[row["value"]]
            counts.setdefault(facet, {})[key] = row["n"]
        return counts

    def _where(self, column: str, matching: dict[str, Conditions]) -> list[str]:
        return [
            f"{column} IN (SELECT id FROM ({' INTERSECT '.join(rows)}))"
            for rows in (self._rows(space, one) for space, one in matching.items())
        ]

    def _rows(self, space: str, conditions: Conditions) -> list[str]:
        found = []
        for facet, keys in conditions.items():
            numbers = (str(self.data.numbers[space, facet, key]) for key in keys)
            told = ", ".join(numbers)
            found.append(f"SELECT id, slot FROM facts WHERE value IN ({told})")
        return found


class Defaults(Complete):
    """As it comes."""

    title = "Datasette, as it comes"
    about = (
        "The same database and requests with the limits that it has by itself (200 ms "
        "for a facet, 30 values of each, 1 s for SQL); what it leaves out is below."
    )
    compared = "told"
    settings: ClassVar[dict[str, Any]] = {}
    facet_size: ClassVar[dict[str, str]] = {}


def _row(case: Case, data: Data) -> list[Any]:
    """Return a case as a row; an assay is that of a finding, as mostly counted."""
    values: dict[str, dict[str, None]] = {facet: {} for facet in data.facets}
    for row in case.rows:
        for facet, keys in row.keys.items():
            if (row.space, facet) != ("negative", "assay"):
                values[facet] |= dict.fromkeys(keys)
    told = [
        next(iter(keys), None) if facet in ONE else json.dumps([*keys])
        for facet, keys in values.items()
    ]
    return [case.number, case.name, case.title, case.year, *told]
