"""The search, and what it offers while somebody types."""

from typing import Any, Self

from pydantic import Field

from casebase.archive import document as d
from casebase.browse import search
from casebase.browse.addresses import Address
from casebase.browse.rows import CaseRow, with_notices
from casebase.browse.search.answer import (
    ArticleFound,
    Correction,
    Part,
    Question,
    TermPage,
)
from casebase.browse.search.answer import SearchAnswer as Found

from . import questions
from .case_in_short import CaseInShort
from .parts import Answer, Links, Paged
from .places import api, page
from .resource import Resource

PATH = "/search/"


def searching(query: str) -> str:
    """Return the address of another search."""
    return api(Address(PATH).asking("q", query))


class PartOfQuery(d.Part):
    """One part of the query, and how it is understood."""

    typed: str
    """What was typed."""
    kind: str
    """`term`, `words` or `phrase`."""
    label: str
    """How it is understood."""
    asks: tuple[dict[str, tuple[str, ...]], ...] = ()
    """What it asks for, any of these: values by facet. A case may have its words."""
    cases: int = Field(ge=0)
    """How many cases have it, in whatever role or as a word."""
    without: str = ""
    """The search without it; left out where nothing is left."""

    @classmethod
    def of(cls, part: Part) -> Self:
        """Tell a part."""
        return cls(
            typed=part.typed,
            kind=part.kind,
            label=part.label,
            asks=tuple(
                {facet: tuple(keys) for facet, keys in meaning.asked}
                for meaning in part.meanings
            ),
            cases=part.cases,
            without=searching(part.without) if part.without else "",
        )


class TermFound(d.Part):
    """A word of the vocabulary that the query names."""

    facet: str
    """Name of the facet, as a parameter of lists."""
    key: str
    """Stable key."""
    label: str
    """Preferred name."""
    cases: int = Field(ge=0)
    """How many cases its page has, or its list where it has no page."""
    more: int = Field(default=0, ge=0)
    """How many more name it in another role: tested negative, considered."""
    links: Links
    """The word, or the list of its cases."""

    @classmethod
    def of(cls, term: TermPage) -> Self:
        """Tell a term."""
        return cls(
            facet=term.facet,
            key=term.key,
            label=term.label,
            cases=term.cases,
            more=term.more,
            links=Links(self=api(term.address), html=page(term.address)),
        )


class Choice(d.Part):
    """One of several that are meant."""

    term: TermFound
    """A word of that name."""
    search: str
    """The search with it in place of the name."""
    found: int | None = None
    """How many cases that search finds; left out where phrases are quoted."""


class WhichOne(d.Part):
    """A name that several words bear."""

    typed: str
    """The name."""
    choices: tuple[Choice, ...]
    """Each word."""

    @classmethod
    def of(cls, question: Question) -> Self:
        """Tell a question."""
        return cls(
            typed=question.typed,
            choices=tuple(
                Choice(term=TermFound.of(term), search=searching(query), found=found)
                for term, query, found in question.choices
            ),
        )


class Like(d.Part):
    """A word like one that was typed."""

    word: str
    """The word."""
    search: str
    """The search with it."""


class Misspelt(d.Part):
    """A word that no case has."""

    typed: str
    """The word."""
    shown: str = ""
    """The word that was searched for in its place; left out where none is certain."""
    nearest: tuple[Like, ...] = ()
    """Words like it."""

    @classmethod
    def of(cls, correction: Correction) -> Self:
        """Tell a correction."""
        return cls(
            typed=correction.typed,
            shown=correction.shown,
            nearest=tuple(
                Like(word=word, search=searching(query))
                for word, query in correction.nearest
            ),
        )


class ArticleMatch(d.Part):
    """An article that has the words."""

    article: d.Slug
    """Slug of the article."""
    title: str
    """Title."""
    notice: str = ""
    """What its publisher has said of it since."""
    synthetic: bool
    """Made up, for trying the software; never a real article."""
    links: Links
    """The article."""

    @classmethod
    def of(cls, found: ArticleFound) -> Self:
        """Tell an article."""
        return cls(
            article=found.slug,
            title=found.title,
            notice=found.notice,
            synthetic=found.synthetic,
            links=Links(self=api(found.address), html=page(found.address)),
        )


class CaseFound(CaseInShort):
    """A case, and by what it was found."""

    found_by: tuple[str, ...]
    """One for each part of the query, in its order."""


class SearchLinks(Links):
    """Where the search stands, and the list it can be asked as."""

    filters: str = ""
    """The list of cases with the understood part as filters."""


