"""PostgreSQL at its own best: a row for each case, arrays and words under GIN.

Values are numbers, those of a facet side by side. Conditions on one row of a space with
several rows (one course) are asked of a table of these rows. Counts without any
question stand in a table, as ours are kept.
"""

from collections.abc import Iterable

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.data import SPACES, Case, Data
from benchmarks.questions import Conditions, Group, Question

from .base import Answer, Engine, keyed

SETTINGS = {
    "work_mem": "256MB",
    "jit": "off",  # compiling takes longer than the answer
    "max_parallel_workers_per_gather": "2",
    "parallel_setup_cost": "100",
    "random_page_cost": "1.1",
    "effective_cache_size": "4GB",
}
MANY = SPACES[1:]
TABLES = """
CREATE TABLE cases (id int PRIMARY KEY, name text, year int, "values" smallint[],
    of_case smallint[], of_course smallint[], of_considered smallint[],
    of_finding smallint[], of_negative smallint[]);
CREATE TABLE words (id int PRIMARY KEY, words tsvector);
"""
INDEXES = """
CREATE INDEX ON cases USING gin ("values") WITH (fastupdate = off);
CREATE INDEX ON cases (year DESC NULLS LAST, id);
CREATE INDEX ON words USING gin (words) WITH (fastupdate = off);
"""


