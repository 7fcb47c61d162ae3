"""What it costs to serve an archive: memory, disk and time of one process on one core.

    .venv/bin/python scripts/cost.py FOLDER     # a data folder, such as var-demo

Serves the folder as the readers' unit does, bound to one core, asks pages of every kind
and 200 cases once, and prints what the process took at most. Changes nothing.
"""

import os
import re
import shlex
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
UNIT = ROOT / "deploy" / "systemd" / "casebase-readers.service"
PAGES = (
    "/",
    "/cases/",
    "/cases/?view=swimmer",
    "/cases/?q=response&sort=added",
    "/treatments/",
    "/findings/",
    "/genes/",
    "/genes/NTRK1/",
    "/drugs/",
    "/diagnoses/",
    "/search/?q=NTRK1",
    "/suggest/?q=NTR",
    "/cases/feed.atom",
    "/cases/download.csv",
    "/cases/download.jsonl",
    "/cases/download.phenopackets.zip",
    "/api/v1/cases/",
    "/sitemap.xml",
)
MEGABYTE = 1 << 20


def main(folder: Path) -> None:
    """Serve, ask, print."""
    with sqlite3.connect(f"file:{folder}/casebase.sqlite3?mode=ro", uri=True) as known:
        [(cases,)] = known.execute(
            "SELECT count(*) FROM archive_record WHERE kind='case'"
        )
        [(entries,)] = known.execute(
            "SELECT sum(length(terms) + length(words)) FROM archive_indexentry"
        )
        names = [
            name
            for (name,) in known.execute(
                "SELECT name FROM archive_record WHERE kind='case' LIMIT 200"
            )
        ]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [command] = re.findall(r"^ExecStart=\S+/granian (.*)$", UNIT.read_text(), re.M)
    command = re.sub(r"--port \d+", f"--port {port}", command)
    server = subprocess.Popen(
        [f"{Path(sys.executable).parent}/granian", *shlex.split(command)],
        cwd=ROOT,
        env=os.environ
        | {
            "CASEBASE_DATA": str(folder),
            "CASEBASE_SERVE": "public",
            "CASEBASE_API_PER_MINUTE": "0",
        },
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600) as client:
            wait(client)
            asked(client, "/")
            print(f"{cases} cases. After the first page: {memory(server.pid)}")
            before = cpu(server.pid)
            for address in PAGES:
                asked(client, address)
            print(f"After {len(PAGES)} kinds of pages: {memory(server.pid)}")
            print(f"CPU for them: {cpu(server.pid) - before:.1f} s")
            before = cpu(server.pid)
            for name in names:
                asked(client, f"/cases/{name}/")
            each = (cpu(server.pid) - before) / max(1, len(names)) * 1000
            print(f"After {len(names)} cases: {memory(server.pid)}")
            print(f"CPU for a case: {each:.0f} ms")
    finally:
        server.terminate()
        server.wait()
    for what, path in (("database", "casebase.sqlite3"), ("static files", "static")):
        print(f"Disk, {what}: {disk(folder / path) / MEGABYTE:.1f} MB")
    print(f"Of the database, entries of the index: {entries / MEGABYTE:.1f} MB")


def wait(client: httpx.Client) -> None:
    """Until it answers."""
    for _ in range(600):
        try:
            return asked(client, "/healthz")
        except httpx.TransportError:
            time.sleep(0.2)
    sys.exit("It did not start.")


def asked(client: httpx.Client, address: str) -> None:
    """Ask an address, which must have an answer."""
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}.")


def processes(pid: int) -> list[int]:
    """The process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in processes(int(child)))]


def memory(pid: int) -> str:
    """What all of them take now, shared pages counted once, and the most of each."""
    now, most = 0, 0
    for one in processes(pid):
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        now += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1])
        status = Path(f"/proc/{one}/status").read_text()
        most += int(re.search(r"^VmHWM:\s+(\d+)", status, re.M)[1])
    return f"{now / 1024:.0f} MB now, {most / 1024:.0f} MB at most"


def cpu(pid: int) -> float:
    """Seconds of CPU that all of them have taken."""
    ticks = 0
    for one in processes(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def disk(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).resolve())
