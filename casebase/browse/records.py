"""What pages fetch from the archive, and the envelope a version travels in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from casebase.archive import kept
from casebase.archive.choices import Integrity, RelationKind
from casebase.archive.document import ArticleDocument, CaseDocument
from casebase.archive.models import Record, Version

from . import wording

MOST_RELATED = 100
#: How an article stands to one that names it.
PASSIVE = {
    RelationKind.REPORTS_ON: "Reported on by",
    RelationKind.FOLLOW_UP_OF: "Followed up by",
    RelationKind.CORRECTS: "Corrected by",
    RelationKind.RETRACTS: "Retracted by",
    RelationKind.COMMENTS_ON: "Commented on by",
    RelationKind.REVIEWS: "Reviewed by",
    RelationKind.SAME_COHORT: "Same cohort as",
    RelationKind.TRANSLATION_OF: "Translated as",
}

#: How the text of an article begins to say what its publisher has said of it.
NOTED = '"integrity":"'

LICENCE = "CC0-1.0"
LICENCE_NOTE = "Quotes and article texts are not ours and are excluded."


def newest(record: Record) -> Version:
    """Return the newest version; every record has one from its first moment on."""
    if record.latest is None:
        raise ValueError(f"{record} has no version.")
    return record.latest


def versions_at(archive_version: int, names: Iterable[str]) -> dict[str, Version]:
    """Fetch the versions that were the latest at an archive version, by record.

    In one query. What was withdrawn by then, or is purged by now, is left out. A list
    asks it of the version of its index: so it has the rows that it counts, and as it
    counts them, whatever is published meanwhile.
    """
    found = latest_at(archive_version, names).select_related("record")
    return {one.record.name: one for one in found}


def latest_at(archive_version: int, names: Iterable[str]) -> QuerySet[Version]:
    """Ask for these versions."""
    known = Version.objects.filter(archive_version__lte=archive_version)
    later = known.filter(record=OuterRef("record"), number__gt=OuterRef("number"))
    return known.filter(
        ~Exists(later), record__name__in=set(names), withdrawn=False, purged=False
    ).order_by()


def last_published() -> datetime | None:
    """Return when the archive changed last; None while nothing is published."""
    versions = Version.objects.order_by("-archive_version")
    return versions.values_list("published_at", flat=True).first()


def case_in(version: Version) -> CaseDocument:
    """Read the case that a version keeps."""
    if not isinstance(version.content, CaseDocument):
        raise TypeError(f"{version} keeps no case.")
    return version.content


def article_in(version: Version) -> ArticleDocument:
    """Read the article that a version keeps."""
    if not isinstance(version.content, ArticleDocument):
        raise TypeError(f"{version} keeps no article.")
    return version.content


def articles_by_slug(slugs: Iterable[str]) -> dict[str, ArticleDocument]:
    """Return the articles published here, as their own records have them now.

    So a retraction reaches every case of an article without a new version of it.
    """
    records = Record.objects.articles().readable().filter(name__in=list(slugs))
    return {record.name: article_in(newest(record)) for record in records}


def articles_with_notice(slugs: Iterable[str]) -> dict[str, ArticleDocument]:
    """Return those articles that a publisher has retracted, corrected or doubted.

    A document leaves out what is as usual, so only these name their integrity.
    """
    records = Record.objects.articles().readable().filter(name__in=set(slugs))
    marked = records.filter(latest__document__contains=NOTED)
    return {record.name: article_in(newest(record)) for record in marked}


def noted_among(texts: Mapping[str, str]) -> dict[str, ArticleDocument]:
    """Return the same of articles whose texts are known."""
    return {
        slug: ArticleDocument.model_validate_json(text)
        for slug, text in texts.items()
        if NOTED in text
    }


def articles_of(case: CaseDocument) -> dict[str, ArticleDocument]:
    """Return the articles a case was read from, as far as they are published here."""
    return articles_by_slug(source.article for source in case.articles)


def cases_of(article: ArticleDocument) -> list[Record]:
    """Return the cases an article reports, or that the paper behind it does."""
    return cases_of_several([article])[article.key]


def cases_of_several(articles: Iterable[ArticleDocument]) -> dict[str, list[Record]]:
    """Return the cases of each article by its slug, with one query for all."""
    papers = {article.key: _papers(article) for article in articles}
    reported = Q(pk__in=[])
    for slug in {slug for slugs in papers.values() for slug in slugs}:
        # The key of a case begins with its paper's slug.
        reported |= Q(key__startswith=f"{slug}/")
    records = list(Record.objects.cases().readable().filter(reported))
    return {
        slug: [record for record in records if record.key.split("/")[0] in reports]
        for slug, reports in papers.items()
    }


def _papers(article: ArticleDocument) -> list[str]:
    on = [r.article for r in article.relations if r.kind == RelationKind.REPORTS_ON]
    return [article.key, *on]


@dataclass(frozen=True)
class Related:
    """Another article, and how it stands to this one."""

    words: str
    slug: str
    article: ArticleDocument


def related(article: ArticleDocument) -> list[Related]:
    """Return articles this one names, and those that name it, as published here."""
    named = {r.article: str(r.kind.label) for r in article.relations}
    marked = f'"article":"{article.key}","kind":'
    about = Record.objects.articles().readable().exclude(name=article.key)
    found = articles_by_slug(named)
    for record in about.filter(latest__document__contains=marked)[:MOST_RELATED]:
        other = article_in(newest(record))
        for relation in other.relations:
            if relation.article == article.key:
                named.setdefault(record.name, PASSIVE[relation.kind])
                found[record.name] = other
    return [
        Related(words, slug, found[slug])
        for slug, words in named.items()
        if slug in found
    ]


def address_of(record: Record, version: Version) -> str:
    """Return the permanent address of one version."""
    return f"{settings.PUBLIC_URL}/cases/{record.name}/v{version.number}/"


#: A title is written from patient, diagnoses, lesions and findings: all else is left.
_titled = kept.reader(
    CaseDocument,
    *("articles", "specimens", "observations", "treatments", "outcome", "provenance"),
    *("source", "measurements", "assays", "at", "institutions", "vital_as_of"),
)


def title_of(version: Version) -> str:
    """Write the title of a version; a purged one has none left."""
    if not version.document:
        return ""
    return wording.headline(_titled(version.document))


def citation_of(record: Record, version: Version, title: str | None = None) -> str:
    """Write how to cite one version; a purged one has no title left."""
    name = named(record, version, title)
    return f"Casebase. {name}. {address_of(record, version)}"


def named(record: Record, version: Version, title: str | None = None) -> str:
    """Name a version: accession, number, that it is made up, title."""
    what = f"{record.name}, version {version.number}"
    what += ", synthetic" if record.synthetic else ""
    if title is None:
        title = title_of(version)
    return f"{what}: {title}" if title else what


def integrity_in(article: str) -> str:
    """Read off the text of an article what its publisher has said of it."""
    # A document leaves out what is as usual, so most need not be read.
    if NOTED not in article:
        return Integrity.OK.value
    return ArticleDocument.model_validate_json(article).integrity.value


def envelope(record: Record, version: Version) -> dict[str, Any]:
    """Return what is known of a version beside its document, as it is now."""
    known = envelope_of(record, version)
    if version.document:
        primary = case_in(version).primary.article
        article = articles_by_slug([primary]).get(primary)
        known["integrity"] = article.integrity.value if article else None
    return known


def envelope_of(
    record: Record, version: Version, title: str | None = None
) -> dict[str, Any]:
    """Return what a version itself says beside its document.

    Its title is read off the document where none is given.
    """
    known: dict[str, Any] = {
        "accession": record.name,
        "version": version.number,
        "synthetic": record.synthetic,
        "address": address_of(record, version),
        "published_at": version.published_at.isoformat(timespec="seconds"),
        "published_by": version.published_by,
        "reviewed_by": version.reviewed_by,
        "review_basis": version.review_basis,
        "reason": version.reason,
        "archive_version": version.archive_version,
        "sha256": version.sha256,
        "licence": LICENCE,
        "licence_note": LICENCE_NOTE,
        "citation": citation_of(record, version, title),
    }
    if version.withdrawn:
        known["withdrawn"] = version.withdraw_reason
    return known
