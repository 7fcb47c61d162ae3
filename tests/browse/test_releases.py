"""Releases: the same archive gives the same file, and a changed file is found."""

import datetime as dt
import json
import re
import zipfile
from html import unescape
from io import StringIO
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casebase.archive import checks, index, publishing
from casebase.archive.models import Record, Release
from casebase.browse import releases, static_copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    """A data folder of its own."""
    settings.CASEBASE_DATA = tmp_path
    return tmp_path


@pytest.fixture
def without_pages(monkeypatch):
    """Leave the pages out, which are the longest part."""
    monkeypatch.setattr(static_copy, "files", lambda folder, date: iter(()))


@pytest.fixture
def purge(django_capture_on_commit_callbacks):
    """Remove the text of a record, and then the files."""

    def purge(record):
        with django_capture_on_commit_callbacks() as after:
            publishing.purge(record, by="Ada", note="Asked for.")
        # The other one empties SQLite's log, which waits for the test's transaction.
        after[after.index(publishing.remove_withdrawn_files)]()

    return purge


def released():
    """Make a release; its file and what the archive keeps of it."""
    out = StringIO()
    call_command("make_release", stdout=out)
    return Path(out.getvalue().split("\n")[0]), Release.objects.last()


def checked(path):
    """What `check_archive --release` says: nothing where all is well."""
    err = StringIO()
    try:
        words = ("check_archive", "--release", str(path))
        call_command(*words, stdout=StringIO(), stderr=err)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return err.getvalue()


def test_two_releases_of_one_archive_version_are_the_same_bytes(
    made_up, data, monkeypatch
):
    path, made = released()
    before = path.read_bytes()
    later = timezone.now() + dt.timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    path.unlink()
    again, same = released()
    assert again.read_bytes() == before
    assert (again, same.pk) == (path, made.pk)
    assert made.number == 1
    assert "4 cases (3 of them synthetic: made up)" in made.counts


def test_a_release_has_every_format_and_its_pages_lead_to_one_another(made_up, data):
    path, _ = released()
    with zipfile.ZipFile(path) as file:
        root = file.namelist()[0].partition("/")[0]
        names = {name.removeprefix(f"{root}/") for name in file.namelist()}
        rows = file.read(f"{root}/casebase.jsonl").decode().splitlines()
        assert [json.loads(row)["record"]["accession"] for row in rows]
        assert len(rows) == 4
        for name in ("casebase.csv", "casebase.ris", "schema/case.json", "CHANGES.txt"):
            assert file.getinfo(f"{root}/{name}").file_size > 100, name
        pages = [name for name in names if name.endswith(".html")]
        assert len(pages) > 30
        followed = 0
        for page in pages:
            text = file.read(f"{root}/{page}").decode()
            assert "<script src" not in text, page
            for link in re.findall(r'(?:href|src)="([^"]+)"', text):
                there = unescape(link).partition("#")[0]
                if there and not there.startswith(("http:", "https:", "mailto:")):
                    followed += 1
                    assert normpath(join(dirname(page), unquote(there))) in names, link
            assert not re.search(r'(?:href|src|action)="/', text), page
        assert followed > 1000
        assert any(name.startswith("pages/static/") for name in names)


def test_a_release_is_listed_and_given(client, page, made_up, data, without_pages):
    assert "There is no release yet" in page("/data/").words
    path, made = released()
    said = page("/data/").words
    assert made.sha256 in said
    assert "4 cases (3 of them synthetic: made up)" in said
    answer = client.get(f"/data/releases/{made.name}.zip")
    assert b"".join(answer.streaming_content) == path.read_bytes()
    path.unlink()
    assert client.get(f"/data/releases/{made.name}.zip").status_code == 404
    assert client.get("/data/releases/nothing.zip").status_code == 404


def test_the_next_release_tells_what_changed_since(made_up, data, without_pages):
    released()
    case = Record.objects.get(name=made_up[0])
    publishing.withdraw(case, by="Ada", reason="error", note="Two cases mixed.")
    index.notice()
    path, made = released()
    assert made.number == 2
    with zipfile.ZipFile(path) as file:
        root = file.namelist()[0].partition("/")[0]
        changes = file.read(f"{root}/CHANGES.txt").decode()
    assert changes.splitlines()[2:] == [
        f"{made_up[0]}, synthetic: version 2, withdrawn: Error in the record "
        "(Two cases mixed.)"
    ]


