"""Keys that words had before they were renamed, worked out from their former names.

A public address or a published document may still use them. Nothing is stored for it:
the key of a fusion follows from its genes, so its former keys follow from theirs.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from casebase.vocabulary import fusion_names
from casebase.vocabulary.biomarker_names import biomarker_key
from casebase.vocabulary.choices import FusionState, GeneAliasKind
from casebase.vocabulary.fusion_names import NotAFusionName, Partner
from casebase.vocabulary.models import Biomarker, Gene, GeneFusion


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
