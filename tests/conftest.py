"""The frame of every test: its database, its connections, no network."""
# ruff: noqa: E402 - settings are read from the environment, which must come first

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import databases

databases.prepare()
pytest_plugins = ["tests.promises.watching"]
os.environ["DJANGO_SETTINGS_MODULE"] = "casebase.settings"

import django
from django.conf import settings
from django.db import connections, transaction
from django.test import TestCase, TransactionTestCase

# Hashed names need collectstatic, strong hashes need time: neither is tested by
# every test. What tests them asks for them.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
settings.PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
# A test asks an address again to see it made anew. What tests the store sets this.
settings.MAX_KEPT_BYTES = 0
# Tests ask more in a minute than anybody may; what tests the limit sets it.
settings.API_PER_MINUTE = 0
settings.WHITENOISE_USE_FINDERS = True
settings.WHITENOISE_AUTOREFRESH = True
if databases.NAME == "sqlite":
    # A file, as the site has: threads and readers get connections of their own.
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
        settings.CASEBASE_DATA / "test.sqlite3"
    )
    # Nobody mourns test data when the machine dies.
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += (
        "PRAGMA synchronous=OFF;"
    )

django.setup()

from casebase.archive import immutability
from casebase.curation import triggers
from casebase.curation.roles import ensure_roles
from tests import migrated, rows

# Whose rows the database itself refuses to delete.
GUARDS = [immutability, triggers]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    databases.end()


def pytest_report_header(config: pytest.Config) -> str:
    """Say what the suite runs on."""
    return f"database: {databases.NAME}"


#: Fixtures that open the database to a test, or to fixtures of its module.
OPENING = {"db", "transactional_db", "live_server"}
ASKING = OPENING | {"django_db_setup"}


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _is_elsewhere(item: pytest.Item) -> bool:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[databases.NAME]
    if databases.NAME == "sqlite" or item.get_closest_marker("postgresql"):
        return bool(item.get_closest_marker(other))
    asks = item.get_closest_marker("django_db") or _fixtures(item) & ASKING
    return bool(item.get_closest_marker(other)) or not asks


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is about the other database; open both connections to tests.

    What asks for no database is run once, with SQLite.
    """
    left_out = [item for item in items if _is_elsewhere(item)]
    elsewhere = set(left_out)
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=left_out)
    for item in items:
        marker = item.get_closest_marker("django_db")
        asked = marker.kwargs if marker else {}
        if (marker or _fixtures(item) & OPENING) and "databases" not in asked:
            item.add_marker(
                pytest.mark.django_db(**asked, databases="__all__"), append=False
            )
    # The longest first, so that all workers end together.
    items.sort(key=lambda item: "/journeys/" not in item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:
    """In CI nothing is skipped: what cannot run there has failed."""
    report: Any = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every address but this machine's own."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"A test tried to reach {host}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> bool:
    """Begin with a copy of a database that has all tables, if there is one."""
    with django_db_blocker.unblock():
        return migrated.recall(connections["default"])


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database, and let go of it before it is dropped."""
    with django_db_blocker.unblock():
        # Once, as on a server: for each person of each test it took longer than most.
        ensure_roles()
        migrated.remember(connections["default"])
    yield
    if databases.NAME != "postgresql":
        return
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        # The live server's threads may hold a connection for a moment longer.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user"
            " AND pid <> pg_backend_pid()"
        )
    for connection in connections.all():
        connection.close()
        connection.close_pool()


@pytest.fixture(autouse=True, scope="session")
def _tests_can_be_cleaned_up() -> Iterator[None]:
    """Take the database's guards away while a test that commits is cleaned up.

    And ask only the curators' connection whether a test has left constraints broken:
    the readers' own may not run the statement that asks.
    """
    is_asked = TestCase._should_check_constraints

    def empty_unguarded(case: TransactionTestCase) -> None:
        connection = connections["default"]
        for guard in GUARDS:
            guard.remove(connection)
        with transaction.atomic(), connection.cursor() as cursor:
            for table in rows.filled(connection):
                # TRUNCATE makes new files for every table that refers to this one.
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for guard in GUARDS:
            guard.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_unguarded)
        patch.setattr(
            TestCase,
            "_should_check_constraints",
            lambda case, connection: (
                connection.alias != "reader" and is_asked(case, connection)
            ),
        )
        yield


@pytest.fixture(autouse=True)
def _readers_see_the_open_transaction(
    request: pytest.FixtureRequest, _django_db_marker: None
) -> Iterator[None]:
    """Let `reader` share the connection of a test that is rolled back at its end.

    Django's MIRROR gives it the same database, but a connection of its own, which
    sees nothing before a commit. Tests with `transaction=True` keep it that way.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not marker or marker.kwargs.get("transaction") or commits:
        yield
        return
    own = connections["reader"]
    connections["reader"] = connections["default"]
    yield
    connections["reader"] = own
