"""granian and gunicorn with the same code, cases and readers.

`python -m benchmarks.servers [--data var-bench-10000]`. Each serves by one worker with
four threads. Readers are processes that ask for pages over connections that they keep,
in turns: first one server for some seconds, then the other, and so again. What is kept
in memory is the server's own speed; what is asked with a cookie, and so made anew, is
mostly ours.
"""

import argparse
import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from statistics import median, quantiles

from benchmarks.process import ROOT

APPLICATION = "casebase.wsgi:application"
THREADS, READERS, PATIENCE = 4, 4, 60
SERVERS = {
    "granian": [
        *("granian", APPLICATION, "--interface", "wsgi", "--no-ws", "--workers", "1"),
        *("--host", "127.0.0.1", "--blocking-threads", str(THREADS)),
        *("--log-level", "warning", "--port"),
    ],
    "gunicorn": [
        *("gunicorn", APPLICATION, "--worker-class", "gthread", "--workers", "1"),
        *("--threads", str(THREADS), "--log-level", "warning", "--bind"),
    ],
}
PAGES = {
    "kept in memory": ({}, ["/cases/", "/cases/?gene=NTRK1", "/about/"]),
    "made each time": ({"Cookie": "a=b"}, ["/cases/", "/cases/?gene=NTRK1"]),
    "nothing but up": ({}, ["/healthz"]),
}


def start(name: str, data: Path, port: int) -> "subprocess.Popen[bytes]":
    """Start a server, and wait until it answers."""
    *command, last = SERVERS[name]
    where = str(port) if last == "--port" else f"127.0.0.1:{port}"
    known = {
        "CASEBASE_DATA": str(data),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "ERROR",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", *command, last, where],
        cwd=ROOT,
        env={**os.environ, **known},
        stdout=sys.stderr,
    )
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port), "/cases/", {})
        except (ConnectionError, http.client.HTTPException):
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            return server


def ask(
    connection: http.client.HTTPConnection, address: str, headers: dict[str, str]
) -> None:
    """Ask for a page and read all of it."""
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status}")


def read(
    port: int, pages: Sequence[str], headers: dict[str, str], seconds: float
) -> list[float]:
    """Ask for pages for so long; return how long each took, in ms."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    ends = time.monotonic() + seconds
    took: list[float] = []
    while (begun := time.monotonic()) < ends:
        ask(connection, pages[len(took) % len(pages)], headers)
        took.append((time.monotonic() - begun) * 1e3)
    return took


def main() -> None:
    """Print a line for each kind of page and server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "var-bench-10000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    asked = parser.parse_args()
    print(
        f"{'pages':16} {'server':9} {'a second':>20} {'median ms':>10} {'99 % ms':>8}"
    )
    ports = {name: free_port() for name in SERVERS}
    servers = [start(name, asked.data.resolve(), port) for name, port in ports.items()]
    try:
        with multiprocessing.Pool(READERS) as readers:
            for kind, (headers, pages) in PAGES.items():
                rates: dict[str, list[float]] = {name: [] for name in SERVERS}
                times: dict[str, list[float]] = {name: [] for name in SERVERS}
                for _, (name, port) in product(range(asked.rounds), ports.items()):
                    jobs = [(port, pages, headers, asked.seconds)] * READERS
                    took = [one for some in readers.starmap(read, jobs) for one in some]
                    rates[name].append(len(took) / asked.seconds)
                    times[name] += took
                for name in SERVERS:
                    print(f"{kind:16} {name:9} {told(rates[name], times[name])}")
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def told(rates: list[float], times: list[float]) -> str:
    """Write answers a second (of the rounds), and how long one took."""
    spread = f"{median(rates):,.0f} ({min(rates):,.0f}-{max(rates):,.0f})"
    return f"{spread:>20} {median(times):10.2f} {quantiles(times, n=100)[-1]:8.1f}"


if __name__ == "__main__":
    main()
