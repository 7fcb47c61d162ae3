"""The cases that were asked for, as they stand at one archive version.

The index says which; their documents are read some hundreds at a time, while the file
is on its way. What is published meanwhile has a later archive version and is left
alone, so a file never mixes two. Only a purge reaches back: a purged case is left out
from then on.
"""

import re
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from casebase.archive import kept
from casebase.archive.choices import Integrity
from casebase.archive.document import ArticleDocument, CaseDocument, Citation
from casebase.archive.index import Selection
from casebase.archive.indexing import ARTICLE
from casebase.archive.models import IndexEntry, Record, Version
from casebase.browse import records, written_once
from casebase.browse.filters import CaseFilterSet
from casebase.browse.written_once import Written

from .question import Question

#: Cases that are in memory together.
AT_ONCE = 500
_MADE_OF = re.compile(rf'"{ARTICLE}:([a-z0-9-]+)"')
_CITED = re.compile(r'"article":"([a-z0-9-]+)"')
_outline = kept.reader(
    CaseDocument,
    *("specimens", "observations", "source", "measurements", "assays", "facts"),
    *("institutions", "history", "family_history", "looked_for_not_found"),
)
_article = kept.reader(ArticleDocument, "affiliations", "facts", "relations", "series")


@dataclass(frozen=True)
class Case:
    """One case of a snapshot, with the articles it was read from."""

    version: Version
    published: Mapping[str, str] = field(repr=False)
    """Texts of articles by slug, those of other cases among them."""
    archive_version: int
    """The archive version that was asked, not that of the case's own publication."""
    asked_courses: Collection[str] = ()
    """Refs of the courses that have what was asked of courses."""
    written: Written | None = field(default=None, repr=False)
    """What was written of it when it was published; None where it must be anew."""

    @property
    def accession(self) -> str:
        """Its name."""
        return self.version.record.name

    @property
    def address(self) -> str:
        """The permanent address of this version."""
        return records.address_of(self.version.record, self.version)

    @cached_property
    def document(self) -> CaseDocument:
        """What the version keeps."""
        return CaseDocument.model_validate_json(self.version.document)

    @cached_property
    def outline(self) -> CaseDocument:
        """The same without what no table tells of: how a thing was observed or tested.

        Specimens, observations, assays, and where each fact stands are not read. One
        that was read whole already is taken as it is.
        """
        read = vars(self.version).get("content")
        return (
            read if isinstance(read, CaseDocument) else _outline(self.version.document)
        )

    @cached_property
    def articles(self) -> dict[str, Citation]:
        """The articles by slug, the primary first: their own records where they have.

        An article that was never published here, or was withdrawn, is cited as the
        case cites it; one that not even the case cites is left out.
        """
        found: dict[str, Citation] = {}
        for read in self.outline.articles:
            if read.article in self.published:
                found[read.article] = _article(self.published[read.article])
            elif read.citation:
                found[read.article] = read.citation
        return found

    @property
    def title(self) -> str:
        """The line it goes by."""
        return self.written.title if self.written else records.title_of(self.version)

    @property
    def integrity(self) -> str | None:
        """What the publisher said of the primary article; None without its record."""
        if self.written:
            return self.written.integrity or None
        primary = self.published.get(self.version.record.key.partition("/")[0])
        return records.integrity_in(primary) if primary else None

    @property
    def notice(self) -> str:
        """The same, empty where no notice is known: that none is, nobody knows."""
        return "" if self.integrity in (None, Integrity.OK) else str(self.integrity)


class Cases(Protocol):
    """Cases to be taken away, and which they are."""

    @property
    def told(self) -> list[str]:
        """Lines for the head of a file."""

    def __iter__(self) -> Iterator[Case]:
        """Every case in turn."""


