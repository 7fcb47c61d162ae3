"""What was sent from the patient's page, before Django reads it as forms.

Here the boxes that a curator may leave empty are filled, in the order of the page:
refs, the order of treatments and dose steps, the first step's "start", the source.
The page's scripts do the same while one types; without scripts, this does it alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.forms.models import _get_foreign_key
from django.http import QueryDict

from casebase.archive import choices as c
from casebase.curation.fields import REF
from casebase.curation.models import Article, DoseStep
from casebase.curation.models.base import Row, Sourcing

MOST_ROWS: int = settings.MAX_ROWS
#: Where a reader looks first in a part that was read.
PLACES = {
    c.PartRead.FULL_TEXT: "text",
    c.PartRead.ABSTRACT_AND_PART: "abstract",
    c.PartRead.ABSTRACT: "abstract",
    c.PartRead.SECONDARY_SUMMARY: "news summary",
}


class Sent(QueryDict):
    """What was sent, filled in. Each list of rows asks for a copy of it, 80 lists for
    4,500 boxes each; none writes into another's boxes, so all get the same."""

    def copy(self) -> "Sent":
        """Return itself."""
        return self


@dataclass(frozen=True)
class PostedRow:
    """One row of the form: its table, its prefix, its list."""

    model: type[models.Model]
    prefix: str
    group: str

    def name(self, field: str) -> str:
        """The name of a box."""
        return f"{self.prefix}-{field}"


def rows(
    data: QueryDict, inlines: Sequence[Any], parent: type[models.Model], above: str = ""
) -> Iterator[PostedRow]:
    """Yield every row that was sent and is not to be deleted, in the page's order.

    New rows follow the saved ones, in the order of their refs.
    """
    for inline in inlines:
        group = list_name(inline, parent)
        group = f"{above}-{group}" if above else group
        for index in _in_order(data, group):
            row = PostedRow(inline.model, f"{group}-{index}", group)
            if data.get(row.name("DELETE")):
                continue
            yield row
            yield from rows(
                data, getattr(inline, "inlines", ()), inline.model, row.prefix
            )


def number_in(ref: str | None) -> float:
    """Return the number in a ref; a row without one comes last, and gets the next."""
    return float(re.sub(r"\D", "", ref or "") or "inf")


def list_name(inline: Any, parent: type[models.Model]) -> str:
    """Return the name Django gives to the list: that of the relation."""
    link: Any = _get_foreign_key(parent, inline.model, fk_name=inline.fk_name)
    return str(link.remote_field.get_accessor_name()).replace("+", "")


def source_keys(data: QueryDict) -> list[str]:
    """Return the keys of the articles among the case's sources, as sent."""
    return [pk for pk, _ in _sources(data)]


def fill_in(
    data: QueryDict, inlines: Sequence[Any], parent: type[models.Model]
) -> QueryDict:
    """Return the submission with what follows from the rest filled in."""
    sent_as = Sent(mutable=True)
    for name, values in data.lists():
        sent_as.setlist(name, values)
    data = sent_as
    _delete_along(data, inlines, parent)
    sent = list(rows(data, inlines, parent))
    _give_refs(data, sent)
    _number(data, sent)
    _source(data, sent)
    return data


def _delete_along(
    data: QueryDict,
    inlines: Sequence[Any],
    parent: type[models.Model],
    above: str = "",
    gone: bool = False,
) -> None:
    """Mark what hangs on a row that is to be deleted."""
    for inline in inlines:
        group = list_name(inline, parent)
        group = f"{above}-{group}" if above else group
        for index in range(_count(data, group)):
            box = f"{group}-{index}-DELETE"
            if gone:
                data[box] = "on"
            lower = getattr(inline, "inlines", ())
            _delete_along(
                data, lower, inline.model, f"{group}-{index}", bool(data.get(box))
            )


def _in_order(data: QueryDict, group: str) -> Iterator[int]:
    total = _count(data, group)
    saved = min(_count(data, group, "INITIAL_FORMS"), total)
    yield from range(saved)
    new = range(saved, total)
    yield from sorted(
        new, key=lambda index: number_in(data.get(f"{group}-{index}-ref"))
    )


def _count(data: QueryDict, group: str, which: str = "TOTAL_FORMS") -> int:
    total = data.get(f"{group}-{which}", "0")
    return min(int(total), MOST_ROWS) if total.isdigit() else 0


def _give_refs(data: QueryDict, sent: list[PostedRow]) -> None:
    last: dict[str, int] = {}
    named = [row for row in sent if issubclass(row.model, Row)]
    # Also refs of rows about to be deleted: a name is not given twice in one go.
    for box, value in data.items():
        ref = str(value).strip().upper()
        if box.endswith("-ref") and REF.match(ref):
            letters = ref.rstrip("0123456789")
            last[letters] = max(last.get(letters, 0), int(ref[len(letters) :]))
    for row in named:
        if not data.get(row.name("ref"), "").strip():
            letters = row.model.PREFIX  # type: ignore[attr-defined]
            last[letters] = last.get(letters, 0) + 1
            data[row.name("ref")] = f"{letters}{last[letters]}"


def _number(data: QueryDict, sent: list[PostedRow]) -> None:
    last: dict[str, int] = {}
    for row in sent:
        if not any(field.name == "sequence" for field in row.model._meta.fields):
            continue
        first = row.group not in last
        typed = data.get(row.name("sequence"), "").strip()
        if not typed:
            typed = str(last.get(row.group, 0) + 1)
            data[row.name("sequence")] = typed
        number = int(typed) if typed.isdigit() else 0
        last[row.group] = max(last.get(row.group, 0), number)
        if issubclass(row.model, DoseStep) and first:
            data[row.name("change")] = data.get(row.name("change")) or str(
                c.DoseChange.START
            )


def _source(data: QueryDict, sent: list[PostedRow]) -> None:
    sources = dict(_sources(data))
    if not sources:
        return
    order = list(c.PartRead.values)
    read_most = min(
        sources, key=lambda pk: order.index(sources[pk]) if sources[pk] in order else 9
    )
    last_used = ""
    for row in sent:
        for field in _article_boxes(row.model):
            chosen = data.get(row.name(field), "").strip()
            if not chosen:
                chosen = last_used if last_used in sources else read_most
                data[row.name(field)] = chosen
                if field == "source" and not data.get(row.name("locator"), "").strip():
                    data[row.name("locator")] = PLACES.get(sources[chosen], "")  # type: ignore[call-overload]
            last_used = chosen


def _article_boxes(model: type[models.Model]) -> list[str]:
    if issubclass(model, Sourcing):
        return ["source"]
    if not issubclass(model, Row):
        return []
    return [f.name for f in model._meta.fields if f.related_model is Article]


def _sources(data: QueryDict) -> Iterator[tuple[str, str]]:
    for index in range(_count(data, "sources")):
        article = data.get(f"sources-{index}-article", "").strip()
        if article and not data.get(f"sources-{index}-DELETE"):
            yield article, data.get(f"sources-{index}-part_read", "")
