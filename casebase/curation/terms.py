"""Vocabulary words on their way to readers: accepted with the case that uses them.

A word that a curator has only proposed is not public (decision 8). Approving a case
approves the words it is told in, so publishing it accepts them.
"""

from collections.abc import Iterable

from casebase.archive import publishing
from casebase.archive.models import Term
from casebase.vocabulary.models import Biomarker, GeneFusion
from casebase.vocabulary.models.word import Word
from casebase.vocabulary.public_terms import facets_with, public_terms

from .models import Patient
from .shapes import all_shapes


def publish_terms(facets: Iterable[str] | None = None) -> int:
    """Put every accepted word of these facets, or of all, before readers.

    Return how many terms changed.
    """
    return publishing.put_terms(public_terms(facets))


def accept_and_publish_terms(patient: Patient) -> None:
    """Accept the words this case is told in, and put before readers what is new.

    New to them is also what was accepted in the list of words and never published.
    """
    words = words_of(patient)
    words += [w.fusion for w in words if isinstance(w, Biomarker) and w.fusion]
    keys = {word: word.coded()["key"] for word in words}
    known = set(
        Term.objects.filter(key__in=keys.values()).values_list("key", flat=True)
    )
    new = [word for word in words if word.accept() or keys[word] not in known]
    if new:
        publish_terms({facet for word in new for facet in facets_with(word)})


def accept_word(word: Word) -> None:
    """Accept a word, a biomarker with its fusion, and put it before readers."""
    words = [word]
    if isinstance(word, Biomarker) and word.fusion:
        words.append(word.fusion)
    elif isinstance(word, GeneFusion):
        words += Biomarker.objects.filter(fusion=word)
    for one in words:
        one.accept()
    publish_terms({facet for one in words for facet in facets_with(one)})


def words_of(patient: Patient) -> list[Word]:
    """Return the words of the vocabulary that the rows of a case name."""
    words: dict[tuple[type, int], Word] = {}
    for shape in all_shapes():
        for column in shape.table._meta.concrete_fields:
            vocabulary = column.related_model
            if isinstance(vocabulary, type) and issubclass(vocabulary, Word):
                used = shape.table._default_manager.filter(patient=patient)
                keys = used.values_list(column.name, flat=True)
                for word in vocabulary.objects.filter(pk__in=keys):
                    words[vocabulary, word.pk] = word
    return list(words.values())
