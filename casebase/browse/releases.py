"""A release: all that is published, in every format, in one file that can be verified.

It is made of one archive version and of nothing else: no clock, no machine. So whoever
makes it again has the same bytes, and a difference tells that something was changed.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.http import QueryDict

from casebase.archive import document as d
from casebase.archive.models import Release, Version

from . import records, static_copy, wording
from .filters import WholeCaseFilterSet
from .formats.kinds import KINDS
from .formats.snapshot import Snapshot

SUMS = "SHA256SUMS"
#: Everything, the cases of retracted articles too: their records say so.
EVERYTHING = QueryDict("retracted=include&sort=added")
#: The first that a ZIP file can tell.
NO_DATE = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
ROOT = settings.BASE_DIR
COPIED = {
    "DATA_LICENSE.txt": ROOT / "DATA_LICENSE",
    "data-dictionary.md": ROOT / "docs" / "data-dictionary.md",
    "phenopackets.md": ROOT / "docs" / "phenopackets.md",
}
AT_ONCE = 250


class NothingToRelease(ValueError):
    """The archive has no case yet."""


@dataclass(frozen=True)
class Bundle:
    """What goes into a release, file by file, at one archive version."""

    snapshot: Snapshot
    number: int
    before: int
    """The archive version of the release before; 0 where there is none."""

    @property
    def archive_version(self) -> int:
        """The version of the archive that all of it is of."""
        return self.snapshot.archive_version

    @cached_property
    def date(self) -> str:
        """The day of the last change that is in it, as 2026-01-31."""
        known = Version.objects.filter(archive_version__lte=self.archive_version)
        last = known.aggregate(at=Max("published_at"))["at"]
        return str(last.date().isoformat())

    @property
    def name(self) -> str:
        """Name of the folder, and of the file that holds it."""
        return f"casebase-release-{self.number:04}-{self.date}"

    @property
    def citation(self) -> str:
        """The release as it is cited."""
        return (
            f"Casebase, release {self.number} of {self.date} (archive version "
            f"{self.archive_version}): {self.counts}. {settings.PUBLIC_URL}/data/"
        )

    @property
    def counts(self) -> str:
        """How many cases and articles it has."""
        cases, made_up = (
            len(self.snapshot.accessions),
            self.snapshot.selection.synthetic,
        )
        told = wording.plural(cases, "case")
        if made_up:
            told += f" ({made_up} of them synthetic: made up)"
        return f"{told} from {wording.plural(len(self.articles), 'article')}"

    @cached_property
    def articles(self) -> list[Version]:
        """Every article that could be read at this archive version."""
        known = Version.objects.filter(
            record__kind="article", archive_version__lte=self.archive_version
        )
        names = known.values_list("record__name", flat=True).distinct()
        found = records.versions_at(self.archive_version, names)
        return [found[name] for name in sorted(found)]

    def files(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield every file: its name, and its bytes in parts."""
        yield "README.txt", [self._readme().encode()]
        for name, path in COPIED.items():
            yield name, [path.read_bytes()]
        yield "CITATION.cff", [self._citation_file().encode()]
        yield "CHANGES.txt", map(str.encode, self._changes())
        for kind in KINDS.values():
            yield f"casebase.{kind.suffix}", map(_bytes, kind.written(self.snapshot))
        yield "articles.jsonl", map(str.encode, self._articles())
        for name, model in (("case", d.CaseDocument), ("article", d.ArticleDocument)):
            schema = json.dumps(model.model_json_schema(), ensure_ascii=False, indent=1)
            yield f"schema/{name}.json", [schema.encode()]
        yield from static_copy.files("pages", self.date)

    def _readme(self) -> str:
        kinds = [f"  casebase.{k.suffix}: {k.name}, {k.says}" for k in KINDS.values()]
        return "\n".join(
            [
                self.citation,
                "",
                "All that was published at this archive version, in every format.",
                f"Licence: {records.LICENCE}. {records.LICENCE_NOTE}",
                "Cases of retracted articles are in it; records tell it as integrity.",
                "Not medical advice.",
                "",
                *kinds,
                "  articles.jsonl: one line per article, every field",
                "  schema/: JSON Schema of the documents",
                "  data-dictionary.md: what each key means",
                "  CHANGES.txt: what changed since the release before",
                "  pages/index.html: the pages, to be read without the software",
                f"  {SUMS}: `sha256sum -c {SUMS}` verifies every file",
                "",
            ]
        )

    def _citation_file(self) -> str:
        return "\n".join(
            [
                "cff-version: 1.2.0",
                "message: Cite this release, and always the original articles.",
                "type: dataset",
                "title: Casebase, an archive of published oncology case reports",
                "authors:",
                "  - name: The curators of Casebase",
                f'version: "{self.number} (archive version {self.archive_version})"',
                f"date-released: {self.date}",
                f"url: {settings.PUBLIC_URL}/",
                f"license: {records.LICENCE}",
                "",
            ]
        )

    def _changes(self) -> Iterator[str]:
        since = f"since archive version {self.before}" if self.before else "so far"
        yield f"What was published or withdrawn {since}, in that order.\n\n"
        versions = Version.objects.filter(
            archive_version__gt=self.before, archive_version__lte=self.archive_version
        ).select_related("record")
        by_time = versions.defer("document").order_by("archive_version")
        for version in by_time.iterator(AT_ONCE):
            said = f"version {version.number}"
            if version.withdrawn:
                said += f", withdrawn: {version.get_withdraw_reason_display()}"
            if version.reason:
                said += f" ({version.reason})"
            made_up = ", synthetic" if version.record.synthetic else ""
            yield f"{version.record.name}{made_up}: {said}\n"

    def _articles(self) -> Iterator[str]:
        for version in self.articles:
            head = {
                "slug": version.record.name,
                "version": version.number,
                "published_at": version.published_at.isoformat(),
                "sha256": version.sha256,
                "synthetic": version.record.synthetic,
                "integrity": records.integrity_in(version.document),
            }
            told = json.dumps(head, ensure_ascii=False)
            yield f'{{"record": {told}, "document": {version.document}}}\n'


def _bytes(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode()


def next_bundle() -> Bundle:
    """Return the release of the archive as it is now. Raises NothingToRelease.

    One that was made of this very archive version is made again, with its number.
    """
    asked = WholeCaseFilterSet(EVERYTHING)
    if not asked.is_valid():
        raise AssertionError(asked.faults)
    snapshot = Snapshot(asked)
    if not snapshot.accessions:
        raise NothingToRelease("The archive has no case yet.")
    earlier = Release.objects.filter(archive_version__lt=snapshot.archive_version)
    last = earlier.order_by("-number").first()
    return Bundle(
        snapshot,
        number=last.number + 1 if last else 1,
        before=last.archive_version if last else 0,
    )


def write(bundle: Bundle, path: Path) -> str:
    """Write a release into a file; return its SHA-256.

    One record is in memory at a time. The file appears when it is whole.
    """
    unfinished = path.with_suffix(".unfinished")
    sums: list[str] = []
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
            for name, parts in bundle.files():
                sums.append(f"{_put(file, f'{bundle.name}/{name}', parts)}  {name}\n")
            _put(file, f"{bundle.name}/{SUMS}", ["".join(sums).encode()])
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    with path.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def _put(file: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> str:
    """Write one file of the bundle; return its SHA-256."""
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, READABLE
    digest = hashlib.sha256()
    with file.open(entry, "w", force_zip64=True) as out:
        for part in parts:
            digest.update(part)
            out.write(part)
    return digest.hexdigest()
