"""What was backed up stands again, on either database; what was changed is found.

The run on SQLite leaves a backup in the folder that `CASEBASE_TEST_EXPORT` names; the
run on PostgreSQL takes it in. `scripts/test` hands one folder to both. The other way
round the run on PostgreSQL makes an embedded database for the purpose.
"""

import gzip
import hashlib
import json
import os
import shutil
import stat
import threading
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from casebase.archive import publishing, triggers
from casebase.archive.backups import restoring, tables, writing
from casebase.archive.models import ArchiveState, Version
from casebase.curation import workflow
from casebase.curation.models import Curator, Patient, Person
from tests import seed
from tests.endurance.place import place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(tmp_path, settings):
    """A data folder for this test alone."""
    settings.CASEBASE_DATA = tmp_path / "data"
    (settings.CASEBASE_DATA / "releases").mkdir(parents=True)
    return settings.CASEBASE_DATA


RELEASE = "casebase-release-0001-2026-01-31"
BYTES = b"PK, for all that this test knows"


def put_release(data: Path, number: int = 1) -> None:
    """A release, and its file in the data folder."""
    name = RELEASE.replace("0001", f"{number:04}")
    (data / "releases" / f"{name}.zip").write_bytes(BYTES)
    publishing.release(
        archive_version=number,
        sha256=hashlib.sha256(BYTES).hexdigest(),
        number=number,
        name=name,
        date=date(2026, 1, 31),
        size=len(BYTES),
        counts="1 case",
    )


@pytest.fixture
def filled(data):
    """A case that is public and edited since, what surrounds it, and a release."""
    patient = seed.publish_seed()
    curator = seed.person("hopper")
    patient.sex = "female"
    patient.save()
    workflow.record_edit(patient, by=curator)
    TOTPDevice.objects.create(user=curator, name="app", last_t=7)
    LogEntry.objects.create(
        user=curator,
        content_type=ContentType.objects.get_for_model(Patient),
        object_id=str(patient.pk),
        object_repr="ü – 患者",
        action_flag=2,
    )
    session = SessionStore()
    session.create()
    put_release(data)
    put_release(data, 2)
    publishing.freeze("", [("CB-000001", 1)], 1)


def plain(value):
    """A value as the driver has it; of JSON the meaning, not the order of its keys."""
    is_json = isinstance(value, str) and value.startswith("{")
    return json.dumps(json.loads(value), sort_keys=True) if is_json else repr(value)


def rows() -> dict[str, list]:
    """Every row of every table that the database itself names."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table in {"django_migrations", "django_session"}:
                continue
            cursor.execute(f"SELECT * FROM {table}")
            epoch = ArchiveState.objects.get().epoch
            found[table] = sorted(
                [plain(value).replace(epoch, "EPOCH") for value in row]
                for row in cursor.fetchall()
            )
    return found


def empty() -> None:
    """Leave the database as `migrate` makes it."""
    for guard in triggers.guards():
        guard.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    for guard in triggers.guards():
        guard.install(connection)


def run(command, *words, **options) -> str:
    """Run a command; return what it said."""
    said = StringIO()
    call_command(command, *map(str, words), stdout=said, stderr=said, **options)
    return said.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unpacked(folder: Path) -> dict[str, bytes]:
    """The tables of a backup; the archive's epoch, which each has of its own, apart."""
    return {
        name: gzip.decompress(content)
        for name, content in files(folder / "tables").items()
        if name != "archive_archivestate.jsonl.gz"
    }


