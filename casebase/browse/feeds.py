"""Atom feeds: what is new or changed, of all cases or of those a list asks for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import escape

from casebase.archive import index
from casebase.archive.bitmaps import number_of
from casebase.archive.models import Record, Version

from . import records, wording
from .addresses import Address
from .article_lists import all_articles
from .filters import CaseFilterSet, DayField, PageForm
from .formats.question import Question
from .metadata.head import SITE, absolute
from .standing import gravest
from .templatetags.synthetic import share

#: Entries of a feed; whoever reads it once a week misses none.
MOST = 50
#: So few cases are asked for by name; of more the newest versions are gone through.
FEW = 500

MADE_UP = "Synthetic, made up. "

#: What XML 1.0 does not allow in a text.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FeedForm(PageForm):
    """What the feed of articles may be asked."""

    page = None  # type: ignore[assignment]
    since = DayField(required=False)


@dataclass(frozen=True)
class Entry:
    """One version of a record."""

    id: str
    title: str
    summary: str
    link: str
    updated: datetime
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a feed was asked for, and what there is of it."""

    title: str
    subtitle: str
    list: str
    """The page that lists the same."""
    here: str
    entries: tuple[Entry, ...]
    updated: datetime | None
    """When the archive changed last: an empty feed changed then."""


class _Atom(Atom1Feed):
    """A feed without an entry is as old as the archive, not as its reader."""

    def latest_post_date(self) -> datetime:
        """Return when it changed last."""
        if self.items:
            return super().latest_post_date()
        return self.feed["updated"] or datetime.fromtimestamp(0, tz=UTC)


class ArchiveFeed(Feed):
    """Writes what was asked."""

    feed_type = _Atom
    language = "en"
    author_name = SITE
    feed_copyright = (
        f"Records: {records.LICENCE}. {records.LICENCE_NOTE} Not medical advice."
    )

    def get_object(self, request: HttpRequest, asked: Asked) -> Asked:
        """Take what the view has read."""
        return asked

    def feed_extra_kwargs(self, obj: Asked) -> dict[str, Any]:
        """Pass on when the archive changed."""
        return {"updated": obj.updated}

    def title(self, obj: Asked) -> str:
        """Say what it is a feed of."""
        return _clean(obj.title)

    def subtitle(self, obj: Asked) -> str:
        """Say of which archive."""
        return _clean(obj.subtitle)

    def link(self, obj: Asked) -> str:
        """Link to the list."""
        return obj.list

    def feed_url(self, obj: Asked) -> str:
        """Name its own address."""
        return obj.here

    feed_guid = feed_url

    def items(self, obj: Asked) -> tuple[Entry, ...]:
        """Return its entries, the newest first."""
        return obj.entries

    def item_title(self, item: Entry) -> str:
        """Name an entry, never by its outcome."""
        return _clean(item.title)

    def item_description(self, item: Entry) -> str:
        """Tell an entry; the format wants HTML."""
        return escape(_clean(item.summary))

    def item_link(self, item: Entry) -> str:
        """Link to the record."""
        return item.link

    def item_guid(self, item: Entry) -> str:
        """Name the version for good."""
        return item.id

    def item_updateddate(self, item: Entry) -> datetime:
        """Say when the version was published."""
        return item.updated

    def item_categories(self, item: Entry) -> tuple[str, ...]:
        """Mark what is made up, withdrawn or retracted."""
        return item.categories


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


# ── Cases ─────────────────────────────────────────────────────────────────────────


def of_cases(asked: CaseFilterSet) -> Asked:
    """Return the feed of the cases that a list asks for."""
    if asked.asked("page") > 1:
        raise Http404("A feed has one page.")
    selection = asked.selection
    kept = ("view", "sort", "per_page")
    address = asked.address("/cases/").at("/cases/", kept)
    narrowed = Question(asked).narrowed()
    newest = _newest(asked, selection)
    return Asked(
        title=f"{SITE}: {f'cases. {narrowed}' if narrowed else 'all cases'}",
        subtitle=_subtitle(
            selection.index.version,
            wording.plural(selection.total, "case"),
            share(selection.synthetic, selection.total, "case"),
        ),
        list=absolute(address),
        here=absolute(address.at("/cases/feed.atom")),
        entries=tuple(_cases(newest)),
        updated=records.last_published(),
    )


