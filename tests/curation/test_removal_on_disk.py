"""What was removed for privacy is not in the files of the database either."""

from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from casebase.archive import publishing
from casebase.archive.models import Record, Release
from casebase.curation import removal
from casebase.curation.models import Curator, Patient
from tests import seed

MARKER = "zibeline-quixotic"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def public():
    """The seed, with a word that is searched for."""
    patient = seed.publish_seed()
    # Long enough to leave its page of the file for pages of its own.
    patient.history = f"A {MARKER} history. " * 400
    patient.summary = MARKER
    patient.save()
    patient.treatment_rows.update(curator_note=MARKER)
    return patient


def remove(patient):
    """Remove it as an editor does."""
    removal.remove(patient, by=Curator.objects.create_superuser("root"), note="")
    assert not Patient.objects.filter(pk=patient.pk).exists()


@pytest.mark.sqlite
def test_not_one_word_is_left_in_the_files_of_sqlite(public):
    assert MARKER.encode() in _files()
    remove(public)
    assert MARKER.encode() not in _files()


@pytest.mark.sqlite
def test_what_was_edited_away_before_leaves_the_files_of_sqlite(public):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
    public.history = public.summary = ""
    public.save()
    public.treatment_rows.update(curator_note="")
    remove(public)
    assert MARKER.encode() in _files()
    call_command("finish_purge")
    assert MARKER.encode() not in _files()


@pytest.mark.sqlite
def test_a_log_in_use_is_told(public):
    reader = connections["reader"]
    with reader.cursor() as cursor:
        cursor.execute("SELECT 1")
    other = reader.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM archive_record")
        public.save()
        with pytest.raises(CommandError, match="The log of SQLite is in use"):
            call_command("finish_purge")
    other.close()


@pytest.mark.postgresql
def test_not_one_word_is_left_in_the_pages_of_postgresql(public):
    tables = ("curation_patient", "curation_treatment")
    # Its page stays, for another: a plain VACUUM would leave the bytes in it.
    Patient.objects.create(label="another")
    remove(public)
    if own := _own_server():
        assert MARKER.encode() in _pages(own, tables)
    call_command("finish_purge")
    if own:
        assert MARKER.encode() not in _pages(own, tables)


@pytest.mark.postgresql
def test_only_the_owner_of_the_tables_writes_them_anew(transactional_db):
    if own := _own_server():
        mine = connection.get_connection_params()["user"]
        with psycopg.connect(own, autocommit=True) as superuser:
            superuser.execute("ALTER TABLE archive_release OWNER TO postgres")
            try:
                with pytest.raises(CommandError, match="Only the owner"):
                    call_command("finish_purge")
            finally:
                superuser.execute(f"ALTER TABLE archive_release OWNER TO {mine}")
    call_command("finish_purge")


def test_a_file_that_was_left_is_deleted_or_named(public, capsys):
    publishing.purge(Record.objects.get(kind="case"), by="Ada")
    release = Release(name="casebase-release-0001-2026-01-01")
    release.path.mkdir(parents=True)
    unfinished = release.path.with_suffix(".unfinished")
    unfinished.write_bytes(b"half a release")
    try:
        with pytest.raises(CommandError, match="Delete these by hand") as told:
            call_command("finish_purge")
        assert release.path.name in str(told.value)
        assert not unfinished.exists()
    finally:
        release.path.rmdir()
    call_command("finish_purge")
    assert "search_purged" in capsys.readouterr().out


def _files() -> bytes:
    found = settings.CASEBASE_DATA.glob("test*.sqlite3*")
    return b"".join(file.read_bytes() for file in found)


def _own_server() -> str:
    """The superuser's address of the server that was started for the tests."""
    if not (settings.CASEBASE_DATA / "postgresql").exists():
        return ""
    known = connection.get_connection_params()
    return f"host={known['host']} dbname={known['dbname']} user=postgres"


def _pages(superuser: str, tables: tuple[str, ...]) -> bytes:
    """The bytes on the disk of tables, with what is kept beside them (TOAST)."""
    with psycopg.connect(superuser, autocommit=True) as own:
        own.execute("CHECKPOINT")
        [(folder,)] = own.execute("SHOW data_directory").fetchall()
        files = own.execute(
            "SELECT unnest(array[pg_relation_filepath(oid), "
            "pg_relation_filepath(nullif(reltoastrelid, 0))]) FROM pg_class "
            "WHERE relname = ANY(%s)",
            [list(tables)],
        ).fetchall()
    assert len(files) >= len(tables)
    paths = [Path(folder, name) for (name,) in files if name]
    return b"".join(path.read_bytes() for path in paths)
