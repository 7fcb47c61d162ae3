"""Readers touch nothing but the archive, whatever a view does.

Three walls, one behind the other. `ReadersRouter` sends every query of a public request
to the connection `reader` and refuses to write. That connection can read `archive_*`
and nothing else (SQLite: an authoriser; PostgreSQL: a role). And `guard` looks at each
statement of each connection before it runs: it is all there is where `reader` shares
the curators' role, and it knows which request was to blame.

A request is guarded until its last byte is sent and the response closed: also in the
generator of a streamed response, and in threads that a view starts. What it did is
kept, and raised again at the end, so that a view that swallows exceptions hides
nothing.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from weakref import WeakSet

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from .statements import outside_the_archive

READER, CURATORS = "reader", "default"
#: PostgreSQL's SQLSTATE, and SQLite's words, for what a role or authoriser forbids.
FORBIDDEN_STATE = "42501"
FORBIDDEN_WORDS = ("not authorized", "is prohibited")

T = TypeVar("T")


class ReadersTouchedCuration(Exception):
    """A public request reached for something that is not in the archive."""


class Reading:
    """One public request, from its arrival to the closing of its response."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.is_under_way = True
        self.faults: list[ReadersTouchedCuration] = []

    def fault(self, what: str) -> ReadersTouchedCuration:
        """Keep a fault, so that it is raised at the end whatever becomes of it now."""
        fault = ReadersTouchedCuration(f"{self.address}: {what}")
        self.faults.append(fault)
        return fault

    def end(self) -> None:
        """Stop guarding: the response is closed."""
        self.is_under_way = False
        with _lock:
            _under_way.discard(self)

    def raise_faults(self) -> None:
        """Raise the first fault that was met, also one that a view has swallowed."""
        if self.faults:
            raise self.faults[0]

    def watched(self, chunks: Iterable[T]) -> Iterator[T]:
        """Guard the making of each chunk of a streamed response, in any thread."""
        making = iter(chunks)
        try:
            while True:
                token = _now.set(self)
                try:
                    chunk = next(making)
                except StopIteration:
                    break
                finally:
                    _now.reset(token)
                yield chunk
        finally:
            if hasattr(making, "close"):
                making.close()
        self.raise_faults()


class Curating:
    """Work that is not for readers: it may use every connection."""


_now: ContextVar[Reading | Curating | None] = ContextVar("casebase_reading")
#: Weak, for a response that fails on its way out is dropped and never closed.
_under_way: WeakSet[Reading] = WeakSet()
_lock = threading.Lock()


def begin_reading(address: str) -> Reading:
    """Guard this thread, and threads it starts, until the reading is ended."""
    reading = Reading(address)
    with _lock:
        _under_way.add(reading)
    _now.set(reading)
    return reading


def begin_curating() -> None:
    """Say that this thread works for curators; the last reader it served is gone."""
    _now.set(Curating())


@contextmanager
def reading(address: str = "a reader") -> Iterator[Reading]:
    """Guard a block as a public request is guarded."""
    token = _now.set(None)
    guarded = begin_reading(address)
    try:
        yield guarded
    finally:
        guarded.end()
        _now.reset(token)
    guarded.raise_faults()


@contextmanager
def curating() -> Iterator[None]:
    """Let a thread of one's own write while readers are served by others."""
    token = _now.set(Curating())
    try:
        yield
    finally:
        _now.reset(token)


def current() -> Reading | None:
    """Return the public request that this code runs for, if it does.

    A thread that never said whom it works for belongs to the requests under way, for
    one of them has started it; only the main thread, which runs commands and tests, is
    its own master.
    """
    now = _now.get(None)
    if isinstance(now, Reading) and now.is_under_way:
        return now
    if isinstance(now, Curating):
        return None
    if threading.current_thread() is threading.main_thread():
        return None
    with _lock:
        return next(iter(_under_way), None)


class ReadersRouter:
    """Sends the queries of readers to their own connection."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Readers read from `reader`; all others where Django would."""
        return READER if current() else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """Readers do not write."""
        if guarded := current():
            raise guarded.fault(f"a reader would write to {model._meta.label}.")
        return None

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool | None:
        """Both connections lead to one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Tables are made over the curators' connection."""
        return False if db == READER else None


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Set the guard over a new connection: of every thread, for either alias."""
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, guard)


def guard(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    """Refuse a statement that a public request has no business with."""
    guarded = current()
    if guarded is None:
        return execute(sql, params, many, context)
    connection = context["connection"]
    if connection.alias == CURATORS and connections[READER] is not connection:
        raise guarded.fault(f"a reader would use the curators' connection: {sql[:80]}")
    if what := outside_the_archive(sql):
        raise guarded.fault(f"a reader would {what}.")
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        if _is_forbidden(error):
            raise guarded.fault(f"the database refused a reader: {error}") from error
        raise


def _is_forbidden(error: DatabaseError) -> bool:
    if getattr(error.__cause__, "sqlstate", None) == FORBIDDEN_STATE:
        return True
    return any(words in str(error) for words in FORBIDDEN_WORDS)
