"""The head of a page: one value that the template prints and the answer repeats."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebase.browse.addresses import Address

#: A name and what it says, as a `meta` element has them.
Tag = tuple[str, str]
#: A thing in the words of schema.org.
Node = Mapping[str, Any]

SITE = "Casebase"
WHAT = "who was treated with what, at which dose, and what happened"
ATOM = "application/atom+xml"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"

#: Links by which a program that sees no page finds its way (signposting.org, FAIR
#: level 1); the answer carries them as a header too.
SIGNPOSTS = ("cite-as", "describedby", "item", "type", "license", "collection")


@dataclass(frozen=True)
class Link:
    """A link of the whole page to another address."""

    rel: str
    href: str
    type: str = ""
    title: str = ""

    def __str__(self) -> str:
        """Write it as the header does."""
        kind = f'; type="{self.type}"' if self.type else ""
        return f'<{self.href}>; rel="{self.rel}"{kind}'


@dataclass(frozen=True)
class Head:
    """What a page says of itself."""

    title: str
    description: str
    path: str
    """The one address of what the page shows, without the host."""
    links: tuple[Link, ...] = ()
    citation: tuple[Tag, ...] = ()
    """How to cite the article that the page is about."""
    dates: tuple[Tag, ...] = ()
    graph: tuple[Node, ...] = ()
    is_made_up: bool = False
    """Made-up records are kept out of search engines."""

    def numbered(self, address: Address, number: int) -> Self:
        """Tell a page of a list from the first."""
        if number == 1:
            return self
        return replace(
            self,
            title=f"{self.title}, page {number}",
            description=f"Page {number}. {self.description}",
            path=str(address.asking("page", number)),
        )

    @property
    def canonical(self) -> str:
        """The one address of what the page shows."""
        return absolute(self.path)

    @property
    def printed(self) -> list[Link]:
        """Its links as the page has them.

        The type stands in the header alone: readers of Dublin Core take a link of that
        name for a statement of theirs, and extruct falls over it.
        """
        return [link for link in self.links if link.rel != "type"]

    @property
    def feed(self) -> str:
        """The feed of what the page lists, for a link on the page itself."""
        feeds = (link.href for link in self.links if link.type == ATOM)
        return next(feeds, "").removeprefix(settings.PUBLIC_URL)

    @property
    def open_graph(self) -> list[Tag]:
        """What a message that links to the page shows of it."""
        return [
            ("og:type", "article" if self.dates else "website"),
            ("og:site_name", SITE),
            ("og:locale", "en_GB"),
            ("og:url", self.canonical),
            ("og:title", self.title),
            ("og:description", self.description),
            *self.dates,
        ]

    @property
    def json_ld(self) -> Node | None:
        """Its things, in one document."""
        if not self.graph:
            return None
        return {"@context": "https://schema.org", "@graph": self.graph}

    @property
    def signposts(self) -> str:
        """Its links as a header."""
        return ", ".join(str(link) for link in self.links if link.rel in SIGNPOSTS)


def absolute(address: object) -> str:
    """Write an address of this site for the world outside."""
    return f"{settings.PUBLIC_URL}{address}"


def iso(moment: datetime) -> str:
    """Write a moment as ISO 8601 has it, to the second."""
    return moment.isoformat(timespec="seconds")


def shown(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    head: Head,
) -> HttpResponse:
    """Render a page with its head, and repeat the signposts beside it."""
    response = render(request, template, {**context, "head": head})
    if head.signposts:
        response.headers["Link"] = head.signposts
    return response
