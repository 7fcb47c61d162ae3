"""The page of a search: what may be asked of it, and the answer with its rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404

from casebase.browse import paging, wording
from casebase.browse.addresses import Address
from casebase.browse.cards import Card, Cards, cards_at
from casebase.browse.filters import PageForm, WordField, text_field

from .answer import Correction, Hit, Part, SearchAnswer
from .searching import MOST_LETTERS, SORTS, search

PER_PAGE = 25
PATH = "/search/"
#: Ask for the words as they are typed, and for none in their place.
AS_TYPED = {"yes": "as typed"}


class SuggestForm(PageForm):
    """What the type-ahead may be asked: letters."""

    page = None  # type: ignore[assignment]
    q = text_field(MOST_LETTERS)


class SearchForm(PageForm):
    """What a search may be asked."""

    q = text_field(MOST_LETTERS)
    sort = WordField(SORTS, default="best")
    typed = WordField(AS_TYPED)

    def clean(self) -> dict[str, Any]:
        """Take each parameter once."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.base_fields:
            if len(self.data.getlist(name)) > 1:
                self.add_error(name, ValidationError("It can be asked once."))
        return cleaned

    @property
    def address(self) -> Address:
        """Write what was asked as an address, without what says nothing."""
        asked = {**self.cleaned_data, "q": " ".join(self.cleaned_data["q"].split())}
        usual = {"sort": "best", "typed": "", "page": 1, "q": ""}
        names = ("q", "sort", "typed", "page")
        told = [
            (name, str(asked[name])) for name in names if asked[name] != usual[name]
        ]
        return Address(PATH, tuple(told))


@dataclass(frozen=True)
class SearchChip:
    """One part of the query, and the search without it."""

    title: str
    label: str
    typed: str
    """What was typed, where it is another name."""
    without: Address


class SearchPage:
    """One page of the answer to a query."""

    def __init__(self, form: SearchForm) -> None:
        """Ask; a page beyond the last is not there."""
        asked = form.cleaned_data
        self.permalink = form.address
        self.typed = asked["typed"]
        self.answer: SearchAnswer = search(
            asked["q"],
            sort=asked["sort"],
            page=asked["page"],
            per_page=PER_PAGE,
            as_typed=bool(self.typed),
        )
        if self.answer.page > paging.last_page(self.answer.total, PER_PAGE):
            raise Http404

    @property
    def query(self) -> str:
        """What was typed."""
        return self.answer.query

    @property
    def heading(self) -> str:
        """How many cases were found."""
        total = self.answer.total
        return wording.plural(total, "case") if total else "No case found"

    @property
    def status(self) -> str:
        """What they were found for."""
        if len(self.answer.parts) == 1:
            return _shared_out(self.answer.parts[0])
        return "each with every part of what you typed" if self.answer.total else ""

    @cached_property
    def cards(self) -> Cards:
        """The cases of this page."""
        names = [hit.accession for hit in self.answer.hits]
        return Cards(cards_at(self.answer.archive_version, names))

    @property
    def found(self) -> list[tuple[Card, Hit]]:
        """The cases, each with by what it was found."""
        hits = {hit.accession: hit for hit in self.answer.hits}
        return [(card, hits[card.accession]) for card in self.cards.cards]

    @property
    def address(self) -> Address:
        """This search, at its first page."""
        return self._asking(self.query, typed=self.typed)

    @property
    def chips(self) -> list[SearchChip]:
        """The parts, as they were understood."""
        return [
            SearchChip(
                part.title,
                part.label,
                "" if part.label.casefold() == part.typed.casefold() else part.typed,
                self._asking(part.without, typed=self.typed),
            )
            for part in self.answer.parts
        ]

    @property
    def ways(self) -> list[tuple[str, Address]]:
        """What would be found without one part, where nothing is found with all."""
        if self.answer.total:
            return []
        parts = self.answer.parts
        ways = [
            (f"Without {_said(part)}", part.total_without, part.without)
            for part in parts
        ]
        if not any(total for _, total, _ in ways) and len(parts) > 1:
            ways = [
                (f"Only {_said(part)}", part.cases, part.segment.alone)
                for part in parts
            ]
        return [
            (
                f"{words}: {wording.plural(total, 'case')}",
                self._asking(query, typed=self.typed),
            )
            for words, total, query in ways
            if total
        ]

    @property
    def unquoted(self) -> Address | None:
        """The search without quotes, where phrases were asked."""
        if not any(part.kind == "phrase" for part in self.answer.parts):
            return None
        words = (part.segment.typed for part in self.answer.parts)
        return self._asking(" ".join(words), typed=self.typed)

    @property
    def missing(self) -> list[str]:
        """Parts that no case has, although they are understood."""
        return [
            f"{part.title} {part.label}"
            for part in self.answer.parts
            if not part.cases and part.kind == "term"
        ]

    @property
    def corrected(self) -> list[tuple[Correction, Address]]:
        """Words that others were shown for, each with the search for them as typed."""
        return [
            (one, self._asking(self.query, typed="yes"))
            for one in self.answer.corrections
            if one.shown
        ]

    @property
    def unknown(self) -> list[tuple[Correction, list[tuple[str, Address]]]]:
        """Words that no case has, each with words like it."""
        return [
            (one, [(word, self._asking(query)) for word, query in one.nearest])
            for one in self.answer.corrections
            if not one.shown
        ]

    @property
    def questions(self) -> list[tuple[str, list[tuple[Any, Address, int | None]]]]:
        """Names of several terms, each with these and what a search for it finds."""
        return [
            (
                one.typed,
                [(term, self._asking(query), n) for term, query, n in one.choices],
            )
            for one in self.answer.questions
        ]

    @property
    def sorts(self) -> paging.Menu:
        """In which order."""
        chosen = paging.choices(
            self.address, "sort", SORTS.items(), self.answer.sort, default="best"
        )
        return paging.Menu("Sort", chosen)

    @property
    def pager(self) -> paging.Pager:
        """The pages around this one."""
        return paging.pager(
            self.address,
            page=self.answer.page,
            per_page=PER_PAGE,
            total=self.answer.total,
            noun="Cases",
        )

    def _asking(self, query: str, typed: str = "") -> Address:
        address = Address(PATH, (("q", query),) if query else ())
        if self.answer.sort != "best":
            address = address.asking("sort", self.answer.sort)
        return address.asking("typed", typed) if typed and query else address


def _shared_out(part: Part) -> str:
    """Say how many cases have a term, as its page counts them, and how many name it."""
    more = part.cases - part.held
    is_term = part.meanings and all(meaning.is_term for meaning in part.meanings)
    if not more or not is_term:
        return ""
    names = "names" if more == 1 else "name"
    return f"{part.held or 'none'} with {_said(part)}, {more} more {names} it"


def _said(part: Part) -> str:
    return f"{wording.in_sentence(part.title)} {part.label}"
