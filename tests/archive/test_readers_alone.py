"""A process for readers alone: no curators' code, no way to their tables."""

import pytest
from django.db import connection

from tests import asked_alone
from tests.archive.test_reader_role import ROLE, role  # noqa: F401 - a fixture

#: What such a process has loaded, and what it could do at its worst.
AT_WORST = """
from django.db import connections

def tried(alias, statement):
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except Exception as error:
        return type(error).__name__
    return "done"

told["curators' code"] = sorted(
    name for name in sys.modules
    if name.startswith(("casebase.curation", "django_otp", "nested_admin"))
)
told["tried"] = {
    "default": tried("default", "SELECT 1"),
    "archive": tried("reader", "SELECT COUNT(*) FROM archive_version"),
    "curators": tried("reader", "SELECT COUNT(*) FROM curation_patient"),
    "write": tried("reader", "DELETE FROM archive_term"),
}
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
        "CASEBASE_DATA": str(tmp_path),
        "CASEBASE_ENV": "production",
        "CASEBASE_SERVE": "public",
        "SECRET_KEY": "an unlikely key: 7fQ2zLw9XvB4nT1kRj6mYs8dHc3pGa5eUoNi0VxE",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "https://cases.example.org",
        "SECURITY_CONTACT": "mailto:security@cases.example.org",
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
    return asked_alone.ask([*READ, *TAKEN_IN, *ADMIN], environment, AT_WORST)


def test_readers_are_served_and_nothing_of_curators_is_there(alone):
    answers = alone["answers"]

    def statuses(asked):
        return {answers[one]["status"] for one in asked}

    assert statuses(READ) == {200}
    assert "CB-000001" in answers["GET /cases/"]["body"]
    assert statuses(TAKEN_IN) == {405}
    assert "Nothing is taken in here" in answers["GET /report/"]["body"]
    assert "Nothing is taken in here" in answers["POST /cases/freeze/"]["body"]
    assert statuses(ADMIN) == {404}
    assert {answer["cookies"] for answer in answers.values()} == {0}
    assert alone["curators' code"] == []
    tried = alone["tried"]
    assert tried.pop("archive") == "done"
    assert "done" not in tried.values()
    assert tried["default"] == "ImproperlyConfigured"
