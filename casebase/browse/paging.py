"""The pages of a list, and the menus above it: pure functions of an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from .addresses import Address


@dataclass(frozen=True)
class Choice:
    """One entry of a menu: the same list, seen another way."""

    address: Address
    words: str
    is_current: bool


@dataclass(frozen=True)
class Menu:
    """A menu of links."""

    title: str
    choices: list[Choice]

    @property
    def current(self) -> str:
        """The entry that is chosen."""
        return next(choice.words for choice in self.choices if choice.is_current)


@dataclass(frozen=True)
class PageLink:
    """A page of the list, or a gap between pages where the number is 0."""

    number: int
    address: Address | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Pager:
    """Where in the list we are."""

    pages: list[PageLink]
    before: Address | None
    after: Address | None
    first: int
    words: str


def last_page(total: int, per_page: int) -> int:
    """Return the number of the last page; an empty list has one."""
    return max(1, -(-total // per_page))


def pager(
    address: Address, *, page: int, per_page: int, total: int, noun: str
) -> Pager:
    """Link to the first page, the last, and those around this one."""
    last = last_page(total, per_page)

    def at(number: int) -> Address:
        bare = address.without("page")
        return bare if number == 1 else bare.asking("page", number)

    shown = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    pages: list[PageLink] = []
    for number in shown:
        if pages and number - pages[-1].number > 1:
            pages.append(PageLink(0))
        pages.append(PageLink(number, at(number), number == page))
    first, end = (page - 1) * per_page + 1, min(page * per_page, total)
    return Pager(
        pages=pages,
        before=at(page - 1) if page > 1 else None,
        after=at(page + 1) if page < last else None,
        first=first,
        words=f"{noun} {first} to {end} of {total}",
    )


def choices(
    address: Address,
    name: str,
    options: Iterable[tuple[str, str]],
    chosen: str,
    default: str,
) -> list[Choice]:
    """Return an entry for each option; the default one leaves the name out."""
    bare = address.without("page").without(name)
    return [
        Choice(
            bare if value == default else bare.asking(name, value),
            words,
            value == chosen,
        )
        for value, words in options
    ]
