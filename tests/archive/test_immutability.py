"""The database itself refuses to change what was published, on both databases."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from casebase.archive import immutability, publishing
from casebase.archive.models import Record, Version


@pytest.fixture
def refused():
    """Expect a statement to be refused, and the transaction to live on."""

    def run(sql, *params):
        with (
            pytest.raises(IntegrityError, match=r"never"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, params)

    return run


@pytest.mark.django_db
def test_after_all_migrations_every_trigger_stands():
    standing = immutability.present(connection)
    assert len(standing) >= 4
    assert all(standing.values())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("document", "{}"),
        ("document", ""),
        ("sha256", "0" * 64),
        ("number", 7),
        ("published_by", "Mallory"),
        ("reviewed_by", "Mallory"),
        ("review_basis", "single_curator"),
        ("reason", "none"),
        ("archive_version", 99),
        ("withdraw_reason", "error"),
    ],
)
@pytest.mark.django_db
def test_no_column_of_a_version_is_updated(published, refused, column, value):
    refused(f"UPDATE archive_version SET {column} = %s", value)


@pytest.mark.parametrize(
    "also",
    [
        "",
        ", sha256 = ''",
        ", published_by = 'Mallory'",
        ", number = number + 10",
        ", reason = 'no'",
    ],
)
@pytest.mark.django_db
def test_a_purge_changes_nothing_else(published, refused, also):
    purged = "UPDATE archive_version SET document = '', purged = (1 = 1)"
    if also:
        refused(purged + also)
    else:
        with connection.cursor() as cursor:
            cursor.execute(purged)
        refused("UPDATE archive_version SET purged = (1 = 0), document = 'x'")


@pytest.mark.django_db
def test_versions_and_records_are_not_deleted(published, refused):
    refused("DELETE FROM archive_version")
    Record.objects.update(latest=None)
    refused("DELETE FROM archive_record")
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.all().delete()
    assert Version.objects.count() == 3


@pytest.mark.parametrize("column", ["name", "key"])
@pytest.mark.django_db
def test_a_record_keeps_its_name_and_key(published, refused, column):
    refused(f"UPDATE archive_record SET {column} = 'CB-000099/x' WHERE kind = 'case'")


@pytest.mark.sqlite
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.django_db
def test_nothing_is_replaced(published, refused, recursive):
    columns = [f.column for f in Version._meta.concrete_fields]
    listed = ", ".join(columns)

    def forged(*same):
        """The columns of a forgery that is in the way of a version by these alone."""
        keys = {"id", "number", "archive_version"} - set(same)
        moved = {key: f"{key} + 100" for key in keys} | {"document": "'{}'"}
        return ", ".join(moved.get(column, column) for column in columns)

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    for values in (forged("id"), forged("number"), forged("archive_version")):
        for verb in ("REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE"):
            refused(
                f"{verb} INTO archive_version ({listed}) "
                f"SELECT {values} FROM archive_version WHERE number = 1 LIMIT 1"
            )
    refused(
        f"INSERT INTO archive_version ({listed}) SELECT {forged('id')} "
        "FROM archive_version WHERE true "
        "ON CONFLICT DO UPDATE SET document = excluded.document"
    )
    refused("UPDATE OR REPLACE archive_version SET number = 1")
    refused(
        "REPLACE INTO archive_record (id, kind, name, key, withdrawn, synthetic) "
        "SELECT id + 100, kind, name, key || 'x', withdrawn, synthetic "
        "FROM archive_record"
    )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["archive_version", "archive_record"])
@pytest.mark.django_db
def test_nothing_is_truncated(published, refused, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_without_the_triggers_it_would_happen(published):
    # The tests above can fail: the triggers are what refuses.
    immutability.remove(connection)
    assert not any(immutability.present(connection).values())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_version SET reason = 'changed'")
        assert cursor.rowcount == 3
    immutability.install(connection)
    assert all(immutability.present(connection).values())


@pytest.mark.django_db
def test_withdrawing_goes_past_no_trigger(published):
    publishing.withdraw(published.record, by="Grace", reason="error")
    assert Version.objects.filter(withdrawn=True).count() == 1


class Told:
    """A connection to PostgreSQL that keeps what it is told."""

    vendor = "postgresql"

    def __init__(self, tables):
        self.statements = []
        self.introspection = SimpleNamespace(table_names=lambda: tables)

    def cursor(self):
        return nullcontext(self)

    def execute(self, sql, params=None):
        self.statements.append(sql)


@pytest.mark.django_db
def test_on_every_machine_it_is_seen_what_postgresql_is_told():
    here = connection.introspection.table_names
    with connection.cursor() as cursor:
        told = Told(here(cursor))
    immutability.install(told)
    made = {s for s in told.statements if s.startswith("CREATE TRIGGER")}
    assert made == {
        f"CREATE TRIGGER {table}_keeps{suffix} {event} ON {table} FOR EACH {per} "
        f"EXECUTE FUNCTION {table}_keeps{suffix}()"
        for table in ("archive_version", "archive_record", "archive_selection")
        for suffix, event, per in (
            ("", "BEFORE UPDATE OR DELETE", "ROW"),
            ("_all", "BEFORE TRUNCATE", "STATEMENT"),
        )
    }
    functions = [s for s in told.statements if s.startswith("CREATE FUNCTION")]
    assert len(functions) == len(made)
    for function in functions:
        assert "RAISE EXCEPTION '" in function
        assert "ERRCODE = 'check_violation'" in function
        assert "RAISE(ABORT" not in function
        assert "None" not in function
