"""Names of vocabulary terms and of closed lists, as running text wants them."""

from collections.abc import Iterable

import pycountry

from casebase.archive.document import Coded, Institution


def name(term: Coded | None) -> str:
    """Name a term for readers; its key where no label was known."""
    return "" if term is None else term.label or term.key


def in_sentence(text: str) -> str:
    """Begin with a small letter, unless the word is a symbol or an abbreviation."""
    is_word = len(text) > 1 and text[1].islower()
    return text[0].lower() + text[1:] if is_word else text


def sentence_case(text: str) -> str:
    """Begin with a capital, unless the word is a symbol such as p53 or mTOR."""
    first = text.split(" ")[0] if text else ""
    if first != first.lower() or any(sign.isdigit() for sign in first):
        return text
    return text[0].upper() + text[1:] if text else ""


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
