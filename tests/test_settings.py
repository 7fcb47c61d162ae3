"""Outside development the site does not start half configured."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "CASEBASE_ENV": "production",
    "SECRET_KEY": "an unlikely key: 7fQ2zLw9XvB4nT1kRj6mYs8dHc3pGa5eUoNi0VxE",
    "ALLOWED_HOSTS": "cases.example.org",
    "PUBLIC_URL": "https://cases.example.org",
}


def start(tmp_path, show="DEBUG", **environment):
    """Read the settings in a process of their own, print one, return it ended."""
    return subprocess.run(
        [sys.executable, "-c", f"from casebase import settings as s; print(s.{show})"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "CASEBASE_DATA": str(tmp_path / "data"),
        }
        | {name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_development_needs_no_variable_and_keeps_its_key_to_itself(tmp_path):
    assert start(tmp_path).stdout == "False\n"
    key = tmp_path / "data" / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    drawn = key.read_text()
    start(tmp_path)
    assert key.read_text() == drawn


def test_production_starts_when_told_all_it_needs(tmp_path):
    started = start(tmp_path, **PRODUCTION)
    assert started.returncode == 0, started.stderr
    assert not (tmp_path / "data" / "secret-key").exists()
    # Whoever reads the embedded database reads drafts.
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "abc" * 30),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", " "),
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_URL", None),
        ("PUBLIC_URL", "cases.example.org"),
        ("PUBLIC_URL", "http://cases.example.org"),
        ("CASEBASE_ENV", "prodction"),
        ("DATABASE_URL", "mysql://name@host/database"),
        ("EMAIL_URL", "consolemail://"),
        ("SECURITY_CONTACT", "ada@example.org"),
        ("DATABASE_READER_URL", "postgres://reader@host/database"),
        # Readers would share the curators' role.
        ("DATABASE_URL", "postgres://name@host/database"),
        ("CASEBASE_SERVE", "readers"),
    ],
)
def test_production_does_not_start_without_or_with_a_poor(tmp_path, name, value):
    started = start(tmp_path, **PRODUCTION | {name: value})
    assert started.returncode == 1
    last_line = started.stderr.strip().splitlines()[-1]
    assert name in last_line
    assert "ImproperlyConfigured" in last_line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://name@host/database"),
        ("EMAIL_URL", "smtp+tls://a:b@mail.example:587"),
        ("SECRET_KEY", None),
        # Its own page would send whoever wants to report back to security.txt.
        ("SECURITY_CONTACT", None),
    ],
)
def test_a_process_for_readers_takes_no_credential_of_curators(tmp_path, name, value):
    reader = {
        "DATABASE_READER_URL": "postgres://reader@host/database",
        "SECURITY_CONTACT": "mailto:security@cases.example.org",
    }
    public = PRODUCTION | reader | {"CASEBASE_SERVE": "public"}
    assert start(tmp_path, **public, show="DATABASES['default']").stdout == "{}\n"
    started = start(tmp_path, **public | {name: value})
    assert started.returncode == 1
    assert name in started.stderr.strip().splitlines()[-1]


def test_debug_pages_are_never_shown_in_production(tmp_path):
    assert start(tmp_path, DEBUG="1").stdout == "True\n"
    assert start(tmp_path, **PRODUCTION, DEBUG="1").stdout == "False\n"


def test_outside_development_the_second_factor_cannot_be_left_out(tmp_path):
    asked = {"show": "REQUIRE_SECOND_FACTOR"}
    no = {"CASEBASE_REQUIRE_SECOND_FACTOR": "false"}
    yes = {"CASEBASE_REQUIRE_SECOND_FACTOR": "true"}
    assert start(tmp_path, **asked, **PRODUCTION, **no).stdout == "True\n"
    assert start(tmp_path, **asked).stdout == "False\n"
    assert start(tmp_path, **asked, **yes).stdout == "True\n"


def test_without_a_mail_server_no_link_is_printed_anywhere(tmp_path):
    asked = {"show": "EMAIL_BACKEND"}
    dummy = "django.core.mail.backends.dummy.EmailBackend\n"
    assert start(tmp_path, **asked, **PRODUCTION).stdout == dummy
    assert start(tmp_path, **asked).stdout == dummy
    smtp = start(tmp_path, **asked, EMAIL_URL="smtp+tls://a:b@mail.example:587")
    assert smtp.stdout == "django.core.mail.backends.smtp.EmailBackend\n"


def test_in_production_logs_are_lines_for_programs(tmp_path):
    asked = {"show": "LOGGING['handlers']['stderr']['formatter']"}
    assert start(tmp_path, **asked, **PRODUCTION).stdout == "json\n"
    assert start(tmp_path, **asked).stdout == "line\n"


def command(*arguments, **environment):
    """Run one of manage.py's in a process of its own, return it ended."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_that_may_not_start_says_why_in_one_line(tmp_path):
    poor = PRODUCTION | {"SECRET_KEY": ""}
    started = command("migrate", CASEBASE_DATA=str(tmp_path), **poor)
    assert started.returncode == 1
    assert started.stderr.startswith("SECRET_KEY is not set")


@pytest.mark.parametrize("name", ["check_archive", "metrics", "audit_trail"])
def test_a_command_in_an_empty_place_says_what_is_missing(tmp_path, name):
    started = command(name, CASEBASE_DATA=str(tmp_path))
    assert started.returncode == 1
    assert f"{tmp_path}/casebase.sqlite3 has no tables of Casebase" in started.stderr
    assert "manage.py migrate" in started.stderr
    assert "Traceback" not in started.stderr


def test_a_command_whose_database_is_away_says_so(tmp_path):
    nobody = "postgres://name@127.0.0.1:1/database"
    started = command("check_archive", CASEBASE_DATA=str(tmp_path), DATABASE_URL=nobody)
    assert started.returncode == 1
    assert "The database cannot be reached or cannot work: " in started.stderr
    assert "Traceback" not in started.stderr


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    started = command("check_archive", CASEBASE_DATA=str(tmp_path / "file" / "data"))
    assert started.returncode == 1
    assert started.stderr.startswith(f"CASEBASE_DATA is '{tmp_path}/file/data'")


def test_a_command_in_the_readers_settings_is_sent_to_the_curators(tmp_path):
    started = command(
        "check_archive", CASEBASE_DATA=str(tmp_path), CASEBASE_SERVE="public"
    )
    assert started.returncode == 1
    assert "Commands run with the curators' settings." in started.stderr
    assert "Traceback" not in started.stderr