def test_a_release_that_was_changed_is_found(made_up, data, without_pages):
    path, _ = released()
    assert checked(path) == ""
    told = StringIO()
    call_command("check_archive", "--release", str(path), stdout=told)
    with zipfile.ZipFile(path) as file:
        files = [name for name in file.namelist() if not name.endswith("SHA256SUMS")]
        records = [name for name in files if name.endswith(".jsonl")]
        lines = sum(file.read(name).count(b"\n") for name in records)
    assert f" {len(files) + lines} files and records of" in told.getvalue()
    changed = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(changed, "w") as out:
        for name in file.namelist():
            text = file.read(name)
            if name.endswith((".csv", ".jsonl")):
                text = text.replace(b"crizotinib", b"larotrectinib")
            out.writestr(name, text)
    said = checked(changed)
    assert "casebase.jsonl is not what its sum says" in said
    assert "CB-000001: the text is not what the hash is of" in said
    with zipfile.ZipFile(changed, "a") as out:
        out.writestr(f"{path.stem}/more.csv", "")
    assert "more.csv is in one of the file and its sums, and" in checked(changed)
    changed.replace(path)
    assert f"{path.name} is not the file that was released" in checked(path)
    assert "no ZIP file" in checked(data / "nothing.zip")


def test_other_bytes_of_one_archive_version_are_refused(
    made_up, data, without_pages, monkeypatch
):
    released()
    monkeypatch.setitem(releases.COPIED, "DATA_LICENSE.txt", releases.ROOT / "LICENSE")
    with pytest.raises(CommandError, match="with other bytes"):
        released()


def test_an_archive_without_cases_is_not_released(words, data):
    with pytest.raises(CommandError, match="no case yet"):
        released()
    assert not Release.objects.exists()


def test_what_breaks_off_leaves_no_file(made_up, data, monkeypatch):
    def broken(folder, date):
        raise static_copy.Broken("/x/ answers 500.")

    monkeypatch.setattr(static_copy, "files", broken)
    with pytest.raises(static_copy.Broken):
        released()
    assert list((data / "releases").iterdir()) == []


def test_a_purge_withdraws_each_release_that_has_the_case(
    client, page, made_up, data, without_pages, purge
):
    path, made = released()
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(b"half a release")
    purge(Record.objects.get(name=made_up[0]))
    assert list(path.parent.iterdir()) == []
    made.refresh_from_db()
    assert made.withdrawn_at
    said = page("/data/").words
    assert "because a record that is in it was removed for privacy" in said
    assert made.sha256 in said
    gone = client.get(f"/data/releases/{made.name}.zip")
    assert gone.status_code == 410
    assert made.sha256 in gone.content.decode()
    index.notice()
    path, second = released()
    assert (second.number, second.withdrawn_at) == (2, None)
    assert f"{made_up[0]}, synthetic: version 2, withdrawn: Privacy" in changes(path)
    assert path.read_bytes() == b"".join(
        client.get(f"/data/releases/{second.name}.zip").streaming_content
    )


def test_a_release_before_the_case_was_public_stands(
    made_up, data, without_pages, purge
):
    path, _ = released()
    later = Record.objects.get(name=made_up[0]).latest.content
    later = later.model_copy(update={"key": f"{later.key}-later"})
    version = publishing.put(
        later, published_by="Ada", submitted_by="Ada", review_basis="transcription"
    )
    index.notice()
    released()
    purge(version.record)
    assert list(path.parent.iterdir()) == [path]
    assert [one.withdrawn_at is None for one in Release.objects.all()] == [True, False]


def test_a_release_that_a_purge_overtakes_is_not_made(
    made_up, data, without_pages, monkeypatch
):
    write = releases.write

    def purged_meanwhile(bundle, path):
        checksum = write(bundle, path)
        publishing.purge(Record.objects.get(name=made_up[0]), by="Ada")
        return checksum

    monkeypatch.setattr(releases, "write", purged_meanwhile)
    with pytest.raises(CommandError, match="removed for privacy while this was"):
        released()
    assert not Release.objects.exists()
    assert list((data / "releases").iterdir()) == []


def test_a_file_that_cannot_be_deleted_is_told(
    client, made_up, data, without_pages, caplog, purge
):
    path, made = released()
    path.unlink()
    path.mkdir()
    purge(Record.objects.get(name=made_up[0]))
    assert "is not deleted" in caplog.text
    assert [
        f"{made} was withdrawn, and its file is still there: finish_purge."
    ] == list(checks.releases(checks.Seen()))
    assert client.get(f"/data/releases/{made.name}.zip").status_code == 410


def changes(path):
    """What a release says was changed since the one before."""
    with zipfile.ZipFile(path) as file:
        root = file.namelist()[0].partition("/")[0]
        return file.read(f"{root}/CHANGES.txt").decode()
