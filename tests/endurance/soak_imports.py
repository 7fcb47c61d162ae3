"""`kill -9` of 200 imports, half on each database: nothing is left by halves."""

import sys

import pytest

from .killing_imports import kill_imports

#: Tried and killed: an import that is quicker than the clock cannot be.
POINTS, KILLED, SEED = 112, 100, 7


@pytest.mark.parametrize("here", ["sqlite", "postgresql"], indirect=True)
def test_a_killed_import_leaves_nothing_by_halves(here, capsys):
    told = kill_imports(here, POINTS, SEED)
    with capsys.disabled():
        sys.stdout.write(f"\n{here.database}, seed {SEED}: {told}\n")
    assert told.partial == []
    assert told.not_completed == []
    assert told.kills.total() >= KILLED
    assert {"before commit", "after commit", "before INSERT"} <= set(told.kills)
