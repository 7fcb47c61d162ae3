"""The machine-readable forms of a page: what a record, or a list, can be taken as."""

from collections.abc import Iterator
from functools import cache

from django.urls import Resolver404, resolve

from casebase.browse.addresses import Address
from casebase.browse.formats.kinds import KINDS

from .head import ATOM, LICENCE, Link, absolute

JSON = "application/json"

#: How a page shows a list; what no other form of the list has.
OF_A_PAGE = ("view", "per_page", "page")

#: What a reference manager takes in, by the end of its address.
CITED = {
    "ris": ("application/x-research-info-systems", "RIS"),
    "bib": ("application/x-bibtex", "BibTeX"),
    "csl.json": ("application/vnd.citationstyles.csl+json", "CSL-JSON"),
}
#: The facts of a case themselves.
FACTS = {"json": (JSON, "JSON"), "phenopacket.json": (JSON, "Phenopacket")}


@cache
def is_there(path: str) -> bool:
    """Whether the site has such an address."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def of_record(path: str, like: str, forms: dict[str, tuple[str, str]]) -> list[Link]:
    """Return the forms of the record at a path; `like` is any address of its kind."""
    return [
        Link("alternate", f"{absolute(path)}.{end}", kind, title)
        for end, (kind, title) in forms.items()
        if is_there(f"{like}.{end}")
    ]


def signposts(landing: str, facts: list[Link], cited: list[Link]) -> Iterator[Link]:
    """Yield what leads a program from a page to what the page is about."""
    yield Link("cite-as", landing)
    yield from (Link("item", link.href, link.type) for link in facts)
    yield from (Link("describedby", link.href, link.type) for link in cited)
    yield Link("type", "https://schema.org/AboutPage")
    yield Link("license", LICENCE)
    yield Link("collection", absolute("/"), "text/html")


def of_list(address: Address) -> Iterator[Link]:
    """Yield the forms of a list of cases, each with the question of the list."""
    yield feed(address)
    yield api(address)
    asked = address.at("/cases/", OF_A_PAGE)
    for kind in (KINDS["csv"], KINDS["jsonl"]):
        href = absolute(asked.at(f"/cases/download.{kind.suffix}"))
        yield Link("alternate", href, kind.media_type.partition(";")[0], kind.name)


def api(address: Address | str) -> Link:
    """Return the same from the API, whose addresses are those of the pages."""
    asked = address if isinstance(address, Address) else Address(address)
    href = absolute(asked.at(f"/api/v1{asked.path}", OF_A_PAGE))
    return Link("alternate", href, JSON, "API")


def feed(address: Address, title: str = "Feed of these cases") -> Link:
    """Return the feed of a list of cases."""
    asked = address.at("/cases/feed.atom", (*OF_A_PAGE, "sort"))
    return Link("alternate", absolute(asked), ATOM, title)
