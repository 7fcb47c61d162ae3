"""An export that is no longer whole is refused in a sentence, and nothing is loaded."""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casebase.archive.exporting import MANIFEST, SUMS, export, pretty
from casebase.archive.models import Record
from casebase.archive.readers import reading
from casebase.curation.models import Article
from tests import an_archive, seed

pytestmark = pytest.mark.django_db

DEEP = b"[" * 100_000


@pytest.fixture(scope="module")
def taken_out(django_db_setup, django_db_blocker, tmp_path_factory):
    """An export of the seed, written as a reader; the database is as before."""
    folder = tmp_path_factory.mktemp("taken-out") / "export"
    with an_archive.for_a_while(django_db_blocker):
        seed.publish_seed()
        with reading():
            export(folder)
    return folder


@pytest.fixture
def folder(taken_out, tmp_path):
    """A copy to damage."""
    return shutil.copytree(taken_out, tmp_path / "export")


def loaded(folder) -> str:
    """What `load_starter` says of a folder."""
    said = StringIO()
    call_command("load_starter", folder, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (MANIFEST, None, "manifest.json is missing"),
        (MANIFEST, b"{", "manifest.json is not JSON"),
        (MANIFEST, b"\xff\xfe", "manifest.json is not JSON"),
        (MANIFEST, DEEP, "manifest.json is not JSON"),
        (MANIFEST, b"[]", "SHA256SUMS is not what was exported"),
        (SUMS, None, "SHA256SUMS is missing"),
        (SUMS, b"", "SHA256SUMS is not what was exported"),
    ],
)
def test_a_damaged_export_is_refused_whole(folder, name, content, said):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(CommandError, match=f"{said}.*Nothing was loaded"):
        loaded(folder)
    assert not Article.objects.exists()


def test_documents_are_counted_and_not_files(taken_out, tmp_path):
    seed.make_words()
    lines = [
        json.dumps(json.loads(pretty(document))) for _, document in seed.documents()
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines), "utf-8")
    assert "3 starter documents, 3 published now, 0 there" in loaded(tmp_path)
    assert "3 starter documents, 0 published now, 3 there" in loaded(taken_out)
    assert Record.objects.count() == 3
