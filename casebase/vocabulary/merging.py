"""Two words for one thing become one: references move, the old name goes on leading.

Pure of cases: which tables refer to a word is asked of the models. What follows for
published cases is `casebase.curation.merging`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction

from casebase.vocabulary.choices import BiomarkerKind, Ontology
from casebase.vocabulary.former_keys import FACETS
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugClass,
    GeneFusion,
    Institution,
    Journal,
    MergedWord,
)
from casebase.vocabulary.models.word import TreeWord, Word, lines

#: Genes and their families come from HGNC and are never merged here.
MERGEABLE: tuple[type[models.Model], ...] = (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugClass,
    GeneFusion,
    Institution,
    Journal,
)


class CannotMerge(ValueError):
    """These two are not merged; the sentence says why."""


@dataclass(frozen=True)
class Reference:
    """A column by which rows of some table refer to words of one vocabulary."""

    table: type[models.Model]
    column: str

    @property
    def is_link(self) -> bool:
        """Whether its table only links: a row doubled by merging can go."""
        return bool(self.table._meta.auto_created)

    def rows(self, word: models.Model) -> models.QuerySet:
        """The rows that refer to this word."""
        return self.table._base_manager.filter(**{self.column: word})


def references(vocabulary: type[models.Model]) -> Iterator[Reference]:
    """Every column of every table that refers to words of this vocabulary.

    What words of one vocabulary say of each other is left out: a broader term, a
    reciprocal fusion are no use of a word.
    """
    for relation in vocabulary._meta.get_fields(include_hidden=True):
        column = getattr(relation, "field", None)
        if not (relation.auto_created and isinstance(column, models.ForeignKey)):
            continue
        table = relation.related_model
        if isinstance(table, type) and table is not vocabulary:
            yield Reference(table, column.name)


def parts_of(word: models.Model) -> list[models.Model]:
    """The words that go when this one goes: a fusion and its biomarker are one."""
    fusion = word.fusion if isinstance(word, Biomarker) else word
    if not isinstance(fusion, GeneFusion):
        return [word]
    biomarker = Biomarker.objects.filter(fusion=fusion).first()
    return [biomarker, fusion] if biomarker else [fusion]


def why_not(word: models.Model, into: models.Model) -> str:
    """Why these two are not merged, in a sentence; empty when they can be."""
    if not isinstance(word, MERGEABLE) or type(word) is not type(into):
        return "Only two words of one list are merged; genes come from HGNC."
    if word.pk == into.pk:
        return "A word is not merged into itself."
    if isinstance(word, Word) and isinstance(into, Word):
        if word.is_accepted and not into.is_accepted:
            return f"“{into}” is only proposed. Accept it first."
        return _why_not_of_its_kind(word, into)
    return ""


def _why_not_of_its_kind(word: Word, into: Word) -> str:
    if isinstance(word, Disease) and word.ontology != Ontology.CUSTOM:
        return f"“{word}” comes from {word.ontology} and stays."
    if isinstance(word, TreeWord) and _has_narrower(word):
        return f"“{word}” has narrower terms. Move them to another term first."
    if isinstance(word, Biomarker) and isinstance(into, Biomarker):
        if word.kind != into.kind:
            return "The two are findings of different kinds."
        if word.fusion and into.fusion:
            return _why_not_of_its_kind(word.fusion, into.fusion)
    fusions = isinstance(word, GeneFusion) and isinstance(into, GeneFusion)
    if fusions and word.state != into.state:  # type: ignore[attr-defined]
        return (
            "The two do not say equally much of the fusion: a case would say more or "
            "less than its source."
        )
    return ""


def _has_narrower(word: Any) -> bool:
    return bool(word.children.exists())


@transaction.atomic
def merge(word: models.Model, into: models.Model) -> None:
    """Move every reference to `word` over to `into`, and delete `word`.

    Its names become other names of `into`; its key leads there. A fusion and its
    biomarker go together. Raises CannotMerge, and then nothing has changed.
    """
    if refusal := why_not(word, into):
        raise CannotMerge(refusal)
    if isinstance(word, Biomarker) and word.kind == BiomarkerKind.FUSION:
        assert isinstance(into, Biomarker), "two words of one list"
        assert word.fusion is not None, "a biomarker of this kind has a fusion"
        assert into.fusion is not None, "a biomarker of this kind has a fusion"
        word, into = word.fusion, into.fusion
    if isinstance(word, GeneFusion) and isinstance(into, GeneFusion):
        _merge_biomarkers(word, into)
    _merge_one(word, into)


def _merge_one(word: models.Model, into: models.Model) -> None:
    for reference in references(type(word)):
        _move(reference, word, into)
    _keep_names(word, into)
    if isinstance(word, Word):
        _lead(word, word.coded()["key"], into.coded()["key"])  # type: ignore[attr-defined]
    word.delete()


def _merge_biomarkers(word: GeneFusion, into: GeneFusion) -> None:
    biomarker = Biomarker.objects.filter(fusion=word).first()
    if biomarker is None:
        return
    there = Biomarker.objects.filter(fusion=into).first()
    if there is not None:
        _merge_one(biomarker, there)
        return
    before = biomarker.key
    label = biomarker.label
    biomarker.fusion = into
    biomarker.save()
    if before != biomarker.key:
        _lead(biomarker, before, biomarker.key, label)


def _move(reference: Reference, word: models.Model, into: models.Model) -> None:
    """Let rows refer to the other word; those that it has already go, if they may."""
    rows = reference.rows(word)
    try:
        with transaction.atomic():
            rows.update(**{reference.column: into})
    except IntegrityError:
        for row in rows:
            _move_one(reference, row, into)


def _move_one(reference: Reference, row: Any, into: models.Model) -> None:
    try:
        with transaction.atomic():
            one = reference.table._base_manager.filter(pk=row.pk)
            one.update(**{reference.column: into})
    except IntegrityError as refusal:
        ours = reference.table._meta.app_label == into._meta.app_label
        if not (reference.is_link or ours):
            name = reference.table._meta.verbose_name
            raise CannotMerge(
                f"A case names both words in one {name}. Leave one of them there, "
                "then merge."
            ) from refusal
        row.delete()


def _keep_names(word: models.Model, into: models.Model) -> None:
    """Let curators find what is left by every name of what is gone."""
    if isinstance(word, Drug) and isinstance(into, Drug):
        into.aliases.filter(text__iexact=into.name).delete()
        into.aliases.get_or_create(text=word.name)
    elif hasattr(into, "synonyms"):
        names = [*lines(into.synonyms), str(word), *lines(word.synonyms)]  # type: ignore[attr-defined]
        others = [name for name in names if name.casefold() != str(into).casefold()]
        into.synonyms = "\n".join(dict.fromkeys(others))
        into.save(update_fields=["synonyms"])


def _lead(word: Word, key: str, today: str, label: str = "") -> None:
    facet = FACETS[type(word)]
    # A key that was led elsewhere once and is a word's again leads where it does now.
    MergedWord.objects.filter(facet=facet, key__in=(key, today)).delete()
    MergedWord.objects.create(
        facet=facet, key=key, label=label or word.label, into=today
    )
