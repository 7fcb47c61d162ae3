"""One address asks so often in a minute, whichever process it is answered by."""

import re
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from casebase.browse.api import throttle

PROCESSES, QUESTIONS = 4, 2_000
COUNTING = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(CASEBASE_DATA=Path(sys.argv[1]), SECRET_KEY="x" * 50)
from casebase.browse.api.throttle import count
print("ready", flush=True)
input()
for _ in range(int(sys.argv[2])):
    print(count("192.0.2.1", 7))
"""


@pytest.fixture
def minute(settings, tmp_path, monkeypatch):
    """Count in a folder of this test, at a time it sets; the clock, in seconds."""
    settings.CASEBASE_DATA, settings.API_PER_MINUTE = tmp_path, 3
    clock = [600.0]
    monkeypatch.setattr(
        throttle.PerMinute, "clock", staticmethod(lambda: clock[0]), raising=True
    )
    return clock


def test_many_processes_count_together_and_miss_none(tmp_path):
    command = [sys.executable, "-c", COUNTING, str(tmp_path), str(QUESTIONS)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    at = {"cwd": django_settings.BASE_DIR}
    running = [subprocess.Popen(command, **pipes, **at) for _ in range(PROCESSES)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:  # all at once
        process.stdin.write("\n")
        process.stdin.flush()
    said = [int(n) for one in running for n in one.communicate()[0].split()]
    assert sorted(said) == list(range(1, PROCESSES * QUESTIONS + 1))


@pytest.mark.django_db
def test_who_asks_too_often_is_told_when_to_come_back(client, minute):
    minute[0] += 15
    left = [client.get("/api/v1/")["RateLimit"] for _ in range(3)]
    assert left == [f'"minute";r={n};t=45' for n in (2, 1, 0)]
    answer = client.get("/api/v1/cases/")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "45"
    assert answer["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Too Many Requests"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/cases/").status_code == 200
    minute[0] += 45
    assert client.get("/api/v1/cases/").status_code == 200


@pytest.mark.django_db
def test_each_address_is_counted_for_itself(client, minute):
    def status(address):
        return client.get("/api/v1/", REMOTE_ADDR=address).status_code

    assert [status("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
    assert status("192.0.2.2") == 200
    # A household has a /64: its addresses are one.
    one_house = [status(f"2001:db8:1:2::{n}") for n in range(4)]
    assert one_house == [200, 200, 200, 429]
    assert status("2001:db8:1:3::1") == 200


@pytest.mark.django_db
def test_no_address_is_kept_and_minutes_past_are_gone(
    client, minute, settings, tmp_path
):
    client.get("/api/v1/", REMOTE_ADDR="192.0.2.1")
    [folder] = (tmp_path / "throttle").iterdir()
    [file] = folder.iterdir()
    assert re.fullmatch("[0-9a-f]{64}", file.name)
    # Who has the files alone cannot try all addresses: the name depends on the key.
    settings.SECRET_KEY = "another key of this archive, of fifty letters or so"
    client.get("/api/v1/", REMOTE_ADDR="192.0.2.1")
    assert len([*folder.iterdir()]) == 2
    assert file.read_bytes() == b"."
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )
    for _ in range(3):
        minute[0] += 60
        client.get("/api/v1/", REMOTE_ADDR="192.0.2.1")
    names = sorted(folder.name for folder in (tmp_path / "throttle").iterdir())
    assert names == ["12", "13"]


@pytest.mark.django_db
def test_no_limit_counts_nothing(client, minute, settings, tmp_path):
    settings.API_PER_MINUTE = 0
    for _ in range(5):
        assert "RateLimit" not in client.get("/api/v1/")
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_a_disk_that_takes_nothing_keeps_nobody_out(client, minute, settings, tmp_path):
    settings.CASEBASE_DATA = tmp_path / "file"
    settings.CASEBASE_DATA.write_text("in the way")
    for _ in range(5):
        assert client.get("/api/v1/").status_code == 200
