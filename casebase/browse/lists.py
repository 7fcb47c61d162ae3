"""A list as its page shows it: rows, filters, counts, pages, ways out when empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from casebase.archive import facets, index
from casebase.browse import wording

from . import loosening, names, paging, summaries
from .addresses import Address
from .cards import Cards, cards_at
from .filters import BESIDE, PER_PAGE, SORTS, VIEWS, CaseFilterSet
from .formats.menu import Downloads
from .panel import Chip, Panel
from .records import versions_at
from .rows import CaseRow, CourseRow, case_rows, course_rows
from .swimmer import Swimmer

#: Facets whose terms are called by short other names that mean several of them.
NAMED = ("gene", "drug", "diagnosis")

TITLES = {name: facet.label for name, facet in facets.FACETS.items()}


@dataclass(frozen=True)
class ListPage:
    """One page of a list that was asked for."""

    asked: CaseFilterSet
    path: str = "/cases/"
    one: str = "case"

    def __post_init__(self) -> None:
        """A page beyond the last is not there."""
        if self.page > paging.last_page(self.total, self.per_page):
            raise Http404

    @property
    def nouns(self) -> str:
        """What is listed."""
        return f"{self.one}s"

    @property
    def page(self) -> int:
        """Number of the page."""
        return self.asked.asked("page")

    @property
    def per_page(self) -> int:
        """Rows on a page."""
        return int(self.asked.asked("per_page"))

    @property
    def view(self) -> str:
        """Cards, table or swimmer plot."""
        return self.asked.asked("view")

    @cached_property
    def selection(self) -> index.Selection:
        """What the index found."""
        return self.asked.selection

    @property
    def total(self) -> int:
        """How many rows there are on all pages."""
        return self.selection.total

    @property
    def archive_version(self) -> int:
        """The version of the archive that rows, total and counts come from."""
        return self.selection.index.version

    @cached_property
    def everything(self) -> int:
        """How many rows there are without any filter."""
        return self.selection.index.select({}, rows=self.asked.rows).total

    @cached_property
    def address(self) -> Address:
        """This list, at its first page."""
        return self.asked.address(self.path)

    @property
    def clear(self) -> Address:
        """The list without any filter, seen and sorted as now."""
        kept = ("sort", "view", "per_page")
        query = tuple(pair for pair in self.address.query if pair[0] in kept)
        return Address(self.path, query)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of filters carries along: all that is not a facet."""
        return [pair for pair in self.address.query if pair[0] not in TITLES]

    @property
    def kept_by_search(self) -> list[tuple[str, str]]:
        """What the search box carries along: all but the words."""
        return [pair for pair in self.address.query if pair[0] != "q"]

    @property
    def swimmer_file(self) -> Address:
        """The swimmer plot of this very page as a file."""
        return self.permalink.at("/cases/swimmer.svg", ("view",))

    @cached_property
    def downloads(self) -> Downloads:
        """What of this list can be taken away: the cases of all its pages."""
        return Downloads(self.asked, self._articles)

    @property
    def _articles(self) -> int | None:
        """How many articles the list rests on, where this page has all of its cases."""
        read = self._read
        if len(read) < len(self.selection.cases):
            return None
        return len({slug for slugs in read.values() for slug in slugs})

    @property
    def _read(self) -> dict[str, tuple[str, ...]]:
        """What each case of this page was read from."""
        if self.asked.rows == "cases" and self.view == "cards":
            return {card.accession: card.articles for card in self.cards.cards}
        cases: list[CaseRow] = [getattr(row, "case", row) for row in self.rows]
        return {
            case.accession: tuple(s.article for s in case.page.document.articles)
            for case in cases
        }

    @property
    def permalink(self) -> Address:
        """This very page."""
        if self.page == 1:
            return self.address
        return self.address.asking("page", self.page)

    @cached_property
    def cards(self) -> Cards:
        """The cases of this page as cards."""
        names = self.selection.page(self.page, self.per_page, self.asked.asked("sort"))
        return Cards(cards_at(self.archive_version, names))

    @cached_property
    def rows(self) -> list[Any]:
        """The rows of this page: cases here."""
        names = self.selection.page(self.page, self.per_page, self.asked.asked("sort"))
        return case_rows(names, versions_at(self.archive_version, names))

    @property
    def acquired(self) -> list[CaseRow]:
        """Cases of this page among which are all where something arose under treatment.

        A card knows, so that of cards no other document is read.
        """
        if self.view != "cards":
            return self.rows
        names = [card.accession for card in self.cards.cards if card.acquired]
        versions = versions_at(self.archive_version, names)
        return [CaseRow(name, versions[name]) for name in names if name in versions]

    @cached_property
    def swimmer(self) -> Swimmer:
        """The courses of this page as lanes on one axis."""
        return Swimmer(self.rows)

    @cached_property
    def panel(self) -> Panel:
        """The filters, each value with its count."""
        counts = {
            name: self.selection.counts(name)
            for name, facet in facets.FACETS.items()
            if facet.listed or name in self.asked.chosen
        }
        return Panel(
            TITLES,
            self.asked.chosen,
            counts,
            self.address,
            self.asked.words,
            self.one,
        )

    @cached_property
    def chips(self) -> list[Chip]:
        """What narrows the list."""
        return self.panel.chips

    @cached_property
    def bar(self) -> summaries.ResponseBar:
        """Best responses of the courses found, each a link to exactly these."""
        address = self.address.at("/treatments/", ("view", "sort", "per_page"))
        return summaries.bar_of(
            self.selection.index, self.asked.chosen, self.asked.words, address
        )

    @property
    def pager(self) -> paging.Pager:
        """The pages around this one."""
        return paging.pager(
            self.address,
            page=self.page,
            per_page=self.per_page,
            total=self.total,
            noun=wording.sentence_case(self.nouns),
        )

    @property
    def views(self) -> list[paging.Choice]:
        """The same cases, seen another way."""
        return paging.choices(
            self.address, "view", VIEWS.items(), self.view, default="cards"
        )

    @property
    def menus(self) -> list[paging.Menu]:
        """How to sort, how many on a page."""
        asked = self.asked.asked
        sizes = [(size, size) for size in PER_PAGE]
        return [
            paging.Menu(
                "Sort",
                paging.choices(
                    self.address, "sort", SORTS.items(), asked("sort"), "newest"
                ),
            ),
            paging.Menu(
                "On a page",
                paging.choices(
                    self.address, "per_page", sizes, asked("per_page"), sizes[0][0]
                ),
            ),
        ]

    @property
    def heading(self) -> str:
        """How many were found."""
        return (
            wording.plural(self.total, self.one)
            if self.total
            else (f"No {self.one}s match")
        )

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.heading

    @property
    def status(self) -> str:
        """What is read out when the list changes."""
        return self.of_everything

    @property
    def of_everything(self) -> str:
        """How many there are in all, and by what they were narrowed."""
        titles = TITLES | BESIDE
        by = [wording.in_sentence(titles[name]) for name in self.asked.chosen]
        if self.asked.words:
            by.insert(0, "words")
        words = f"of {self.everything}" if self.total else f"0 of {self.everything}"
        return f"{words}, by {wording.listed(by)}" if by and self.total else words

    @cached_property
    def ambiguous(self) -> list[tuple[str, list[tuple[str, Address]]]]:
        """Words searched for that are a name of several terms, with a list of each."""
        found = names.ambiguous(NAMED, self.asked.words.split())
        return [
            (
                word,
                [(t.label, Address(self.path).asking(t.facet, t.key)) for t in terms],
            )
            for word, terms in found.items()
        ]

    @cached_property
    def empty(self) -> loosening.Empty:
        """What to loosen where nothing was found."""
        return loosening.empty(
            self.asked.chosen,
            self.asked.words,
            titles=TITLES | BESIDE,
            label=self.panel.label,
            count=self._count,
            is_known=self._is_known,
            address=self.address,
            noun=self.one,
        )

    def _count(self, chosen: Mapping[str, Sequence[str]], words: str) -> int:
        return self.selection.index.select(chosen, words, self.asked.rows).total

    def _is_known(self, word: str) -> bool:
        """Whether any case has a word, also one whose article was retracted."""
        return bool(self.selection.index.select({}, word, retracted="include").total)


@dataclass(frozen=True)
class CourseListPage(ListPage):
    """One page of a list of courses, a row each."""

    path: str = "/treatments/"
    one: str = "course"

    @property
    def title(self) -> str:
        """The heading of the page."""
        return "Treatments"

    @property
    def status(self) -> str:
        """How many courses were found."""
        return f"{self.heading} {self.of_everything}" if self.total else self.heading

    @cached_property
    def rows(self) -> list[CourseRow]:
        """The courses of this page."""
        pairs = self.selection.page(self.page, self.per_page, self.asked.asked("sort"))
        names = (name for name, _ in pairs)
        return course_rows(pairs, versions_at(self.archive_version, names))

    @property
    def considered(self) -> list[CaseRow]:
        """Patients of this page for whom another treatment was considered."""
        cases = {row.case.accession: row.case for row in self.rows}
        return [case for case in cases.values() if case.not_given]
