"""Made-up cases on their way into the archive: by the one door that all cases take."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from casebase.archive import publishing
from casebase.archive.models import Record, Term

from . import words as w
from .stories import Made, articles

#: On what these versions rest: nobody has reviewed what nobody has read.
ENVELOPE = {
    "published_by": "synthesise",
    "submitted_by": "synthesise",
    "review_basis": "transcription",
    "reason": "Made up, for trying the software",
}
#: Reports that are written together.
AT_ONCE = 200


@dataclass(frozen=True)
class Written:
    """How many cases were published, and how many were there already."""

    published: int
    there: int


def write(
    cases: int, seed: int, *, say: Callable[[int, int], None] = lambda done, of: None
) -> Written:
    """Publish the first so many cases of a seed; leave alone those that are there.

    Whoever interrupts leaves whole cases with their articles, and the same seed goes
    on where it stopped. Raises NoVocabulary.
    """
    words = w.Words()
    known = _keys_of(seed)
    seen = published = 0
    for reports in _batches(articles(words, seed), cases):
        seen += sum(len(made.cases) for made in reports)
        with _garbage_later():
            published += _publish(reports, known)
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
        gc.collect()


def _batches(reports: Iterator[Made], cases: int) -> Iterator[list[Made]]:
    """Yield reports that have so many cases together; the last may be cut short."""
    batch: list[Made] = []
    while cases:
        made = next(reports)
        batch.append(Made(made.articles, made.cases[:cases]))
        cases -= len(batch[-1].cases)
        if len(batch) == AT_ONCE or not cases:
            yield batch
            batch = []


def _keys_of(seed: int) -> set[str]:
    here = Record.objects.filter(key__startswith=f"synthetic-{seed}-")
    return set(here.values_list("key", flat=True))


@transaction.atomic
def _publish(reports: Iterable[Made], known: set[str]) -> int:
    """Publish what is not known; return how many cases of it there are."""
    articles = [article for made in reports for article in made.articles]
    cases = [case for made in reports for case in made.cases]
    new = [case for case in cases if case.key not in known]
    if new:
        terms = {(term["facet"], term["key"]): term for term in w.terms_of(new)}
        here = Term.objects.filter(key__in=[key for _, key in terms])
        for name in here.values_list("facet", "key"):
            terms.pop(name, None)
        publishing.put_terms(terms.values())
        unknown = (article for article in articles if article.key not in known)
        publishing.put_all([*unknown, *new], **ENVELOPE)
    return len(new)
