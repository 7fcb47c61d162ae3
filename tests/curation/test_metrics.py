"""Operators read numbers, and nothing about anybody."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from casebase.archive.models import ArchiveState
from tests import seed

pytestmark = pytest.mark.django_db
LINE = re.compile(r'([a-z_]+)\{((?:[a-z]+="[a-z_]+",?)*)\} ([0-9.e+]+)')


def told(**options) -> dict[str, float]:
    """What the command prints, as Prometheus would read it."""
    said = StringIO()
    call_command("metrics", stdout=said, **options)
    found = {}
    for line in said.getvalue().splitlines():
        if line.startswith("#"):
            assert re.fullmatch(r"# (HELP [a-z_]+ .+|TYPE [a-z_]+ gauge)", line)
            continue
        name, labels, value = LINE.fullmatch(line).groups()
        found[f"{name}{{{labels}}}"] = float(value)
    return found


def test_it_counts_what_is_public_what_is_a_draft_and_how_old_the_backup_is(tmp_path):
    ada = seed.person("ada")
    seed.import_seed(ada)
    found = told(backups=tmp_path)
    assert found['casebase_records{kind="case",stands="public"}'] == 0
    assert found['casebase_working_copies{kind="patient",status="draft"}'] == 1
    assert found['casebase_working_copies{kind="article",status="draft"}'] == 2
    assert found["casebase_last_backup_timestamp_seconds{}"] == 0
    assert found["casebase_archive_version{}"] == ArchiveState.objects.get().version
    assert found["casebase_database_bytes{}"] > 100_000

    (tmp_path / "monday").mkdir()
    made = '{"made_at": "2026-01-31T02:30:00+00:00"}'
    (tmp_path / "monday" / "manifest.json").write_text(made)
    found = told(backups=tmp_path)
    assert found["casebase_last_backup_timestamp_seconds{}"] == 1769826600
