"""Numbers for those who run the site, as Prometheus reads them from a file."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Count, Max

from casebase.archive.models import ArchiveState, Record, Release, Version
from casebase.curation.models import Article, Patient
from casebase.curation.models.base import Status

Sample = tuple[dict[str, str], float]


class Command(BaseCommand):
    """Counts; names nobody. It is no page of the site, so nobody outside can ask it."""

    help = (
        "Print numbers about archive, drafts and backups in Prometheus' text format, "
        "for the textfile collector of its node_exporter."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where backups lie, if their age is to be told."""
        parser.add_argument("--backups", metavar="FOLDER", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every number with what it is."""
        for name, (says, samples) in metrics(options["backups"]).items():
            self.stdout.write(f"# HELP {name} {says}\n# TYPE {name} gauge")
            for labels, value in samples:
                told = ",".join(f'{key}="{said}"' for key, said in labels.items())
                self.stdout.write(f"{name}{{{told}}} {value:.15g}")


def metrics(backups: Path | None) -> dict[str, tuple[str, list[Sample]]]:
    """Return by the name of each metric what it says, and its samples."""
    state = ArchiveState.objects.first() or ArchiveState()
    last = Version.objects.aggregate(at=Max("published_at"))["at"]
    found: dict[str, tuple[str, list[Sample]]] = {
        "casebase_archive_version": (
            "Number of the last change that readers may see.",
            [({}, state.version)],
        ),
        "casebase_records": ("Records in the archive.", list(_records())),
        "casebase_last_published_timestamp_seconds": (
            "When a version was last published or withdrawn; 0 for never.",
            [({}, last.timestamp() if last else 0)],
        ),
        "casebase_working_copies": (
            "Curators' patients and articles by where they stand in review.",
            list(_working_copies()),
        ),
        "casebase_releases": ("Releases made.", [({}, Release.objects.count())]),
        "casebase_database_bytes": ("Size of the database.", [({}, _size())]),
    }
    if backups:
        found["casebase_last_backup_timestamp_seconds"] = (
            "Moment of the newest whole backup; 0 where there is none.",
            [({}, _last_backup(backups))],
        )
    return found


def _records() -> Iterator[Sample]:
    for kind in ("case", "article"):
        for withdrawn in (False, True):
            count = Record.objects.filter(kind=kind, withdrawn=withdrawn).count()
            stands = "withdrawn" if withdrawn else "public"
            yield {"kind": kind, "stands": stands}, count


def _working_copies() -> Iterator[Sample]:
    for kind, model in (("patient", Patient), ("article", Article)):
        counted = model.objects.order_by().values_list("status").annotate(Count("pk"))
        counts = dict(counted)
        for status in Status:
            yield {"kind": kind, "status": status.value}, counts.get(status.value, 0)


def _size() -> int:
    asked = (
        "SELECT pg_database_size(current_database())"
        if connection.vendor == "postgresql"
        else "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return int(cursor.fetchone()[0])


def _last_backup(folder: Path) -> float:
    """A backup appears when it is whole, so one with a manifest is."""
    manifests = (json.loads(m.read_bytes()) for m in folder.glob("[!.]*/manifest.json"))
    times = [datetime.fromisoformat(m["made_at"]).timestamp() for m in manifests]
    return max(times, default=0)
