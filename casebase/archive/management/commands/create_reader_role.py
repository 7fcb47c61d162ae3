"""Print the SQL that gives readers a role of their own on PostgreSQL."""

import re
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class Command(BaseCommand):
    """Prints and runs nothing: the owner of the tables runs it, and sets a password.

    To be run again after an upgrade that adds a table to the archive.
    """

    help = "Print SQL for a PostgreSQL role that reads the archive and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The name of the role."""
        parser.add_argument("--role", default="casebase_reader")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        if connection.vendor != "postgresql":
            raise CommandError(
                "SQLite has no roles: there the readers' connection is restricted by "
                "the program itself, and nothing is to be set up."
            )
        if not NAME.fullmatch(options["role"]):
            raise CommandError("A role's name has small letters, digits and _.")
        self.stdout.write(sql_for(options["role"], connection.settings_dict["NAME"]))


def sql_for(role: str, database: str) -> str:
    """Return the statements, harmless when repeated."""
    database = '"' + database.replace('"', '""') + '"'
    tables = sorted(
        model._meta.db_table for model in apps.get_app_config("archive").get_models()
    )
    return "\n".join(
        [
            "DO $$ BEGIN",
            f"  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN",
            f"    CREATE ROLE {role} LOGIN;",
            "  END IF;",
            "END $$;",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};",
            f"REVOKE CREATE ON SCHEMA public FROM {role};",
            f"GRANT CONNECT ON DATABASE {database} TO {role};",
            f"GRANT USAGE ON SCHEMA public TO {role};",
            *(f"GRANT SELECT ON {table} TO {role};" for table in tables),
            f"-- Then set its password in psql: \\password {role}",
            "-- and name it in DATABASE_READER_URL.",
        ]
    )
