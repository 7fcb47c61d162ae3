"""What a search answers: how it was understood, and what was found by it.

Plain values. The page of the search and the JSON API are made of them, and nothing
else has to be asked.
"""

from dataclasses import dataclass
from typing import Self

from casebase.archive.choices import Integrity
from casebase.archive.document import ArticleDocument
from casebase.archive.models import Version
from casebase.browse import wording
from casebase.browse.addresses import Address

from .lexicon import Meaning
from .reading import Segment


def counted(held: int, more: int) -> str:
    """Say how many cases have a term, and how many more name it in another role."""
    cases = wording.plural(held, "case") if held else "no case"
    if not more:
        return cases
    verb = "names" if more == 1 else "name"
    return f"{cases}, {more}{' more' if held else ''} {verb} it"


@dataclass(frozen=True)
class TermPage:
    """A term and where its page is."""

    kind: str
    """What it is: "Gene"."""
    label: str
    facet: str
    key: str
    address: str
    cases: int
    """How many cases its page has, or its list where it has no page."""
    more: int
    """How many more name it in another role: tested negative, considered."""

    @property
    def counted(self) -> str:
        """Both numbers: "2 cases, 1 more names it"."""
        return counted(self.cases, self.more)


@dataclass(frozen=True)
class Part:
    """One part of the query: how it is understood, and the query without it."""

    segment: Segment
    cases: int
    """How many cases have it, in whatever role or as a word."""
    held: int
    """How many of them the filters of lists find for it."""
    without: str
    total_without: int
    """How many cases the query without it finds."""

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.segment.typed

    @property
    def kind(self) -> str:
        """`term`, `words` or `phrase`."""
        return self.segment.kind

    @property
    def title(self) -> str:
        """What it is taken for: "Gene"."""
        return self.segment.title

    @property
    def label(self) -> str:
        """How it is understood."""
        return self.segment.label

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What it asks for: values of facets; none where it is words."""
        return self.segment.meanings


@dataclass(frozen=True)
class Question:
    """A name that several terms bear: which one is meant?"""

    typed: str
    choices: tuple[tuple[TermPage, str, int | None], ...]
    """Each term, the query that asks for it, and how many cases that query finds; None
    where quoted phrases would have to be read for it."""


@dataclass(frozen=True)
class Correction:
    """A word that no case has."""

    typed: str
    shown: str
    """The word shown in its place; empty where none is certain."""
    nearest: tuple[tuple[str, str], ...]
    """Words like it, each with the query that asks for it."""


@dataclass(frozen=True)
class Hit:
    """A case that was found, and by what."""

    accession: str
    version: Version
    found_by: tuple[str, ...]
    """One for each part of the query, in its order."""


@dataclass(frozen=True)
class ArticleFound:
    """An article that has the words."""

    slug: str
    title: str
    by: str
    """Who signs it, as far as known."""
    where: str
    """Where and when it appeared, as far as known."""
    kind: str
    """What sort of text it is: "Case report"."""
    notice: str
    """What its publisher has said of it since; empty where nothing."""
    synthetic: bool

    @classmethod
    def of(cls, article: ArticleDocument) -> Self:
        """Tell an article in a line."""
        tail = (wording.container(article), wording.published(article))
        is_usual = article.integrity == Integrity.OK
        return cls(
            slug=article.key,
            title=wording.article_title(article),
            by=wording.people(article, credentials=False),
            where=", ".join(part for part in tail if part),
            kind=str(article.kind.label),
            notice="" if is_usual else str(article.integrity.label),
            synthetic=article.synthetic,
        )

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/articles/{self.slug}/"


@dataclass(frozen=True)
class SearchAnswer:
    """The answer to a query at one version of the archive."""

    query: str
    read_as: str
    """The query that is answered: without misspelt words, where that is certain."""
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    """What was typed beyond the parts that one query may have."""
    not_read: tuple[str, ...]
    """Words that would turn the question round or join its parts: "not", "or"."""
    of_the_question: tuple[str, ...]
    """Words of the question itself, which are not looked for: "has", "anyone"."""
    questions: tuple[Question, ...]
    corrections: tuple[Correction, ...]
    total: int
    page: int
    per_page: int
    sort: str
    hits: tuple[Hit, ...]
    terms: tuple[TermPage, ...]
    articles: tuple[ArticleFound, ...]
    filters: Address | None
    """The understood part as filters of the list of cases."""
    filtered: int
    """How many cases that list has."""
    phrases_checked: int
    """How many cases were read for the quoted phrases; 0 where there are none."""
    phrases_left: int
    """How many more have the words and were not read."""
    synthetic: int
    """How many of the cases are made up."""
    archive_version: int
