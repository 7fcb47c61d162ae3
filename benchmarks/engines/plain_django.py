"""A page of django-filter with counts, over normalised tables in PostgreSQL."""

import os
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from benchmarks.data import Data
from benchmarks.questions import Question

from .base import Answer, Engine
from .postgresql import SETTINGS, made_anew

DATABASE = "bench_tables"


class PlainDjango(Engine):
    """The tables, which are made once for all of these engines."""

    def load(self, data: Data) -> None:
        """Make the tables, copy everything in, analyse."""
        with psycopg.connect(self.place.postgresql) as there:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if there.execute(query, [DATABASE]).fetchone():
                return
        made_anew(self.place.postgresql, DATABASE)
        self._set_up()
        from django.core.management import call_command
        from django.db import connection

        from benchmarks.plain_site.filling import filled

        call_command("migrate", run_syncdb=True, verbosity=0)
        connection.ensure_connection()
        for table, columns, rows in filled(data):
            with connection.connection.cursor() as cursor:
                names = ", ".join(f'"{column}"' for column in columns)
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        connection.close()

    def _set_up(self) -> None:
        address = conninfo_to_dict(self.place.postgresql)
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "benchmarks.plain_site.settings",
            "BENCH_POSTGRESQL_HOST": str(address["host"]),
            "BENCH_POSTGRESQL_USER": str(address["user"]),
            "BENCH_POSTGRESQL_PORT": str(address.get("port") or ""),
            "BENCH_POSTGRESQL_OPTIONS": options,
        }
        import django

        django.setup()

    def open(self, data: Data) -> None:
        """Set Django up."""
        self._set_up()
        from django.test import RequestFactory

        self.requests = RequestFactory()


class DjangoFilter(PlainDjango):
    """The page of django-filter."""

    title = "django-filter + annotate, normalised tables"
    about = (
        "On the same PostgreSQL, as tuned: a table for cases, for each kind of row and "
        "each vocabulary, tables of links, indexed; `COUNT(DISTINCT case)` for each "
        "facet over subqueries; words under GIN; 25 rows with what they name fetched "
        "together; the page rendered without any middleware."
    )

    def ask(self, question: Question) -> Any:
        """Make the page."""
        from benchmarks.plain_site.views import case_list

        asked = {facet: ",".join(keys) for facet, keys in question.chosen.items()}
        request = self.requests.get("/cases/", asked | {"q": " ".join(question.tokens)})
        return case_list(request, question).render()

    def answer(self, said: Any) -> Answer:
        """Read it from the page's context."""
        told = said.context_data
        return Answer(
            told["total"],
            [case.name for case in told["rows"]],
            {facet: dict(values) for facet, values in told["counts"].items()},
        )
