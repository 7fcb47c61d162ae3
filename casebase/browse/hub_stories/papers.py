"""News and papers: each primary report with what else its cases were read from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casebase.archive.choices import SourceRole
from casebase.browse.chapters.page import CasePage, Source
from casebase.browse.records import articles_by_slug
from casebase.browse.rows import CaseRow

#: Reports told.
MOST = 12


@dataclass(frozen=True)
class Paper:
    """A primary report, its cases, and the news about it."""

    report: Source
    cases: list[CaseRow] = field(default_factory=list)
    beside: dict[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Papers:
    """The reports of the first of some cases, newest first; no more than are told."""

    papers: list[Paper]
    is_whole: bool


def of(rows: Sequence[CaseRow]) -> Papers:
    """Return the articles of these cases as their own records have them now."""
    by_report: dict[str, list[CaseRow]] = {}
    for row in rows:
        slug = row.page.document.primary.article
        by_report.setdefault(slug, []).append(row)
    told = list(by_report.items())[:MOST]
    published = articles_by_slug(
        source.article
        for _, cases in told
        for row in cases
        for source in row.page.document.articles
    )
    papers = []
    for slug, cases in told:
        sources = [
            source
            for row in cases
            for source in CasePage(row.page.document, published).sources
        ]
        report = next(source for source in sources if source.slug == slug)
        beside = {s.slug: s for s in sources if s.read.role != SourceRole.PRIMARY}
        papers.append(Paper(report, cases, beside))
    papers.sort(key=_when, reverse=True)
    return Papers(papers, len(told) == len(by_report))


def _when(paper: Paper) -> tuple[int, ...]:
    """Return when a report appeared, for ordering; what is not known comes last."""
    article = paper.report.article
    if article is None:
        return ()
    if article.posted_on:
        return tuple(map(int, article.posted_on.split("-")))
    return (article.year or 0, article.month or 0, article.day or 0)
