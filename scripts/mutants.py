"""Change the code by one token at a time; a test must fail.

`scripts/mutants.py [--sample 260] [--seed 1]` draws that many mutants of the functions
of the files that `tests/mutating.py` names, in proportion to what each has, and runs
for each, on SQLite, tests that pass over its lines. It ends with 1 if fewer than 85 %
are killed, or if it looked at too few. mutmut makes the mutants; its own runner needs
a suite that can be run twice in one process, and changes nothing that is decorated.

Which test passes over which line is measured first. That, and how each mutant ended,
is kept in `var/mutants/`: a run that was cut goes on where it stopped. Files of tests
that changed since are measured again, and what had survived is tried again; where the
code changed, all is. After a change of what tests share, delete that folder. No file
is changed; but leave the tree alone while it runs.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import unified_diff
from itertools import accumulate
from pathlib import Path
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import NEVER_MUTATE_FUNCTION_CALLS
from mutmut.mutation.mutators import mutation_operators

TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE))

from tests.mutating import KILLED, mutated  # noqa: E402

#: The tests that have to do with the code that is changed.
TESTS = (
    "tests/archive/test_*.py",
    "tests/test_commands.py",
    "tests/curation/test_*.py",
    "tests/curation/reviewing/test_*.py",
    "tests/curation/intake/test_*.py",
    "tests/curation/admin/test_standing.py",
    "tests/curation/admin/test_case_checks.py",
    "tests/curation/admin/test_patient_page.py",
    "tests/curation/admin/test_leaving.py",
    "tests/promises/test_any_review.py",
    "tests/promises/test_any_sequence.py",
    "tests/promises/test_any_document.py",
    "tests/promises/test_old_documents.py",
    "tests/promises/test_taken_out_and_put_back.py",
    "tests/promises/test_negatives.py",
    "tests/promises/test_nothing_leaks.py",
    "tests/promises/test_models.py",
    "tests/browse/test_lists.py",
    "tests/browse/test_selections.py",
    "tests/browse/test_published_meanwhile.py",
    "tests/browse/test_browse_middleware.py",
    "tests/browse/api/test_questions.py",
    "tests/browse/api/test_resources.py",
    "tests/browse/formats/test_downloads.py",
    "tests/browse/formats/test_csv.py",
    "tests/browse/formats/test_references.py",
    "tests/browse/test_hubs.py",
    "tests/browse/test_matrix.py",
    "tests/browse/test_renamed_words.py",
    "tests/browse/test_search_follows_the_archive.py",
    "tests/browse/test_standing.py",
    "tests/browse/search/test_*.py",
    "tests/browse/test_case_page.py",
    "tests/browse/test_compare.py",
    "tests/browse/test_terms.py",
    "tests/browse/test_articles.py",
    "tests/browse/test_feeds.py",
    "tests/browse/test_questions.py",
    "tests/browse/test_ambiguous_words.py",
    "tests/browse/test_releases.py",
)
#: Makes 500 cases before it asks anything.
TOO_LONG = ("test_against_naive.py",)
LEAST_KILLED = 0.85
LEAST_DRAWN = 250
#: A mutant gets as many tests as take no longer than so many seconds together.
SECONDS = 60.0
#: How many times longer than without a mutant, and how many seconds more, the
#: processor may take for it.
SLOWER, LONGER = 2, 30

Place = tuple[cst.CSTNode, cst.CSTNode, range]


@dataclass(frozen=True)
class Mutant:
    """A file with one change."""

    file: str
    lines: range
    """Of its statement: a test that passes one of them may notice."""
    before: str
    after: str

    def __str__(self) -> str:
        """Where it is, and what."""
        changed = unified_diff(
            self.before.splitlines(), self.after.splitlines(), n=0, lineterm=""
        )
        told = [line for line in changed if line[:3] not in ("---", "+++")]
        number = re.match(r"@@ -(\d+)", told[0])
        assert number
        return "\n      ".join([f"{self.file}:{number[1]}", *told[1:]])


class Places(cst.CSTVisitor):
    """Finds what can be mutated in functions."""

    METADATA_DEPENDENCIES = (PositionProvider,)
    #: Types mean nothing when code runs. Defaults and decorators are read at import.
    PASSED_OVER = (cst.Annotation, cst.Decorator, cst.Parameters)
    STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Place] = []
        self.functions = 0
        self.statements: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Note what each operator of mutmut makes of a node."""
        if isinstance(node, self.PASSED_OVER) or is_left_alone(node):
            return False
        if isinstance(node, self.STATEMENTS):
            self.statements.append(node)
        self.functions += isinstance(node, cst.FunctionDef)
        if self.functions:
            for kind, operator in mutation_operators:
                if isinstance(node, kind):
                    self.found += [
                        (node, new, self.lines(node)) for new in operator(node)
                    ]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Leave a statement or function."""
        if isinstance(original_node, self.STATEMENTS):
            self.statements.pop()
        self.functions -= isinstance(original_node, cst.FunctionDef)

    def lines(self, node: cst.CSTNode) -> range:
        """Return the lines from the beginning of its statement to its end."""
        first = self.get_metadata(PositionProvider, self.statements[-1]).start.line
        # Operators such as `and` have no place of their own.
        place = self.get_metadata(PositionProvider, node, None)
        return range(first, (place.end.line if place else first) + 1)


def is_left_alone(node: cst.CSTNode) -> bool:
    """Tell what mutmut leaves alone too, as `len(None)` is noticed by every test."""
    if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Name):
        return False
    return node.func.value in NEVER_MUTATE_FUNCTION_CALLS


def places(text: str) -> tuple[cst.Module, list[Place]]:
    """Return a parsed file, and what can be put in place of what."""
    whole = MetadataWrapper(cst.parse_module(text))
    seen = Places()
    whole.visit(seen)
    return whole.module, seen.found


def drawn(number: int, seed: int) -> tuple[int, list[Mutant]]:
    """Return how many mutants there are, and so many of them from all files."""
    lot = random.Random(seed)
    of = {file: places((TREE / file).read_text("utf-8")) for file in mutated()}
    every = [(file, place) for file, (_, found) in of.items() for place in found]
    # One of each so many, in the order of the files: each file has its share.
    step = len(every) / number
    mutants = []
    for part in range(number):
        file, (old, new, lines) = every[int(step * (part + lot.random()))]
        module = of[file][0]
        after = module.deep_replace(old, new)
        mutants.append(Mutant(file, lines, module.code, after.code))
    lot.shuffle(mutants)
    return len(every), mutants


def tests_of(mutant: Mutant, covered: dict[str, Any]) -> list[str]:
    """Return which tests to run: those of a file named like that of the mutant first,
    then those of its app; of these the quick ones, not all of one file; as many as fit
    into `SECONDS`, one at least.
    """
    seconds = {
        test: passed["seconds"]
        for test, passed in covered.items()
        if not {*mutant.lines}.isdisjoint(passed["lines"][mutant.file])
    }
    named, (_, app, *_) = f"test_{Path(mutant.file).stem}.py", Path(mutant.file).parts
    turns: Counter[str] = Counter()
    place = {}
    for test in sorted(seconds, key=lambda test: (seconds[test], test)):
        file = Path(file_of(test))
        turns[file.name] += 1
        cost = seconds[test] * turns[file.name]
        place[test] = (file.name != named, app not in file.parts, cost)
    tests = sorted(place, key=place.__getitem__)
    spent = [*accumulate(seconds[test] for test in tests)]
    some = tests[: max(1, bisect_right(spent, SECONDS))]
    # Those of one file share what is made for it once.
    files = [*dict.fromkeys(map(file_of, some))]
    return sorted(some, key=lambda test: files.index(file_of(test)))


def file_of(test: str) -> str:
    """Return the file of a test."""
    return test.partition("::")[0]


def pytest(what: str, of: Path, files: Iterable[str]) -> None:
    """Run these files of tests with the plugin for mutants."""
    how = ["-p", "tests.mutating", what, str(of), "-n0", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *how, *sorted(files)],
        cwd=TREE,
        env=os.environ | {"CASEBASE_TEST_DATABASE": "sqlite"},
        stdout=subprocess.PIPE,  # the progress of the tests of each mutant
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout[-2000:])


def measured(kept: Path) -> dict[str, Any]:
    """Say which tests pass which lines, and how long they take."""
    file, ended = kept / "covered.json", kept / "mutants.ended"
    covered, since = {}, 0.0
    if file.exists():
        since = file.stat().st_mtime
        covered = json.loads(file.read_text("utf-8"))
    if since < max((TREE / name).stat().st_mtime for name in mutated()):
        covered, since = {}, 0.0
        ended.unlink(missing_ok=True)
    files = {path for pattern in TESTS for path in TREE.glob(pattern)}
    stale = {
        str(path.relative_to(TREE))
        for path in files
        if path.stat().st_mtime > since and path.name not in TOO_LONG
    }
    if stale:
        new = kept / "new.json"
        pytest("--covering", new, stale)
        covered = {
            test: of for test, of in covered.items() if file_of(test) not in stale
        }
        covered |= json.loads(new.read_text("utf-8"))
        file.write_text(json.dumps(covered), "utf-8")
        killed = [pair for pair in ended_in(ended).items() if pair[1] in KILLED]
        ended.write_text("".join(f"{json.dumps(pair)}\n" for pair in killed), "utf-8")
    return covered


def ended_in(file: Path) -> dict[str, str]:
    """Return how mutants ended."""
    if not file.exists():
        return {}
    return dict(map(json.loads, file.read_text("utf-8").splitlines()))


def tried(kept: Path, mutants: list[Mutant], covered: dict[str, Any]) -> list[str]:
    """Return how these mutants ended; try those that were not tried."""
    asked, ended = kept / "mutants", kept / "mutants.ended"
    known = ended_in(ended)
    lines, files = [], set()
    for mutant in mutants:
        if str(mutant) not in known and (tests := tests_of(mutant, covered)):
            seconds = sum(covered[test]["seconds"] for test in tests)
            what = {"file": mutant.file, "before": mutant.before, "after": mutant.after}
            how = {"tests": tests, "limit": int(SLOWER * seconds + LONGER)}
            lines.append(json.dumps({"name": str(mutant)} | what | how))
            files |= {*map(file_of, tests)}
    if lines:
        asked.write_text("\n".join(lines), "utf-8")
        pytest("--mutants", asked, files)
        known = ended_in(ended)
    return [known.get(str(mutant), "no test passes it") for mutant in mutants]


def told(number: int, mutants: list[Mutant], ended: list[str]) -> int:
    """Print how it ended; return 1 if too few were killed or drawn."""
    alive = [
        f"{mutant}\n      {how}"
        for mutant, how in zip(mutants, ended, strict=True)
        if how not in KILLED
    ]
    print("\n".join(sorted(alive)))
    counts = Counter(ended)
    killed = sum(counts[how] for how in KILLED)
    print(
        f"{datetime.now(UTC):%-d %B %Y}: {len(mutants)} of {number:,} mutants:",
        ", ".join(f"{count} {how}" for how, count in counts.most_common()),
        f"= {killed / len(mutants):.1%} killed; {LEAST_KILLED:.0%} are asked for.",
    )
    return killed < LEAST_KILLED * len(mutants) or len(mutants) < LEAST_DRAWN


def main() -> int:
    """Draw, try and tell."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--sample", type=int, default=260)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    kept = TREE / "var" / "mutants"
    kept.mkdir(parents=True, exist_ok=True)
    covered = measured(kept)
    number, mutants = drawn(asked.sample, asked.seed)
    return told(number, mutants, tried(kept, mutants, covered))


if __name__ == "__main__":
    sys.exit(main())