@pytest.mark.promise(8)
def test_what_was_backed_up_stands_again(filled, data, tmp_path, looked_at):
    before, copy = tmp_path / "before", tmp_path / "backups" / "monday"
    run("export_archive", before)
    held, epoch = rows(), ArchiveState.objects.get().epoch
    looked_at(sum(map(bool, held.values())), "tables with rows", least=45)
    said = run("backup", copy)
    assert str(copy) in said
    assert "2 releases" in said
    name = os.environ.get("CASEBASE_TEST_EXPORT")
    if name and connection.vendor == "sqlite":
        shutil.copytree(copy, Path(name) / "backup")
        shutil.copytree(before, Path(name) / "before-backup")

    empty()
    shutil.rmtree(data)
    assert not Version.objects.exists()
    assert "All is as it should be." in run("restore", copy)

    again = rows()
    assert [table for table in held if again[table] != held[table]] == []
    assert again.keys() == held.keys()
    assert ArchiveState.objects.get().epoch != epoch
    run("export_archive", tmp_path / "after")
    assert files(tmp_path / "after") == files(before)
    run("backup", tmp_path / "again")
    assert unpacked(tmp_path / "again") == unpacked(copy)
    releases = files(data / "releases")
    assert [*releases.values()] == [BYTES, BYTES]
    assert f"{RELEASE}.zip" in releases
    # The database goes on refusing, and counting.
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Version.objects.update(reason="nicer")
    Person.objects.create(family="Lovelace", given="Ada")
    with pytest.raises(CommandError, match=r"not empty: .* Nothing was"):
        run("restore", copy)


@pytest.mark.postgresql
def test_what_was_backed_up_on_sqlite_stands_on_postgresql(data, tmp_path):
    name = os.environ.get("CASEBASE_TEST_EXPORT")
    if not name:
        pytest.skip("CASEBASE_TEST_EXPORT names no folder to hand the backup over in.")
    copy = Path(name) / "backup"
    Group.objects.all().delete()  # they are made with the database of the tests
    assert json.loads((copy / "manifest.json").read_text())["made_from"] == "sqlite"
    assert "All is as it should be." in run("restore", copy)
    run("export_archive", tmp_path / "after")
    assert files(tmp_path / "after") == files(Path(name) / "before-backup")
    run("backup", tmp_path / "again")
    assert unpacked(tmp_path / "again") == unpacked(copy)
    assert Curator.objects.count() == 2
    Person.objects.create(family="Lovelace", given="Ada")


@pytest.mark.promise(8)
@pytest.mark.postgresql
def test_what_was_backed_up_on_postgresql_stands_on_sqlite(filled, tmp_path, looked_at):
    before, copy = tmp_path / "before", tmp_path / "monday"
    run("export_archive", before)
    run("backup", copy)
    assert json.loads((copy / "manifest.json").read_text())["made_from"] == "postgresql"
    after, again = tmp_path / "after", tmp_path / "again"
    with place("sqlite") as elsewhere:
        assert "All is as it should be." in elsewhere.manage("restore", str(copy))
        elsewhere.manage("export_archive", str(after))
        elsewhere.manage("backup", str(again))
    assert files(after) == files(before)
    assert unpacked(again) == unpacked(copy)
    looked_at(len(files(after)), "files", least=5)


@pytest.mark.promise(8)
@pytest.mark.sqlite
def test_whatever_was_changed_in_it_is_found(published, tmp_path, looked_at):
    copy = tmp_path / "monday"
    run("backup", copy)
    assert "Every file is as it was written." in run("restore", copy, check=True)
    for path in [copy, *copy.rglob("*")]:  # for its owner alone
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path

    looked = 0
    for name, content in files(copy).items():
        path, step = copy / name, 1 + len(content)
        if name in {"SHA256SUMS", "manifest.json"}:
            step = 199
        for at in range(looked % len(content), len(content), step):
            flipped = bytearray(content)
            flipped[at] ^= 1 << (looked % 8)
            path.write_bytes(flipped)
            with pytest.raises(restoring.NotABackup):
                restoring.verified(copy)
            looked += 1
        path.write_bytes(content)
    looked_at(looked, "flipped bits", least=100)
    for name in ("SHA256SUMS", "manifest.json", "tables/archive_term.jsonl.gz"):
        path, content = copy / name, (copy / name).read_bytes()
        path.write_bytes(content[:-1])
        with pytest.raises(restoring.NotABackup):
            restoring.verified(copy)
        path.unlink()
        with pytest.raises(restoring.NotABackup, match=name):
            restoring.verified(copy)
        path.write_bytes(content)
    (copy / "tables" / "more.jsonl.gz").touch()
    with pytest.raises(CommandError, match=r"more.* is not of this backup\. Nothing"):
        run("restore", copy)