class SearchAnswer(Paged):
    """How a query was understood, and what it found."""

    read_as: str
    """The query that is answered: without misspelt words, where that is certain."""
    parts: tuple[PartOfQuery, ...]
    """Its parts; a case has every one."""
    left_out: tuple[str, ...] = ()
    """What was typed beyond the parts that one query may have."""
    not_read: tuple[str, ...] = ()
    """Words that would turn the question round or join its parts: "not", "or"; and
    beside a known name those of the question itself: "has", "anyone"."""
    which: tuple[WhichOne, ...] = ()
    """Names that several words bear."""
    misspelt: tuple[Misspelt, ...] = ()
    """Words that no case has."""
    phrases_left: int = Field(default=0, ge=0)
    """How many more cases have the words and were not read for the quoted phrases."""
    synthetic: int = Field(ge=0)
    """How many cases of all pages are made up."""
    terms: tuple[TermFound, ...]
    """Words of the vocabulary that it names."""
    articles: tuple[ArticleMatch, ...]
    """Articles that have the words, the first few."""
    cases: tuple[CaseFound, ...]
    """The cases of this page, in order."""
    links: SearchLinks
    """Where it stands."""


class Search(Resource):
    """Search everything: names, words and phrases, as somebody types them."""

    tag = "Search"
    question, answer = questions.SearchQuestion, SearchAnswer
    needs = ("q",)

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give one page of what was found."""
        told = asked.cleaned_data
        found = search.search(
            told["q"],
            sort=told["sort"],
            page=told["page"],
            per_page=told["per_page"],
            as_typed=bool(told["typed"]),
        )
        address = Address(PATH).asking("q", found.query)
        for name in ("sort", "typed"):
            if told[name] != asked.fields[name].default:
                address = address.asking(name, told[name])
        html = page(address)
        if found.per_page != questions.PER_PAGE:
            address = address.asking("per_page", found.per_page)
        of_page = self.about_page(
            address,
            total=found.total,
            at=found.page,
            per_page=found.per_page,
            html=html,
        )
        links = of_page["links"].model_dump()
        links["filters"] = api(found.filters) if found.filters else ""
        return SearchAnswer(
            **of_page | {"links": SearchLinks(**links)},
            read_as=found.read_as,
            parts=tuple(PartOfQuery.of(part) for part in found.parts),
            left_out=found.left_out,
            not_read=found.not_read + found.of_the_question,
            which=tuple(WhichOne.of(one) for one in found.questions),
            misspelt=tuple(Misspelt.of(one) for one in found.corrections),
            phrases_left=found.phrases_left,
            synthetic=found.synthetic,
            terms=tuple(TermFound.of(term) for term in found.terms),
            articles=tuple(ArticleMatch.of(article) for article in found.articles),
            cases=tuple(_cases(found)),
        )


def _cases(found: Found) -> list[CaseFound]:
    rows = with_notices([CaseRow(hit.accession, hit.version) for hit in found.hits])
    pairs = zip(rows, found.hits, strict=True)
    return [CaseFound.of(row, found_by=tuple(hit.found_by)) for row, hit in pairs]


class Offer(d.Part):
    """Something that can be meant by what was typed."""

    kind: str
    """What it is: "Gene", "Article", "Author"."""
    key: str
    """Its key."""
    label: str
    """What it is called."""
    matched: str = ""
    """The other name that was typed."""
    cases: int | None = None
    """How many cases are there; left out where nobody counts them."""
    more: int = Field(default=0, ge=0)
    """How many more name it in another role, which that page does not count."""
    links: Links
    """Where choosing it leads."""


class SuggestAnswer(Answer):
    """What begins as was typed."""

    suggestions: tuple[Offer, ...]
    """At most ten; what cases name before all else."""


class Suggest(Resource):
    """Offer what begins as was typed: names, other names, brands, articles, authors."""

    tag = "Search"
    question, answer = questions.SuggestQuestion, SuggestAnswer
    needs = ("q",)

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give the suggestions."""
        query = asked.cleaned_data["q"]
        here = Address("/suggest/").asking("q", query)
        return SuggestAnswer(
            **self.about(self=api(here), html=""),
            suggestions=tuple(
                Offer(
                    kind=one.kind,
                    key=one.key,
                    label=one.label,
                    matched=one.matched,
                    cases=one.cases,
                    more=one.more,
                    links=Links(self=api(one.address), html=page(one.address)),
                )
                for one in search.suggest(query)
            ),
        )
