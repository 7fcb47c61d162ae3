"""Articles in words: titles, people, dates, how to cite them."""

import calendar
from collections.abc import Iterable

from casebase.archive.choices import AuthorshipRole
from casebase.archive.document import Author, Citation

from .terms import institutions, listed
from .times import day


def article_title(article: Citation) -> str:
    """Name an article by its title, or say what it is where the title is not known."""
    if article.title:
        return article.title
    if article.journal:
        return f"{article.kind.label} in {article.journal}"
    return f"{article.kind.label}, title not known here"


def author_name(author: Author, *, credentials: bool = True) -> str:
    """Write a person as printed: "Yingyong Hou, MD, PhD"."""
    names = " ".join(part for part in (author.given, author.family) if part)
    parts = (names, author.suffix, author.credentials if credentials else "")
    return ", ".join(part for part in parts if part)


def people(article: Citation, *, credentials: bool = True) -> str:
    """Write who signs an article; "and colleagues" where others are not known."""
    names = [
        author_name(author, credentials=credentials)
        for author in _signing(article.authors)
    ]
    if article.authors_complete is False and names:
        comma = "," if credentials else ""
        return f"{'; '.join(names)}{comma} and colleagues"
    return "; ".join(names) if credentials else listed(names)


def correspondents(article: Citation) -> str:
    """Write who answers for an article, as far as that is known."""
    return listed(author_name(a) for a in article.authors if a.is_corresponding)


def affiliations(article: Citation) -> str:
    """Write the institutions named for the people who sign, each once."""
    places = [place for author in article.authors for place in author.affiliations]
    return institutions(dict.fromkeys(places))


def published(article: Citation) -> str:
    """Write when it appeared: "10 September 2021", "July 2021", "2021"; or nothing."""
    if article.posted_on:
        return day(article.posted_on)
    if not article.year:
        return ""
    if not article.month:
        return str(article.year)
    months = f"{calendar.month_name[article.month]} {article.year}"
    return f"{article.day} {months}" if article.day else months


def container(article: Citation) -> str:
    """Write where it appeared, with volume, issue and pages as far as known."""
    volume = f"{article.volume}({article.issue})" if article.issue else article.volume
    place = ":".join(part for part in (volume, article.pages) if part)
    where = article.journal or article.outlet
    return ", ".join(part for part in (where, place) if part)


def cited(article: Citation) -> str:
    """Write an article as a reference, with no more than is known of it."""
    title = article.title or f"[{article.kind.label}; title not known here]"
    parts = (people(article, credentials=False), title)
    tail = ", ".join(part for part in (container(article), published(article)) if part)
    words = ". ".join(part.rstrip(".") for part in (*parts, tail) if part)
    return f"{words}."


def _signing(authors: Iterable[Author]) -> list[Author]:
    signing = (AuthorshipRole.AUTHOR, AuthorshipRole.BYLINE)
    return [author for author in authors if author.role in signing]
