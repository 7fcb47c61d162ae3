"""What an archive gives out, another takes in: the same documents, the same pages.

The run on SQLite leaves an export in the folder that `CASEBASE_TEST_EXPORT` names, and
beside it the hashes of what its public addresses answered. The run on PostgreSQL loads
the export into an empty archive and compares. `scripts/test` hands one folder to both.
"""

import datetime as dt
import hashlib
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from casebase.archive import document as d
from casebase.archive import exporting, index, publishing
from casebase.archive.models import Record, Version
from casebase.curation import workflow
from casebase.curation.models import Article, Curator
from casebase.vocabulary.models import Drug
from tests import crawling, databases, seed
from tests.browse import archive

pytestmark = pytest.mark.django_db

MADE_UP = 4
SOURCED = ("age_value", "sex", "country", "vital_status")
LISTS = (
    "/",
    "/cases/",
    "/cases/?per_page=25",
    "/cases/?sort=added&per_page=50",
    "/cases/?q=fusion",
    "/cases/?view=table",
    "/treatments/",
    "/articles/",
    "/genes/",
    "/drugs/",
    "/genes/NTRK1/",
    "/drugs/entrectinib/",
    "/fusions/ETV6::NTRK3/",
)


@pytest.fixture
def one_moment(own_index, db, monkeypatch):
    """A site whose clock stands still."""
    moment = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def with_made_up(folder: Path) -> Path:
    """The starter as a folder, with made-up cases beside the real ones."""
    for kind in ("articles", "cases"):
        (folder / kind).mkdir(parents=True)
        for file in (seed.STARTER / kind).glob("*.json"):
            (folder / kind / file.name).write_bytes(file.read_bytes())
    for number in range(MADE_UP):
        case = json.loads(d.canonical(archive.made_up(number)))
        slug = case["articles"][0]["article"]
        citation = case["articles"][0]["citation"]
        citation["url"] = f"https://example.org/{slug}"
        note = {"identifiers_note": "It is made up, so nobody wrote it."}
        article = {"schema": 1, "key": slug, "synthetic": True} | note | citation
        case["patient"]["label"] = "Patient 1"
        source = case["findings"][0]["source"]
        case["findings"][0]["partner_status"] = "named"
        case["provenance"] = {
            "facts": [{"field": field, "source": source} for field in SOURCED]
        }
        (folder / "articles" / f"{slug}.json").write_text(json.dumps(article))
        (folder / "cases" / f"{slug}.patient-1.json").write_text(json.dumps(case))
    return folder


def answers(client) -> dict[str, str]:
    """The hash of what each public address of the archive answers."""
    addresses = [*LISTS]
    for record in Record.objects.all():
        if record.kind == "case":
            addresses += [f"/cases/{record.name}/", f"/cases/{record.name}.json"]
        else:
            addresses.append(f"/articles/{record.name}/")
    found = {address: crawling.fetch(client, address) for address in addresses}
    assert [each for each, answer in found.items() if answer.status != 200] == []
    return {
        address: hashlib.sha256(
            f"{answer.status} {answer.headers}\n".encode() + answer.body
        ).hexdigest()
        for address, answer in found.items()
    }


def texts(folder: Path) -> dict[str, str]:
    """The files of an export by their names."""
    return {
        str(file.relative_to(folder)): file.read_text("utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_other_database_takes_in_what_this_one_gives_out(
    client, one_moment, tmp_path
):
    name = os.environ.get("CASEBASE_TEST_EXPORT")
    if not name:
        pytest.skip("CASEBASE_TEST_EXPORT names no folder to hand the export over in.")
    handed, heard = Path(name) / "export", Path(name) / "answers.json"
    call_command("load_vocabulary", verbosity=0)
    if databases.NAME == "sqlite":
        call_command("load_starter", with_made_up(tmp_path / "all"))
        call_command("export_archive", handed, replace=True)
        heard.write_text(json.dumps(answers(client)))
        assert len(list(handed.glob("cases/*.json"))) >= 14 + MADE_UP
        return
    call_command("load_starter", handed)
    for file in handed.glob("*/*.json"):
        document = d.read(json.loads(file.read_text("utf-8")))
        here = Record.objects.get(key=document.key).latest
        assert here.document == d.canonical(document)
        assert here.sha256 == d.sha256(d.canonical(document))
    there, here = json.loads(heard.read_text()), answers(client)
    assert here.keys() == there.keys()
    assert [each for each in here if here[each] != there[each]] == []
    call_command("export_archive", tmp_path / "again")
    assert texts(tmp_path / "again") == texts(handed)


@pytest.mark.promise(14)
def test_an_empty_archive_becomes_the_same_again_word_for_word(
    one_moment, tmp_path, looked_at
):
    """Also what was published in the words of an earlier day: a drug that has another
    name since, an article corrected after the case had cited it."""
    before, after = tmp_path / "before", tmp_path / "after"
    with transaction.atomic():
        patient = seed.publish_seed()
        paper = Article.objects.get(slug=seed.PAPER)
        corrected = Version.objects.get(record__name=seed.PAPER).content.model_copy(
            update={"title": "A title that was found later"}
        )
        publishing.put(corrected, **archive.ENVELOPE)
        made_up = Article.objects.create(
            slug="made-up", kind="news_item", title="-", url="http://made.up/"
        )
        reviewer = seed.person("grace", reviewer=True)
        workflow.transcribe(made_up, by=reviewer, reason="To be withdrawn")
        workflow.withdraw(made_up, by=reviewer, reason="error")
        assert (patient.accession, paper.slug) == ("CB-000001", seed.PAPER)
        exporting.export(before)
        transaction.set_rollback(True)
    index.notice()
    assert not Record.objects.exists()
    assert not Curator.objects.exists()

    seed.make_words()
    Drug.objects.filter(key="crizotinib").update(ncit="C99999")
    call_command("load_starter", before)
    exporting.export(after)

    assert Record.objects.get(kind="case").name == "CB-000001"
    assert "made-up" not in str(texts(before))
    old, new = texts(before), texts(after)
    assert old.pop("manifest.json") and new.pop("manifest.json")
    assert old == new
    looked_at(len(old), "files", least=4)
    case = old[f"cases/{seed.PAPER}.the-patient.json"]
    assert "NCIT:C74061" in case
    assert "A title that was found later" not in case
    assert "A title that was found later" in old[f"articles/{seed.PAPER}.json"]
