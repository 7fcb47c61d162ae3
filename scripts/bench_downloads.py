"""How fast a whole archive is taken away, and in how much memory.

An archive of made-up cases is made once: the first are published as `synthesise` does,
the rest are copies of these, row by row in SQL, each with articles of its own. Then
each format is asked for in a process of its own, which has asked for a list before, so
that the index stands: time to the first byte, cases a second, and how much the largest
size of the process grew meanwhile. Every request goes through all of the site but the
socket. Medians, with the lowest and highest.
"""

import argparse
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "casebase.settings"

#: Cases that are published one by one; a copy of them has keys so much higher.
PUBLISHED, APART = 500, 1_000_000
#: What each format shall do: cases a second, and for all of them …
GOALS = {"jsonl": 5_000, "csv": 2_000}
#: … seconds to the first byte, and megabytes that the process may grow.
FIRST_BYTE, GROWTH = 1.0, 150


def make(cases: int) -> None:
    """Make the archive, or leave alone what is there."""
    from django.core.management import call_command

    from casebase.archive.models import Record

    call_command("migrate", verbosity=0)
    there = Record.objects.cases().count()
    if there >= cases:
        return
    if there:
        raise SystemExit("A smaller archive is there: give another folder with --data.")
    print(f"An archive of {cases} made-up cases …", file=sys.stderr, flush=True)
    call_command("load_vocabulary", verbosity=0)
    call_command("synthesise", cases=min(cases, PUBLISHED), seed=1, verbosity=0)
    for number in range(1, -(-cases // PUBLISHED)):
        copy_all(number)
    call_command("collectstatic", interactive=False, verbosity=0)


def copy_all(number: int) -> None:
    """Copy all that was published under accessions and articles of its own."""
    from django.db import connection, transaction

    from casebase.archive.models import ArchiveState

    other = f"synthetic-1c{number}-"
    up = number * APART
    accession = f"'CB-' || printf('%06d', substr(name, 4) + {number * PUBLISHED})"
    renamed = f"replace({{}}, 'synthetic-1-', '{other}')"
    statements = (
        "INSERT INTO archive_record (id, kind, name, key, latest_id, withdrawn, "
        f"synthetic) SELECT id + {up}, kind, CASE kind WHEN 'case' THEN {accession} "
        f"ELSE {renamed.format('name')} END, {renamed.format('key')}, NULL, withdrawn, "
        f"synthetic FROM archive_record WHERE id < {APART}",
        "INSERT INTO archive_version (id, record_id, number, document, sha256, "
        "published_at, published_by, submitted_by, reviewed_by, review_basis, reason, "
        "archive_version, withdrawn, withdraw_reason, purged) "
        f"SELECT id + {up}, record_id + {up}, number, {renamed.format('document')}, "
        "sha256, published_at, published_by, submitted_by, reviewed_by, review_basis, "
        f"reason, archive_version + {up}, withdrawn, withdraw_reason, purged "
        f"FROM archive_version WHERE id < {APART}",
        f"UPDATE archive_record SET latest_id = (SELECT latest_id + {up} FROM "
        f"archive_record AS first WHERE first.id + {up} = archive_record.id) "
        f"WHERE latest_id IS NULL",
        "INSERT INTO archive_indexentry (id, record_id, archive_version, withdrawn, "
        "year, terms, words, number, title, integrity, row, written_by) "
        f"SELECT id + {up}, record_id + {up}, archive_version + "
        f"{up}, withdrawn, year, {renamed.format('terms')}, words, number, title, "
        "integrity, row, written_by "
        f"FROM archive_indexentry WHERE id < {APART}",
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SELECT max(archive_version) FROM archive_version")
        ArchiveState.objects.update(version=cursor.fetchone()[0])


def ask(suffix: str) -> dict[str, Any]:
    """Take the archive away once, in this process."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.get("/cases/?per_page=25")  # the index stands, the pages are loaded
    b"".join(client.get(f"/cases/download.{suffix}?q=CB-000001").streaming_content)
    total = client.get("/cases/").content.decode().split('data-total="')[1]
    Path("/proc/self/clear_refs").write_text("5")  # forgets the peak until now
    before, wall, cpu = peak(), perf_counter(), process_time()
    answer = client.get(f"/cases/download.{suffix}")
    parts = iter(answer.streaming_content)
    size = len(next(parts))
    first = perf_counter() - wall
    size += sum(map(len, parts))
    wall, cpu = perf_counter() - wall, process_time() - cpu
    cases = int(total.split('"')[0])
    return {
        "cases": cases,
        "first": first,
        "wall": wall,
        "cpu": cpu,
        "size": size,
        "growth": (peak() - before) / 1024,
    }


def peak() -> int:
    """Return the largest size of this process so far, in kB (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def told(suffix: str, answers: list[dict[str, Any]]) -> str:
    """Write what came of one format; `!` where it is beyond a goal."""
    cases = answers[0]["cases"]
    rate = median(cases / one["wall"] for one in answers)
    by_cpu = median(cases / one["cpu"] for one in answers)
    first = median(one["first"] for one in answers)
    growth = median(one["growth"] for one in answers)
    rates = sorted(cases / one["wall"] for one in answers)
    missed = rate < GOALS.get(suffix, 0) or first > FIRST_BYTE or growth > GROWTH
    return (
        f"{'!' if missed else ' '} {suffix:18}{rate:8.0f} "
        f"({rates[0]:.0f}–{rates[-1]:.0f})"
        f"{by_cpu:10.0f}{first:9.2f}{growth:9.0f}{answers[0]['size'] / 1e6:9.1f}"
    )


def main() -> None:
    """Make the archive if it is not there, take it away, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--data", type=Path, help="Folder of the archive.")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="Formats, by their suffixes.")
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    data = wanted.data or ROOT / f"var-bench-downloads-{wanted.cases}"
    data.mkdir(exist_ok=True)
    os.environ |= {"CASEBASE_DATA": str(data.resolve()), "LOG_LEVEL": "ERROR"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    if wanted.ask:
        print(json.dumps(ask(wanted.ask)))
        return
    from casebase.archive.indexing import written_by_another
    from casebase.browse.formats.kinds import KINDS

    make(wanted.cases)
    if written_by_another():
        raise SystemExit("Another version of the program made this archive: make anew.")
    head = f"{'cases/s':>28}{'by CPU':>20}{'first, s':>10}{'grew, MB':>9}{'MB':>9}"
    print(
        f"{wanted.cases} cases, {wanted.repeats} times, {os.cpu_count()} cores\n{head}"
    )
    again = [
        sys.executable,
        __file__,
        "--cases",
        str(wanted.cases),
        "--data",
        str(data),
    ]
    for suffix in wanted.only or [*KINDS, "about.txt"]:
        answers = [
            json.loads(subprocess.check_output([*again, "--ask", suffix]))
            for _ in range(wanted.repeats)
        ]
        print(told(suffix, answers), flush=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
