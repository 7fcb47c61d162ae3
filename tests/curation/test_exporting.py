"""The archive as files: whole or not at all, and nothing but what readers have."""

import json

import pytest
from django.core.management import CommandError, call_command

from casebase.archive import document as d
from casebase.archive import exporting, publishing
from casebase.archive.models import Record
from tests import seed
from tests.browse import archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    """The seed, and a case that is made up."""
    archive.put_words()
    archive.put_seed()
    archive.put_made_up(1)


def names(folder):
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def test_an_export_has_the_files_of_the_starter(public, tmp_path):
    call_command("export_archive", tmp_path / "out")
    for _, document in seed.documents():
        kind = "cases" if isinstance(document, d.CaseDocument) else "articles"
        name = f"{kind}/{document.key.replace('/', '.')}.json"
        assert (tmp_path / "out" / name).read_bytes() == (
            seed.STARTER / name
        ).read_bytes()
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["articles"], manifest["cases"]) == (2, 2)
    assert manifest["archive_version"] >= 4
    assert "CC0" in manifest["licence"]
    assert manifest["made_up_documents"] == "included"
    cases = [file.name for file in exporting.files_of(tmp_path / "out")][2:]
    assert cases == [f"{seed.PAPER}.the-patient.json", "made-up-0.patient-1.json"]


def test_no_path_of_this_machine_is_in_an_export(public, tmp_path):
    exporting.export(tmp_path / "out")
    everything = b"".join(
        file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file()
    )
    assert str(tmp_path).encode() not in everything


def test_only_what_readers_have_is_exported(public, tmp_path):
    call_command("export_archive", str(tmp_path / "real"), "--without-made-up")
    assert "cases/made-up-0.patient-1.json" not in names(tmp_path / "real")
    news = Record.objects.get(name=seed.NEWS)
    publishing.withdraw(news, by="Ada", reason="error")
    publishing.purge(Record.objects.get(name="CB-000001"), by="Ada")
    call_command("export_archive", tmp_path / "out")
    assert names(tmp_path / "out") == [
        "SHA256SUMS",
        f"articles/{seed.PAPER}.json",
        "cases/made-up-0.patient-1.json",
        "manifest.json",
    ]


def test_what_is_there_is_not_overwritten_unless_it_is_an_export(public, tmp_path):
    own = tmp_path / "mine.txt"
    own.write_text("mine")
    for options in ({}, {"replace": True}):
        with pytest.raises(CommandError, match=r"not empty|something else"):
            call_command("export_archive", tmp_path, **options)
    assert names(tmp_path) == ["mine.txt"]
    call_command("export_archive", tmp_path / "out")
    (tmp_path / "out" / "cases" / "stale.json").write_text("{}")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_archive", tmp_path / "out")
    call_command("export_archive", str(tmp_path / "out"), "--replace")
    assert "cases/stale.json" not in names(tmp_path / "out")


def test_an_interrupted_export_leaves_what_was_there(public, tmp_path):
    exporting.export(tmp_path / "out")
    before = names(tmp_path)

    def interrupt(done, of):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exporting.export(tmp_path / "out", replace=True, say=interrupt)
    with pytest.raises(KeyboardInterrupt):
        exporting.export(tmp_path / "other", say=interrupt)
    assert names(tmp_path) == before
    assert exporting.files_of(tmp_path / "out")


@pytest.mark.parametrize(
    "harm", ["changed", "missing", "more", "more articles", "sums"]
)
def test_a_folder_that_is_not_what_was_exported_is_not_loaded(public, tmp_path, harm):
    exporting.export(tmp_path / "out")
    case = tmp_path / "out" / "cases" / f"{seed.PAPER}.the-patient.json"
    if harm == "changed":
        case.write_text(case.read_text("utf-8").replace('"250"', '"500"'), "utf-8")
    elif harm == "missing":
        case.unlink()
    elif harm == "more articles":
        (tmp_path / "out" / "articles" / "more.json").write_text("{}")
    elif harm == "more":
        case.with_name("more.json").write_text("{}")
    else:  # a document is gone, and its line with it
        sums = tmp_path / "out" / "SHA256SUMS"
        first, *others = sums.read_text().splitlines(keepends=True)
        (tmp_path / "out" / first.split()[1]).unlink()
        sums.write_text("".join(others))
    with pytest.raises(CommandError, match=r"not what was exported|was not exported"):
        call_command("load_starter", tmp_path / "out")


def test_made_up_documents_are_left_out_and_the_manifest_says_so(public, tmp_path):
    call_command("export_archive", tmp_path / "out", without_made_up=True)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["made_up_documents"] == "left out"
    assert (manifest["articles"], manifest["cases"]) == (2, 1)
