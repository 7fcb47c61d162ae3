"""Is the archive what it says it is? Each check yields what differs, in sentences.

They read everything and change nothing. A check that looked at too little is no check:
each also says how much it has seen.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.models import Max
from django.utils.module_loading import import_string

from . import document as d
from .index import Index, brought_up_to_date
from .indexing import entries
from .models import ArchiveState, IndexEntry, Record, Release, Selection, Version
from .references import faults
from .triggers import guards

AT_ONCE = 200
MEGABYTE = 1 << 20


def is_readable(version: Version) -> bool:
    """Whether a version still is a document; where not, `versions` says so."""
    try:
        return bool(version.content)
    except ValueError:
        return False


class Seen:
    """How much a check has looked at."""

    count = 0


def versions(seen: Seen) -> Iterator[str]:
    """Every version has the text its hash was made of, whole and in canonical form."""
    for version in Version.objects.select_related("record").iterator(AT_ONCE):
        seen.count += 1
        if version.purged:
            continue
        if d.sha256(version.document) != version.sha256:
            yield f"{version}: the text is not what the hash was made of."
            continue
        if not is_readable(version):
            yield f"{version}: its text is no document."
            continue
        content = version.content
        if d.canonical(content) != version.document:
            yield f"{version}: the text is not canonical."
        if content.key != version.record.key:
            yield f"{version}: the document is of {content.key}."
        if isinstance(content, d.CaseDocument):
            for path, said in faults(content):
                yield f"{version}: {path}: {said}"


def records(seen: Seen) -> Iterator[str]:
    """Every record stands where its last version stands; no number is missing."""
    state = ArchiveState.objects.first() or ArchiveState()
    numbers: dict[int, list[int]] = {}
    listed = Version.objects.order_by("record_id", "number")
    for owner, number in listed.values_list("record_id", "number").iterator():
        numbers.setdefault(owner, []).append(number)
    for record in Record.objects.select_related("latest").iterator(AT_ONCE):
        seen.count += 1
        own = numbers.get(record.pk, [])
        if own != list(range(1, len(own) + 1)) or not own:
            yield f"{record}: its versions are {own}."
        latest = record.latest
        if latest is None or latest.record_id != record.pk or latest.number != own[-1]:
            yield f"{record}: its latest version is not its last one."
        elif record.withdrawn != latest.withdrawn:
            yield f"{record}: withdrawn, or not, against its latest version."
        elif is_readable(latest) and latest.content.synthetic != record.synthetic:
            yield f"{record}: made up, or not, against its latest version."
        is_case = record.name.startswith("CB-") and "/" in record.key
        if is_case != (record.kind == "case"):
            yield f"{record}: not the name of a {record.kind}."
        elif is_case and int(record.name[3:]) > state.last_accession:
            yield f"{record}: an accession that was never drawn."
    newest = Version.objects.aggregate(at=Max("archive_version"))["at"] or 0
    if newest > state.version:
        yield f"The archive is at {state.version}, a version of it at {newest}."


def selections(seen: Seen) -> Iterator[str]:
    """Every frozen selection is what its checksum says, of versions that exist."""
    numbers = set(Version.objects.values_list("record__name", "number"))
    for selection in Selection.objects.iterator(AT_ONCE):
        seen.count += 1
        if d.sha256(selection.text) != selection.checksum:
            yield f"{selection}: its cases are not those its checksum was made of."
        for name, number in selection.cases:
            if (name, number) not in numbers:
                yield f"{selection}: there is no version {number} of {name}."


def releases(seen: Seen) -> Iterator[str]:
    """The file of a release that was withdrawn is gone."""
    for made in Release.objects.exclude(withdrawn_at=None):
        seen.count += 1
        if made.path.exists():
            yield f"{made} was withdrawn, and its file is still there: finish_purge."


def index(seen: Seen) -> Iterator[str]:
    """Every entry is as one made anew, and gives the index that all together give."""
    cases = Record.objects.cases().select_related("latest", "index_entry")
    cases = cases.prefetch_related("entry_names")
    made_anew = []
    written_by_another = 0
    whole = (
        record
        for record in cases.order_by("pk").iterator(AT_ONCE)
        if record.latest and (record.latest.purged or is_readable(record.latest))
    )
    for record, columns, names in entries(whole):
        seen.count += 1
        made_anew.append((record.name, *(columns[name] for name in INDEXED)))
        entry = getattr(record, "index_entry", None)
        if entry is None:
            yield f"{record}: not in the index."
            continue
        differ = {n for n, value in columns.items() if getattr(entry, n) != value}
        if "written_by" in differ and entry.number:
            written_by_another += 1
            differ -= {"written_by", "title", "integrity", "row", "card"}
        for name in columns:
            if name in differ:
                yield f"{record}: its {name} in the index are not those of its text."
        if names != {kept.name for kept in record.entry_names.all()}:
            yield f"{record}: what changes its entry is not found by name."
    if written_by_another:
        yield (
            f"{written_by_another} entries keep what another version of the program "
            "wrote of their cases. It is not read; rebuild_index writes it anew."
        )
    if IndexEntry.objects.exclude(record__kind="case").exists():
        yield "The index holds something that is no case."
    stored, anew = brought_up_to_date(Index()), Index().changed(made_anew, 0, "")
    if not stored.holds_the_same_as(anew):
        yield "The index, loaded, is not the one made anew."


INDEXED = ("withdrawn", "year", "terms", "words")


def triggers(seen: Seen) -> Iterator[str]:
    """The database's guards stand: no migration has dropped one."""
    for guard in guards():
        for name, stands in guard.present(connection).items():
            seen.count += 1
            if not stands:
                yield f"The trigger {name} is missing."


