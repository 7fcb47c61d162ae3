"""A search is exact: what it finds has every part, and nothing that has is left out.

Worked out a second time, slowly, over the documents.
"""

import random

import pytest

from casebase.archive.document import CaseDocument
from casebase.archive.facet_keys import Case
from casebase.archive.facets import keys_of
from casebase.archive.models import Record
from casebase.archive.term_lookup import Terms, named_in
from casebase.archive.words import asked, fusion_spellings, strings_of, words_of
from casebase.browse.records import articles_by_slug
from casebase.browse.search import search
from casebase.browse.search.lexicon import bare, spellings

pytestmark = pytest.mark.django_db

#: What readers type, to be drawn from: names, other names, values, words, phrases.
VOCABULARY = (
    "NTRK1",
    "ALK",
    "TRKA",
    "RET",
    "BRAF",
    "ROS1",
    "NTRK",
    "TRK",
    "ETV6-NTRK3",
    "EML4/ALK",
    "NTRK1 fusion",
    "ALK rearrangement",
    "crizotinib",
    "Xalkori",
    "alectinib",
    "larotrectinib",
    "glutathione",
    "ALK inhibitor",
    "sarcoma",
    "non-small cell lung cancer",
    "melanoma",
    "Soft Tissue",
    "lung",
    "scalp",
    "liver",
    "nausea",
    "interstitial lung disease",
    "complete response",
    "partial response",
    "off label",
    "could not afford",
    "woman",
    "man",
    "33-year-old",
    "FISH",
    "2018",
    "China",
    "tumor",
    "tumour",
    "patient",
    "treated",
    "report",
    "Hou",
    "hospital",
    "increased",
    '"case report"',
    '"complete response"',
    '"lung cancer"',
    '"Gustavo S Fernandes"',
    "qqqqq",
)


class Slow:
    """A case as it is told: its words, its texts, the terms it names, its values."""

    def __init__(self, record):
        document = record.latest.content
        assert isinstance(document, CaseDocument)
        slugs = [source.article for source in document.articles]
        articles = articles_by_slug(slugs)
        texts = [record.name, *strings_of(document), *fusion_spellings(document)]
        texts += [t for slug in slugs for t in strings_of(articles.get(slug))]
        cited = [*articles.values(), *(s.citation for s in document.articles)]
        people = [one for article in cited if article for one in article.authors]
        texts += [f"{one.given} {one.family}" for one in people]
        named = list(named_in(document))
        terms = Terms(named)
        primary = document.primary
        article = articles.get(primary.article) or primary.citation
        read = keys_of(Case(document, article, terms, tuple(articles.values())))
        self.words = words_of(texts)
        self.texts = [f" {bare(text)} " for text in texts]
        self.terms = terms.above(named)
        self.rows = [row for rows in read.values() for _, row in rows]

    def has(self, segment):
        """Whether the case meets a part of a query somewhere."""
        if segment.kind == "phrase":
            return any(f" {bare(segment.typed)} " in text for text in self.texts)
        if any(map(self.holds, segment.meanings)):
            return True
        if segment.meanings and " " in segment.words:
            return False  # apart they mean something else
        return any(self.has_words(asked(way)) for way in spellings(segment.words))

    def has_words(self, wanted):
        return bool(wanted) and all(
            whole in self.words or (parts and {*parts} <= self.words)
            for whole, parts in wanted
        )

    def holds(self, meaning):
        named = (meaning.facet, meaning.key) in self.terms
        negative = [key for row in self.rows for key in row.get("tested_negative", ())]
        if meaning.is_term and (named or meaning.key in negative):
            return True
        return any(
            all({*keys} & {*row.get(facet, ())} for facet, keys in meaning.asked)
            for row in self.rows
        )


@pytest.fixture(scope="module")
def slow(starter):
    """Every case, worked out from its document."""
    records = Record.objects.cases().readable()
    return {record.name: Slow(record) for record in records}


@pytest.mark.parametrize("seed", range(25))
def test_what_is_found_has_every_part_and_nothing_else_has(slow, seed):
    draw = random.Random(seed)
    query = " ".join(draw.sample(VOCABULARY, draw.randint(1, 4)))
    answer = search(query)
    expected = {
        name
        for name, case in slow.items()
        if answer.parts and all(case.has(part.segment) for part in answer.parts)
    }
    assert {hit.accession for hit in answer.hits} == expected, query
    assert answer.total == len(expected)


@pytest.mark.parametrize("name", VOCABULARY)
def test_each_part_is_met_by_the_cases_that_have_it(slow, name):
    answer = search(name)
    [part] = answer.parts
    assert {hit.accession for hit in answer.hits} == {
        accession for accession, case in slow.items() if case.has(part.segment)
    }


@pytest.mark.parametrize("seed", range(100, 115))
def test_taking_a_part_away_only_widens(starter, seed):
    draw = random.Random(seed)
    query = " ".join(draw.sample(VOCABULARY, draw.randint(2, 5)))
    answer = search(query, as_typed=True)
    narrow = {hit.accession for hit in answer.hits}
    for part in answer.parts:
        if len(answer.parts) == 1:
            continue
        wide = search(part.without, as_typed=True)
        assert narrow <= {hit.accession for hit in wide.hits}, (query, part.without)
        if not any(one.kind == "phrase" for one in answer.parts):
            assert wide.total == part.total_without


def test_a_value_of_several_words_is_not_found_by_each_of_them(slow):
    answer = search("no response")
    [part] = answer.parts
    assert part.segment.meanings
    found = {hit.accession for hit in answer.hits}
    apart = {
        name for name, case in slow.items() if case.has_words(asked("no response"))
    }
    assert found
    assert apart - found, "some cases have both words, and another response"


def test_what_a_source_does_not_say_finds_no_case(starter):
    records = Record.objects.cases().readable()
    silent = {
        record.name
        for record in records
        for source in record.latest.content.articles
        if any("off-label use" in gap for gap in source.looked_for_not_found)
    }
    assert silent
    assert not silent & {hit.accession for hit in search("off label").hits}
