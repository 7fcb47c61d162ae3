"""The words that lines may name: asked of the vocabulary, or of a table in a test."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Q

from casebase.curation.models import Article
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    Drug,
    DrugAlias,
    DrugClass,
    Institution,
)

from .fusions import Genes

#: More articles than this are not offered.
MOST = 8
#: A shorter part of an article's key says too little.
_SHORTEST = 3
_PREFIX = re.compile(r"^(?:pmid|doi)\b[: ]*|^https://doi\.org/")


@dataclass(frozen=True)
class Known:
    """A word of the vocabulary, or an article: its key and how it is called."""

    pk: str
    label: str


class Words(Protocol):
    """What is a word of which vocabulary."""

    genes: Genes

    def find(self, kind: str, name: str) -> tuple[Known, ...]:
        """The words of a kind (a model's name in small letters) that bear the name."""

    def of_fusion(self, key: str) -> Known | None:
        """The biomarker of a fusion, by the fusion's key."""

    def articles(self, part: str) -> tuple[tuple[str, Known], ...]:
        """The articles of a part of a key, author, PMID or DOI, with their keys."""


_WITH_SYNONYMS: dict[str, Any] = {
    "disease": Disease,
    "bodysite": BodySite,
    "adverseeventterm": AdverseEventTerm,
    "drugclass": DrugClass,
}


class WordsOfTheVocabulary:
    """Asks the database. Names of the smaller vocabularies are read once."""

    def __init__(self, genes: Genes) -> None:
        self.genes = genes
        self.find = cache(self._find)
        self._names = cache(self._read_names)

    def of_fusion(self, key: str) -> Known | None:
        """The biomarker of a fusion."""
        found = Biomarker.objects.filter(fusion__key=key, kind="fusion").first()
        return Known(str(found.pk), str(found)) if found else None

    def articles(self, part: str) -> tuple[tuple[str, Known], ...]:
        """The articles of which every word says a part; one more than is offered."""
        words = _PREFIX.sub("", part.lower()).split()
        said = [word for word in words if len(word) >= _SHORTEST]
        if not said:
            return ()
        found = Article.objects.distinct().order_by("slug")
        for word in said:
            found = found.filter(_part_of_an_article(word))
        return tuple(
            (row.slug, Known(str(row.pk), str(row))) for row in found[: MOST + 1]
        )

    def _find(self, kind: str, name: str) -> tuple[Known, ...]:
        low = " ".join(name.lower().split())
        if not low:
            return ()
        if kind in _WITH_SYNONYMS or kind == "drug":
            found = self._names(kind).get(low, [])
        else:
            found = [Known(str(row.pk), str(row)) for row in _rows(kind, low)[:6]]
        return tuple(sorted(found, key=lambda one: one.label))

    def _read_names(self, kind: str) -> dict[str, list[Known]]:
        """Names in small letters → words. A word's own name beats other names."""
        own: dict[str, list[Known]] = {}
        other: dict[str, list[Known]] = {}
        if kind == "drug":
            drugs = {}
            for pk, name in Drug.objects.values_list("pk", "name"):
                drugs[pk] = Known(str(pk), name)
                own.setdefault(name.lower(), []).append(drugs[pk])
            for pk, name in DrugAlias.objects.values_list("drug_id", "text"):
                _add(other, name, drugs[pk])
        else:
            rows = _WITH_SYNONYMS[kind].objects.values_list("pk", "name", "synonyms")
            for pk, name, synonyms in rows:
                known = Known(str(pk), name)
                own.setdefault(name.lower(), []).append(known)
                for synonym in synonyms.splitlines():
                    _add(other, synonym, known)
        return other | own


def _add(names: dict[str, list[Known]], name: str, known: Known) -> None:
    bearers = names.setdefault(" ".join(name.lower().split()), [])
    if known not in bearers:
        bearers.append(known)


def _rows(kind: str, low: str) -> Any:
    """The rows of a name that are asked for one by one."""
    if kind == "biomarker":
        named = Biomarker.objects.filter(label_text__iexact=low)
        measured = Q(marker__iexact=low) | Q(name__iexact=low)
        return named or Biomarker.objects.filter(measured)
    if kind == "institution":
        return _institutions(low)
    if kind == "article":
        return _articles(low)
    table: Any = apps.get_model("vocabulary", kind)
    return table.objects.filter(name__iexact=low)


def _articles(low: str) -> Any:
    """The article of a key, a DOI or a PMID."""
    if pmid := low.removeprefix("pmid").strip(" :"):
        doi = low.removeprefix("https://doi.org/").removeprefix("doi:").strip()
        named = Q(slug=low) | Q(pmid=pmid) | (Q(doi=doi) if doi else Q(pk=None))
        return Article.objects.filter(named)
    return []


def _part_of_an_article(word: str) -> Q:
    """A word of its key, a family name, the beginning of a PMID, a part of a DOI."""
    named = Q(slug__startswith=word) | Q(slug__contains=f"-{word}")
    family = "authorships__person__family"
    named |= Q(**{f"{family}__istartswith": word}) | Q(
        **{f"{family}__icontains": f" {word}"}
    )
    if re.fullmatch(r"\d{4,}", word):
        named |= Q(pmid__startswith=word)
    if re.search(r"\d", word) and len(word) > _SHORTEST:
        named |= Q(doi__contains=word)
    return named


def _institutions(low: str) -> Any:
    """Those of a name, or the one that is written out with its place."""
    rows = Institution.objects.filter(name__iexact=low)
    if rows:
        return rows
    parts = Q(pk=None)
    for part in low.split(", "):
        parts |= Q(name__iexact=part)
    return [row for row in Institution.objects.filter(parts) if str(row).lower() == low]