def constraints(seen: Seen) -> Iterator[str]:
    """Every constraint of the archive's tables is in the database, and holds there."""
    for model in apps.get_app_config("archive").get_models():
        table = model._meta.db_table
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, table)
        for constraint in model._meta.constraints:
            seen.count += 1
            if constraint.name not in there:
                yield f"The constraint {constraint.name} is missing."
    # PostgreSQL checks them as rows are written; SQLite can be told not to.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
                for row in cursor.execute(statement).fetchall():
                    if row != ("ok",):
                        yield f"SQLite says: {' '.join(map(str, row))}."


def release(path: Path, seen: Seen) -> Iterator[str]:
    """A release is whole, each file as its sum says, each record as its hash says.

    Where this archive has made it, the file is the one that it has made.
    """
    made = Release.objects.filter(name=path.stem).first()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if made and made.sha256 != digest:
        yield f"{path.name} is not the file that was released."
    with zipfile.ZipFile(path) as bundle:
        names = {name.partition("/")[2] for name in bundle.namelist()}
        folder = bundle.namelist()[0].partition("/")[0]
        sums = bundle.read(f"{folder}/SHA256SUMS").decode().splitlines()
        told = {name: one for one, _, name in (line.partition("  ") for line in sums)}
        for name in sorted(names ^ {*told, "SHA256SUMS"}):
            yield f"{name} is in one of the file and its sums, and not in the other."
        for name in sorted(names & told.keys()):
            seen.count += 1
            whole = hashlib.sha256()
            with bundle.open(f"{folder}/{name}") as part:
                while chunk := part.read(MEGABYTE):
                    whole.update(chunk)
            if whole.hexdigest() != told[name]:
                yield f"{name} is not what its sum says."
        for name in ("casebase.jsonl", "articles.jsonl"):
            with bundle.open(f"{folder}/{name}") as lines:
                for line in lines:
                    seen.count += 1
                    record = json.loads(line)
                    text = d.canonical(d.read(record["document"]))
                    if d.sha256(text) != record["record"]["sha256"]:
                        accession = record["record"].get("accession", name)
                        yield f"{accession}: the text is not what the hash is of."


Check = Callable[[Seen], Iterator[str]]
CHECKS: dict[str, Check] = {
    "versions with the text of their hash": versions,
    "records in step with their versions": records,
    "frozen selections with the cases of their checksum": selections,
    "withdrawn releases without their file": releases,
    "index entries as if made anew": index,
    "triggers in place": triggers,
    "constraints in place": constraints,
}


def all_checks() -> dict[str, Check]:
    """Return these, and what apps on the curators' side have to check."""
    others = {
        title: import_string(path)
        for config in apps.get_app_configs()
        for title, path in getattr(config, "checks", {}).items()
    }
    return CHECKS | others
