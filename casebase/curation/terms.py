"""Vocabulary words on their way to readers: accepted with the case that uses them.

A word that a curator has only proposed is not public (decision 8). Approving a case
approves the words it is told in, so publishing it accepts them.
"""

from casebase.archive import publishing
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import Biomarker
from casebase.vocabulary.models.word import Word
from casebase.vocabulary.public_terms import public_terms

from .models import Patient
from .shapes import all_shapes


def publish_terms() -> int:
    """Put every accepted word before readers; return how many terms changed."""
    return publishing.put_terms(public_terms())


def accept_and_publish_terms(patient: Patient) -> None:
    """Accept the proposed words this case is told in, and put them before readers."""
    accepted = 0
    for word in proposed_words(patient):
        if isinstance(word, Biomarker) and word.fusion:
            accepted += _accept(word.fusion)
        accepted += _accept(word)
    if accepted:
        publish_terms()


def proposed_words(patient: Patient) -> list[Word]:
    """Return the words of the case that readers do not know yet."""
    words: dict[tuple[type, int], Word] = {}
    for shape in all_shapes():
        for column in shape.table._meta.concrete_fields:
            vocabulary = column.related_model
            if isinstance(vocabulary, type) and issubclass(vocabulary, Word):
                used = shape.table._default_manager.filter(patient=patient)
                keys = used.values_list(column.name, flat=True)
                for word in vocabulary.objects.filter(
                    pk__in=keys, status=WordStatus.PROPOSED
                ):
                    words[vocabulary, word.pk] = word
    return list(words.values())


def _accept(word: Word) -> int:
    if word.status == WordStatus.ACCEPTED:
        return 0
    word.status = WordStatus.ACCEPTED
    word.save()
    return 1
