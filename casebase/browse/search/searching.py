"""The search: a query is read, matched, put in order, and explained."""

from collections.abc import Iterable, Sequence
from typing import Literal

from django.conf import settings
from pyroaring import BitMap

from casebase.archive import words as archive_words
from casebase.archive.bitmaps import NOTHING, SYNTHETIC, number_of, union
from casebase.archive.document import CaseDocument
from casebase.archive.models import Version
from casebase.browse import wording
from casebase.browse.addresses import HUBS, Address, hub
from casebase.browse.records import articles_by_slug, versions_at

from . import article_words, lexicon, matching, phrases, places, spelling
from .answer import (
    ArticleFound,
    Correction,
    Hit,
    Part,
    Question,
    SearchAnswer,
    TermPage,
)
from .lexicon import Lexicon, Meaning, bare
from .matching import Role
from .reading import Reading, Segment, read

Sort = Literal["best", "newest"]
SORTS: dict[str, str] = {"best": "Best match", "newest": "Newest report"}
#: Letters that a query may have.
MOST_LETTERS = settings.MAX_SEARCHED
#: Cases that are read for the quoted phrases of a query.
MOST_READ = 100
#: Articles that are shown beside the cases.
MOST_ARTICLES = 5


def search(
    query: str,
    *,
    sort: str = "best",
    page: int = 1,
    per_page: int = 25,
    as_typed: bool = False,
) -> SearchAnswer:
    """Answer a query: cases that have every part of it, with terms and articles.

    Where one word of the vocabulary is certainly meant by a misspelt one, it is
    answered in its place, unless the query is asked `as_typed`. A page beyond the last
    has no cases.
    """
    return _Search(query, sort, page, per_page, as_typed).answer()


def found_by(query: str) -> int | None:
    """Return how many cases a search finds; None where phrases had to be read."""
    asked = _Search(query, "best", 1, 1, as_typed=False)
    if any(segment.kind == "phrase" for segment in asked.segments):
        return None
    return sum(map(len, asked.levels()))


