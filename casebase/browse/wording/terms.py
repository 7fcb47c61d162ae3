"""Names of vocabulary terms and of closed lists, as running text wants them."""

import re
from collections.abc import Iterable
from functools import lru_cache

import pycountry

from casebase.archive.document import Coded, Institution


def name(term: Coded | None) -> str:
    """Name a term for readers; its key where no label was known."""
    return "" if term is None else term.label or term.key


#: Names of people and places that stand in names of diseases, capital everywhere.
_PROPER = frozenset(
    """
    Brenner Burkitt Castleman Chester Cowden Dorfman Down Duclos Epstein Erdheim Ewing
    Fraumeni Gorlin Hippel Hodgkin Hurthle Jeghers Kaposi Langerhans Leydig Lhermitte
    Li Lindau Lynch Merkel Mullerian Paget Peutz Philadelphia Rosai Sertoli Sezary
    Spitz Vater Waldenstrom Wilms
    """.split()  # noqa: SIM905 - a list of names is read as text
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")
#: Words that stay small even where a name Has Capitals Throughout, as in OncoTree.
_SMALL = {"and", "by", "for", "in", "not", "of", "or", "the", "to", "with", "without"}


@lru_cache(maxsize=10_000)
def in_sentence(text: str) -> str:
    """Write a name as running text has it, names of people and symbols unchanged.

    "Crizotinib" becomes "crizotinib", "Soft Tissue" "soft tissue", "Ewing Sarcoma"
    "Ewing sarcoma"; "ALK-positive Lymphoma" and "CNS" keep what is a symbol.
    """
    words = [word for word in re.findall(r"[A-Za-z]+", text) if word not in _SMALL]
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return _CAPITALISED.sub(lambda found: _small(found[0]), text)
    first = re.match(r"[A-Z][a-z’']+\b", text)
    return _small(first[0]) + text[first.end() :] if first else text


def _small(word: str) -> str:
    return word if word in _PROPER else word.lower()


def sentence_case(text: str) -> str:
    """Begin with a capital, unless the word is a symbol such as p53 or mTOR."""
    first = text.partition(" ")[0]
    # Most words are letters throughout, and need no look at each sign.
    if first != first.lower() or (
        not first.isalpha() and any(sign.isdigit() for sign in first)
    ):
        return text
    if not text:
        return ""
    capital = text[0].upper()
    # A dotless i has the capital I, which would be another word.
    return capital + text[1:] if capital.lower() == text[0] else text


def ended(text: str) -> str:
    """End with one full stop, whether its writer put one or not."""
    return f"{text.rstrip('. ')}."


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    words = [part for part in parts if part]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def country(code: str) -> str:
    """Name a country by its ISO 3166-1 alpha-2 code, by its common name."""
    known = pycountry.countries.get(alpha_2=code) if code else None
    if known is None:
        return code
    return str(getattr(known, "common_name", known.name))


def institution(place: Institution) -> str:
    """Write an institution with department, city and country, as far as known."""
    parts = (place.department, place.name, place.city, country(place.country))
    return ", ".join(part for part in parts if part)


def institutions(places: Iterable[Institution]) -> str:
    """Write several institutions; a country they share stands once, at the end."""
    places = list(places)
    shared = {place.country for place in places}
    if len(shared) != 1:
        return "; ".join(institution(place) for place in places)
    parts = [
        ", ".join(part for part in (place.department, place.name, place.city) if part)
        for place in places
    ]
    return ", ".join([*parts, country(shared.pop())]).rstrip(", ")


def plural(number: int, one: str, many: str = "") -> str:
    """Write a count with its noun: "1 case", "3 cases"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
