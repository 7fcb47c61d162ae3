"""`check_archive` finds what was changed behind the archive's back, and says so."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Replace

from casebase.archive import immutability, index, publishing
from casebase.archive.models import ArchiveState, EntryName, IndexEntry, new_epoch
from tests.archive import synthetic_words


def check():
    """Run the check; return its exit status and all that it said."""
    said = StringIO()
    try:
        call_command("check_archive", stdout=said, stderr=said)
    except CommandError as error:
        return error.returncode, said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def behind_its_back(published):
    """Run SQL as somebody who has taken the triggers away, and puts them back."""

    def run(sql, *params):
        immutability.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            changed = cursor.rowcount
        immutability.install(connection)
        return changed

    return run


@pytest.mark.django_db
def test_a_sound_archive_is_found_sound_and_it_says_how_much_it_saw(published):
    publishing.withdraw(published.record, by="Grace", reason="error")
    status, said = check()
    assert status == 0, said
    assert "4 versions" in said
    assert "3 records" in said
    assert "1 index entries" in said


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            "UPDATE archive_version SET document = replace(document, '250', '260')",
            "the text is not what the hash was made of",
        ),
        ("UPDATE archive_version SET document = '{'", "not what the hash was made of"),
        ("UPDATE archive_version SET number = 2", "its versions are [2]"),
        ("UPDATE archive_record SET latest_id = NULL", "its latest version is not"),
        ("UPDATE archive_record SET withdrawn = (1 = 1)", "withdrawn, or not"),
        ("UPDATE archive_record SET synthetic = (1 = 1)", "made up, or not"),
        ("UPDATE archive_record SET key = 'x/y'", "the document is of"),
        ("UPDATE archive_archivestate SET version = 1", "a version of it at 3"),
        ("UPDATE archive_archivestate SET last_accession = 0", "never drawn"),
        ("UPDATE archive_indexentry SET words = 'herring'", "its words in the index"),
        ("UPDATE archive_indexentry SET year = 1999", "its year in the index"),
        ("UPDATE archive_indexentry SET title = 'x'", "its title in the index"),
        ("UPDATE archive_indexentry SET row = '[]'", "its row in the index"),
        ("UPDATE archive_indexentry SET integrity = 'x'", "its integrity in"),
        ("UPDATE archive_indexentry SET number = 7", "its number in the index"),
        (
            "UPDATE archive_indexentry SET written_by = 'x', title = 'x'",
            "1 entries keep what another version of the program wrote",
        ),
        ("DELETE FROM archive_indexentry", "not in the index"),
        ("DELETE FROM archive_entryname", "what changes its entry is not found"),
        ("UPDATE archive_entryname SET name = 'x' || id", "its entry is not found"),
    ],
)
@pytest.mark.django_db
def test_what_was_changed_behind_its_back_is_found(behind_its_back, sql, sentence):
    if "x/y" in sql:
        sql += " WHERE kind = 'case'"
    assert behind_its_back(sql) >= 1
    status, said = check()
    assert status == 1
    assert sentence in said


@pytest.mark.django_db
def test_of_what_another_version_wrote_only_that_is_told(behind_its_back):
    kept = ("written_by", "title", "integrity", "row", "card")
    changes = ", ".join(f"{name} = 'x'" for name in kept)
    behind_its_back(f"UPDATE archive_indexentry SET {changes}")
    _, said = check()
    assert "1 differing\n" in said
    assert "in the index are not" not in said


@pytest.mark.django_db
def test_an_archive_that_moved_elsewhere_is_as_it_should_be(published, settings):
    settings.PUBLIC_URL = "https://elsewhere.example.org"
    assert check()[0] == 0


@pytest.mark.django_db
def test_a_missing_trigger_is_found(published):
    name = next(iter(immutability.present(connection)))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(f"DROP FUNCTION {name} CASCADE")
    status, said = check()
    assert status == 1
    assert f"The trigger {name} is missing." in said
    immutability.install(connection)
    assert check()[0] == 0


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_missing_constraint_is_found(published):
    name = "archive_version_withdrawal_says_why"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE archive_version DROP CONSTRAINT {name}")
    status, said = check()
    assert status == 1
    assert f"The constraint {name} is missing." in said


def renewed():
    """What an upgrade runs, and what it says."""
    said = StringIO()
    call_command("rebuild_index", "--if-needed", stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_what_another_program_worded_is_written_anew_and_the_index_stays(published):
    state, held = ArchiveState.objects.get(), index.current()
    assert renewed() == "Indexed 0 cases.\n"
    IndexEntry.objects.update(written_by="another", title="herring", card="{}")
    EntryName.objects.all().delete()
    assert check()[0] == 1
    assert renewed() == "Indexed 1 case.\n"
    assert check()[0] == 0
    now = ArchiveState.objects.get()
    assert (now.version, now.epoch) == (state.version, state.epoch)
    index.notice()
    assert index.current() is held


@pytest.mark.django_db
@pytest.mark.parametrize(
    "otherwise",
    [
        {"terms": Replace("terms", Value("crizotinib"), Value("herring"))},
        {"words": "herring"},
        {"year": 1901},
    ],
    ids=lambda columns: next(iter(columns)),
)
def test_what_another_program_indexed_otherwise_every_process_follows(
    published, otherwise
):
    IndexEntry.objects.update(written_by="another", **otherwise)
    ArchiveState.objects.update(epoch=new_epoch())  # so that it is read as it is now
    index.notice()
    state, before = ArchiveState.objects.get(), index.current()
    assert renewed() == "Indexed 1 case.\n"
    assert check()[0] == 0
    now = ArchiveState.objects.get()
    assert (now.version, now.epoch) == (state.version + 1, state.epoch)
    after = index.current()
    assert after is not before
    assert after.version == now.version
    assert after.select({"drug": ["crizotinib"]}, "scalp").total == 1


def test_an_upgrade_that_was_interrupted_goes_on_where_it_was(db, monkeypatch):
    synthetic_words.put_words()
    call_command("synthesise", "--cases", "5", verbosity=0)
    monkeypatch.setattr(publishing, "AT_ONCE", 2)
    IndexEntry.objects.update(written_by="another", title="herring")

    def interrupt(done, of):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publishing.renew_index(say=interrupt)
    assert IndexEntry.objects.filter(title="herring").count() == 1
    assert renewed() == "Indexed 1 case.\n"
    assert check()[0] == 0


@pytest.mark.django_db
def test_the_index_is_rebuilt_and_every_process_takes_the_new_one(published):
    IndexEntry.objects.update(words="herring", terms="{}", withdrawn=True)
    before, epoch = index.current(), ArchiveState.objects.get().epoch
    said = StringIO()
    call_command("rebuild_index", stdout=said)
    assert said.getvalue() == "Indexed 1 case.\n"
    assert ArchiveState.objects.get().epoch != epoch
    assert check()[0] == 0
    assert index.current() is not before
    assert index.current().select({"drug": ["crizotinib"]}).total == 1


@pytest.mark.sqlite
@pytest.mark.django_db
def test_what_sqlite_finds_by_itself_is_told(published):
    [entry] = IndexEntry.objects.all()
    IndexEntry.objects.update(record=99)
    status, said = check()
    IndexEntry.objects.update(record=entry.record_id)
    assert status == 1
    assert f"SQLite says: archive_indexentry {entry.pk} archive_record" in said