def _newest(asked: CaseFilterSet, selection: index.Selection) -> list[Record]:
    """Return the cases of an answer whose newest versions came last.

    Withdrawals stand among them where nothing but a day narrows the cases: which other
    filters a case passed is not known any longer.
    """
    latest = Record.objects.cases().order_by("-latest__archive_version")
    if since := asked.asked("since"):
        latest = latest.filter(latest__published_at__date__gte=since)
    if asked.words or asked.chosen.keys() - {"since"}:
        latest = latest.filter(withdrawn=False)
        if selection.total <= FEW:
            latest = latest.filter(name__in=selection.accessions())
    told = latest.values_list("name", "withdrawn").iterator(chunk_size=FEW)
    wanted = (name for name, gone in told if gone or number_of(name) in selection.cases)
    return list(latest.filter(name__in=islice(wanted, MOST)).select_related("latest"))


def _cases(found: Iterable[Record]) -> Iterator[Entry]:
    read = [(record, records.newest(record)) for record in found]
    cases = {v.pk: records.case_in(v) for _, v in read if not v.withdrawn}
    noticed = records.articles_with_notice(
        source.article for case in cases.values() for source in case.articles
    )
    for record, version in read:
        if version.withdrawn:
            yield _withdrawal(record, version, absolute(f"/cases/{record.name}/"))
            continue
        case = cases[version.pk]
        sources = (noticed.get(source.article) for source in case.articles)
        notice = gravest(article for article in sources if article)
        marks = [record.name]
        if version.number > 1:
            marks.append(f"version {version.number}")
        if record.synthetic:
            marks.append("synthetic")
        title = f"{', '.join(marks)}: {wording.headline(case)}"
        summary = wording.case_summary(case)
        if version.number > 1 and version.reason:
            summary += f" What changed: {version.reason.rstrip('.')}."
        yield Entry(
            id=records.address_of(record, version),
            title=f"{notice}: {title}" if notice else title,
            summary=f"{MADE_UP}{summary}" if record.synthetic else summary,
            link=absolute(f"/cases/{record.name}/"),
            updated=version.published_at,
            categories=("synthetic",) if record.synthetic else (),
        )


def _withdrawal(record: Record, version: Version, link: str) -> Entry:
    reason = str(version.get_withdraw_reason_display())
    said = f"{reason}. {version.reason}".strip()
    synthetic = ", synthetic," if record.synthetic else ""
    return Entry(
        id=get_tag_uri(f"{link}v{version.number}", version.published_at),
        title=f"{record.name}{synthetic} was withdrawn",
        summary=said,
        link=link,
        updated=version.published_at,
        categories=("withdrawn",),
    )


# ── Articles ──────────────────────────────────────────────────────────────────────


def of_articles(since: str) -> Asked:
    """Return the feed of articles: those entered or changed last."""
    latest = Record.objects.articles().order_by("-latest__archive_version")
    if since:
        latest = latest.filter(latest__published_at__date__gte=since)
    listed = all_articles().aggregate(
        total=Count("pk"), synthetic=Count("pk", filter=Q(synthetic=True))
    )
    asked = Address("/articles/feed.atom", (("since", since),) if since else ())
    return Asked(
        title=f"{SITE}: articles" + (f" since {since}" if since else ""),
        subtitle=_subtitle(
            index.current().version,
            wording.plural(listed["total"], "article"),
            share(listed["synthetic"], listed["total"], "article"),
        ),
        list=absolute("/articles/"),
        here=absolute(asked),
        entries=tuple(map(_article, latest.select_related("latest")[:MOST])),
        updated=records.last_published(),
    )


def _article(record: Record) -> Entry:
    version = records.newest(record)
    link = absolute(f"/articles/{record.name}/")
    if version.withdrawn:
        return _withdrawal(record, version, link)
    article = records.article_in(version)
    title = wording.article_title(article)
    notice = gravest([article])
    if record.synthetic:
        title = f"Synthetic: {title}"
    cited = wording.cited(article)
    return Entry(
        id=get_tag_uri(f"{link}v{version.number}", version.published_at),
        title=f"{notice}: {title}" if notice else title,
        summary=f"{MADE_UP}{cited}" if record.synthetic else cited,
        link=link,
        updated=version.published_at,
        categories=("synthetic",) if record.synthetic else (),
    )


def _subtitle(version: int, counted: str, made_up: str) -> str:
    words = f"{counted}; here the newest {MOST} at most. Archive version {version}."
    parts = (words, made_up, "Case reports are weak evidence. Not medical advice.")
    return " ".join(part for part in parts if part)
