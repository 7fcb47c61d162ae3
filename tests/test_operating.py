"""The operating guide names what there is; `make operating` follows it."""

import argparse
import re
import shlex

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

ROOT = settings.BASE_DIR
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operating.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
NGINX = (DEPLOY / "nginx" / "casebase.conf").read_text()
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))


def commands() -> set[str]:
    """Every command of the site that the guide or a script of `deploy/` gives."""
    scripts = [(DEPLOY / name).read_text() for name in ("nightly", "grants")]
    text = re.sub(r"\$\([^)]*\)", "value", "\n".join([*BLOCKS, *scripts]))
    return {
        line.removeprefix("casebase ").split(" | ")[0]
        for line in text.splitlines()
        if line.startswith("casebase ")
    }


def test_the_guide_has_its_commands():
    assert len(BLOCKS) > 12
    assert {line.split()[0] for line in commands()} >= {
        "backup",
        "check_archive",
        "create_reader_role",
        "metrics",
        "migrate",
        "rebuild_index",
        "restore",
    }


@pytest.mark.parametrize("line", sorted(commands()))
def test_each_command_is_there_with_those_options(line):
    name, *words = shlex.split(re.sub(r"\$\w+", "value", line))
    known = get_commands()
    assert name in known
    command = load_command_class(known[name], name)
    parser = command.create_parser("manage.py", name)
    assert isinstance(parser.parse_args(words), argparse.Namespace)


def test_each_file_and_folder_of_the_repository_that_it_names_is_there():
    named = re.findall(r"/opt/casebase/((?:deploy|requirements)[\w./-]*)", GUIDE)
    assert len(named) > 6
    assert [name for name in named if not list(ROOT.glob(f"{name}*"))] == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.stem)
def test_a_unit_names_users_files_and_ports_that_the_guide_makes(unit):
    said = unit.read_text()
    for file in re.findall(r"EnvironmentFile=(\S+)", said):
        assert f"> {file} <<EOF" in GUIDE
    for user in re.findall(r"User=(\S+)", said):
        assert re.search(rf"for user in .*\b{user}\b.*; do", GUIDE)
    for port in re.findall(r"--port (\d+)", said):
        side = unit.stem.replace("-", "_")
        assert f"upstream {side} {{ server 127.0.0.1:{port};" in NGINX


def test_each_setting_that_it_writes_is_read():
    written = {
        name
        for block in re.findall(r"\.env <<EOF\n(.*?)^EOF$", GUIDE, re.M | re.S)
        for name in re.findall(r"^(\w+)=", block, re.M)
    }
    assert {"SECRET_KEY", "CASEBASE_SERVE", "DATABASE_READER_URL"} <= written
    source = (ROOT / "casebase" / "settings.py").read_text()
    read_by_others = {"PGHOST"}  # psycopg
    assert [n for n in written - read_by_others if f'"{n}"' not in source] == []


def test_readers_are_given_no_credential_of_curators():
    [readers] = re.findall(r"readers\.env <<EOF\n(.*?)^EOF$", GUIDE, re.M | re.S)
    assert not re.search(r"^DATABASE_URL=|^EMAIL_URL=", readers, re.M)
    assert "casebase_reader@" in readers


def test_nginx_hands_curators_what_is_theirs_and_believes_no_asker():
    [theirs] = re.findall(r"location ~ (\S+) \{", NGINX)
    for prefix in (*settings.CURATOR_PREFIXES, *settings.INTAKE_PATHS):
        assert re.search(theirs, prefix), prefix
    for address in ("/", "/cases/", "/cases/CB-000001/", "/api/v1/", "/reports/"):
        assert not re.search(theirs, address), address
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    # A location that sets a header of its own would lose all those of the server.
    for location in re.findall(r"location [^{]+\{(.*?)\}", NGINX, re.S):
        assert "proxy_set_header" not in location
