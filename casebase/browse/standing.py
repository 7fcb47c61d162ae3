"""What a reader must know of a record before reading it, gathered into one note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from casebase.archive.choices import Integrity
from casebase.archive.document import ArticleDocument
from casebase.archive.models import Record, Version

#: How loudly a notice is told; the loudest of several colours their one note.
KINDS = {
    Integrity.RETRACTED: "bad",
    Integrity.EXPRESSION_OF_CONCERN: "warn",
    Integrity.CORRECTED: "info",
}
LOUDEST_FIRST = ("bad", "warn", "info")

#: How a row of a list says it, the gravest first.
IN_A_ROW = {
    Integrity.RETRACTED: "Article retracted",
    Integrity.EXPRESSION_OF_CONCERN: "Concern about the article",
    Integrity.CORRECTED: "Article corrected",
}


class Noticed(Protocol):
    """An article of a case, as its page knows it."""

    @property
    def document(self) -> ArticleDocument | None:
        """Its own record, where it is published here."""


@dataclass(frozen=True)
class Standing:
    """Whether a version is the one to read, and what publishers said of its articles.

    False if there is nothing to say.
    """

    record: Record
    version: Version
    articles: Sequence[ArticleDocument]

    def __bool__(self) -> bool:
        """Whether a note is needed."""
        return bool(self.is_withdrawn or self.is_older or self.articles)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record is gone, and a former version is read."""
        return self.record.withdrawn

    @property
    def is_older(self) -> bool:
        """Whether there is a newer version."""
        return self.version != self.record.latest

    @property
    def kind(self) -> str:
        """The class of the note: that of the gravest thing it says."""
        return "bad" if self.is_withdrawn else loudest(self.articles)


def standing(record: Record, version: Version, sources: Sequence[Noticed]) -> Standing:
    """Gather what is to be said of a case: its version, and notices of its sources."""
    articles = [source.document for source in sources if source.document]
    return Standing(record, version, noticed(articles))


def noticed(articles: Iterable[ArticleDocument]) -> list[ArticleDocument]:
    """Return the articles that their publisher has retracted, corrected or doubted."""
    return [article for article in articles if article.integrity in KINDS]


def loudest(articles: Iterable[ArticleDocument]) -> str:
    """Return the class of a note about these articles: that of the gravest notice."""
    kinds = {KINDS.get(article.integrity) for article in articles}
    return next((kind for kind in LOUDEST_FIRST if kind in kinds), "info")


def gravest(articles: Iterable[ArticleDocument]) -> str:
    """Say in a row the gravest notice of these articles; empty where there is none."""
    integrities = {article.integrity for article in articles}
    return next((IN_A_ROW[one] for one in IN_A_ROW if one in integrities), "")
