"""A process for readers alone: no curators' code, no way to their tables."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.archive.test_reader_role import ROLE, role  # noqa: F401 - a fixture

#: Asks such a process, as a server would, and then what it could do at its worst.
ASK = """
import json, sys, django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from django.db import connections
from django.test import Client
client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
answers = {}
for asked in json.loads(input()):
    method, address = asked.split()
    answer = client.generic(method, address, secure=True)
    answers[asked] = answer.status_code, len(answer.cookies), answer.getvalue().decode()

def tried(alias, statement):
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except Exception as error:
        return type(error).__name__
    return "done"

print(json.dumps({
    "answers": answers,
    "curators' code": sorted(
        name for name in sys.modules
        if name.startswith(("casebase.curation", "django_otp", "nested_admin"))
    ),
    "tried": {
        "default": tried("default", "SELECT 1"),
        "archive": tried("reader", "SELECT COUNT(*) FROM archive_version"),
        "curators": tried("reader", "SELECT COUNT(*) FROM curation_patient"),
        "write": tried("reader", "DELETE FROM archive_term"),
    },
}))
"""
READ = [
    "GET /",
    "GET /cases/",
    "GET /cases/CB-000001/",
    "GET /api/v1/cases/CB-000001/",
    "GET /report/",
    "GET /suggest-a-paper/",
    "GET /readyz",
]
TAKEN_IN = ["POST /report/", "POST /suggest-a-paper/", "POST /cases/freeze/"]
ADMIN = ["GET /admin/", "GET /admin/login/", "POST /admin/login/"]


@pytest.fixture
def alone(transactional_db, request, published, tmp_path):
    """Run a process that is given what readers need, and nothing else."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "casebase.settings",
        "CASEBASE_DATA": str(tmp_path),
        "CASEBASE_ENV": "production",
        "CASEBASE_SERVE": "public",
        "SECRET_KEY": "an unlikely key: 7fQ2zLw9XvB4nT1kRj6mYs8dHc3pGa5eUoNi0VxE",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "https://cases.example.org",
    }
    if connection.vendor == "postgresql":
        request.getfixturevalue("role")
        known = connection.get_connection_params()
        environment["DATABASE_READER_URL"] = (
            f"postgres://{ROLE}@/{known['dbname']}?host={known['host']}"
            if str(known["host"]).startswith("/")
            else f"postgres://{ROLE}@{known['host']}:{known['port']}/{known['dbname']}"
        )
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{tmp_path / 'casebase.sqlite3'}'")
        (tmp_path / "casebase.sqlite3").chmod(0o400)
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        input=json.dumps([*READ, *TAKEN_IN, *ADMIN]),
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_readers_are_served_and_nothing_of_curators_is_there(alone):
    answers = alone["answers"]
    assert {asked: answers[asked][0] for asked in READ} == dict.fromkeys(READ, 200)
    assert "CB-000001" in answers["GET /cases/"][2]
    assert {answers[asked][0] for asked in TAKEN_IN} == {405}
    assert "Nothing is taken in here" in answers["GET /report/"][2]
    assert "Nothing is taken in here" in answers["POST /cases/freeze/"][2]
    assert {answers[asked][0] for asked in ADMIN} == {404}
    assert {cookies for _, cookies, _ in answers.values()} == {0}
    assert alone["curators' code"] == []
    tried = alone["tried"]
    assert tried.pop("archive") == "done"
    assert "done" not in tried.values()
    assert tried["default"] == "ImproperlyConfigured"
