"""Triggers told once for both databases: put in place, taken away, looked for.

SQLite drops the triggers of a table that a migration rebuilds, without a word. So a
migration that alters a table with triggers ends with `install`, and `check_archive` and
a test that runs all migrations ask `present`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Trigger:
    """One trigger of one database.

    `body` is PL/pgSQL between BEGIN and END, or the statements of an SQLite trigger;
    `condition` is SQLite's WHEN. TRUNCATE triggers of PostgreSQL are `per` STATEMENT.
    """

    name: str
    table: str
    event: str
    body: str
    condition: str = ""
    per: str = "ROW"


def guards() -> Iterator[Any]:
    """Yield every module whose triggers stand: each can install, remove, present."""
    for config in apps.get_app_configs():
        yield from map(import_module, getattr(config, "guards", ()))


def install(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Put every trigger in its place; harmless when repeated.

    While migrations are under way, tables of later ones are not there yet; those
    migrations call this again.
    """
    wanted = list(triggers)
    remove(connection, wanted)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for t in wanted:
            if t.table not in tables:
                continue
            head = f"CREATE TRIGGER {t.name} {t.event} ON {t.table} FOR EACH {t.per}"
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE FUNCTION {t.name}() RETURNS trigger LANGUAGE plpgsql "
                    f"AS $$ BEGIN {t.body} END $$",
                    None,
                )
                cursor.execute(f"{head} EXECUTE FUNCTION {t.name}()", None)
            else:
                when = f"WHEN {t.condition}" if t.condition else ""
                cursor.execute(f"{head} {when} BEGIN {t.body} END", None)


def remove(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Take every trigger away: for migrations and for emptying a test database."""
    with connection.cursor() as cursor:
        for trigger in triggers:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}() CASCADE")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")


def present(
    connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]
) -> dict[str, bool]:
    """Return for each trigger's name whether it stands."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    return {trigger.name: trigger.name in standing for trigger in triggers}


def refuse(vendor: str, sentence: str) -> str:
    """Return the statement by which a trigger refuses; Django's IntegrityError."""
    if vendor == "postgresql":
        return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';"
    return f"SELECT RAISE(ABORT, '{sentence}');"
