"""Four apps, imports one way."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the contracts of pyproject.toml against the code in a folder."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports;"
            "sys.exit(lint_imports(no_cache=True))",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_layers_hold():
    held = lint_imports(settings.BASE_DIR)
    assert held.returncode == 0, held.stdout


@pytest.mark.parametrize(
    ("importing", "imported"),
    [
        ("casebase/vocabulary/apps.py", "casebase.archive.apps"),
        ("casebase/archive/apps.py", "casebase.vocabulary.apps"),
        ("casebase/browse/apps.py", "casebase.curation.apps"),
        ("casebase/browse/apps.py", "casebase.vocabulary.models"),
        ("casebase/curation/apps.py", "casebase.browse.apps"),
    ],
)
def test_an_import_against_the_layers_is_noticed(tmp_path, importing, imported):
    shutil.copy(settings.BASE_DIR / "pyproject.toml", tmp_path)
    shutil.copytree(settings.BASE_DIR / "casebase", tmp_path / "casebase")
    with (tmp_path / importing).open("a") as module:
        module.write(f"import {imported}\n")
    noticed = lint_imports(tmp_path)
    assert noticed.returncode == 1, noticed.stdout
    assert "BROKEN" in noticed.stdout
