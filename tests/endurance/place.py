"""A site of one's own: a folder, a database that may be killed, and its processes."""

import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from email.message import Message
from pathlib import Path

from django.conf import settings

from .server import Server

#: As docs/operating.md serves the site, but for the port.
WORKERS, THREADS = 2, 4
PATIENCE = 90
LIVE = "casebase"
#: The tables, with nothing in them.
EMPTY = "empty"
FILES = ("casebase.sqlite3", "casebase.sqlite3-wal", "casebase.sqlite3-shm")


class Place:
    """Where a site lives: its settings, its database, and copies laid aside."""

    def __init__(
        self, folder: Path, server: Server | None, tables: Path | None = None
    ) -> None:
        self.folder, self.server, self.data = folder, server, folder / "data"
        self.database = "postgresql" if server else "sqlite"
        self.env = {
            "PATH": os.environ["PATH"],
            "CASEBASE_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "casebase.settings",
            "CASEBASE_API_PER_MINUTE": "0",
            "LOG_LEVEL": "ERROR",
        }
        if server:
            server.sql(f"CREATE DATABASE {LIVE} OWNER casebase")
            self.env["DATABASE_URL"] = server.url(LIVE)
        if tables:
            self.data.mkdir()
            _copied(tables, self.data / FILES[0])
        else:
            self.manage("migrate", "--verbosity=0")
        self.lay_aside(EMPTY)

    def manage(self, *command: str) -> str:
        """Run a command of the site; return what it prints."""
        return self.run("manage", *command)

    def run(self, module: str, *words: str) -> str:
        """Run a module to its end; return what it prints."""
        done = self.begin(module, *words, stdout=subprocess.PIPE)
        said, _ = done.communicate()
        if done.returncode:
            raise RuntimeError(f"{module} {' '.join(words)} ended: {done.returncode}")
        return str(said)

    def begin(self, module: str, *words: str, **more) -> subprocess.Popen[str]:
        """Start a module, and go on."""
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", module, *words],
            **{"cwd": settings.BASE_DIR, "env": self.env, "text": True} | more,
        )

    def lay_aside(self, name: str) -> None:
        """Keep the database as it is under a name; nobody may be connected."""
        if self.server:
            self.server.sql(f"DROP DATABASE IF EXISTS {name}")
            self.server.sql(f"CREATE DATABASE {name} TEMPLATE {LIVE}")
        else:
            (self.data / name).unlink(missing_ok=True)
            _copied(self.data / FILES[0], self.data / name)

    def put_back(self, name: str) -> None:
        """Let the database be as it was when it was laid aside."""
        if self.server:
            self.server.sql(f"DROP DATABASE IF EXISTS {LIVE} WITH (FORCE)")
            self.server.sql(f"CREATE DATABASE {LIVE} TEMPLATE {name} OWNER casebase")
        else:
            for file in FILES:
                (self.data / file).unlink(missing_ok=True)
            shutil.copy(self.data / name, self.data / FILES[0])

    @contextmanager
    def served(
        self, workers: int = WORKERS, reading: Server | None = None
    ) -> Iterator["Site"]:
        """Serve the site on a port of its own, until the block ends.

        For readers alone, from the server that they are `reading`, if one is named.
        """
        port = free_port()
        env = {"PUBLIC_URL": f"http://127.0.0.1:{port}"} | self.env
        if reading:
            env |= {
                "CASEBASE_SERVE": "public",
                "DATABASE_READER_URL": reading.url(LIVE),
            }
            del env["DATABASE_URL"]
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        log = self.folder / f"site-{port}.log"
        with log.open("w") as told:
            process = self.begin(
                *("granian", "casebase.wsgi:application", "--interface=wsgi"),
                *("--no-ws", "--host=127.0.0.1", f"--port={port}"),
                *(f"--workers={workers}", f"--blocking-threads={THREADS}"),
                *("--respawn-failed-workers", "--workers-kill-timeout=3"),
                env=env,
                stdout=told,
                stderr=subprocess.STDOUT,
            )
        site = Site(port, process.pid, log)
        try:
            site.wait(workers)
            yield site
        finally:
            process.terminate()
            process.wait(PATIENCE)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Site:
    """A site that is served."""

    def __init__(self, port: int, pid: int, log: Path) -> None:
        self.root, self.pid, self.log = f"http://127.0.0.1:{port}", pid, log

    def ask(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body; status 0 where the connection broke."""
        try:
            with urllib.request.urlopen(self.root + address, timeout=PATIENCE) as one:
                return one.status, _lower(one.headers), one.read()
        except urllib.error.HTTPError as error:
            return error.code, _lower(error.headers), error.read()
        except (OSError, http.client.HTTPException):
            return 0, {}, b""

    def wait(self, processes: int = WORKERS) -> None:
        """Wait until so many of its processes have been started, and it answers."""
        until = time.monotonic() + PATIENCE
        while (
            self.log.read_text().count("Started worker") < processes
            or self.ask("/readyz")[0] != 200
        ):
            if time.monotonic() > until:
                raise RuntimeError("The site does not come up.")
            time.sleep(0.2)


def _lower(headers: Message) -> dict[str, str]:
    """Return headers by their names in small letters: HTTP does not tell them apart."""
    return {name.lower(): value for name, value in headers.items()}


def _copied(file: Path, to: Path) -> None:
    """Copy a database of SQLite with what lies in its log."""
    with closing(sqlite3.connect(file)) as live:
        live.execute("VACUUM INTO ?", [str(to)])


@contextmanager
def place(database: str, tables: Path | None = None) -> Iterator[Place]:
    """Make a place with empty tables, and take it away afterwards.

    `tables` is a file of SQLite that has them; else they are made, which takes longer.
    """
    folder = Path(tempfile.mkdtemp(prefix="casebase-place-"))
    folder.chmod(0o755)
    server = Server(folder / "postgresql") if database == "postgresql" else None
    try:
        yield Place(folder, server, tables)
    finally:
        if server:
            server.stop()
        with suppress(OSError):
            shutil.rmtree(folder)
