"""Readers while the database, or a process of the site, is killed under them."""

import sys
import time
from collections import Counter

import psutil
import pytest

from .place import EMPTY, WORKERS
from .reading import ALWAYS, AWAY, BROKEN, GOOD, PAGES, read

READERS, CASES = 8, 12
#: Seconds within which answers are good again, once the database is up.
SOON = 10
#: For how many seconds the database is away, each time.
AWAY_FOR = (1, 8, 40)
#: Answers that are kept need no database for a second (`index.PATIENCE`): one that is
#: away for no longer than this may pass unnoticed.
UNNOTICED = 2
#: Killed processes, and the seconds in which the machine notices one.
KILLS, AT_ONCE = 4, 1


@pytest.mark.parametrize("here", ["postgresql"], indirect=True)
def test_a_database_that_is_killed_makes_no_wrong_answer(here, capsys):
    here.put_back(EMPTY)
    here.run("tests.endurance.filling", str(CASES))
    back = []
    with here.served() as site, read(site, READERS) as readers:
        time.sleep(5)
        for seconds in AWAY_FOR:
            # All readers may wait for what they asked while it was being killed.
            killed = time.monotonic()
            here.server.kill()
            time.sleep(seconds)
            here.server.start()
            up = time.monotonic()
            time.sleep(SOON + 5)
            noticed = AWAY in readers.outcomes(*PAGES, after=killed, before=up)
            assert noticed or seconds <= UNNOTICED
            assert readers.outcomes(*PAGES, after=up + SOON) == {GOOD}
            ends = [
                one.ended
                for one in readers.asked
                if up < one.began
                if one.outcome != GOOD
            ]
            back.append(max(ends, default=up) - up)
    outcomes = Counter(one.outcome for one in readers.asked)
    slowest = max(
        one.ended - one.began for one in readers.asked if one.address in ALWAYS
    )
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(AWAY_FOR)} kills under {READERS} readers: {dict(outcomes)}; good "
            f"again after {', '.join(f'{one:.1f} s' for one in back)}; what needs no "
            f"database answered within {slowest:.1f} s\n"
        )
    assert set(outcomes) == {GOOD, AWAY}
    assert readers.outcomes(*ALWAYS) == {GOOD}
    assert outcomes[GOOD] >= 200


@pytest.mark.parametrize("here", ["sqlite", "postgresql"], indirect=True)
def test_a_process_of_the_site_that_is_killed_makes_no_wrong_answer(here, capsys):
    here.put_back(EMPTY)
    here.run("tests.endurance.filling", str(CASES))
    with here.served() as site, read(site, READERS) as readers:
        for kill in range(1, KILLS + 1):
            time.sleep(2)
            killed = time.monotonic()
            psutil.Process(site.pid).children()[0].kill()
            site.wait(WORKERS + kill)
            late = [
                one
                for one in readers.asked
                if one.outcome == BROKEN and one.began > killed + AT_ONCE
            ]
            assert late == []
    outcomes = Counter(one.outcome for one in readers.asked)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{here.database}: {KILLS} processes of {WORKERS} killed under {READERS} "
            f"readers: {dict(outcomes)}\n"
        )
    # Only what was being asked at the moment of the kill broke off.
    assert set(outcomes) <= {GOOD, BROKEN}
    assert outcomes[BROKEN] <= KILLS * READERS
    assert outcomes[GOOD] >= 200
