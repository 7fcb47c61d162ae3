"""Made-up cases on their way into the archive, in bulk.

Those that are new are made, checked against nothing and indexed by several processes,
which ask no database, and put by this one. Where others publish meanwhile, and where
some of a batch are there, the rest goes by the one door that all cases take.
"""

import gc
import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from casebase.archive import bitmaps, indexing, publishing
from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.models import ArchiveState, Record, Term, Version
from casebase.archive.term_lookup import Terms

from . import apart
from . import words as w
from .stories import Made, cases_in, report

#: On what these versions rest: nobody has reviewed what nobody has read.
ENVELOPE = {
    "published_by": "synthesise",
    "submitted_by": "synthesise",
    "review_basis": "transcription",
    "reason": "Made up, for trying the software",
}
#: Reports that are written together.
AT_ONCE = 200

#: The numbers of some reports of a seed, and how many cases of each are wanted.
Batch = list[tuple[int, int]]


@dataclass(frozen=True)
class Written:
    """How many cases were published, and how many were there already."""

    published: int
    there: int


def write(
    cases: int,
    seed: int,
    *,
    processes: int = 1,
    say: Callable[[int, int], None] = lambda done, of: None,
) -> Written:
    """Publish the first so many cases of a seed; leave alone those that are there.

    Whoever interrupts leaves whole cases with their articles, and the same seed goes
    on where it stopped. Several processes make the same as one. Raises NoVocabulary.
    """
    words = w.Words()
    known = _keys_of(seed)
    seen = published = 0
    with _made(words, seed, cases, known, processes) as batches:
        for batch, made in batches:
            seen += sum(wanted for _, wanted in batch)
            with _garbage_later():
                published += _put(made) or _publish(words, seed, batch, known)
            say(seen, cases)
    return Written(published, cases - published)


@contextmanager
def _garbage_later() -> Iterator[None]:
    """Collect it once: to look for it among all that a batch holds took a fifth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(1)  # what is new


def _batches(seed: int, cases: int) -> Iterator[Batch]:
    """Yield reports that have so many cases together; the last may be cut short."""
    batch: Batch = []
    for number in count(1):
        batch.append((number, min(cases, cases_in(seed, number))))
        cases -= batch[-1][1]
        if len(batch) == AT_ONCE or not cases:
            yield batch
            batch = []
        if not cases:
            return


def _keys_of(seed: int) -> set[str]:
    here = Record.objects.filter(key__startswith=f"synthetic-{seed}-")
    return set(here.values_list("key", flat=True))


def _reports(words: w.Words, seed: int, batch: Batch) -> list[Made]:
    made = [(report(words, seed, number), wanted) for number, wanted in batch]
    return [Made(one.articles, one.cases[:wanted]) for one, wanted in made]


@transaction.atomic
def _publish(words: w.Words, seed: int, batch: Batch, known: set[str]) -> int:
    """Publish what is not known of a batch; return how many cases of it there are."""
    reports = _reports(words, seed, batch)
    articles = [article for made in reports for article in made.articles]
    cases = [case for made in reports for case in made.cases]
    new = [case for case in cases if case.key not in known]
    if new:
        _put_words(w.terms_of(new))
        unknown = (article for article in articles if article.key not in known)
        publishing.put_all([*unknown, *new], **ENVELOPE)
    return len(new)


def _put_words(rows: Iterable[w.Values]) -> None:
    """Put those before readers that are not there yet; the others stay as they are."""
    terms = {(term["facet"], term["key"]): term for term in rows}
    here = Term.objects.filter(key__in=[key for _, key in terms])
    for name in here.values_list("facet", "key"):
        terms.pop(name, None)
    publishing.put_terms(terms.values())


# ── By several processes ──────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Ready:
    """A batch as it is put: words, versions in their order, entries of the cases."""

    terms: Sequence[w.Values]
    versions: Sequence[Version]
    entries: Sequence[indexing.Entry]


@contextmanager
def _made(
    words: w.Words, seed: int, cases: int, known: set[str], processes: int
) -> Iterator[Iterator[tuple[Batch, Ready | None]]]:
    """Give every batch, made by other processes if it is new and there are any."""
    batches = list(_batches(seed, cases))
    if processes == 1:
        yield ((batch, None) for batch in batches)
        return
    old = [b for b in batches if any(f"synthetic-{seed}-{n}" in known for n, _ in b)]
    new = batches[len(old) :]
    told = pickle.dumps((words, words.as_indexed(), seed))
    with multiprocessing.get_context("spawn").Pool(
        processes, apart.begin, (told,)
    ) as pool:

        def each() -> Iterator[tuple[Batch, Ready | None]]:
            yield from ((batch, None) for batch in old)
            state = ArchiveState.objects.first() or ArchiveState()
            accessions, asked = state.last_accession, []
            for batch in new:
                asked.append((batch, accessions))
                accessions += sum(wanted for _, wanted in batch)
            yield from zip(new, pool.imap(_prepare, asked), strict=True)

        yield each()


def _put(made: Ready | None) -> int:
    """Put a batch that is ready; 0 where none is, or its numbers are taken."""
    if not made:
        return 0
    try:
        with transaction.atomic():
            _put_words(made.terms)
            publishing.put_made_up(made.versions, made.entries)
    except publishing.NumbersTaken:
        return 0
    return len(made.entries)


def begin(words: w.Words, terms: Terms, seed: int) -> None:
    """Begin in another process: what it is told here holds for all its batches."""
    global _known
    gc.disable()
    _known = words, terms, seed


_known: tuple[w.Words, Terms, int]


def _prepare(asked: tuple[Batch, int]) -> Ready:
    """Make a batch up and index it; its accessions follow the last one."""
    gc.collect(1)
    batch, last = asked
    words, terms, seed = _known
    reports = _reports(words, seed, batch)
    told = [case for made in reports for case in made.cases]
    articles = [_first(one, one.key) for made in reports for one in made.articles]
    cases = [
        _first(case, bitmaps.accession(number))
        for number, case in enumerate(told, last + 1)
    ]
    rows = list(w.terms_of(told))
    entries = indexing.entries_with(
        (version.record for version in cases),
        (version.record for version in articles),
        terms.having(map(publishing.term_of, rows)),
    )
    ready = Ready(rows, [*articles, *cases], list(entries))
    for version in ready.versions:
        del version.content  # its text is enough, and less to hand over
    return ready


def _first(document: d.Document, name: str) -> Version:
    """Return the first version of a new record."""
    kind = c.RecordKind.CASE if "/" in document.key else c.RecordKind.ARTICLE
    record = Record(kind=kind, name=name, key=document.key, synthetic=True)
    text = d.canonical(document)
    version: Any = Version(
        record=record,
        number=1,
        document=text,
        sha256=d.sha256(text),
        published_at=timezone.now(),
        **ENVELOPE,
    )
    version.content = document
    record.latest = version
    return version
