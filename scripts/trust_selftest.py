"""Plant the fault of every promise in a copy of the tree; its proof must fail.

`scripts/trust_selftest.py [ROW …]` does those rows alone. It ends with 1 if a fault
cannot be planted, or if the proof stays green with it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE))

from tests.promises.faults import FAULTS, Fault  # noqa: E402

#: What pytest ends with when a test has failed; anything else proves nothing.
FAILED = 1
WHY = re.compile(r"^(?:E  |FAILED|ERROR) +(.+)$", re.MULTILINE)


def main(rows: list[str]) -> int:
    """Plant them one after the other; return how many proofs stayed green."""
    green = 0
    for fault in FAULTS:
        if rows and str(fault.row) not in rows:
            continue
        with tempfile.TemporaryDirectory(prefix="casebase-fault-") as folder:
            ended, said = tried(fault, Path(folder) / "tree")
        is_red = ended == FAILED
        green += not is_red
        found = WHY.search(said)
        why = found.group(1)[:150] if found else said.strip()[-150:]
        print(f"{fault.row:2}  {'red  ' if is_red else 'GREEN'}  {fault.what}")
        print(f"           {fault.test}: {why}", flush=True)
    print(f"{datetime.now(UTC):%-d %B %Y}: {green} proofs did not notice their fault.")
    return green


def tried(fault: Fault, copy: Path) -> tuple[int, str]:
    """Return how the test ended in a copy with the fault, and what it said."""
    copied(copy)
    for change in fault.changes:
        file = copy / change.file
        text = file.read_text("utf-8")
        if text.count(change.old) != 1:
            return -1, f"It cannot be planted in {change.file}."
        file.write_text(text.replace(change.old, change.new), "utf-8")
    env = dict(os.environ)
    env |= {"CASEBASE_SOAK": "1"} if fault.is_long else {}
    env["CASEBASE_TEST_ANSWERS"] = str(copy.parent / "answers")
    for database in fault.databases:
        env["CASEBASE_TEST_DATABASE"] = database
        done = subprocess.run(
            [sys.executable, "-m", "pytest", fault.test, "-xq", "-n0"],
            cwd=copy,
            env=env,
            capture_output=True,
            text=True,
        )
    return done.returncode, done.stdout + done.stderr


def copied(to: Path) -> None:
    """Copy every file that is, or could be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TREE,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (TREE / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TREE / name, to / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
