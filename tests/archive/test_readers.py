"""A public view that reaches for more than the archive fails, loudly."""

import threading

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client

from casebase.archive import readers
from casebase.archive.models import Record, Version
from casebase.archive.readers import ReadersTouchedCuration
from casebase.archive.statements import outside_the_archive
from tests import seed
from tests.archive.leaky_urls import VIEWS

pytestmark = pytest.mark.urls("tests.archive.leaky_urls")

LEAKS = set(VIEWS)
#: Of a stranger without a cookie nothing is to be looked up.
WHO_ARE_YOU = {"session"}


def body(response) -> bytes:
    """All of an answer, streamed or not."""
    return (
        b"".join(response.streaming_content) if response.streaming else response.content
    )


@pytest.mark.parametrize("leak", sorted(LEAKS - WHO_ARE_YOU))
@pytest.mark.django_db
def test_a_leaky_view_fails_in_a_test_that_is_rolled_back(leak, client):
    with pytest.raises(ReadersTouchedCuration, match=f"^/leak/{leak}/: "):
        body(client.get(f"/leak/{leak}/"))


@pytest.mark.parametrize("leak", sorted(LEAKS - WHO_ARE_YOU))
@pytest.mark.django_db(transaction=True)
def test_a_leaky_view_fails_over_two_connections(leak, client):
    assert connections["reader"] is not connection
    with pytest.raises(ReadersTouchedCuration):
        body(client.get(f"/leak/{leak}/"))


@pytest.mark.parametrize("leak", sorted(LEAKS))
@pytest.mark.django_db(transaction=True)
def test_a_leaky_view_fails_for_a_curator_who_is_signed_in(leak, client):
    client.force_login(seed.person("ada", reviewer=True, is_superuser=True))
    with pytest.raises(ReadersTouchedCuration):
        body(client.get(f"/leak/{leak}/"))


@pytest.mark.django_db
def test_a_visitor_of_a_leaky_view_gets_an_error_and_no_byte_of_it():
    client = Client(raise_request_exception=False)
    answer = client.get("/leak/swallowed/")
    assert answer.status_code == 500
    assert b"nothing happened" not in answer.content


@pytest.mark.parametrize("address", ["/good/", "/good-streamed/"])
@pytest.mark.django_db(transaction=True)
def test_a_view_of_the_archive_answers_curators_and_readers_alike(
    address, client, published
):
    anonymous = body(client.get(address))
    assert published.record.name.encode() in anonymous
    client.force_login(seed.person("ada", is_superuser=True))
    assert body(client.get(address)) == anonymous


@pytest.mark.django_db(transaction=True)
def test_curators_read_their_tables_also_after_a_reader_was_served(client):
    client.get("/good/")
    client.force_login(seed.person("ada"))
    assert client.get("/admin/plain/").content == b"0"
    assert Record.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_thread_of_our_own_may_say_that_it_works_for_curators(published):
    def withdraw():
        with readers.curating():
            Record.objects.filter(pk=published.record_id).update(synthetic=True)
        connections.close_all()

    with readers.reading():
        thread = threading.Thread(target=withdraw)
        thread.start()
        thread.join()
    assert Record.objects.get(pk=published.record_id).synthetic


@pytest.mark.django_db(transaction=True)
def test_a_curator_may_write_while_a_reader_is_served_by_another_thread(published):
    def serve():
        readers.begin_curating()
        Record.objects.filter(pk=published.record_id).update(synthetic=True)
        connections.close_all()

    with readers.reading():
        thread = threading.Thread(target=serve)
        thread.start()
        thread.join()
    assert Record.objects.get(pk=published.record_id).synthetic


class Forbidden(Exception):
    """What psycopg raises where a role may not."""

    sqlstate = "42501"


@pytest.mark.parametrize(
    ("words", "cause", "becomes"),
    [
        ("access to curation_patient.id is prohibited", None, ReadersTouchedCuration),
        ("not authorized", None, ReadersTouchedCuration),
        ("permission denied", Forbidden(), ReadersTouchedCuration),
        ("disk I/O error", None, DatabaseError),
    ],
)
def test_what_the_database_forbids_a_reader_is_a_fault_of_the_page(
    words, cause, becomes
):
    def execute(*asked):
        raise DatabaseError(words) from cause

    @readers.reading()
    def read():
        told = {"connection": connections[readers.READER]}
        readers.guard(execute, "SELECT 1 FROM archive_record", None, False, told)

    with pytest.raises(becomes):
        read()


