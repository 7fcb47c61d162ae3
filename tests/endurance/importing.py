"""Imports that end by kill -9, each in a process of its own.

`python -m tests.endurance.importing` reads orders from its input, a JSON object a line,
and answers each by one. It never opens a database itself: a child does, for one order.

`{"do": "fill"}` makes the words and the curator who imports. `{"do": "import"}`
imports; `dies_at` numbers the event at which it is killed, of the beginnings and ends
of statements and commits; or, `after` so many seconds, its parent kills it. `batch` is
how many documents are one transaction. `{"do": "look"}` tells what is there.
"""

import hashlib
import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from typing import Any
from unittest import mock

import django


def fill() -> dict[str, Any]:
    """Make what an import needs."""
    from casebase.curation.models import Curator
    from tests import seed

    seed.make_words()
    Curator.objects.create_user("ada")
    return {}


def imports(batch: int, dies_at: int = -1) -> dict[str, Any]:
    """Import; return the kinds of event, and the states between transactions."""
    from casebase.curation.importing import case_files
    from casebase.curation.models import Curator
    from tests import seed

    watch = Watch(dies_at)
    ada = Curator.objects.get()
    with mock.patch.object(case_files, "AT_ONCE", batch), watch.watching():
        done = case_files.import_documents(seed.documents(), by=ada)
    outcomes = Counter(one.what for one in done)
    told = {"events": watch.events, "states": watch.states, "outcomes": outcomes}
    return told | look()


class Watch:
    """Counts statements and commits, and ends the process at one of them."""

    def __init__(self, dies_at: int) -> None:
        self.dies_at, self.events, self.states = dies_at, [], [state()]
        self._looks = False

    @contextmanager
    def watching(self):
        """Watch the curators' connection."""
        from django.db import connection

        commit = connection._commit

        def commits():
            self.happens("before commit")
            commit()
            self.happens("after commit")
            if self.dies_at < 0:
                self._looks = True
                self.states.append(state())
                # PostgreSQL has begun a transaction for that, Django knows of none.
                connection.connection.rollback()
                self._looks = False

        with (
            mock.patch.object(connection, "_commit", commits),
            connection.execute_wrapper(self.statement),
        ):
            yield

    def statement(self, execute, sql, params, many, context):
        """Run a statement, unless the process ends before or after it."""
        if self._looks:
            return execute(sql, params, many, context)
        self.happens(f"before {sql.split()[0]}")
        result = execute(sql, params, many, context)
        self.happens(f"after {sql.split()[0]}")
        return result

    def happens(self, kind: str) -> None:
        """Note an event, or die of it."""
        if len(self.events) == self.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.events.append(kind)


def look() -> dict[str, Any]:
    """Tell the state, the documents, and how many rows each table has."""
    from casebase.archive import document as d
    from casebase.curation.freezing import freeze, freeze_article
    from casebase.curation.models import Article, Patient

    frozen = [
        *(freeze_article(article) for article in Article.objects.all()),
        *(freeze(patient) for patient in Patient.objects.all()),
    ]
    return {
        "state": state(),
        "documents": {one.key: d.canonical(one) for one in frozen},
        "rows": {
            table.__name__: table.objects.count()
            for table in tables()
            # An article that waited for its links, and is met again, is edited twice.
            if table.__name__ != "ContentEdit"
        },
    }


def state() -> str:
    """Return a hash of every row of every table, but for when it was written."""
    from django.db.models import DateTimeField

    digest = hashlib.sha256()
    for table in tables():
        columns = [
            field.attname
            for field in table._meta.concrete_fields
            if not isinstance(field, DateTimeField)
        ]
        for row in table.objects.order_by("pk").values_list(*columns):
            digest.update(f"{table.__name__} {row}\n".encode())
    return digest.hexdigest()


def tables() -> list[Any]:
    """Return the tables that an import may write to."""
    from django.apps import apps

    return [
        table
        for app in ("curation", "vocabulary")
        for table in apps.get_app_config(app).get_models(include_auto_created=True)
    ]


DO = {"fill": fill, "import": imports, "look": look}


def in_a_child(do: str, after: float | None = None, **order: Any) -> dict[str, Any]:
    """Do it in a new process; return how that ended and what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "w") as told:
                json.dump(DO[do](**order), told)
        except Exception:  # noqa: BLE001 - told, by a process that ends
            traceback.print_exc()
        finally:
            os._exit(0)  # never back into the loop of the parent
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed, **(json.loads(said) if said and not killed else {})}


def main() -> None:
    """Do what is ordered, line by line."""
    django.setup()
    # Once, rather than in every child.
    importlib.import_module("casebase.curation.importing.case_files")
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(in_a_child(**json.loads(line)))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
