"""Where the words of a query stand in a case that was found, and whether as quoted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casebase.archive.document import ArticleDocument, CaseDocument
from casebase.archive.finding_keys import genes_named
from casebase.archive.words import asked, strings_of, tokens

from .lexicon import spellings

Articles = Mapping[str, ArticleDocument]

#: The chapters of a case, the most telling first, and what they are called.
CHAPTERS = {
    "diagnoses": "diagnosis",
    "findings": "biomarkers",
    "treatments": "treatment",
    "outcome": "outcome",
    "lesions": "lesions",
    "observations": "symptoms and signs",
    "specimens": "specimens",
    "patient": "narrative",
    "provenance": "notes on the sources",
}


def place_of(words: str, case: CaseDocument, articles: Articles) -> str:
    """Name the part of a case in which all of some words stand; empty if in none."""
    ways = [asked(way) for way in spellings(words)]
    for name, texts in _parts(case, articles):
        here: set[str] = set()
        for text in texts:
            here |= tokens(text)
        for wanted in ways:
            if all(_has(here, whole, parts) for whole, parts in wanted):
                return name
    return ""


def how_named(facet: str, key: str, case: CaseDocument) -> str:
    """Say as what a case names a term that it does not hold; empty if none knows.

    A drug given beside the treatment, the test of a gene, a diagnosis that was left.
    """
    if facet == "drug":
        agents = [agent for t in case.treatments for agent in t.agents]
        said = [a.role.label for a in agents if a.drug and a.drug.key == key]
    elif facet == "gene":
        markers = [finding.biomarker for finding in case.findings]
        said = [marker.label for marker in markers if key in genes_named(marker)]
    elif facet == "diagnosis":
        held = case.diagnoses
        said = [x.role.label for x in held if x.disease and x.disease.key == key]
    elif facet == "site":
        said = [x.role.label for x in case.lesions if x.site and x.site.key == key]
    else:
        said = []
    return str(said[0]) if said else ""


def _parts(
    case: CaseDocument, articles: Articles
) -> Iterator[tuple[str, Iterable[str]]]:
    for name, words in CHAPTERS.items():
        yield words, strings_of(getattr(case, name))
    sources = [articles.get(source.article) for source in case.articles]
    yield "article", (t for article in sources for t in strings_of(article))
    yield "source", strings_of(case.articles)


def _has(here: set[str], whole: str, parts: Sequence[str]) -> bool:
    return (whole and whole in here) or (bool(parts) and {*parts} <= here)
