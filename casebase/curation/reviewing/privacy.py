"""What in a case could name a person, in sentences for the reviewer.

A first, simple detector: patterns over the words of a document, and one rule on facts
that are rare together. It finds what is written in a usual form and misses the rest;
a document without a warning is not thereby anonymous. Pure: it knows no database.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from casebase.archive import choices as c
from casebase.archive import document as d

from .leaves import leaves, times

#: A row's ref, and the sentence about it.
Warned = tuple[str, str]
Words = tuple[str, str]

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|"
    "December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
PERSON = (
    "patient|man|woman|boy|girl|child|infant|baby|newborn|mother|father|brother|sister|"
    "son|daughter|husband|wife|parent|case|individual"
)
_DAYS = (
    re.compile(r"\b\d{4}-\d{2}-\d{2}\b"),
    re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})\b\.?(?: \d{{4}})?"),
    re.compile(
        rf"\b(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?! ?(?:mg|g|kg|mm|cm|%|/))"
        r"(?:,? \d{4})?"
    ),
)
_OLD = (
    re.compile(r"\b(?:9\d|1[0-2]\d)[- ]years?(?:[- ]old|[- ]of[- ]age)\b"),
    re.compile(r"\baged? (?:9\d|1[0-2]\d)\b"),
)
_NUMBERS = (
    re.compile(
        r"\b(?:MRN|(?:hospital|medical record|record|chart|file|patient|admission|"
        r"pathology|accession|specimen|insurance) (?:no\.?|number|id|#))"
        r"\s*:?\s*[A-Z]{0,4}-?\d[\w/-]{2,}",
        re.IGNORECASE,
    ),
    re.compile(r"\bMRN\s*:?\s*\w*\d\w*"),
    re.compile(r"(?<![\w.:/-])\d{7,}(?![\w./-])"),
)
_NAMES = (
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister|Herr|Frau|Señor|Señora)\.? [A-Z][\w’'-]+"),
    re.compile(
        rf"\b(?:{PERSON}),? (?:was |is )?(?:named|called) [A-Z][\w’'-]+", re.IGNORECASE
    ),
)
_INITIALS = (
    re.compile(
        rf"\b(?:{PERSON}),? \(?(?!U\.S|U\.K)[A-Z]\.[ -]?[A-Z]\.(?:[ -]?[A-Z]\.)?"
    ),
    re.compile(r"\b[Ii]nitials:? [A-Z]\.?[ -]?[A-Z]\.?"),
)
_TOWNS = (
    re.compile(
        r"\b(?:town|village|hamlet|suburb|district|county|municipality) of "
        r"[A-Z][a-z][\w’'-]+"
    ),
    re.compile(
        r"\b(?:lives|lived|living|born|raised|residing|resident|resides|native|farmer|"
        r"worker)(?: in| of| near| from) [A-Z][a-z][\w’'-]+"
    ),
)
#: Patterns, and the sentence about what they find: «{}».
PATTERNS: tuple[tuple[tuple[re.Pattern[str], ...], str], ...] = (
    (_NAMES, "“{}” may be a person’s name. No name stays in a record."),
    (_INITIALS, "“{}” may be initials. No initials stay in a record."),
    (_DAYS, "“{}” is a day. Nothing about a patient is finer than a month."),
    (_OLD, "“{}”: over 89 years stands as 90 or older."),
    (_NUMBERS, "“{}” may be a number that a hospital gave."),
    (_TOWNS, "“{}” may be the place the patient is from. No town stays in a record."),
)
#: Parts without words about the patient: articles, codes, names of institutions.
_NO_WORDS = (d.Citation, d.Coded, d.Institution, d.Biomarker, d.Fusion)
_NO_WORDS_KEYS = frozenset({"ref", "key", "article", "date", "trial_nct", "label"})


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
        for patterns, sentence in PATTERNS:
            found = (match for pattern in patterns for match in pattern.finditer(words))
            for match in found:
                yield ref, sentence.format(match.group().strip(" ,"))


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
    """Facts that many share, and that few have together."""
    patient = document.patient
    age = float(patient.age_value) if patient.age_value else None
    years = age if patient.age_unit == c.AgeUnit.YEAR else 0 if age else None
    rare = [
        years is not None and years < 1 and "an age in the first year",
        years is not None and years >= 85 and "a very high age",
        patient.ancestry_reported and "ancestry",
        patient.gender_reported and "gender in words",
        any(one.claimed_novel for one in document.findings) and "a first report",
    ]
    where = [
        any(one.city for one in patient.institutions) and "the hospital’s town",
        any(_is_month(at) for at in times(document)) and "dates by month",
    ]
    told, near = [one for one in rare if one], [one for one in where if one]
    if len(told) >= 2 and near:
        together = [*told, *near]
        yield (
            "",
            f"Rare together: {', '.join(together[:-1])} and {together[-1]}. Could "
            "somebody be recognised by them?",
        )


def _is_month(at: d.FuzzyTime) -> bool:
    return at.kind == c.TimeKind.DATE and len(at.date) > len("2020")
