"""Where the words of a query stand in a case that was found, and whether as quoted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casebase.archive.document import ArticleDocument, CaseDocument
from casebase.archive.words import asked, strings_of, tokens

from .lexicon import bare

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
    wanted = asked(words)
    for name, texts in _parts(case, articles):
        here: set[str] = set()
        for text in texts:
            here |= tokens(text)
        if all(_has(here, whole, parts) for whole, parts in wanted):
            return name
    return ""


def says(phrase: str, case: CaseDocument, articles: Articles) -> bool:
    """Whether a case has a phrase as it was quoted; capitals and signs say nothing."""
    wanted = f" {bare(phrase)} "
    return any(
        wanted in f" {bare(text)} "
        for _, texts in _parts(case, articles)
        for text in texts
    )


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
