"""`make trust`: the quick proof of every promise, and what each has looked at.

A test that proves a promise of docs/trust.md is marked with its number,
`@pytest.mark.promise(3)`, and says what it saw, `looked_at(87, "pages", least=80)`: to
have looked at too little is a failure and no pass. With `--trust` these tests run
alone, a table is printed, and a promise for which nothing was looked at is a failure.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import databases

#: The rows of docs/trust.md.
ROWS = range(1, 18)
SEEN = "looked at"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--trust`."""
    parser.addoption(
        "--trust", action="store_true", help="The proofs of docs/trust.md alone."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Watch what is told, where the table is asked for."""
    config.addinivalue_line(
        "markers", "promise(*rows): proves these rows of docs/trust.md"
    )
    if config.getoption("--trust") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(), "table of promises")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what proves none."""
    if not config.getoption("--trust"):
        return
    others = [item for item in items if not rows_of(item)]
    items[:] = [item for item in items if rows_of(item)]
    config.hook.pytest_deselected(items=others)


def rows_of(item: pytest.Item) -> list[int]:
    """Return which promises a test proves."""
    return [row for mark in item.iter_markers("promise") for row in mark.args]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let the report know the promises, also in the process that prints."""
    report: Any = yield
    if report.when == "call":
        report.promises = rows_of(item)
    return report


@pytest.fixture
def looked_at(record_property) -> Callable[..., None]:
    """Return a function that notes how much a proof saw, and refuses too little."""

    def note(number: int, what: str, *, least: int) -> None:
        record_property(SEEN, [number, what])
        assert number >= least, f"looked at {number} {what}; {least} is the least"

    return note


class Table:
    """What became of each promise."""

    def __init__(self) -> None:
        self.seen: dict[int, Counter[str]] = defaultdict(Counter)
        self.passed: dict[int, int] = defaultdict(int)
        self.failed: dict[int, int] = defaultdict(int)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note one test."""
        for row in getattr(report, "promises", ()):
            (self.passed if report.passed else self.failed)[row] += 1
            for name, said in report.user_properties:
                if name == SEEN:
                    self.seen[row][said[1]] += said[0]

    def missing(self) -> list[int]:
        """Return the promises for which nothing was shown.

        What asks for no database is shown with SQLite alone; what both must agree on
        is shown by the second.
        """
        wanted = ROWS if databases.NAME == "sqlite" else [15]
        return [row for row in wanted if not self.passed[row] or not self.seen[row]]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail where a promise has no proof."""
        if self.missing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the table."""
        terminalreporter.section("promises of docs/trust.md")
        for row in ROWS:
            result = "FAILED" if self.failed[row] else "kept"
            if row in self.missing():
                result = "NOT SHOWN"
            elif not self.seen[row]:
                continue
            seen = [f"{number:,} {what}" for what, number in self.seen[row].items()]
            terminalreporter.line(
                f"{row:2}  {result:9}  {', '.join(seen) or 'nothing'}"
            )
