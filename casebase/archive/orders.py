"""The one order of each list of a document whose order says nothing.

Two archives that met the same facts in another order write the same bytes. Every
function takes a tuple of parts and returns it in order; entries that say the same thing
twice stand once in what is a set.
"""

from enum import Enum
from typing import Any, TypeVar

from . import choices as c

Parts = tuple[Any, ...]
_ROLES = list(c.AuthorshipRole)
AnyChoice = TypeVar("AnyChoice", bound=Enum)


def of_institutions(places: Parts) -> Parts:
    """By name, department, city, country and identifier."""

    def parts(place: Any) -> tuple[str, ...]:
        return (place.name, place.department, place.city, place.country, place.ror)

    return tuple(sorted(dict.fromkeys(places), key=parts))


def of_words(words: Parts) -> Parts:
    """By key."""
    return tuple(sorted({word.key: word for word in words}.values(), key=_key))


def of_the_list(values: tuple[AnyChoice, ...]) -> tuple[AnyChoice, ...]:
    """As the closed list has them."""
    return tuple(x for x in type(values[0]) if x in values) if values else ()


def of_authors(authors: Parts) -> Parts:
    """By role and place; who has no place comes after those who do, as given."""

    def place(author: Any) -> tuple[int, bool, int]:
        role = _ROLES.index(author.role)
        return role, author.position is None, author.position or 0

    return tuple(sorted(authors, key=place))


def of_treatments(treatments: Parts) -> Parts:
    """By their order in the story."""
    return tuple(sorted(treatments, key=lambda treatment: treatment.sequence))


def primary_first(articles: Parts) -> Parts:
    """The primary report, then the others as given."""
    return tuple(
        sorted(articles, key=lambda article: article.role != c.SourceRole.PRIMARY)
    )


def _key(word: Any) -> str:
    return word.key
