"""What lists and files tell of a case in the same words each time: written once.

`archive.indexing` keeps it with the case's index entry, in the transaction in which the
case or one of its articles is published. It is as if written anew: what another version
of the program wrote is not read (`by`), nor what is of another version of the case, and
`check_archive` compares it.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, QuerySet

from casebase.archive.index import Index
from casebase.archive.models import Version

#: All that has a part in how a case is worded.
SOURCES = ("casebase/archive", "casebase/browse", "templates")
LENGTH = 16


@cache
def by() -> str:
    """Name this program by its files; another one may word a case otherwise."""
    digest = sha256()
    for path in sorted(_files()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:LENGTH]


def _files() -> Iterable[Path]:
    for folder in SOURCES:
        for path in Path(settings.BASE_DIR, folder).rglob("*"):
            if path.suffix in (".py", ".toml", ".html", ".svg"):
                yield path


class Written(NamedTuple):
    """What was written of one version of a case."""

    title: str
    integrity: str
    row: str


#: Beside a version, what its case's index entry keeps.
_BESIDE = {
    f"written_{name}": F(f"record__index_entry__{name}")
    for name in ("number", "archive_version", "written_by", *Written._fields)
}


def beside(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Fetch what is written of each version with it, for `read_off`."""
    return versions.annotate(**_BESIDE)


def read_off(version: Version, archive_version: int) -> Written | None:
    """Return what was written of a version, as of an archive version.

    None if it is not known, or not as of then: an article was published since.
    """
    found = vars(version)
    if (
        found["written_number"] != version.number
        or found["written_archive_version"] > archive_version
        or found["written_written_by"] != by()
    ):
        return None
    return Written(*(found[f"written_{name}"] for name in Written._fields))


def of(version: Version, articles: Mapping[str, str]) -> dict[str, Any]:
    """Write what is kept of a case; `articles` are the texts it was read from.

    Where the archive is, and of which version a file is, is told when it is written.
    """
    from . import cards, records
    from .formats import case_table
    from .formats.snapshot import Case
    from .rows import CaseRow

    case = Case(version, articles, 0)
    read = {source.article for source in records.case_in(version).articles}
    noted = records.noted_among({s: articles[s] for s in read if s in articles})
    row = CaseRow(version.record.name, version, noted)
    return {
        "card": cards.written(row),
        "title": case.title,
        "integrity": case.integrity or "",
        "row": json.dumps(case_table.kept_cells(case), ensure_ascii=False),
    }


def keep_beside(now: Index) -> int:
    """Keep the words of articles, by which a search finds these."""
    from .search import article_words

    return article_words.keep(now)
