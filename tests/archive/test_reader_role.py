"""The role that `create_reader_role` prints reads the archive and nothing else."""

from io import StringIO
from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casebase.archive.management.commands import create_reader_role
from casebase.archive.models import Version
from tests.archive.test_readers import body

ROLE = "casebase_reader"


@pytest.mark.sqlite
def test_on_sqlite_there_is_no_role_and_it_says_why():
    with pytest.raises(CommandError, match="no roles"):
        call_command("create_reader_role")


@pytest.mark.postgresql
def test_a_name_that_is_no_name_is_refused():
    with pytest.raises(CommandError, match="small letters"):
        call_command("create_reader_role", role="x; DROP TABLE archive_version")


@pytest.fixture
def role(transactional_db):
    """The role, made as an operator would."""
    printed = StringIO()
    call_command("create_reader_role", stdout=printed)
    with connection.cursor() as cursor:
        cursor.execute(printed.getvalue().replace("%", "%%"))


@pytest.fixture
def as_reader(role):
    """A connection of that role."""
    known = connection.get_connection_params()
    wanted = {k: known[k] for k in ("host", "port", "dbname") if k in known}
    with psycopg.connect(**wanted, user=ROLE, autocommit=True) as own:
        yield own


@pytest.mark.postgresql
def test_it_reads_the_archive(as_reader, published):
    [(count,)] = as_reader.execute("SELECT count(*) FROM archive_version").fetchall()
    assert count == Version.objects.count() == 3


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM curation_patient",
        "SELECT count(*) FROM curation_curator",
        "SELECT * FROM django_session",
        "SELECT * FROM vocabulary_gene",
        "UPDATE archive_record SET withdrawn = true",
        "DELETE FROM archive_term",
        "TRUNCATE archive_term",
        "CREATE TABLE more (id integer)",
    ],
)
def test_it_does_nothing_else(as_reader, statement):
    with pytest.raises(psycopg.Error, match="permission denied"):
        as_reader.execute(statement)


@pytest.mark.postgresql
@pytest.mark.urls("tests.archive.leaky_urls")
def test_a_public_page_is_served_over_it(role, published, client):
    from django.db import connections

    reader = connections["reader"]
    reader.close()
    reader.close_pool()
    known = dict(reader.settings_dict)
    reader.settings_dict.update(USER=ROLE, PASSWORD="")
    try:
        assert b"CB-000001" in body(client.get("/good/"))
        with reader.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (ROLE,)
    finally:
        reader.close()
        reader.close_pool()
        reader.settings_dict.update(known)


@pytest.fixture
def as_on_postgresql(monkeypatch):
    """The command believes that the database is PostgreSQL's, of an odd name."""
    known = SimpleNamespace(vendor="postgresql", settings_dict={"NAME": 'a "b"'})
    monkeypatch.setattr(create_reader_role, "connection", known)


def test_the_name_of_a_database_is_quoted(as_on_postgresql):
    said = StringIO()
    call_command("create_reader_role", stdout=said)
    assert "ROLE casebase_reader LOGIN;\n  END IF;\nEND $$;" in said.getvalue()
    call_command("create_reader_role", role="reader_2", stdout=said)
    assert 'GRANT CONNECT ON DATABASE "a ""b""" TO reader_2;' in said.getvalue()


@pytest.mark.parametrize("role", ["", "Reader", "2nd", "a" * 64, 'a"b', "a b"])
def test_a_role_is_called_as_postgresql_calls_one(as_on_postgresql, role):
    with pytest.raises(CommandError, match=r"small letters, digits and _\.$"):
        call_command("create_reader_role", role=role)
