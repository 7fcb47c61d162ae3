"""A curator who saves without end, and notes what was acknowledged.

`python -m tests.endurance.writing fill WRITERS` makes a draft for each writer;
`… write NUMBER FILE` saves it over and over, and every so often publishes an article,
until the process is ended; `… check FILE…` compares what the files say with what is in
the database. A line is `edit WRITE REVISION` or `version RECORD NUMBER SHA256`, written
after the commit has returned and before anything else is done.
"""

import json
import os
import sys
import time
from collections import Counter
from typing import Any

import django

#: One of so many writes is a publication, which all writers wait in line for.
PUBLISHES = 50
WAITS = 0.1


def fill(writers: str) -> None:
    """Make somebody who writes, and a draft for each."""
    from casebase.curation.models import Curator, Patient
    from tests import seed

    seed.make_words()
    Curator.objects.create_user("ada")
    for number in range(int(writers)):
        Patient.objects.create(label=f"patient {number}")


def write(number: str, file: str) -> None:
    """Write until somebody ends this process."""
    from django.db import InterfaceError, OperationalError, connections

    log = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    count = 0
    while True:
        count += 1
        try:
            said = _write_once(number, count)
        except (OperationalError, InterfaceError):
            # Not acknowledged: it may be there or not. The next write is another.
            connections.close_all()
            time.sleep(WAITS)
        else:
            os.write(log, f"{said}\n".encode())


def _write_once(number: str, count: int) -> str:
    from django.db import transaction

    from casebase.archive import publishing
    from casebase.curation import workflow
    from casebase.curation.models import Curator, Patient
    from tests import seed
    from tests.browse.archive import ENVELOPE

    if count % PUBLISHES == 0:
        paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
        same = {"key": f"paper-{number}", "relations": (), "facts": ()}
        paper = paper.model_copy(update={**same, "title": f"{os.getpid()} {count}"})
        version = publishing.put(paper, **ENVELOPE)
        return f"version {version.record.name} {version.number} {version.sha256}"
    with transaction.atomic():
        patient = Patient.objects.get(label=f"patient {number}")
        patient.take_away = f"{os.getpid()} {count}"
        patient.save()
        workflow.record_edit(patient, by=Curator.objects.get(username="ada"))
    return f"edit {number} {patient.content_rev}"


def check(*files: str) -> None:
    """Print what was acknowledged, and what of it is lost or there twice."""
    from casebase.archive.models import Version
    from casebase.curation.models import ContentEdit, Patient

    told: dict[str, Any] = {"edits": 0, "versions": 0, "lost": [], "twice": []}
    edits = Counter(ContentEdit.objects.values_list("patient__label", "content_rev"))
    there = set(Version.objects.values_list("record__name", "number", "sha256"))
    told["twice"] = [f"{edit}" for edit, times in edits.items() if times > 1]
    reached = dict(Patient.objects.values_list("label", "content_rev"))
    for file in files:
        with open(file) as lines:
            for line in lines:
                kind, name, *rest = line.split()
                if kind == "edit":
                    label, revision = f"patient {name}", int(rest[0])
                    told["edits"] += 1
                    kept = edits[label, revision] and reached[label] >= revision
                else:
                    told["versions"] += 1
                    kept = (name, int(rest[0]), rest[1]) in there
                if not kept:
                    told["lost"].append(line.strip())
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    {"fill": fill, "write": write, "check": check}[sys.argv[1]](*sys.argv[2:])
