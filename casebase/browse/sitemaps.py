"""What search engines should know: cases, articles, pages of terms, pages of words.

Made-up records are left out, and so are the cases of retracted articles, as in lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet

from casebase.archive import index
from casebase.archive.models import Record

from .addresses import HUBS, hub
from .glossary import ENTRIES
from .metadata.head import absolute

TEXTS = (
    "/",
    "/search/",
    "/cases/",
    "/treatments/",
    "/findings/",
    "/articles/",
    *HUBS.values(),
    "/gaps/",
    "/data/",
    "/api/docs/",
    "/about/",
    "/how-we-curate/",
    "/glossary/",
    "/accessibility/",
    "/privacy/",
)


class _OurSitemap(Sitemap):
    """Addresses begin as `PUBLIC_URL` says, whatever host a request claims."""

    def get_protocol(self, protocol: str | None = None) -> str:
        """Return the scheme of the site."""
        return urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """Return the host of the site."""
        return urlsplit(settings.PUBLIC_URL).netloc


class _RecordSitemap(_OurSitemap):
    """Records by name, each with the day of its newest version."""

    path = ""

    def records(self) -> QuerySet[Record]:
        """Return the records."""
        raise NotImplementedError

    def items(self) -> "QuerySet[Record, tuple[str, datetime]]":
        """Return name and date of each."""
        real = self.records().filter(withdrawn=False, synthetic=False)
        return real.order_by("name").values_list("name", "latest__published_at")

    def location(self, item: tuple[str, datetime]) -> str:
        """Return the address of a record."""
        return f"{self.path}{item[0]}/"

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        """Return when it was published."""
        return item[1]

    def get_latest_lastmod(self) -> datetime | None:
        """Return when the last of them was published."""
        found = self.items().order_by()
        newest: datetime | None = found.aggregate(at=Max("latest__published_at"))["at"]
        return newest


class CaseSitemap(_RecordSitemap):
    """Every case that a list has."""

    path = "/cases/"

    def records(self) -> QuerySet[Record]:
        """Return the cases, but those of retracted articles."""
        retracted = index.current().select({}, retracted="only").accessions()
        return Record.objects.cases().exclude(name__in=retracted)


class ArticleSitemap(_RecordSitemap):
    """Every article."""

    path = "/articles/"

    def records(self) -> QuerySet[Record]:
        """Return the articles."""
        return Record.objects.articles()


class HubSitemap(_OurSitemap):
    """Every term, and every series, with at least one case that is not made up."""

    def items(self) -> list[str]:
        """Return their addresses."""
        real = index.current().select({}).without_synthetic()
        terms = [hub(facet, key) for facet in HUBS for key, _ in real.counts(facet)]
        return [*terms, *(f"/series/{key}/" for key, _ in real.counts("series"))]

    def location(self, item: str) -> str:
        """Return the address of a term."""
        return item


class TextSitemap(_OurSitemap):
    """Pages of words, and the first page of each list."""

    def items(self) -> list[str]:
        """Return their addresses."""
        return [*TEXTS, *(f"/glossary/{slug}/" for slug in ENTRIES)]

    def location(self, item: str) -> str:
        """Return the address of a page."""
        return item


SECTIONS: dict[str, type[_OurSitemap]] = {
    "cases": CaseSitemap,
    "articles": ArticleSitemap,
    "terms": HubSitemap,
    "texts": TextSitemap,
}


@dataclass(frozen=True)
class File:
    """One file of the sitemap, as Django's template of the index reads it."""

    location: str
    last_mod: datetime | None


def files() -> Iterator[File]:
    """Yield every file: Django's own index would believe the host of the request."""
    for name, section in SECTIONS.items():
        sitemap = section()
        address = absolute(f"/sitemap-{name}.xml")
        newest = sitemap.get_latest_lastmod()
        yield File(address, newest)
        for page in range(2, sitemap.paginator.num_pages + 1):
            yield File(f"{address}?p={page}", newest)