class _Search:
    """One query on its way to its answer."""

    def __init__(
        self, query: str, sort: str, page: int, per_page: int, as_typed: bool
    ) -> None:
        self.query = " ".join(query.split())
        self.sort, self.page, self.per_page = sort, page, per_page
        self.lexicon: Lexicon = lexicon.current()
        self.base: BitMap = self.lexicon.readable
        self.corrections: list[Correction] = []
        self.reading = self._read(as_typed)
        self.roles: list[list[Role]] = [
            matching.roles_of(segment, self.lexicon, self.base)
            for segment in self.segments
        ]
        self.read_for_phrases = self.left_unread = 0

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that are answered."""
        return self.reading.segments

    def answer(self) -> SearchAnswer:
        """Match, order, explain."""
        levels = self.levels()
        found = union(levels)
        start = (self.page - 1) * self.per_page
        names = matching.cases_from(
            self.lexicon, levels, start, self.per_page, self.sort
        )
        filters = self._filters()
        made_up = self.lexicon.now.anywhere(SYNTHETIC).get("yes", NOTHING)
        return SearchAnswer(
            query=self.query,
            read_as=self.reading.query,
            parts=tuple(self._parts()),
            left_out=tuple(one.typed for one in self.reading.left_out),
            not_read=tuple(one.typed for one in self.reading.not_read),
            of_the_question=tuple(one.typed for one in self.reading.of_the_question),
            questions=tuple(self._questions()),
            corrections=tuple(self.corrections),
            total=len(found),
            page=self.page,
            per_page=self.per_page,
            sort=self.sort,
            hits=tuple(self._hits(names)),
            terms=tuple(self._terms()),
            articles=tuple(self._articles()),
            filters=filters[0],
            filtered=filters[1],
            phrases_checked=self.read_for_phrases,
            phrases_left=self.left_unread,
            synthetic=len(found & made_up),
            archive_version=self.lexicon.now.version,
        )

    # ── How it is read ────────────────────────────────────────────────────────────

    def _read(self, as_typed: bool) -> Reading:
        """Read the query; where a word is certainly misspelt, read it mended."""
        reading = read(self.query, self.lexicon)
        mended = self.query
        for segment in reversed(reading.segments):
            unknown = self._unknown(segment)
            if not unknown or len(self.corrections) == spelling.MOST_WORDS:
                continue
            start, end, word = unknown[0]
            near = spelling.near(bare(word), self.lexicon)
            is_mended = near.is_certain and len(unknown) == 1 and not as_typed
            nearest = [(one, self._with(start, end, one)) for one in near.words]
            shown = near.words[0] if is_mended else ""
            self.corrections.insert(0, Correction(word, shown, tuple(nearest)))
            if is_mended:
                mended = mended[:start] + shown + mended[end:]
        return read(mended, self.lexicon) if mended != self.query else reading

    def _unknown(self, segment: Segment) -> list[tuple[int, int, str]]:
        """Return the words of a part that no case has, each with where it stands."""
        known = self.lexicon.now.words
        if segment.kind != "words" or segment.which:
            return []
        if any(whole in known for whole, _ in archive_words.asked(segment.typed)):
            return []
        at, found = segment.start, []
        for word in segment.typed.replace("-", " ").replace("/", " ").split(" "):
            ways = [archive_words.asked(way) for way in lexicon.spellings(word)]
            parts = [[part for _, parts in way for part in parts] for way in ways]
            if not any(all(part in known for part in way) for way in parts):
                found.append((at, at + len(word), word))
            at += len(word) + 1
        return found

    def _with(self, start: int, end: int, word: str) -> str:
        return self.query[:start] + word + self.query[end:]

    # ── What is found ─────────────────────────────────────────────────────────────

    def levels(self) -> list[BitMap]:
        """Return the cases that have every part, in levels, the best first."""
        if not self.segments:
            return []
        levels = matching.in_levels(self.roles, self.base)
        quoted = [one.typed for one in self.segments if one.kind == "phrase"]
        return self._as_quoted(levels, quoted) if quoted else levels

    def _as_quoted(
        self, levels: Sequence[BitMap], quoted: Sequence[str]
    ) -> list[BitMap]:
        """Keep the cases that have the phrases as quoted; only the first are read."""
        names = matching.cases_from(self.lexicon, levels, 0, MOST_READ, self.sort)
        saying = BitMap(map(number_of, phrases.saying(quoted, names)))
        self.read_for_phrases = len(names)
        self.left_unread = sum(map(len, levels)) - len(names)
        return [kept for level in levels if (kept := level & saying)]

    def _hits(self, names: Sequence[str]) -> Iterable[Hit]:
        versions = versions_at(self.lexicon.now.version, names)
        cases = _documents(versions)
        articles = _articles_of(cases.values())
        for name in names:
            if name in cases:
                by = [
                    self._met(roles, segment, name, cases[name], articles)
                    for segment, roles in zip(self.segments, self.roles, strict=True)
                ]
                yield Hit(name, versions[name], tuple(dict.fromkeys(filter(None, by))))

    def _met(
        self,
        roles: Sequence[Role],
        segment: Segment,
        name: str,
        case: CaseDocument,
        articles: places.Articles,
    ) -> str:
        """Say by what a case meets a part of the query."""
        number = number_of(name)
        role = next((role for role in roles if number in role.cases), None)
        if role is None:
            return ""
        if role.meaning:
            how = places.how_named(role.meaning.facet, role.meaning.key, case)
            return f"{role.said} ({wording.in_sentence(how)})" if how else role.said
        if role.rank != matching.WORDS:
            return role.said
        place = places.place_of(segment.words, case, articles)
        if segment.words.upper() == name:
            place = "its number"
        return f"{role.said} in {place or 'several places'}"

    # ── What is told of it ────────────────────────────────────────────────────────

    def _parts(self) -> Iterable[Part]:
        totals = matching.totals_without(self.roles, self.base)
        for segment, roles, total in zip(
            self.segments, self.roles, totals, strict=True
        ):
            found = matching.all_of(roles) & self.base
            held = union([role.cases for role in roles if role.rank == matching.HELD])
            rest = total if len(self.segments) > 1 else 0
            without = self.reading.without(segment)
            yield Part(segment, len(found), len(held & self.base), without, rest)

    def _questions(self) -> Iterable[Question]:
        for segment in self.segments:
            if segment.which:
                instead = [self._instead(segment, m.key) for m in segment.which]
                choices = [
                    (self._page(meaning), query, found_by(query))
                    for meaning, query in zip(segment.which, instead, strict=True)
                ]
                yield Question(segment.typed, tuple(choices))

    def _instead(self, segment: Segment, name: str) -> str:
        query = self.reading.query
        return query[: segment.start] + name + query[segment.end :]

    def _terms(self) -> Iterable[TermPage]:
        """Return the terms that have a page of their own, each once."""
        meant = [m for segment in self.segments for m in segment.meanings]
        pages = {
            (meaning.facet, meaning.key): meaning
            for meaning in meant
            if meaning.facet in HUBS and len(meaning.asked[0][1]) == 1
        }
        for facet, key in pages:
            if term := self.lexicon.of(facet, key):
                yield self._page(term)

    def _page(self, meaning: Meaning) -> TermPage:
        return page_of(self.lexicon, meaning)

    def _articles(self) -> Iterable[ArticleFound]:
        """Return the articles that have every part in what names them."""
        known = article_words.current(self.lexicon.now)
        found: BitMap | None = None
        for segment in self.segments:
            names = [segment.words, *(meaning.label for meaning in segment.meanings)]
            having = union([known.having(bare(name).split()) for name in names])
            found = having if found is None else found & having
        for article in article_words.newest(found or NOTHING, MOST_ARTICLES):
            yield ArticleFound.of(article)

    def _filters(self) -> tuple[Address | None, int]:
        """Return the list of cases that asks for the same, as far as filters can."""
        chosen: dict[str, list[str]] = {}
        words: list[str] = []
        for segment in self.segments:
            asked = self._as_filters(segment)
            if asked and not asked.keys() & chosen.keys():
                chosen |= asked
            elif segment.meanings:
                return None, 0  # As a word it would find what is called after it.
            else:
                words.append(segment.words)
        if not chosen or not all(map(archive_words.asked, words)):
            return None, 0
        query = [("q", " ".join(words))] if words else []
        query += [(name, key) for name, keys in chosen.items() for key in keys]
        now = self.lexicon.now
        return (
            Address("/cases/", tuple(query)),
            now.select(chosen, " ".join(words)).total,
        )

    def _as_filters(self, segment: Segment) -> dict[str, list[str]]:
        """Return the filters that find most cases of a part; none where they find none.

        One facet can stand for "considered" as well as for "given".
        """
        ways = [meaning.chosen for meaning in segment.meanings]
        for meaning in segment.meanings:
            if meaning.is_term and meaning.facet in matching.ELSEWHERE:
                ways.append({matching.ELSEWHERE[meaning.facet][0]: [meaning.key]})
        now = self.lexicon.now
        found = [(now.select(way).total, way) for way in ways]
        best = max(found, key=lambda one: one[0], default=(0, {}))
        held = next(((n, way) for n, way in found if n), best)
        return held[1] if held[0] else {}


def page_of(known: Lexicon, meaning: Meaning) -> TermPage:
    """Return a term with its page and its cases."""
    cases, more = known.counts(meaning)
    return TermPage(
        kind=meaning.kind,
        label=meaning.label,
        facet=meaning.facet,
        key=meaning.key,
        address=hub(meaning.facet, meaning.key),
        cases=cases,
        more=more,
    )


def _documents(versions: dict[str, Version]) -> dict[str, CaseDocument]:
    contents = {name: version.content for name, version in versions.items()}
    return {k: case for k, case in contents.items() if isinstance(case, CaseDocument)}


def _articles_of(cases: Iterable[CaseDocument]) -> places.Articles:
    slugs = {source.article for case in cases for source in case.articles}
    return articles_by_slug(slugs) if slugs else {}
