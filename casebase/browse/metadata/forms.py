"""The machine-readable forms of a page: what a record, or a list, can be taken as."""

from collections.abc import Iterator, Mapping

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
#: The facts of a version of a case, and of its newest one.
FACTS_OF_VERSION = {"phenopacket.json": (JSON, "Phenopacket")}
FACTS = {"json": (JSON, "JSON"), **FACTS_OF_VERSION}
#: What a category of gene fusions is.
FUSION = {"vicc.json": (JSON, "Gene fusion by the VICC specification")}


def of_record(path: str, forms: Mapping[str, tuple[str, str]]) -> list[Link]:
    """Return the forms of the record at a path."""
    return [
        Link("alternate", f"{absolute(path)}.{end}", kind, title)
        for end, (kind, title) in forms.items()
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
    """Yield the forms of a list of cases, each with the question of the list.

    The API's form of any page is named by `api.beside`.
    """
    yield feed(address)
    asked = address.at("/cases/", OF_A_PAGE)
    for kind in (KINDS["csv"], KINDS["jsonl"]):
        href = absolute(asked.at(f"/cases/download.{kind.suffix}"))
        yield Link("alternate", href, kind.media_type.partition(";")[0], kind.name)


def feed(address: Address, title: str = "Feed of these cases") -> Link:
    """Return the feed of a list of cases."""
    asked = address.at("/cases/feed.atom", (*OF_A_PAGE, "sort"))
    return Link("alternate", absolute(asked), ATOM, title)
