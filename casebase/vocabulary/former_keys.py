"""Keys that words had before they were renamed or merged into others.

A public address or a published document may still use them. Of renaming nothing is
stored: the key of a fusion follows from its genes, so its former keys follow from
theirs. Of merging a row is kept (`MergedWord`), since the word itself is gone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from casebase.vocabulary import fusion_names
from casebase.vocabulary.biomarker_names import biomarker_key
from casebase.vocabulary.choices import FusionState, GeneAliasKind
from casebase.vocabulary.fusion_names import NotAFusionName, Partner
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugClass,
    Gene,
    GeneFusion,
    MergedWord,
)
from casebase.vocabulary.models.word import AnyWord, Word

#: Where readers meet the words of a vocabulary that can be merged.
FACETS: dict[type[Word], str] = {
    AdverseEventTerm: "adverse_event",
    Biomarker: "biomarker",
    BodySite: "site",
    Disease: "diagnosis",
    DiseaseGroup: "diagnosis",
    Drug: "drug",
    DrugClass: "drug_class",
    GeneFusion: "fusion",
}
Merged = Mapping[tuple[str, str], Sequence[MergedWord]]


def of_gene(gene: Gene) -> list[str]:
    """Its former symbols."""
    return [
        alias.text
        for alias in gene.aliases.all()
        if alias.kind == GeneAliasKind.PREVIOUS
    ]


def of_fusion(fusion: GeneFusion) -> list[str]:
    """The keys it had under every former symbol of its genes."""
    if fusion.state in (FusionState.FAMILY, FusionState.REGULATORY):
        return []
    return [key for key in _fusion_keys(fusion) if key != fusion.key]


def of_biomarker(biomarker: Biomarker) -> list[str]:
    """The keys it had under every former symbol of its gene or of its fusion's."""
    parts = biomarker.parts()
    gene, fusion = biomarker.gene, biomarker.fusion
    symbols = of_gene(gene) if gene else []
    keys = of_fusion(fusion) if fusion else []
    earlier = [replace(parts, gene=symbol) for symbol in symbols]
    earlier += [replace(parts, fusion_key=key) for key in keys]
    return [biomarker_key(one) for one in earlier]


def all_merged() -> Merged:
    """Every merged word, by the facet and the key it was merged into."""
    merged: dict[tuple[str, str], list[MergedWord]] = defaultdict(list)
    for word in MergedWord.objects.all():
        merged[word.facet, word.into].append(word)
    return merged


def merged_into(
    facet: str, keys: Sequence[str], merged: Merged
) -> Iterator[MergedWord]:
    """The words that became the one of these keys, also by way of others."""
    waiting, seen = list(keys), set(keys)
    while waiting:
        for word in merged.get((facet, waiting.pop()), ()):
            if word.key not in seen:
                seen.add(word.key)
                waiting.append(word.key)
                yield word


def of_today(table: type[Word]) -> dict[str, str]:
    """Keys of merged words of this vocabulary, each with the key it leads to."""
    facet = FACETS.get(table)
    if facet is None:
        return {}
    rows = MergedWord.objects.filter(facet=facet).values_list("key", "into")
    step = dict(rows)
    return {key: _last(key, step) for key in step}


def word_of(table: type[AnyWord], key: str) -> AnyWord | None:
    """The word of a key, or the one it was merged into; None if there is neither."""
    words: Any = table._default_manager
    found: AnyWord | None = words.filter(**{table.KEY_FIELD: key}).first()
    if found is None and (today := of_today(table).get(key)):
        found = words.filter(**{table.KEY_FIELD: today}).first()
    return found


def _last(key: str, step: Mapping[str, str]) -> str:
    seen = {key}
    while step.get(key, key) not in seen:
        key = step[key]
        seen.add(key)
    return key


def _fusion_keys(fusion: GeneFusion) -> Iterator[str]:
    name = fusion.as_name()
    ends = [[gene.symbol, *of_gene(gene)] for gene in fusion.genes()]
    for symbols in product(*ends):
        try:
            first, *second = map(Partner, symbols)
            parts = replace(name, first=first, second=second[0] if second else None)
            yield fusion_names.key(parts)
        except NotAFusionName:
            continue  # Some symbols of old are none by today's rules.
