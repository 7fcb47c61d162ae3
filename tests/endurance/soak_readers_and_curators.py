"""Readers read while curators publish, edit and withdraw: lists and pages agree.

`CASEBASE_SOAK_MINUTES` is for how long on each database: ten, unless it says otherwise.
"""

import json
import os
import subprocess
import sys
import time

import pytest

from .place import EMPTY, PATIENCE
from .reading import at_once
from .reading_lists import Judge, judged_by_the_archive, judged_by_the_curators

CURATING = "tests.endurance.curating"
READERS, CURATORS, CASES = 8, 2, 24
MINUTES = float(os.environ.get("CASEBASE_SOAK_MINUTES", "10"))
#: So much is looked at in a minute, at least, or the run says nothing.
LEAST = {
    "answers": 150,
    "totals": 50,
    "numbers": 15,
    "whole lists": 25,
    "hashes": 15,
    "pages of what is withdrawn": 1,
    "answers without what is withdrawn": 50,
}
#: So much is done in a minute, at least.
ACTS = {"edit": 5, "withdraw": 2, "restore": 1, "retract": 1}


@pytest.mark.parametrize("here", ["sqlite", "postgresql"], indirect=True)
def test_lists_counts_and_pages_agree_while_curators_work(here, capsys):
    here.put_back(EMPTY)
    here.run(CURATING, "fill", str(CASES))
    cases = [f"CB-{number:06}" for number in range(1, CASES + 1)]
    files = [here.folder / f"curator-{number}.log" for number in range(CURATORS)]
    with here.served() as site:
        judge = Judge(site, cases)
        curators = [
            here.begin(CURATING, "curate", str(number), str(CURATORS), str(file))
            for number, file in enumerate(files)
        ]
        try:
            with at_once(READERS, judge.read):
                until = time.monotonic() + MINUTES * 60
                while time.monotonic() < until and not _ended(curators):
                    time.sleep(1)
        finally:
            for curator in curators:
                curator.terminate()
            ends = [curator.wait(PATIENCE) for curator in curators]
    lines = [line for file in files for line in file.read_text().splitlines()]
    acts = [json.loads(line) for line in lines]
    told = json.loads(here.run(CURATING, "tell"))
    faults = [
        *judge.faults,
        *judged_by_the_archive(judge, told),
        *judged_by_the_curators(judge, acts),
    ]
    done = {did: sum(act["did"] == did for act in acts) for did in ACTS}
    with capsys.disabled():
        sys.stdout.write(
            f"\n{here.database}, {MINUTES:g} minutes: {CURATORS} curators {done}; "
            f"{READERS} readers {dict(judge.looked_at)}; {len(faults)} faults\n"
        )
    assert ends == [0] * CURATORS
    assert faults[:20] == []
    too_few = {
        what: judge.looked_at[what]
        for what, least in LEAST.items()
        if judge.looked_at[what] < least * MINUTES
    }
    too_few |= {did: done[did] for did in ACTS if done[did] < ACTS[did] * MINUTES}
    assert too_few == {}


def _ended(curators: list[subprocess.Popen[str]]) -> bool:
    """Whether one of them has stopped, which none should."""
    return any(curator.poll() is not None for curator in curators)
