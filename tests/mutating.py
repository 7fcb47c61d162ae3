"""A pytest plugin for `make mutants`: which tests pass over which lines, and a run of
tests for each mutant without beginning anew.

`--covering FILE` writes what each test passes over and how long it takes. `--mutants
FILE` reads a mutant from each line, collects the tests once, makes the database once,
and forks for each mutant: the child gives the functions of that file the changed code
and runs the tests that were chosen. How each ended is added to `FILE.ended` at once.
"""

import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, SimpleNamespace
from typing import Any

import coverage
import pytest
from django.db import connections
from pytest_django.plugin import blocking_manager_key

TREE = Path(__file__).resolve().parent.parent
MUTATED = (
    "casebase/archive/**/*.py",
    "casebase/browse/filters.py",
    "casebase/curation/readiness.py",
    "casebase/curation/workflow.py",
)
LEFT_OUT = ("/migrations/", "/synthetic/")
#: What they do was done when the database was made.
GUARDING = ("immutability", "triggers")
#: One in so many is followed by its tests without it, which must pass.
CONTROL = 25
WAITED = 10
ENDINGS = ("survived", "killed", "broken")
KILLED = ("killed", "timed out")


def mutated() -> list[str]:
    """Return the files that are changed."""
    return sorted(
        str(path.relative_to(TREE))
        for pattern in MUTATED
        for path in TREE.glob(pattern)
        if not any(part in str(path) for part in LEFT_OUT)
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--covering` and `--mutants`."""
    parser.addoption("--covering", type=Path, help="Where to write what tests pass.")
    parser.addoption("--mutants", type=Path, help="A file of mutants.")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Do what is asked."""
    if to := config.getoption("--covering"):
        config.pluginmanager.register(Covering(to))
    if drawn := config.getoption("--mutants"):
        config.pluginmanager.register(Mutating(drawn))


class Covering:
    """Notes of every test what it passes.

    What a fixture of a module or a session does is noted under the fixture's name:
    it is done once, and all tests that ask for it have to do with it.
    """

    def __init__(self, to: Path) -> None:
        self.to = to
        self.now = "import"
        self.seconds: Counter[str] = Counter()
        self.fixtures: dict[str, list[str]] = {}
        self.measure = coverage.Coverage(
            data_file=None, include=[str(TREE / file) for file in mutated()]
        )
        self.measure.start()
        self.measure.switch_context(self.now)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        """Name what is passed from here after the test."""
        self.fixtures[item.nodeid] = list(getattr(item, "fixturenames", ()))
        self.now = item.nodeid
        self.measure.switch_context(self.now)
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        """Name what a shared fixture passes after the fixture."""
        if fixturedef.scope == "function":
            return (yield)
        before, self.now = self.now, fixturedef.argname
        self.measure.switch_context(self.now)
        try:
            return (yield)
        finally:
            self.now = before
            self.measure.switch_context(before)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long it took, and leave out what is skipped."""
        self.seconds[report.nodeid] += report.duration
        if not report.passed:
            self.fixtures.pop(report.nodeid, None)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write for every test its seconds and the lines it passes."""
        self.measure.stop()
        data = self.measure.get_data()
        passed: dict[str, dict[str, set[int]]] = {}
        for file in mutated():
            lines = passed[file] = defaultdict(set)
            for line, names in data.contexts_by_lineno(str(TREE / file)).items():
                for name in names:
                    lines[name].add(line)
        told = {}
        for test, fixtures in self.fixtures.items():
            lines_of = {
                file: sorted(set().union(*(lines[of] for of in (test, *fixtures))))
                for file, lines in passed.items()
            }
            told[test] = {"seconds": self.seconds[test], "lines": lines_of}
        self.to.write_text(json.dumps(told), "utf-8")


class Mutating:
    """Runs, instead of all tests, those of each mutant, and says how that ended."""

    def __init__(self, drawn: Path) -> None:
        self.drawn = [*map(json.loads, drawn.read_text("utf-8").splitlines())]
        self.ended = drawn.with_suffix(".ended")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork for each mutant."""
        items = {item.nodeid: item for item in session.items}
        database = begun(session)
        kept = database.with_suffix(".kept")
        shutil.copyfile(database, kept)

        def tried(mutant: dict[str, Any]) -> str:
            for leftover in database.parent.glob(f"{database.name}-*"):
                leftover.unlink()
            shutil.copyfile(kept, database)
            return forked(session, [items[test] for test in mutant["tests"]], mutant)

        killed = 0
        for number, mutant in enumerate(self.drawn, 1):
            ended = tried(mutant)
            killed += ended in KILLED
            sys.stderr.write(
                f"{killed} killed of {number} tried of {len(self.drawn)}; {ended} "
                + mutant["name"].splitlines()[0]
                + "\n"
            )
            with self.ended.open("a", encoding="utf-8") as told:
                told.write(json.dumps([mutant["name"], ended]) + "\n")
            if number % CONTROL == 1:
                unchanged = mutant | {"after": mutant["before"]}
                if tried(unchanged) != "survived":
                    pytest.exit(f"Without it they fail, too: {mutant['tests']}", 1)
        return True


def forked(
    session: pytest.Session, chosen: list[pytest.Item], mutant: dict[str, Any]
) -> str:
    """Return how a process with this mutant ended."""
    child = os.fork()
    if not child:
        ended = "broken"
        try:
            os.setsid()
            # Of the processor's time: a busy machine makes no mutant slower.
            resource.setrlimit(resource.RLIMIT_CPU, (mutant["limit"],) * 2)
            guard(session, mutant["file"], "remove")
            mutate(mutant["file"], mutant["before"], mutant["after"])
            ended = "killed"
            guard(session, mutant["file"], "install")
            ended = "survived" if are_passed(session, chosen) else "killed"
        finally:
            os._exit(ENDINGS.index(ended))
    until = time.monotonic() + WAITED * mutant["limit"]  # for one that waits forever
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code in (-signal.SIGXCPU, -signal.SIGKILL):
                return "timed out"
            # Whatever ends the process, as a signal, would end the suite.
            return ENDINGS[code] if 0 <= code < len(ENDINGS) else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timed out"


def begun(session: pytest.Session) -> Path:
    """Run a first test, and so what is done once; return where the database is."""
    first = next(i for i in session.items if i.get_closest_marker("django_db"))
    # Any test may be the next: nothing but the session's own stays.
    any_other = SimpleNamespace(listchain=lambda: [session])
    session.config.hook.pytest_runtest_protocol(item=first, nextitem=any_other)
    connections.close_all()
    return Path(connections["default"].settings_dict["NAME"])


def are_passed(session: pytest.Session, chosen: list[pytest.Item]) -> bool:
    """Run tests until one fails."""
    for item, after in zip(chosen, [*chosen[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return False
    return True


def mutate(file: str, before: str, after: str) -> None:
    """Give the functions of a file, whoever holds them, the code of the changed one.

    Without its only `super()` a method closes over less, and cannot be given that code:
    such a mutant ends as broken.
    """
    # A command is imported when it is called: that would bring the code unchanged.
    importlib.import_module(file.removesuffix(".py").replace("/", "."))
    path = str(TREE / file)
    now = dict(codes(compile(before, path, "exec")))
    then = dict(codes(compile(after, path, "exec")))
    names = {
        (code.co_qualname, code.co_firstlineno): name for name, code in now.items()
    }
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == path:
            code = one.__code__
            changed = then.get(names[code.co_qualname, code.co_firstlineno])
            if changed and changed != code:
                one.__code__ = changed


def guard(session: pytest.Session, file: str, what: str) -> None:
    """Take the triggers away, or put them in place, if this file says what they are."""
    if Path(file).stem not in GUARDING:
        return
    from casebase.archive import triggers  # when Django has begun

    connection = connections["default"]
    with session.config.stash[blocking_manager_key].unblock():
        for guards in triggers.guards():
            getattr(guards, what)(connection)
    connection.close()


def codes(whole: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """Return all code within, by its name and how many have had that name before."""
    had: Counter[str] = Counter()
    within = [whole]
    while within:
        code = within.pop()
        yield (code.co_qualname, had[code.co_qualname]), code
        had[code.co_qualname] += 1
        within += [one for one in code.co_consts if isinstance(one, CodeType)]
