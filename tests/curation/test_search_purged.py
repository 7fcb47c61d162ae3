"""The search for what was removed: content where it is gone, loud for what is left."""

import gzip
import html
import io
import json
import tarfile
import zipfile
from urllib.parse import quote_plus

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command

from casebase.archive import publishing, remains
from casebase.archive.models import IndexEntry, IndexSnapshot, Record, Release
from casebase.curation import removal, workflow
from casebase.curation.models import Article, Curator, Patient, ReaderReport
from tests import an_archive, seed

pytestmark = pytest.mark.django_db

CASE = "CB-000001"
#: Every character that is written otherwise in JSON, in a page or in an address.
WORDS = 'Zoë "the zibeline" & O’Brien <of> Quixotic Falls'


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The seed, public and full of the words: made once, then rolled back."""
    with an_archive.for_a_while(django_db_blocker):
        patient = seed.publish_seed()
        _fill(patient)
        yield patient.pk


@pytest.fixture
def editor(archive, db):
    return Curator.objects.create_superuser("edith")


@pytest.fixture
def data(settings, tmp_path):
    """A data folder of its own."""
    settings.CASEBASE_DATA = tmp_path
    (tmp_path / "secret-key").write_text("a key")
    return tmp_path


@pytest.fixture
def search(data, monkeypatch, capsys):
    """Call the command; what it printed, and whether it was content."""

    def search(*arguments, words=WORDS):
        monkeypatch.setattr("sys.stdin", io.StringIO(words))
        try:
            call_command("search_purged", *arguments)
        except CommandError as error:
            return f"{capsys.readouterr().out}{error}", False
        return capsys.readouterr().out, True

    return search


def _fill(patient):
    """Put the words into every place that a case has, and publish twice."""
    ada = Curator.objects.get(username="ada")
    patient.summary = patient.take_away = WORDS
    patient.save()
    for table in apps.get_app_config("curation").get_models():
        if not hasattr(table, "PREFIX"):
            continue
        for field in table._meta.concrete_fields:
            if field.name in ("reported", "curator_note", "quote"):
                table.objects.filter(patient=patient).update(**{field.name: WORDS})
    workflow.record_edit(patient, by=ada)
    workflow.submit(patient, by=ada)
    grace = seed.person("grace", reviewer=True)
    workflow.return_for_changes(patient, by=grace, note=WORDS)
    workflow.transcribe(patient, by=ada, reason=WORDS)
    patient.comments.create(by=ada, text=WORDS, content_rev=patient.content_rev)
    ReaderReport.objects.create(code="ABC-DEF-1", record=CASE, text=WORDS)
    ReaderReport.objects.create(code="ABC-DEF-2", text=f"{WORDS}, see {CASE}")
    for article in Article.objects.all():
        article.paper_pages.create(number=0, text=WORDS, put_by=ada)
    LogEntry.objects.log_actions(
        ada.pk, [patient], CHANGE, change_message=WORDS, single_object=True
    )


def places(told):
    """The tables and columns in which the words were found."""
    return {line.partition(",")[0] for line in told.splitlines() if ": line 1" in line}


def test_before_a_removal_every_place_is_told_and_after_it_none(search, editor):
    told, content = search(CASE, "--words")
    assert not content
    assert "it was not removed; its text is here" in told
    assert {
        "archive_version.document",
        "archive_version.reason",
        "curation_comment.text",
        "curation_paperpage.text",
        "curation_patient.summary",
        "curation_readerreport.text",
        "curation_review.note",
        "curation_treatment.curator_note",
        "django_admin_log.change_message",
    } <= places(told)
    assert WORDS not in told
    removal.remove(Patient.objects.get(), by=editor, note="Asked for.")
    told, content = search(CASE, "--words")
    assert told.splitlines()[-1] == "Nothing is left."
    assert content
    told, content = search(CASE, "--list")
    assert told.startswith("CB-000001 was removed: its words are gone.")
    assert not content


LEFT = {
    "a version": "archive_version.reason",
    "the log": "django_admin_log.change_message",
    "a report": "curation_readerreport.text",
    "a page of a paper": "curation_paperpage.text",
    "the index": "The index: the entry",
    "a session": "django_session.session_data",
    "a selection": "archive_selection.query",
    "a draft": "a draft of the same article and label",
    "a release": "made while the case was public, and still here",
}


@pytest.mark.parametrize("place", LEFT)
def test_one_place_that_is_left_is_told(search, editor, place):
    removal.remove(Patient.objects.get(), by=editor, note="")
    plant(place, editor)
    told, content = search(CASE, "--words")
    assert LEFT[place] in told
    assert "Left in 1 places." in told
    assert not content


def plant(place, editor):
    """Leave the words in one place, as a removal that skipped it would."""
    if place == "a version":
        case = seed.case_document().model_copy(update={"key": f"{seed.PAPER}/other"})
        publishing.put(
            case,
            published_by="A",
            submitted_by="A",
            review_basis="transcription",
            reason=WORDS,
        )
    elif place == "the log":
        LogEntry.objects.log_actions(
            editor.pk, [editor], CHANGE, change_message=WORDS, single_object=True
        )
    elif place == "a report":
        ReaderReport.objects.create(code="ABC-DEF-3", text=WORDS.upper())
    elif place == "a page of a paper":
        Article.objects.first().paper_pages.create(
            number=0, text=WORDS.replace(" ", "\n"), put_by=editor
        )
    elif place == "the index":
        IndexEntry.objects.update(words="zibeline")
    elif place == "a session":
        session = SessionStore()
        session["typed"] = WORDS
        session.save()
    elif place == "a selection":
        publishing.freeze(f"q={quote_plus(WORDS)}", [(CASE, 1)], 1)
    elif place == "a draft":
        from casebase.curation.importing.case_files import import_documents

        import_documents(seed.documents(), by=editor)
    elif place == "a release":
        first = Record.objects.get(name=CASE).versions.first()
        Release.objects.create(
            number=1,
            archive_version=first.archive_version,
            name="casebase-release-0001",
            date="2026-01-01",
            sha256="0" * 64,
            size=1,
        )


def test_files_are_read_and_archives_from_within(search, data, editor, tmp_path):
    removal.remove(Patient.objects.get(), by=editor, note="")
    (data / "notes.txt").write_text("x" * 100 + WORDS.replace(" ", "\n"))
    page = html.escape(WORDS)
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("page.html", f"<p>{page}</p>")
    with zipfile.ZipFile(data / "copy.zip", "w") as file:
        file.writestr("in/inner.zip", bundle.getvalue())
    with gzip.open(data / "log.gz", "wt") as file:
        file.write(json.dumps({"text": WORDS}))
    with tarfile.open(data / "backup.tar.gz", "w:gz") as file:
        file.add(data / "notes.txt", "kept/notes.txt")
    told, _ = search(CASE, "--words")
    for place in (
        "notes.txt: line 1",
        "copy.zip, in/inner.zip, page.html: line 1",
        "log.gz, unpacked: line 1",
        "backup.tar.gz, kept/notes.txt: line 1",
        "Left in 4 places.",
    ):
        assert place in told
    for file in data.iterdir():
        file.unlink()
    assert "Too little was looked at" in search(CASE)[0]


def test_a_copy_of_its_page_and_of_its_document_are_known_without_words(
    search, data, editor, tmp_path_factory
):
    removal.remove(Patient.objects.get(), by=editor, note="")
    copy = tmp_path_factory.mktemp("copy")
    (copy / "index.html").write_text(f"<a href='cases/{CASE}/'>A man of 34</a>")
    (copy / "case.json").write_text(f'{{"key":"{seed.CASE}"}}')
    told, content = search(CASE, "--also", str(copy))
    assert "index.html: a page that names it" in told
    assert "case.json: a document of the case" in told
    assert not content
    assert search(CASE)[1]


def test_its_words_are_listed_before_a_removal_and_sought_after_it(
    search, data, editor
):
    listed = search(CASE, "--list")[0]
    assert WORDS in listed.splitlines()
    assert "Transcribed from the starter cases" not in listed
    assert not search(words=listed)[1]
    removal.remove(Patient.objects.get(), by=editor, note="")
    told, content = search(words=listed)
    assert "Nothing is left." in told
    assert content


@pytest.mark.parametrize(
    ("arguments", "words", "said"),
    [
        ((), "", "No words came"),
        ((), "A long line\nJD\n", "Line 2 is too short"),
        (("CB-000009",), "", "is no case of this archive"),
        (("--list",), "", "Say which case"),
        (("--also", "/nowhere"), WORDS, "Not there: /nowhere"),
    ],
)
def test_what_cannot_be_searched_for_is_refused(
    search, archive, arguments, words, said
):
    told, content = search(*arguments, words=words)
    assert said in told
    assert not content


@pytest.mark.django_db
def test_words_are_found_in_bytes_too():
    kept = b"of the Zibeline, quixotic"
    IndexSnapshot.objects.create(
        number=0, epoch="", archive_version=1, sha256="", data=kept
    )
    sought = [remains.Sought("line 1", "zibeline, quixotic")]
    found = [*remains.in_tables(sought, remains.Seen())]
    assert len(found) == 1
    assert found[0].startswith("archive_indexsnapshot.data, row ")


def test_files_within_files_are_counted(tmp_path):
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as bundle:
        bundle.writestr("one", "")
        bundle.writestr("two", "")
    seen = remains.Seen()
    assert [*remains.in_files([], [tmp_path], seen)] == []
    assert (seen.files, seen.parts) == (1, 2)


def test_words_are_found_where_one_piece_of_a_file_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(remains, "AT_ONCE", 16)
    (tmp_path / "log").write_text("He was called the zibeline, quixotic as he was.")
    sought = [remains.Sought("line 1", "zibeline, quixotic")]
    found = [*remains.in_files(sought, [tmp_path], remains.Seen())]
    assert found == [f"{tmp_path / 'log'}: line 1"]


def test_a_file_that_may_name_the_case_is_read_for_all_else(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("CB-000001, zibeline")
    words = remains.Sought("line 1", "zibeline")
    name = remains.Sought("a page that names it", "CB-000001", only_in=".html")
    found = remains.in_files([words, name], [tmp_path], remains.Seen(), but=[page])
    assert [*found] == [f"{page}: line 1"]


def test_a_place_is_told_once_with_all_its_words(tmp_path):
    (tmp_path / "a quixotic log").write_text("a zibeline, a quixotic one")
    words = ("zibeline", "quixotic", "absent")
    sought = [remains.Sought(f"line {n}", one) for n, one in enumerate(words, start=1)]
    assert [*remains.in_files(sought, [tmp_path], remains.Seen())] == [
        f"{tmp_path / 'a quixotic log'}: line 2, in its name",
        f"{tmp_path / 'a quixotic log'}: line 1, line 2",
    ]
