"""The archive as a folder of files, and what is known of such a folder.

    articles/<slug>.json    one document each, as `starter/` has them
    cases/<key>.json        the slash of the key written as a point
    SHA256SUMS              hash and name of every document: articles, then cases in
                            the order of their accessions; `sha256sum -c` reads it
    manifest.json           what this is: version of the archive, counts, licence

Only what readers have: the latest versions, nothing withdrawn. Reads tables of the
archive alone; one document is in memory at a time.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import F, QuerySet, Subquery

from . import choices as c
from . import document as d
from .models import ArchiveState, Version

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
LICENCE = (
    "The records are CC0. Quotations and texts of articles are not ours to give and "
    "are excluded."
)
AT_ONCE = 200
NAME = re.compile(r"^(articles|cases)/[a-z0-9.-]+\.json$")

Say = Callable[[int, int], None]


class NotAnExport(ValueError):
    """The folder is not what an export wrote; the sentence says why."""


@dataclass
class Counts:
    """How many documents were written."""

    articles: int = 0
    cases: int = 0


def export(
    folder: Path,
    *,
    made_up: bool = True,
    replace: bool = False,
    say: Say = lambda done, of: None,
) -> Counts:
    """Write every published document into a folder that appears when it is whole.

    `made_up` includes synthetic documents; `replace` takes the place of an earlier
    export. Raises FileExistsError for a folder that holds anything else.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(f"{folder} is a file.")
    earlier = folder.exists() and any(folder.iterdir())
    if earlier and not replace:
        raise FileExistsError(f"{folder} is not empty.")
    if earlier and not (folder / MANIFEST).exists():
        raise FileExistsError(f"{folder} holds something else than an export.")
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        counts = _write(partial, made_up, say)
        _put_in_place(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return counts


def is_export(folder: Path) -> bool:
    """Whether a folder says that it is an export, whole or not."""
    return (folder / SUMS).exists() or (folder / MANIFEST).exists()


def files_of(folder: Path) -> list[Path]:
    """Return the files of an export in the order of its accessions.

    Raises NotAnExport when a file is missing or is not what was exported.
    """
    for name in (MANIFEST, SUMS):
        if not (folder / name).is_file():
            raise NotAnExport(f"{name} is missing.")
    if _sha256_in(folder / MANIFEST) != _sha256(folder / SUMS):
        raise NotAnExport(f"{SUMS} is not what was exported.")
    files = []
    for line in (folder / SUMS).read_text("utf-8").splitlines():
        sha256, _, name = line.partition("  ")
        if not NAME.match(name):
            raise NotAnExport(f"{SUMS} names {name}, which is no document.")
        if not (folder / name).is_file() or _sha256(folder / name) != sha256:
            raise NotAnExport(f"{name} is not what was exported.")
        files.append(folder / name)
    there = {*folder.glob("articles/*.json"), *folder.glob("cases/*.json")}
    if more := there - set(files):
        raise NotAnExport(f"{min(more).name} was not exported.")
    return files


def pretty(document: d.Document) -> str:
    """Return a document as people read it in a file."""
    return json.dumps(d.as_dict(document), ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, made_up: bool, say: Say) -> Counts:
    """Write documents, sums and manifest into an empty folder."""
    (folder / "articles").mkdir()
    (folder / "cases").mkdir()
    counts = Counts()
    of = _public(made_up).count()
    archive_version = 0
    with (folder / SUMS).open("w", encoding="utf-8", newline="\n") as sums:
        for done, version in enumerate(_public(made_up).iterator(AT_ONCE), start=1):
            archive_version = version.archive_stands_at  # type: ignore[attr-defined]
            content = pretty(version.content).encode()
            is_case = version.record.kind == c.RecordKind.CASE
            counts.cases += is_case
            counts.articles += not is_case
            kind = "cases" if is_case else "articles"
            name = f"{kind}/{version.record.key.replace('/', '.')}.json"
            (folder / name).write_bytes(content)
            sums.write(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
            say(done, max(of, done))
    manifest = {
        "what": "Documents of a Casebase archive",
        "schema": d.SCHEMA,
        "archive_version": archive_version,
        "articles": counts.articles,
        "cases": counts.cases,
        "made_up_documents": "included" if made_up else "left out",
        "licence": LICENCE,
        "order": f"{SUMS} names the cases in the order of their accessions.",
        "sha256": _sha256(folder / SUMS),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8", newline="\n")
    return counts


def _public(made_up: bool) -> QuerySet[Version]:
    """The latest versions, articles first; one query, so of one moment."""
    state = ArchiveState.objects.values("version")[:1]
    found = (
        Version.objects.filter(
            pk=F("record__latest"), record__withdrawn=False, purged=False
        )
        .select_related("record")
        .annotate(archive_stands_at=Subquery(state))
        .order_by("record__kind", "record__pk")
    )
    return found if made_up else found.filter(record__synthetic=False)


def _put_in_place(whole: Path, folder: Path) -> None:
    """Give a whole folder its name; an earlier one is gone only after that."""
    earlier = folder.with_name(f".{folder.name}.earlier")
    shutil.rmtree(earlier, ignore_errors=True)
    if folder.exists():
        folder.rename(earlier)
    whole.rename(folder)
    shutil.rmtree(earlier, ignore_errors=True)


def _sha256_in(manifest: Path) -> object:
    """Return the hash of the list of files, as the manifest has it."""
    try:
        value = json.loads(manifest.read_bytes())
    except (ValueError, RecursionError) as error:
        raise NotAnExport(f"{MANIFEST} is not JSON.") from error
    return value.get("sha256") if isinstance(value, dict) else None


def _sha256(file: Path) -> str:
    with file.open("rb") as text:
        return hashlib.file_digest(text, "sha256").hexdigest()
