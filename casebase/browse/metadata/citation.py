"""An article as reference managers read it off a page: Highwire and Dublin Core.

What must be cited for the facts of a case is the article, so the page of a case carries
these too. There is no `citation_pdf_url`: the text is not ours.
"""

import re
from collections.abc import Iterator

from casebase.archive.choices import AuthorshipRole
from casebase.archive.document import Author, Citation

from .head import Tag

#: Who signs an article; not its editors and translators.
SIGNING = (AuthorshipRole.AUTHOR, AuthorshipRole.BYLINE)
_DASH = re.compile(r"\s*[-–—‐‑]\s*")  # noqa: RUF001


def tags(article: Citation) -> tuple[Tag, ...]:
    """Return the tags of an article; none where not even its title is known."""
    if not article.title:
        return ()
    return (*_highwire(article), *_dublin_core(article))


def _highwire(article: Citation) -> Iterator[Tag]:
    yield "citation_title", article.title
    for author in signing(article):
        yield "citation_author", inverted(author)
    first, last = pages(article)
    told = {
        "publication_date": date(article, "/"),
        "journal_title": article.journal,
        "journal_abbrev": article.journal_abbreviation,
        "volume": article.volume,
        "issue": article.issue,
        "firstpage": first,
        "lastpage": last,
        "doi": article.doi,
        "pmid": article.pmid,
        "language": article.language,
        "public_url": address(article),
    }
    yield from ((f"citation_{name}", value) for name, value in told.items() if value)


def _dublin_core(article: Citation) -> Iterator[Tag]:
    yield "DC.title", article.title
    for author in signing(article):
        yield "DC.creator", inverted(author)
    told = {
        "DC.type": "Text",
        "DC.date": date(article, "-"),
        "DC.source": article.journal or article.outlet,
        "DC.language": article.language,
        "DC.identifier": f"doi:{article.doi}" if article.doi else address(article),
    }
    yield from ((name, value) for name, value in told.items() if value)


def signing(article: Citation) -> list[Author]:
    """Return the people who sign an article, in its order."""
    return [author for author in article.authors if author.role in SIGNING]


def inverted(author: Author) -> str:
    """Write a person as lists of authors do: "Hou, Yingyong"."""
    parts = (author.family, author.given, author.suffix)
    return ", ".join(part for part in parts if part)


def date(article: Citation, between: str) -> str:
    """Write when it appeared, as far as that is known: 2020, 2020/07 or 2020/07/24."""
    if article.posted_on:
        return article.posted_on.replace("-", between)
    if article.year is None:
        return ""
    rest = (f"{part:02}" for part in (article.month, article.day) if part)
    return between.join((f"{article.year:04}", *rest))


def pages(article: Citation) -> tuple[str, str]:
    """Return the first and the last page; of an article number, that alone."""
    first, *rest = _DASH.split(article.pages)
    return (first, rest[0]) if len(rest) == 1 else (article.pages, "")


def address(article: Citation) -> str:
    """Return where the article itself stands; empty where that is not known."""
    if article.url:
        return article.url
    return next(iter(same_as(article)), "")


def same_as(article: Citation) -> list[str]:
    """Return its addresses by DOI, PubMed and PubMed Central."""
    known = {
        f"https://doi.org/{article.doi}": article.doi,
        f"https://pubmed.ncbi.nlm.nih.gov/{article.pmid}/": article.pmid,
        f"https://pmc.ncbi.nlm.nih.gov/articles/{article.pmcid}/": article.pmcid,
    }
    return [place for place, name in known.items() if name]
