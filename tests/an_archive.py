"""An archive that several tests share: filled once, read often, and then gone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from casebase.archive import index


@contextmanager
def for_a_while(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Open the database to a fixture that outlives one test, with an index of its own.

    Readers share the open transaction, which is rolled back at the end: the database
    is then as it was before.
    """
    readers_own = connections["reader"]
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_index", index.Index())
        index.notice()
        connections["reader"] = connections["default"]
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            connections["reader"] = readers_own
            index.notice()
