"""Words that look alike and are two: said once, with a reason, and not asked again."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction

from casebase.vocabulary.similar import Pair, name_of

from .merging import may_merge
from .models import Curator, KeptApart
from .workflow import NotAllowed


def pairs() -> frozenset[tuple[str, int, int]]:
    """Return the keys of all pairs that are kept apart."""
    return frozenset(
        KeptApart.objects.values_list("vocabulary", "word_a_id", "word_b_id")
    )


def answer_about(pair: Pair) -> KeptApart | None:
    """Return what was said of these two words, if anything was."""
    return _rows(pair).select_related("by").first()


@transaction.atomic
def keep(pair: Pair, *, by: Curator, reason: str) -> KeptApart:
    """Note that the two are different terms. Raises NotAllowed in words."""
    if not may_merge(pair.word, by):
        raise NotAllowed("Only a reviewer keeps words apart.")
    if not reason.strip():
        raise NotAllowed("Say why they are two different terms.")
    if _rows(pair).exists():
        raise NotAllowed("This was answered already.")
    vocabulary, elder, younger = pair.key
    names = {one.pk: name_of(one) for one in (pair.word, pair.other)}
    row = KeptApart.objects.create(
        vocabulary=vocabulary,
        word_a_id=elder,
        word_b_id=younger,
        label_a=names[elder],
        label_b=names[younger],
        reason=reason.strip(),
        by=by,
    )
    told = f"Kept apart: {row}. {row.reason}"
    _log([pair.word, pair.other], by, told)
    return row


@transaction.atomic
def ask_again(row: KeptApart, *, by: Curator, table: type[models.Model]) -> None:
    """Take the answer back: the pair is asked about again."""
    words = table._default_manager.filter(pk__in=[row.word_a_id, row.word_b_id])
    _log(list(words), by, f"No longer kept apart: {row}. It was said: {row.reason}")
    row.delete()


def _rows(pair: Pair) -> models.QuerySet[KeptApart]:
    vocabulary, elder, younger = pair.key
    return KeptApart.objects.filter(
        vocabulary=vocabulary, word_a_id=elder, word_b_id=younger
    )


def _log(words: list[models.Model], by: Curator, message: str) -> None:
    """Write it into the history of the words."""
    for word in words:
        LogEntry.objects.log_actions(
            by.pk, [word], CHANGE, change_message=message, single_object=True
        )
