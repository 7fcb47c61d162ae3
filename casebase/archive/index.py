"""The index of this process: exact answers and counts, in memory, of one version.

It is made from `IndexEntry` at the first question and brought up to date by the entries
of later archive versions, at most four times a second, at once after publishing in this
process. Nothing starts when this module is imported. The bitmaps are in `bitmaps`, the
answers in `selection`.
"""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice

from django.db.models import Subquery

from . import bitmaps, snapshots
from .models import ArchiveState, IndexEntry
from .selection import SORTS, Rows, Selection, base_of

__all__ = ["SORTS", "Index", "Rows", "Selection", "current", "held", "notice"]

#: A process asks at most this often whether the archive has changed, in seconds.
PATIENCE = 0.25
COLUMNS = ("record__name", "withdrawn", "year", "terms", "words")
#: Beside each entry, the archive as it is at the moment that the statement sees.
_MOMENT = {
    f"{name}_now": Subquery(ArchiveState.objects.filter(pk=1).values(name))
    for name in ("version", "epoch")
}
#: Entries that are in memory together.
AT_ONCE = 5000


class Index(bitmaps.Index):
    """One archive version, ready to answer."""

    def select(
        self,
        chosen: Mapping[str, Sequence[str]],
        words: str = "",
        rows: Rows = "cases",
        *,
        retracted: str = "",
        since: str = "",
    ) -> Selection:
        """Answer a question: OR inside a facet, AND between facets and words.

        `chosen` may carry `retracted` ("include" or "only"; without it retracted
        articles' cases are left out) and `since` (a day) too. Unknown values match
        nothing; whether a value exists is the form's question.
        """
        kept = {name: list(keys) for name, keys in chosen.items() if keys}
        retracted = retracted or (kept.pop("retracted", None) or [""])[-1]
        since = since or (kept.pop("since", None) or [""])[-1]
        if words or retracted or since:
            base = base_of(self, words, retracted, since)
        else:
            if "base" not in self.kept:
                self.kept["base"] = base_of(self, "", "", "")
            base = self.kept["base"]
        return Selection(self, kept, base, rows)


_lock = threading.Lock()
_index = Index()
_asked_at = float("-inf")
_notices = 0
#: The index that a block holds on to, once it has asked for it.
_held: ContextVar[list[Index] | None] = ContextVar("held", default=None)


def current() -> Index:
    """Return the index of this process, brought up to date at most four times a second.

    In a block of `held` it is the one that was returned there first.
    """
    held = _held.get()
    if held:
        return held[0]
    found = _brought_up_to_date_at_times()
    if held is not None:
        held.append(found)
    return found


@contextmanager
def held() -> Iterator[None]:
    """Answer all questions of this block from one archive version.

    Else what an answer says of itself, its rows and its counts may be of two: another
    process publishes between two questions.
    """
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def _brought_up_to_date_at_times() -> Index:
    global _index, _asked_at
    if time.monotonic() - _asked_at < PATIENCE:
        return _index
    with _lock:
        if time.monotonic() - _asked_at >= PATIENCE:
            asked_at, notices = time.monotonic(), _notices
            _index = brought_up_to_date(_index)
            if notices == _notices:  # else it changed again while we looked
                _asked_at = asked_at
        return _index


def notice() -> None:
    """Ask again at the next question: the archive has changed in this process."""
    global _asked_at, _notices
    if held := _held.get():
        held.clear()
    _notices += 1
    _asked_at = float("-inf")


def brought_up_to_date(index: Index) -> Index:
    """Return the index of the archive as it is now; the same one if nothing changed.

    Entries are fetched by one statement, which sees one moment, and each tells the
    archive version of that moment. So what others commit meanwhile does no harm, and of
    many entries only some are in memory at once.
    """
    while True:
        version, epoch = _state()
        if (version, epoch) == (index.version, index.epoch):
            return index
        before = index
        if epoch != index.epoch or version < index.version:
            # Another archive, or one put back from a backup: begin anew.
            before = snapshots.kept(Index, epoch, version) or Index()
        found = IndexEntry.objects.filter(archive_version__gt=before.version)
        entries = found.annotate(**_MOMENT).values_list(*COLUMNS, *_MOMENT)
        after = before
        rows = entries.iterator(chunk_size=AT_ONCE)
        while batch := list(islice(rows, AT_ONCE)):
            *_, at, of = batch[0]
            after = after.changed((row[:-2] for row in batch), at, of)
        if after is before and _state() == (version, epoch):
            return before.changed([], version, epoch)
        # Else the version moved on, or the whole index was made anew, meanwhile.
        if after is not before and after.epoch == epoch:
            return after


def _state() -> tuple[int, str]:
    state = ArchiveState.objects.filter(pk=1).values_list("version", "epoch").first()
    return state or (0, "")
