"""What an archive costs one process: a cold start, its memory, lists, publications.

`python -m benchmarks.one_process [--data var-bench-100000]`. Each start is a process of
its own that makes the index from its snapshot; lists are pages that nobody has asked
for, through all middleware; a publication is another version of a case drawn by lot,
and then the index of this process follows. The archive keeps these versions.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks.process import ROOT

Found = dict[str, list[float]]
PER_PAGE = 25
EDITED = " Looked at once more."


def start(number: int) -> Found:
    """Start this very process: seconds, and megabytes that came."""
    from casebase.archive import index

    before, begun = _megabytes(), time.perf_counter()
    index.current()
    return {
        "cold start, s": [time.perf_counter() - begun],
        "index in memory, MB": [_megabytes() - before],
    }


def lists(number: int) -> Found:
    """Ask for so many pages of cases, each once; CPU time in ms."""
    from django.conf import settings
    from django.test import Client

    from casebase.archive import index

    settings.ALLOWED_HOSTS, settings.MAX_KEPT_BYTES = ["*"], 0
    client = Client()
    found: Found = {}
    for facet in ("", "gene", "drug"):
        chosen = {facet: [_common(facet)]} if facet else {}
        pages = index.current().select(chosen).total // PER_PAGE
        took = []
        for page in range(1, min(number, pages) + 1):
            asked = {"page": str(page)} | chosen
            begun = time.process_time()
            answer = client.get("/cases/", asked)
            took.append((time.process_time() - begun) * 1e3)
            if answer.status_code != 200:
                raise SystemExit(f"{asked}: {answer.status_code}")
        # The first ones fetch the terms of the version.
        found[f"list{facet and f' of one {facet}'}, ms of CPU"] = took[
            len(took) // 10 :
        ]
    return found


def publish(number: int) -> Found:
    """Publish so many cases anew; ms by the clock."""
    from casebase.archive import document as d
    from casebase.archive import index, publishing
    from casebase.archive.bitmaps import accession
    from casebase.archive.models import Version

    known = index.current()
    draw = Random(1)
    chosen = [accession(draw.choice(known.cases)) for _ in range(number)]
    found: Found = {"publishing, ms": [], "index follows, ms": []}
    envelope = {
        "published_by": "Ada",
        "submitted_by": "Ada",
        "review_basis": "transcription",
    }
    for name in chosen:
        version = Version.objects.filter(record__name=name).latest("number")
        told = d.as_dict(version.content)
        told["patient"]["history"] = told["patient"].get("history", "") + EDITED
        case = d.read(told)
        for what, act in (
            ("publishing, ms", lambda case=case: publishing.put(case, **envelope)),
            ("index follows, ms", index.current),
        ):
            begun = time.perf_counter()
            act()
            found[what].append((time.perf_counter() - begun) * 1e3)
    return found


PARTS: dict[str, tuple[Callable[[int], Found], int]] = {
    "start": (start, 1),
    "lists": (lists, 100),
    "publish": (publish, 40),
}


def _common(facet: str) -> str:
    from casebase.archive import index
    from casebase.archive.facets import SILENCES

    counts = index.current().select({}).counts(facet)
    return next(value for value, _ in counts if value not in SILENCES)


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _runs(asked: argparse.Namespace) -> Iterator[Found]:
    """Run each part in a process of its own, starts several times."""
    for part in asked.only:
        for _ in range(asked.starts if part == "start" else 1):
            again = [sys.executable, "-m", __spec__.name, "--part", part]
            done = subprocess.run(
                [*again, "--data", asked.data],
                cwd=ROOT,
                check=True,
                stdout=subprocess.PIPE,
            )
            yield json.loads(done.stdout)


def main() -> None:
    """Print a line for each thing measured: median, least, most."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "var-bench-10000")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[*PARTS])
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.data = asked.data.resolve()
    if asked.part:
        print(json.dumps(_of(asked)))
        return
    found: Found = {}
    for one in _runs(asked):
        for what, took in one.items():
            found.setdefault(what, []).extend(took)
    for what, took in found.items():
        told = f"{median(took):8.2f} ({min(took):.2f}-{max(took):.2f})"
        print(f"{what:28} {told:32} of {len(took)}")


def _of(asked: argparse.Namespace) -> Any:
    os.environ |= {"CASEBASE_DATA": str(asked.data), "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "casebase.settings"
    import django

    django.setup()
    act, number = PARTS[asked.part]
    return act(number)


if __name__ == "__main__":
    main()