@dataclass(frozen=True)
class Snapshot:
    """The cases of a question, in order, at one archive version."""

    asked: CaseFilterSet

    @cached_property
    def selection(self) -> Selection:
        """The answer of the index."""
        return self.asked.selection

    @cached_property
    def courses(self) -> Selection:
        """The same question, answered in courses."""
        index = self.selection.index
        return index.select(self.asked.chosen, self.asked.words, "courses")

    @property
    def archive_version(self) -> int:
        """The version of the archive that everything here is of."""
        return self.selection.index.version

    @cached_property
    def accessions(self) -> list[str]:
        """Every case, as the list has them."""
        return self.selection.accessions(self.asked.asked("sort"))

    @property
    def retracted(self) -> int:
        """How many cases would be here, too, had their article not been retracted."""
        only = {**self.asked.chosen, "retracted": ["only"]}
        return self.selection.index.select(only, self.asked.words).total

    @property
    def told(self) -> list[str]:
        """What was asked, of which archive version, how many cases that is."""
        question = Question(self.asked)
        return [
            f"Question: {question.words}",
            f"Address: {question.address}",
            *counted(
                self.archive_version, len(self.accessions), self.selection.synthetic
            ),
        ]

    @cached_property
    def articles(self) -> set[str]:
        """Slugs of the articles that these cases were read from."""
        found: set[str] = set()
        for names in _batches(self.accessions):
            entries = IndexEntry.objects.filter(
                record__name__in=names, archive_version__lte=self.archive_version
            )
            told = dict(entries.values_list("record__name", "terms"))
            found.update(
                slug for one in told.values() for slug in _MADE_OF.findall(one)
            )
            # What was published since has another entry by now.
            since = records.versions_at(self.archive_version, {*names} - told.keys())
            found.update(_cited(since.values()))
        return found

    def __iter__(self) -> Iterator[Case]:
        """Every case in turn."""
        return cases_at(self.archive_version, self.accessions, self.courses.refs_of)


def counted(archive_version: int, cases: int, synthetic: int) -> list[str]:
    """Return the lines that tell how many cases there are, and of when."""
    return [
        f"Archive version: {archive_version}",
        f"Cases: {cases}",
        f"Synthetic among them: {synthetic} (made up, for trying the software)",
    ]


def cases_at(
    archive_version: int,
    accessions: Sequence[str],
    refs_of: Callable[[str], Collection[str]] = lambda name: (),
) -> Iterator[Case]:
    """Yield cases as they stood at an archive version, in the order of their names.

    Two queries for each `AT_ONCE` of them. What is purged by now is left out. `refs_of`
    gives the courses that were asked for.
    """
    for names in _batches(accessions):
        asked = written_once.beside(records.latest_at(archive_version, names))
        found = asked.select_related("record")
        versions = {version.record.name: version for version in found}
        articles = Texts(archive_version, versions.values())
        for name in names:
            if version := versions.get(name):
                written = written_once.read_off(version, archive_version)
                courses = refs_of(name)
                yield Case(version, articles, archive_version, courses, written)


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]


def case_now(version: Version) -> Case:
    """Return a version of a case with its articles as they stand now."""
    articles = Record.objects.articles().readable()
    found = articles.filter(name__in=_cited([version]))
    published = {one.name: records.newest(one).document for one in found}
    return Case(version, published, version.archive_version)


def _cited(versions: Iterable[Version]) -> set[str]:
    """Return the slugs of the articles that some cases name."""
    return {slug for one in versions for slug in _CITED.findall(one.document)}


class Texts(Mapping[str, str]):
    """Texts of the articles that some cases name, by slug, as of an archive version.

    They are fetched together, once one is asked for: most files tell of none.
    """

    def __init__(self, archive_version: int, cases: Iterable[Version]) -> None:
        self._archive_version, self._cases = archive_version, cases

    @cached_property
    def _texts(self) -> dict[str, str]:
        found = records.latest_at(self._archive_version, _cited(self._cases))
        return dict(found.values_list("record__name", "document"))

    def __getitem__(self, slug: str) -> str:
        return self._texts[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
