"""Addresses of lists and hubs: pure functions, so that every link is made one way."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

#: The index page of a facet; each of its terms has a hub below it.
HUBS = {
    "fusion": "/fusions/",
    "gene": "/genes/",
    "family": "/families/",
    "biomarker": "/biomarkers/",
    "drug": "/drugs/",
    "drug_class": "/drug-classes/",
    "diagnosis": "/diagnoses/",
}


@dataclass(frozen=True)
class Address:
    """A list with what was asked of it; changing one thing gives another address."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Write it as a link does."""
        return f"{self.path}?{self.asked}" if self.query else self.path

    @property
    def asked(self) -> str:
        """What is asked, as a link writes it; empty where nothing is."""
        return "&".join(_written(name, value) for name, value in self.query)

    def asking(self, name: str, *values: str | int) -> "Address":
        """Return the list that asks for these values, in place of any before."""
        kept = tuple(pair for pair in self.query if pair[0] != name)
        return Address(self.path, (*kept, *((name, str(value)) for value in values)))

    def adding(self, name: str, value: str) -> "Address":
        """Return the list that asks for one value more."""
        return Address(self.path, (*self.query, (name, value)))

    def without(self, name: str, value: str | None = None) -> "Address":
        """Return the list without one value, or without all values of a name."""
        dropped = (name, value)
        query = tuple(
            pair
            for pair in self.query
            if pair != dropped and (value is not None or pair[0] != name)
        )
        return Address(self.path, query)

    def at(self, path: str, dropping: Iterable[str] = ()) -> "Address":
        """Return the same question asked at another address."""
        dropped = set(dropping)
        query = tuple(pair for pair in self.query if pair[0] not in dropped)
        return Address(path, query)


@lru_cache(maxsize=1024)
def _written(name: str, value: str) -> str:
    """Write one pair as a link does: a page has the same pairs in some 80 links."""
    return urlencode([(name, value)], safe=":")


def cases(**asked: str) -> str:
    """Link to the list of cases with these values."""
    return str(Address("/cases/", tuple(asked.items())))


def treatments(**asked: str) -> str:
    """Link to the list of courses with these values."""
    return str(Address("/treatments/", tuple(asked.items())))


def hub(facet: str, key: str) -> str:
    """Link to the page of a term; its list of cases where it has no page."""
    home = "drug" if facet == "not_given_drug" else facet
    if home in HUBS:
        return f"{HUBS[home]}{quote(key, safe=':+')}/"
    return cases(**{facet: key})