# ── The readers' connection itself, without any guard of ours ─────────────────────

FORBIDDEN = [
    "SELECT * FROM curation_patient",
    "SELECT COUNT(*) FROM curation_patient",
    "SELECT 1 FROM archive_record r JOIN curation_patient p ON p.id = r.id",
    "SELECT (SELECT COUNT(*) FROM django_session)",
    "SELECT * FROM curators_view",
    "SELECT COUNT(*) FROM curators_view",
    "UPDATE archive_record SET withdrawn = (1 = 1)",
    "DELETE FROM archive_term",
    "CREATE TABLE archive_more (id integer)",
]


@pytest.fixture
def curators_view(transactional_db):
    """A view over a curators' table, which no list of table names could tell."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIEW curators_view AS SELECT id FROM curation_patient")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW curators_view")


@pytest.mark.sqlite
@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.usefixtures("curators_view")
def test_sqlite_itself_refuses_readers(statement):
    for _ in range(2):  # the second time from the connection's cache
        with (
            connections["reader"].cursor() as cursor,
            pytest.raises(DatabaseError, match=r"not authorized|prohibited|readonly"),
        ):
            cursor.execute(statement)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name, sql FROM sqlite_master",
        "PRAGMA table_info(curation_patient)",
        "ATTACH DATABASE ':memory:' AS other",
        "SELECT load_extension('more')",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_sqlite_shows_readers_nothing_of_what_else_there_is(statement):
    with connections["reader"].cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute(statement)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_lets_readers_read_the_archive(published):
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM archive_version")
        assert cursor.fetchone()[0] == Version.objects.count() == 3


# ── What a statement reaches for ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "archive_record"."id" FROM "archive_record" LEFT OUTER JOIN '
        '"archive_version" ON ("archive_record"."latest_id" = "archive_version"."id")',
        'SELECT COUNT(*) FROM (SELECT "id" FROM "archive_term") subquery',
        'SELECT 1 FROM "archive_record" WHERE EXISTS(SELECT 1 FROM '
        '"archive_version" U0 WHERE U0."number" IS DISTINCT FROM U0."id")',
        'SELECT EXTRACT(YEAR FROM "archive_version"."published_at") '
        'FROM "archive_version" WHERE "archive_version"."reason" = \'update it\'',
        "WITH n AS (SELECT 1 FROM archive_term) SELECT * FROM n",
        'SAVEPOINT "s1_x1"',
        "SELECT 1",
    ],
)
def test_a_statement_on_the_archive_may_run(statement):
    assert outside_the_archive(statement) == ""


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT 1 FROM "curation_patient"',
        "SELECT 1 FROM archive_record, curation_patient",
        "SELECT 1 FROM archive_record, public.curation_patient p",
        "SELECT 1 FROM archive_record, auth_group_permissions",
        "SELECT (SELECT name FROM auth_group LIMIT 1) FROM archive_record",
        "SELECT * FROM unheard_of",
        "SELECT * FROM archive_record JOIN unheard_of ON 1 = 1",
        "SELECT * FROM pg_catalog.pg_user",
        "SELECT * FROM django_migrations",
        "SELECT query_to_xml('SELECT * FROM curation_patient', true, true, '')",
        "SELECT * FROM archive_record FOR UPDATE",
        "SELECT * INTO archive_more FROM archive_record",
        "WITH gone AS (DELETE FROM archive_term RETURNING *) SELECT * FROM gone",
        "/* SELECT */ DELETE FROM archive_term",
        "UPDATE archive_record SET withdrawn = true",
        "PRAGMA table_list",
        "TRUNCATE archive_term",
        "",
    ],
)
def test_a_statement_on_anything_else_may_not(statement):
    assert outside_the_archive(statement) != ""


def test_what_makes_a_stream_is_closed_with_it():
    closed = []

    def making():
        try:
            yield from (b"one", b"two")
        finally:
            closed.append(True)

    made = making()  # held here, so that nothing else closes it
    stream = readers.Reading("/cases/").watched(made)
    assert next(stream) == b"one"
    stream.close()
    assert closed


@pytest.mark.django_db
def test_what_a_reader_would_do_is_told(client):
    with pytest.raises(ReadersTouchedCuration, match=r": a reader would .+\.$"):
        body(client.get("/leak/plain/"))
