"""Every recipe of docs/recipes.md runs against the running site and finds something."""

import os
import re
import shutil
import subprocess
from textwrap import shorten

import duckdb
import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = (settings.BASE_DIR / "docs" / "recipes.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
NEEDED = ("curl", "jq")


def test_there_are_recipes_of_each_kind():
    assert {kind for kind, _ in BLOCKS} == {"python", "sh", "sql"}
    assert len(BLOCKS) >= 7


def run(kind, text, capsys):
    """Run one recipe; what it prints."""
    if kind == "python":
        exec(compile(text, "recipes.md", "exec"), {})
        return capsys.readouterr().out
    if kind == "sql":
        return "\n".join(map(str, duckdb.sql(text).fetchall()))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_each_recipe_runs_and_finds_something(
    live_server, made_up, capsys, monkeypatch, tmp_path
):
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{', '.join(missing)} not found")
    monkeypatch.chdir(tmp_path)
    for kind, text in BLOCKS:
        asked = text.replace("https://cases.example.org", live_server.url)
        said = run(kind, asked, capsys)
        is_file = " -o facts.csv" in text
        assert said.strip() or is_file, shorten(text, 200)
        # Each asks for something that the seed has.
        told = (tmp_path / "facts.csv").read_text() if is_file else said
        asks_all = "since=" in text
        assert asks_all or re.search(r"CB-000001|hou-ntrk1|crizotinib", told), text
