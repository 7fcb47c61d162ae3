"""A case as a card of a list: written when the case is published, laid out by the page.

What a page adds has a slot: the level of the heading, the box to pick the case for a
comparison, by what a search found it, and the strip of its last course, which is drawn
on an axis that all cards of a page share. Everything else is the same on every page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from pydantic import TypeAdapter

from casebase.archive.models import IndexEntry

from . import written_once
from .charts.lane import Axis, Lane, draw, farthest
from .charts.lane_svg import svg
from .records import versions_at
from .rows import CaseRow, case_rows
from .swimmer import lanes_of, latest

#: What a page puts in. Text is escaped, so no word of a case can look like one.
LEVEL, PICK, FOUND_BY, STRIP, LANE = (f"<!--{letter}-->" for letter in "hpbsl")
ANY = "CB-000000"


@dataclass(frozen=True)
class Card:
    """A case as lists show it, with slots for what a page adds."""

    accession: str
    html: str
    strip: str
    """What stands around the lane of its last course; empty without one."""
    lane: Lane | None
    words: str
    """The lane in a sentence."""
    reach: float
    """The last month that any of its courses is drawn at."""
    articles: tuple[str, ...]
    """Slugs of what it was read from."""
    acquired: bool
    """Whether something arose under treatment."""

    def on(
        self, axis: Axis | None, level: int, pick: bool, found_by: Iterable[str]
    ) -> SafeString:
        """Lay it out for a page; without an axis there is no strip."""
        strip = ""
        if axis and self.lane:
            drawn = svg(draw(self.lane, axis), axis, self.words, labelled=True)
            strip = self.strip.replace(LANE, drawn)
        by = " · ".join(found_by)
        found = format_html('<p class="case__by xs">Found by {}</p>', by) if by else ""
        return mark_safe(
            self.html.replace(LEVEL, str(level))
            .replace(PICK, _pick().replace(ANY, self.accession) if pick else "")
            .replace(FOUND_BY, found)
            .replace(STRIP, strip)
        )


@cache
def _pick() -> str:
    return render_to_string("_components/pick.html", {"accession": ANY})


_kept = TypeAdapter(Card)


@dataclass(frozen=True)
class Cards:
    """The cards of one page."""

    cards: Sequence[Card]

    @cached_property
    def axis(self) -> Axis:
        """The months that their strips share."""
        return farthest(card.reach for card in self.cards)


def card_of(row: CaseRow) -> Card:
    """Write the card of a case anew."""
    swim = latest(row)
    slots = {"level": LEVEL, "pick": PICK, "found_by": FOUND_BY, "strip": STRIP}
    context = {name: mark_safe(slot) for name, slot in slots.items()}
    html = render_to_string(
        "browse/_case_card.html", {"row": row, "case": row.page, **context}
    )
    strip = {"swim": swim, "lane": mark_safe(LANE)}
    return Card(
        accession=row.accession,
        html=html,
        strip=render_to_string("_components/lanebox.html", strip) if swim else "",
        lane=swim.lane if swim else None,
        words=swim.words if swim else "",
        reach=max((lane.reach for _, lane in lanes_of(row)), default=0),
        articles=tuple(dict.fromkeys(s.article for s in row.page.document.articles)),
        acquired=bool(row.page.acquired),
    )


def written(row: CaseRow) -> str:
    """Write the card of a case as it is kept."""
    return _kept.dump_json(card_of(row)).decode()


def cards_at(archive_version: int, names: Sequence[str]) -> list[Card]:
    """Return the cards of these cases as of an archive version, in this order.

    A case that is not there any more is left out.
    """
    entries = IndexEntry.objects.filter(
        record__name__in=names,
        archive_version__lte=archive_version,
        withdrawn=False,
        written_by=written_once.by(),
    )
    kept = entries.values_list("record__name", "card")
    found = {name: _kept.validate_json(card) for name, card in kept}
    # What was published since, or was written by another version of the program.
    others = [name for name in names if name not in found]
    if others:
        rows = case_rows(others, versions_at(archive_version, others))
        found |= {row.accession: card_of(row) for row in rows}
    return [found[name] for name in names if name in found]