@pytest.mark.sqlite
def test_a_backup_replaces_nothing_and_a_restore_neither(published, data, tmp_path):
    copy = tmp_path / "monday"
    copy.mkdir()
    with pytest.raises(CommandError, match="there already"):
        run("backup", copy)
    copy.rmdir()
    put_release(data)
    (data / "releases" / f"{RELEASE}.zip").write_bytes(b"other")
    assert "not what was released" in run("backup", copy)
    assert json.loads((copy / "manifest.json").read_text())["releases"] == []
    held = rows()
    with pytest.raises(CommandError, match=r"0001-2026-01-31\.zip is there already"):
        run("restore", copy)
    shutil.rmtree(data)
    with pytest.raises(CommandError, match="The database is not empty"):
        run("restore", copy)
    assert rows() == held
    with pytest.raises(CommandError, match="no backup"):
        run("restore", tmp_path / "nowhere")


def test_all_of_it_is_of_one_moment_while_others_write(published, tmp_path):
    copy, written = tmp_path / "monday", []

    def write():
        try:
            person = Curator.objects.create_user("hamilton")
            publishing.put(
                seed.documents()[0][1].model_copy(update={"title": "Another"}),
                published_by="Ada",
                submitted_by="Ada",
                review_basis="transcription",
            )
            written.append(person.pk)
        finally:
            connection.close()

    def once(done, of):
        if done == 1:
            writer = threading.Thread(target=write)
            writer.start()
            writer.join(30)

    held = Version.objects.count()
    writing.back_up(copy, say=once)
    assert written
    assert Version.objects.count() == held + 1
    backup = restoring.verified(copy)
    assert backup.manifest["rows"]["archive_version"] == held
    assert backup.manifest["archive_version"] == ArchiveState.objects.get().version - 1
    assert b"hamilton" not in unpacked(copy)["curation_curator.jsonl.gz"]


@pytest.mark.sqlite
def test_a_backup_without_a_table_or_of_another_program_is_refused(
    published, tmp_path, monkeypatch
):
    known = tables.tables()
    known.pop("curation_review")
    monkeypatch.setattr(writing, "tables", lambda: known)
    run("backup", tmp_path / "poor")
    empty()
    with pytest.raises(CommandError, match="The table curation_review is not in both"):
        run("restore", tmp_path / "poor")
    monkeypatch.undo()
    backup = restoring.verified(tmp_path / "poor")
    backup.manifest["migrations"].append("archive.9999_later")
    with pytest.raises(restoring.NotABackup, match=r"has not .* archive\.9999_later"):
        restoring.restore(backup)
    first = backup.manifest["migrations"].pop(0)
    backup.manifest["migrations"].pop()
    with pytest.raises(restoring.NotABackup, match=rf"this one has the .* {first}\."):
        restoring.restore(backup)


def test_what_was_not_migrated_is_not_backed_up(db, tmp_path, monkeypatch):
    behind = ["archive.9999_later"]
    monkeypatch.setattr(writing, "pending_migrations", lambda: behind)
    with pytest.raises(CommandError) as refused:
        run("backup", tmp_path / "copy")
    assert str(refused.value) == (
        "The database is not as this program knows it: archive.9999_later was not run. "
        "Back up with the program that was running, then upgrade."
    )
    assert not (tmp_path / "copy").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told | {"format": 99}, "It is of format 99, not"),
        (
            lambda told: told | {"releases": [RELEASE]},
            r"manifest\.json and SHA256SUMS name different files\.",
        ),
    ],
)
def test_a_manifest_of_something_else_is_refused(published, tmp_path, change, said):
    run("backup", tmp_path / "copy")
    manifest, sums = tmp_path / "copy/manifest.json", tmp_path / "copy/SHA256SUMS"
    before = hashlib.sha256(manifest.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(change(json.loads(manifest.read_text()))))
    after = hashlib.sha256(manifest.read_bytes()).hexdigest()
    sums.write_text(sums.read_text().replace(before, after))
    with pytest.raises(CommandError, match=said):
        run("restore", tmp_path / "copy")


@pytest.mark.sqlite
def test_every_kind_of_column_is_known_to_backups(db):
    for model in tables.tables().values():
        for field in tables.columns(model):
            assert tables._kind(field)
