"""Curators who publish, edit and withdraw without end, as the workbench lets them.

`python -m tests.endurance.curating fill CASES` publishes cases; `… curate NUMBER OF
FILE` lets one curator and one reviewer work on every so manieth of them until the
process is asked to end; `… publish TIMES FILE` lets them publish an edit so many times,
without a pause; `… tell` prints every version that the archive has. A line of
the file is an act, written after its commit has returned: what was done with which
record, when that began and when it was acknowledged.
"""

import json
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import IO, Any

import django

#: Seconds between two acts, drawn by lot.
PAUSE = (0.2, 1.2)
#: A case stays withdrawn for so long, so that readers have time to look for it.
GONE_FOR = 8
ACTS = ["edit"] * 5 + ["withdraw"] * 3 + ["retract"]
REASON = "As the lot would have it"


def fill(cases: str) -> None:
    """Publish the seed so many times over, each time from articles of its own."""
    from casebase.curation import terms, workflow
    from casebase.curation.importing.case_files import import_documents
    from casebase.curation.models import Article, Patient
    from tests import seed

    seed.make_words()
    terms.publish_terms()
    ada = seed.person("ada")
    copies = [one for number in range(int(cases)) for one in _copies(number)]
    import_documents(copies, by=ada)
    for row in (*Patient.objects.order_by("pk"), *Article.objects.order_by("pk")):
        if row.published_rev is None:
            workflow.transcribe(row, by=ada, reason=REASON)


def _copies(number: int):
    """The documents of the seed, with names of their own."""
    from casebase.archive import document as d
    from tests import seed

    for name, document in seed.documents():
        text = d.canonical(document)
        for old, new in (
            (seed.PAPER, f"paper-{number}"),
            (seed.NEWS, f"news-{number}"),
            ("/rare-case-of-", f"/{number}-rare-case-of-"),
        ):
            text = text.replace(old, new)
        yield f"{number} {name}", d.read(json.loads(text))


def curate(number: str, of: str, file: str) -> None:
    """Work until somebody asks this process to end, and end between two acts."""
    asked = []
    signal.signal(signal.SIGTERM, lambda *_: asked.append(True))
    work = _work(int(number), int(of))
    with open(file, "w", buffering=1) as log:
        while not asked:
            _note(log, work.act)
            time.sleep(work.draw.uniform(*PAUSE))


def publish(times: str, file: str) -> None:
    """Edit a case drawn by lot and publish it, so many times."""
    work = _work(0, 1)
    with open(file, "w", buffering=1) as log:
        for _ in range(int(times)):
            _note(log, lambda: ("edit", work.edit(work.draw.choice(work.public))))


def _work(number: int, of: int) -> "Work":
    """Return one curator and one reviewer with their share of the cases."""
    from casebase.curation.models import Patient
    from tests import seed

    return Work(
        curator=seed.person(f"curator-{number}"),
        reviewer=seed.person(f"reviewer-{number}", reviewer=True),
        patients=list(Patient.objects.order_by("pk")[number::of]),
        draw=random.Random(number),
    )


def _note(log: IO[str], act: Callable[[], tuple[str, Any]]) -> None:
    """Do something; note what, and when."""
    began = time.monotonic()
    did, version = act()
    told = {
        "did": did,
        "name": version.record.name,
        "number": version.number,
        "sha256": version.sha256,
        "archive_version": version.archive_version,
        "began": began,
        "ended": time.monotonic(),
    }
    log.write(json.dumps(told) + "\n")


class Work:
    """What one curator and one reviewer do with their cases, by lot."""

    def __init__(self, curator, reviewer, patients, draw: random.Random) -> None:
        self.curator, self.reviewer, self.draw = curator, reviewer, draw
        self.public = patients
        self.gone: list[tuple[float, Any]] = []

    def act(self) -> tuple[str, Any]:
        """Do one thing; return what, and the version that it made."""
        if self.gone and time.monotonic() > self.gone[0][0]:
            return "restore", self.restore(self.gone.pop(0)[1])
        did = self.draw.choice(ACTS)
        if did == "withdraw" and len(self.public) <= len(self.gone):
            did = "edit"
        patient = self.draw.choice(self.public)
        return did, getattr(self, did)(patient)

    def edit(self, patient):
        """Change what a filter asks for, and what no filter does."""
        patient.sex = {"male": "female", "female": "male"}[patient.sex]
        patient.take_away = f"Told at {time.monotonic()}."
        return self._publish(patient)

    def retract(self, patient):
        """Say of its article that it was retracted, or that this was taken back."""
        article = patient.sources.get(role="primary").article
        now = {"ok": "retracted", "retracted": "ok"}
        article.integrity = now[article.integrity]
        return self._publish(article)

    def withdraw(self, patient):
        """Take it out of the lists."""
        from casebase.curation import workflow

        version = workflow.withdraw(patient, by=self.reviewer, reason="error")
        self.public.remove(patient)
        self.gone.append((time.monotonic() + GONE_FOR, patient))
        return version

    def restore(self, patient):
        """Put it back."""
        from casebase.curation import republishing

        version = republishing.restore(patient, by=self.reviewer, reason=REASON)
        self.public.append(patient)
        return version

    def _publish(self, row):
        from casebase.curation import workflow

        row.save()
        workflow.record_edit(row, by=self.curator)
        workflow.submit(row, by=self.curator)
        workflow.approve(row, by=self.reviewer)
        return workflow.publish(row, by=self.reviewer, reason=REASON)


def tell() -> None:
    """Print what each version says that a list can be asked for."""
    from casebase.archive.models import Version

    told = []
    for version in Version.objects.select_related("record").order_by("archive_version"):
        content = json.loads(version.document)
        primary = [a for a in content.get("articles", ()) if a["role"] == "primary"]
        told.append(
            {
                "name": version.record.name,
                "number": version.number,
                "sha256": version.sha256,
                "archive_version": version.archive_version,
                "withdrawn": version.withdrawn,
                "sex": content.get("patient", {}).get("sex", ""),
                "article": primary[0]["article"] if primary else "",
                "integrity": content.get("integrity", ""),
            }
        )
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    does = {"fill": fill, "curate": curate, "publish": publish, "tell": tell}
    does[sys.argv[1]](*sys.argv[2:])