class PostgreSQL(Engine):
    """The honest rival."""

    title = "PostgreSQL, arrays and GIN"
    about = (
        "A row for each case: `smallint[]` of all values with GIN, and of each space; "
        "`tsvector` of our own words with GIN; a table of rows for each space; counts "
        "by `unnest`, counts of everything in a table; tuned ("
        + ", ".join(SETTINGS)
        + "), analysed, vacuumed."
    )
    database = "bench_arrays"

    def load(self, data: Data) -> None:
        """Copy everything in, then index and analyse."""
        self.data = data
        made_anew(self.place.postgresql, self.database)
        with self._connected() as database:
            database.execute(TABLES)
            for space in MANY:
                database.execute(
                    f'CREATE TABLE {space} (id int, row int, "values" smallint[])'
                )
            self._copy(database, data)
            database.execute(INDEXES)
            for space in MANY:
                database.execute(
                    f'CREATE INDEX ON {space} USING gin ("values") '
                    "WITH (fastupdate = off)"
                )
                database.execute(f"CREATE INDEX ON {space} (id)")
            database.execute(
                "CREATE TABLE counts AS SELECT v, count(*)::int AS n FROM cases, "
                'unnest("values") v GROUP BY v'
            )
            database.execute("VACUUM ANALYZE")

    def _copy(self, database: psycopg.Connection, data: Data) -> None:
        def into(table: str, rows: Iterable[tuple[object, ...]]) -> None:
            with database.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

        def numbers(*rows: list[int]) -> str:
            return array(sorted({number for row in rows for number in row}))

        def numbers_in(case: Case, *spaces: str) -> str:
            rows = (row for row in case.rows if row.space in spaces)
            return numbers(*map(data.numbers_of, rows))

        into(
            "cases",
            (
                (
                    *(c.number, c.name, c.year, numbers_in(c, *SPACES)),
                    *(numbers_in(c, space) for space in SPACES),
                )
                for c in data.cases()
            ),
        )
        for space in MANY:
            into(
                space,
                (
                    (c.number, row.slot, numbers(data.numbers_of(row)))
                    for c in data.cases()
                    for row in c.rows
                    if row.space == space
                ),
            )
        database.execute("CREATE TEMP TABLE told (id int, words text)")
        into("told", ((c.number, c.words) for c in data.cases()))
        database.execute(
            "INSERT INTO words SELECT id, "
            "array_to_tsvector(string_to_array(words, ' ')) FROM told"
        )

    def open(self, data: Data) -> None:
        """Connect, tuned."""
        self.data = data
        self.connection = self._connected()
        for name, value in SETTINGS.items():
            self.connection.execute(f"SET {name} = '{value}'")

    def _connected(self) -> psycopg.Connection:
        address = make_conninfo(self.place.postgresql, dbname=self.database)
        return psycopg.connect(address, autocommit=True)

    # ── Questions ─────────────────────────────────────────────────────────────────

    def ask(self, question: Question) -> Answer:
        """Answer it: total, newest, then the counts group by group."""
        where = self._where(question.matching, question.tokens)
        ask = self.connection.execute
        [(total,)] = ask(f"SELECT count(*) FROM cases c WHERE {where}").fetchall()
        newest = ask(
            f"SELECT name FROM cases c WHERE {where} "
            "ORDER BY year DESC NULLS LAST, id LIMIT 25"
        ).fetchall()
        counted: list[tuple[int, int]] = []
        for group in question.groups:
            counted += ask(self._counting(group, question.tokens)).fetchall()
        return Answer(total, [name for (name,) in newest], keyed(self.data, counted))

    def _counting(self, group: Group, tokens: list[str]) -> str:
        """Return how a group is counted: `unnest` in the list of columns is fastest."""
        wanted = self._among(group.facets)
        where = self._where(group.elsewhere, tokens)
        if group.same and group.space != "case":
            return self._counting_rows(group, where, wanted)
        if group.same:
            where = f"{self._having('c', 'case', group.same)} AND {where}"
        if where == "true":
            return f"SELECT v, n FROM counts WHERE {wanted}"
        spaces = sorted({f"of_{space}" for space, _ in group.facets})
        return (
            f"SELECT v, count(*) FROM (SELECT unnest({' || '.join(spaces)}) AS v "
            f"FROM cases c WHERE {where}) AS found WHERE {wanted} GROUP BY v"
        )

    def _counting_rows(self, group: Group, where: str, wanted: str) -> str:
        """Count a value once for a case: only those with several rows need a look."""
        rows = self._having("r", group.space, group.same)
        if where != "true":
            rows += f" AND r.id IN (SELECT id FROM cases c WHERE {where})"
        return (
            'WITH found AS MATERIALIZED (SELECT r.id, r."values", '
            f"count(*) OVER (PARTITION BY r.id) AS n FROM {group.space} r WHERE {rows})"
            ' SELECT v, count(*) FROM (SELECT unnest("values") AS v FROM found '
            'WHERE n = 1 UNION ALL SELECT v FROM (SELECT DISTINCT id, unnest("values") '
            f"AS v FROM found WHERE n > 1) AS several) AS every WHERE {wanted} "
            "GROUP BY v"
        )

    def _among(self, facets: list[tuple[str, str]]) -> str:
        """Return that a value is one of these facets', in as few ranges as may be."""
        ranges = self.data.ranges
        joined: list[list[int]] = []
        for first, last in sorted(ranges[one] for one in facets if one in ranges):
            if joined and joined[-1][1] + 1 == first:
                joined[-1][1] = last
            else:
                joined.append([first, last])
        if joined == [[0, len(self.data.values) - 1]]:
            return "true"
        told = " OR ".join(f"v BETWEEN {first} AND {last}" for first, last in joined)
        return f"({told or 'false'})"

    def _where(self, matching: dict[str, Conditions], tokens: list[str]) -> str:
        told = []
        for space, conditions in matching.items():
            told.append(self._having("c", space, conditions))
            if space != "case" and len(conditions) > 1:
                same = self._having("r", space, conditions)
                told.append(f"c.id IN (SELECT r.id FROM {space} r WHERE {same})")
        if tokens:
            query = " & ".join(f"'{token}'" for token in tokens).replace("'", "''")
            told.append(
                f"c.id IN (SELECT id FROM words WHERE words @@ '{query}'::tsquery)"
            )
        return " AND ".join(told) or "true"

    def _having(self, table: str, space: str, conditions: Conditions) -> str:
        told = []
        for facet, keys in conditions.items():
            numbers = [self.data.numbers[space, facet, key] for key in keys]
            told.append(f"{table}.\"values\" && '{array(numbers)}'::smallint[]")
        return " AND ".join(told)


def array(numbers: list[int]) -> str:
    """Write numbers as PostgreSQL does."""
    return "{" + ",".join(map(str, numbers)) + "}"


def made_anew(superuser: str, database: str) -> None:
    """Make an empty database."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database}")
        connection.execute(f"CREATE DATABASE {database}")
