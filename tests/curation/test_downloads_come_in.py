"""What readers download can be imported: the documents are the same again."""

import json

import pytest
from django.core.management import call_command

from casebase.archive import document as d
from casebase.curation.freezing import freeze
from casebase.curation.models import Curator, Patient
from tests import seed
from tests.browse import archive

pytestmark = pytest.mark.django_db


def test_json_lines_come_in_as_they_went_out(client, tmp_path, capsys):
    archive.put_words()
    archive.put_seed()
    seed.make_words()
    Curator.objects.create_user("ada")
    lines = tmp_path / "cases.jsonl"
    lines.write_bytes(client.get("/cases/download.jsonl").getvalue())
    articles = [
        seed.STARTER / "articles" / f"{key}.json" for key in (seed.NEWS, seed.PAPER)
    ]
    call_command("import_cases", *articles, lines, by="ada")
    document = json.loads(lines.read_text("utf-8"))["document"]
    assert d.as_dict(freeze(Patient.objects.get())) == document
