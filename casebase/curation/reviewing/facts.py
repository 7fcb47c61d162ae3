"""The facts of a record as a reviewer reads them: words of the page, source beside.

Pure: over documents and over what differs between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from casebase.archive import document as d
from casebase.curation.fields import REF

#: Facts of the patient that share the source of another.
SOURCE_OF = {
    "age_value_max": "age_value",
    "age_unit": "age_value",
    "age_qualifier": "age_value",
    "age_at": "age_value",
    "vital_as_of": "vital_status",
}
#: What a reviewer does not compare with a source, where the whole record is shown: the
#: source itself stands beside, words of the vocabulary have their own page.
UNSAID = frozenset({"source", "citation", "key", "code", "schema_number"})
UNSAID_CHAPTERS = ("The record", "Provenance of single facts")


class Difference(Protocol):
    """One line of what differs, as the pages of readers tell it."""

    @property
    def path(self) -> tuple[str, ...]: ...
    @property
    def label(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def row(self) -> str: ...
    @property
    def of(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...


class Titled(Protocol):
    """The differences of one chapter of the page."""

    @property
    def title(self) -> str: ...
    @property
    def changes(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class Fact:
    """One fact, before and after; `source` stands where it differs from the line above.

    `spans` is how many lines share the source; 0 where it stands further up. `note` is
    its reading note, where that was not told with a row above: an agent has the source
    of its treatment.
    """

    key: str
    name: str
    before: str
    after: str
    source: d.Sourcing | None
    spans: int = 1
    note: str = ""


@dataclass(frozen=True)
class FactRow:
    """The facts of one row of the record."""

    name: str
    ref: str
    kind: str
    facts: list[Fact]

    @property
    def full_name(self) -> str:
        """The row as a remark names it."""
        return f"{self.name} ({self.ref})" if self.ref else self.name


@dataclass(frozen=True)
class FactChapter:
    """The facts of one chapter of the page."""

    title: str
    rows: list[FactRow]

    @property
    def count(self) -> int:
        """How many facts it has."""
        return sum(len(row.facts) for row in self.rows)

    @property
    def unsourced(self) -> int:
        """How many of them have no source of their own."""
        return sum(fact.source is None for row in self.rows for fact in row.facts)


def chapters(
    told: Iterable[Titled],
    before: d.Document | None,
    after: d.Document,
    *,
    whole: bool,
) -> list[FactChapter]:
    """Put the sources beside what is told; `whole` leaves out what is no fact."""
    found = []
    for chapter in told:
        if whole and chapter.title in UNSAID_CHAPTERS:
            continue
        shown = [
            one
            for one in chapter.changes
            if not ((whole or one.kind != "changed") and UNSAID.intersection(one.path))
        ]
        rows = list(_rows(shown, before, after))
        if rows:
            found.append(FactChapter(chapter.title, rows))
    return found


def by_key(told: Iterable[FactChapter]) -> Mapping[str, tuple[FactRow, Fact]]:
    """Return every fact with its row, by its path."""
    return {
        fact.key: (row, fact)
        for chapter in told
        for row in chapter.rows
        for fact in row.facts
    }


def source_of(document: d.Document | None, path: Sequence[str]) -> d.Sourcing | None:
    """Return where a fact stands; None where the document does not say."""
    if document is None:
        return None
    if isinstance(document, d.ArticleDocument):
        return {fact.field: fact.source for fact in document.facts}.get(path[0])
    if path[0] == "patient":
        sources = {fact.field: fact.source for fact in document.provenance.facts}
        return sources.get(SOURCE_OF.get(path[1], path[1]))
    part: Any = document
    found = None
    for step in path:
        part = _inside(part, step)
        if isinstance(source := getattr(part, "source", None), d.Sourcing):
            found = source
    return found


def _rows(
    changes: Iterable[Difference], before: d.Document | None, after: d.Document
) -> Iterator[FactRow]:
    noted: set[int] = set()
    for (name, kind, of), own in groupby(
        changes, key=lambda one: (one.row, one.kind, one.of)
    ):
        lines = [
            (one, source_of(after, one.path) or source_of(before, one.path))
            for one in own
        ]
        facts: list[Fact] = []
        for source, run in groupby(lines, key=lambda line: line[1]):
            same = list(run)
            # The same one, not just an equal one: two rows may be read alike.
            note = "" if source is None or id(source) in noted else source.reading_note
            noted.add(id(source))
            for place, (one, _) in enumerate(same):
                spans = 0 if place else len(same)
                key = "/".join(one.path)
                facts.append(
                    Fact(key, one.label, one.before, one.after, source, spans, note)
                )
        ref = next((step for step in reversed(of) if REF.match(step)), "")
        yield FactRow(name, ref, kind, facts)


def _inside(part: Any, step: str) -> Any:
    """Go one step into a document: a key, or a row by what tells it apart."""
    if isinstance(part, tuple):
        return next((row for row in part if _name(row) == step), None)
    return getattr(part, step, None)


def _name(row: Any) -> str:
    for key in ("ref", "article", "field", "key", "name"):
        if hasattr(row, key):
            return str(getattr(row, key))
    return ""
