"""What was acknowledged stays, though the database or the writer is killed.

`kill -9` leaves what the machine was given to keep: it does not prove fsync.
"""

import sys

import pytest

from .killing_writers import kill_under_writers

KILLS, SEED = 12, 7
#: PostgreSQL: the server is killed; SQLite: the writer, which is all there is.
RUNS = {
    "sqlite": {"writers": 1, "writes": 5_000},
    "postgresql": {"writers": 4, "writes": 50_000},
}


@pytest.mark.parametrize("here", RUNS, indirect=True)
def test_nothing_acknowledged_is_lost(here, capsys):
    run = RUNS[here.database]
    told = kill_under_writers(here, kills=KILLS, seed=SEED, **run)
    with capsys.disabled():
        sys.stdout.write(f"\n{here.database}, seed {SEED}: {told}\n")
    assert told.lost == []
    assert told.twice == []
    assert told.edits + told.versions >= run["writes"]
    assert told.versions >= run["writes"] // 100
