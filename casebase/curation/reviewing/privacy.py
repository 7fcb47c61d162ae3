"""What in a case could name a person, in sentences for the reviewer.

Patterns over the words of a document (`identifying`), and rules on facts. They find
what is written in a usual form and miss the rest; a document without a warning is not
thereby anonymous. Nothing is refused: a person reads each sentence and ticks it. Pure.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from casebase.archive import choices as c
from casebase.archive import document as d

from .identifying import KINDS
from .leaves import leaves, times

#: What is told of few: birth, family, faith, flight.
_UNUSUAL = re.compile(
    r"\b(?:twins?|triplets?|quadruplets?|conjoined|adopted|adoptive|consanguin\w+|"
    r"surrogate|refugee|asylum|prison(?:er)?|homeless|Jehovah[’']s)\b",
    re.IGNORECASE,
)
#: What is rare and yet no mark of a life: of these it takes two.
_OF_THE_DISEASE = {"an age in the first year", "a very high age", "a first report"}
#: A row's ref, and the sentence about it.
Warned = tuple[str, str]
Words = tuple[str, str]

#: Parts without words about the patient: articles, codes, names of institutions.
_NO_WORDS = (d.Citation, d.Coded, d.Institution, d.Biomarker, d.Fusion)
_NO_WORDS_KEYS = frozenset({"ref", "key", "article", "date", "trial_nct"})


def warnings(document: d.CaseDocument) -> list[Warned]:
    """Return what a reviewer must look at, row by row, each sentence once."""
    checks: tuple[Callable[[d.CaseDocument], Iterator[Warned]], ...] = (
        _patterns,
        _age,
        _town_of_the_hospital,
        _rare_together,
    )
    return list(dict.fromkeys(chain.from_iterable(one(document) for one in checks)))


def _patterns(document: d.CaseDocument) -> Iterator[Warned]:
    for ref, words in said(document):
        for kind in KINDS.values():
            for found in kind.found_in(words):
                yield ref, kind.sentence.format(found)


def said(document: d.CaseDocument) -> Iterator[Words]:
    """Yield all words of a document that could tell of the patient, with their row."""
    for ref, key, one in leaves(document, but=_NO_WORDS):
        if type(one) is str and one and key not in _NO_WORDS_KEYS:
            yield ref, one


def _age(document: d.CaseDocument) -> Iterator[Warned]:
    patient = document.patient
    ages = [age for age in (patient.age_value, patient.age_value_max) if age]
    in_years = patient.age_unit == c.AgeUnit.YEAR
    open_end = patient.age_qualifier == c.AgeQualifier.AT_LEAST
    if in_years and any(float(age) > (90 if open_end else 89) for age in ages):
        yield "", f"The age is {ages[-1]}: over 89 years stands as 90, at least."


def _town_of_the_hospital(document: d.CaseDocument) -> Iterator[Warned]:
    """A town is known of the hospital; in the story it becomes the patient's."""
    towns = {one.city for one in document.patient.institutions if len(one.city) > 2}
    for ref, words in said(document):
        for town in sorted(towns):
            if re.search(rf"\b{re.escape(town)}\b", words):
                yield ref, f"“{town}” is named in the words. No town stays in a record."


def _rare_together(document: d.CaseDocument) -> Iterator[Warned]:
    """Facts that many share, and that few have together.

    How many people share them is not known here, so nothing is counted or weighed. Said
    where two rare facts stand beside a place or a month, or one of the person's life
    beside an exact age, a place and a month.
    """
    patient = document.patient
    rare, near = _rare(document), _near(document)
    is_exact = bool(patient.age_value) and patient.age_qualifier == c.AgeQualifier.EXACT
    if len(rare) >= 2 and near:
        together = [*rare, *near]
    elif set(rare) - _OF_THE_DISEASE and is_exact and len(near) == 2:
        together = ["an exact age", *rare, *near]
    else:
        return
    yield (
        "",
        f"Rare together: {', '.join(together[:-1])} and {together[-1]}. Could "
        "somebody be recognised by them?",
    )


def _rare(document: d.CaseDocument) -> list[str]:
    """Name the facts that few people share."""
    patient = document.patient
    age = float(patient.age_value) if patient.age_value else None
    years = age if patient.age_unit == c.AgeUnit.YEAR else 0 if age else None
    words = " ".join(words for _, words in said(document))
    told = [
        years is not None and years < 1 and "an age in the first year",
        years is not None and years >= 85 and "a very high age",
        patient.ancestry_reported and "ancestry",
        patient.gender_reported and "gender in words",
        any(one.claimed_novel for one in document.findings) and "a first report",
        any(KINDS["occupation"].found_in(words)) and "an occupation",
        bool(_UNUSUAL.search(words)) and "unusual circumstances",
    ]
    return [one for one in told if one]


def _near(document: d.CaseDocument) -> list[str]:
    """Name what says where and when."""
    told = [
        any(one.city for one in document.patient.institutions)
        and "the hospital’s town",
        any(_is_month(at) for at in times(document)) and "dates by month",
    ]
    return [one for one in told if one]


def _is_month(at: d.FuzzyTime) -> bool:
    return at.kind == c.TimeKind.DATE and len(at.date) > len("2020")
