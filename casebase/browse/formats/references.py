"""What is cited, ready to be written as RIS, BibTeX or CSL-JSON: no more than is known.

A record of the archive is cited with its accession and version. It has no personal
authors: those of the articles it rests on have written the article. An article is cited
as its own record has it, else as the case cites it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casebase.archive.choices import ArticleKind, AuthorshipRole, Integrity
from casebase.archive.document import ArticleDocument, Author, Citation
from casebase.browse import records, wording

from .snapshot import Case

ARCHIVE = "Casebase"
_SIGNING = (AuthorshipRole.AUTHOR, AuthorshipRole.BYLINE)
_PAGES = re.compile(r"(\w+)\s*[-–—]+\s*(\w+)")


@dataclass(frozen=True)
class Name:
    """Who signs: a person, or a group where there is only one name."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it is not parted into given and family name."""
        return not self.given


@dataclass(frozen=True)
class Reference:
    """One entry of a reference manager."""

    key: str
    kind: ArticleKind
    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    has_more_authors: bool = False
    """Others sign too, and are not named here."""
    container: str = ""
    container_short: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    language: str = ""
    version: str = ""
    """Number of the version of a record of the archive."""
    notes: tuple[str, ...] = ()

    @property
    def genre(self) -> str:
        """What sort of text it is."""
        return str(self.kind.label)

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month, day, as far as known."""
        known = (self.year, self.month, self.day)
        return tuple(part for part in known if part is not None)

    @property
    def page_range(self) -> tuple[str, str]:
        """First and last page; the last is empty for one page or an article number."""
        found = _PAGES.fullmatch(self.pages.strip())
        return (found[1], found[2]) if found else (self.pages, "")


def of_article(slug: str, article: Citation) -> Reference:
    """Read a citation as an entry; what the archive knows beside it are notes."""
    posted = date.fromisoformat(article.posted_on) if article.posted_on else None
    is_short = article.authors_complete is False
    return Reference(
        key=slug,
        kind=article.kind,
        title=article.title or article.title_original,
        authors=_names(article, *_SIGNING),
        editors=_names(article, AuthorshipRole.EDITOR),
        translators=_names(article, AuthorshipRole.TRANSLATOR),
        has_more_authors=is_short,
        container=article.journal or article.outlet,
        container_short=article.journal_abbreviation,
        year=posted.year if posted else article.year,
        month=posted.month if posted else article.month,
        day=posted.day if posted else article.day,
        volume=article.volume,
        issue=article.issue,
        pages=article.pages,
        doi=article.doi,
        pmid=article.pmid,
        pmcid=article.pmcid,
        url=article.url,
        language=article.language,
        notes=tuple(_notes(article)),
    )


def of_record(case: Case) -> Reference:
    """Cite a version of a case; its notes name the articles it rests on."""
    version = case.version
    name, published = case.accession, version.published_at.date()
    made_up = ("Synthetic: made up, for trying the software.",)
    rests_on = tuple(f"Rests on: {as_text(one)}" for one in case.articles.values())
    return Reference(
        key=f"casebase-{name}-v{version.number}",
        kind=ArticleKind.DATASET,
        title=records.named(version.record, version, case.title),
        authors=(Name(ARCHIVE),),
        year=published.year,
        month=published.month,
        day=published.day,
        url=case.address,
        version=str(version.number),
        notes=(*(made_up if version.record.synthetic else ()), *rests_on),
    )


def to_cite(case: Case) -> list[Reference]:
    """Return a record, then the articles it rests on: both are to be cited."""
    return [of_record(case), *(of_article(*one) for one in case.articles.items())]


def of_articles(cases: Iterable[Case]) -> Iterator[Reference]:
    """Yield the articles of these cases, each once, where it is met first."""
    seen: set[str] = set()
    for case in cases:
        for slug, article in case.articles.items():
            if slug not in seen:
                seen.add(slug)
                yield of_article(slug, article)


def _names(article: Citation, *roles: AuthorshipRole) -> tuple[Name, ...]:
    return tuple(_name(one) for one in article.authors if one.role in roles)


def _name(author: Author) -> Name:
    return Name(author.family, author.given, author.suffix)


def as_text(article: Citation) -> str:
    """Write an article as a line of text, with what must not be missed."""
    flags = " ".join(_flags(article))
    return f"{wording.cited(article)} [{flags}]" if flags else wording.cited(article)


def _flags(article: Citation) -> Iterator[str]:
    """Say what nobody who cites an article may miss."""
    if isinstance(article, ArticleDocument):
        if article.synthetic:
            yield "Synthetic: made up, for trying the software."
        if article.integrity != Integrity.OK:
            said = f": {article.integrity_note}" if article.integrity_note else "."
            yield f"{article.integrity.label}{said}"


def _notes(article: Citation) -> Iterator[str]:
    """Say what must not be missed, and what is not known."""
    yield from _flags(article)
    if not (article.title or article.title_original):
        yield "The title is not known to the archive."
    if not _names(article, *_SIGNING):
        yield "The authors are not known to the archive."
    elif article.authors_complete is False:
        yield "The list of authors is not complete."
    elif article.authors_complete is None:
        yield "Whether the list of authors is complete is not known."
    if article.title and article.title_original:
        yield f"Original title: {article.title_original}"
