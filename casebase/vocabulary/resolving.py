"""From names to rows: which gene is meant, and the fusion or biomarker of these parts.

Search may follow aliases and says which it followed. Entry ends in approved symbols:
nothing here turns an alias into a gene without being asked.
"""

from dataclasses import dataclass

from casebase.vocabulary import fusion_names
from casebase.vocabulary.former_keys import word_of
from casebase.vocabulary.fusion_names import Candidate, FusionName, State
from casebase.vocabulary.models import (
    Biomarker,
    Gene,
    GeneAlias,
    GeneFamily,
    GeneFusion,
)


class UnknownWord(LookupError):
    """A name that no row bears; the message says which, in words."""


@dataclass(frozen=True)
class GeneMatch:
    """A gene, and the other name it was found by; empty for its symbol."""

    gene: Gene
    found_as: str = ""


def find_genes(text: str) -> list[GeneMatch]:
    """The genes a name may mean. Its symbol, in any capitals, beats every alias."""
    name = text.strip()
    exact = Gene.objects.filter(symbol__iexact=name).first()
    if exact is not None:
        return [GeneMatch(exact)]
    aliases = GeneAlias.objects.filter(text__iexact=name).select_related("gene")
    matches = {alias.gene: alias.text for alias in aliases.order_by("gene__symbol")}
    return [GeneMatch(gene, found_as) for gene, found_as in matches.items()]


def possible_readings(text: str) -> list[Candidate]:
    """The readings of a loosely written name whose genes and families exist."""
    return [
        candidate for candidate in fusion_names.candidates(text) if _exists(candidate)
    ]


def fusion_of(name: FusionName) -> GeneFusion:
    """The fusion of this name, proposed as a new one if there is none yet.

    Raises UnknownWord when a gene or family is not in the list.
    """
    there = word_of(GeneFusion, fusion_names.key(name))
    if there is not None:
        return there
    fusion = GeneFusion(state=str(name.state))
    if name.state is State.FAMILY:
        fusion.family = _family(name.family)
    elif name.state is State.TWO_GENES:
        fusion.five_prime, fusion.three_prime = map(_gene, name.symbols)
    else:
        genes = [_gene(symbol) for symbol in name.symbols]
        fusion.gene = genes[0]
        fusion.other_gene = genes[1] if len(genes) > 1 else None
    fusion.full_clean()
    fusion.save()
    return fusion


def fusion_from_document(document: dict) -> GeneFusion:
    """The fusion of a document, proposed if new.

    Raises UnknownWord when a gene is not in the list, or when the key is not that of
    a fusion this archive can hold.
    """
    there = word_of(GeneFusion, document["key"])
    if there is not None:
        return there
    try:
        return fusion_of(fusion_names.parse(document["key"]))
    except fusion_names.NotAFusionName as fault:
        raise UnknownWord(f"{document['key']}: {fault}") from fault


def biomarker_from_document(document: dict) -> Biomarker:
    """The biomarker of a document, proposed if new; its label is kept as its name.

    Raises UnknownWord for a gene that is not in the list, and ValidationError for
    parts that do not make a biomarker.
    """
    there = word_of(Biomarker, document["key"])
    if there is not None:
        return there
    fusion = document.get("fusion")
    biomarker = Biomarker(
        kind=document["kind"],
        gene=_gene(document["gene"]) if document.get("gene") else None,
        fusion=fusion_from_document(fusion) if fusion else None,
        marker=document.get("marker", ""),
        hgvs_p=document.get("hgvs_p", ""),
        hgvs_c=document.get("hgvs_c", ""),
        exon_text=document.get("exon_text", ""),
    )
    if document.get("label") not in (None, "", biomarker.label):
        biomarker.name = document["label"]
    biomarker.full_clean()
    biomarker.save()
    if biomarker.key != document["key"]:
        raise UnknownWord(
            f"The biomarker {document['key']} has parts that make {biomarker.key}."
        )
    return biomarker


def _gene(symbol: str) -> Gene:
    gene = Gene.objects.filter(symbol__iexact=symbol).first()
    if gene is None:
        bearers = [match.gene.symbol for match in find_genes(symbol)]
        hint = f" It is another name of {' and of '.join(bearers)}." if bearers else ""
        raise UnknownWord(f"There is no gene {symbol} in the vocabulary.{hint}")
    return gene


def _family(key: str) -> GeneFamily:
    family = GeneFamily.objects.filter(key__iexact=key).first()
    if family is None:
        raise UnknownWord(f"There is no gene family {key} in the vocabulary.")
    return family


def _exists(candidate: Candidate) -> bool:
    name = candidate.name
    if name is None:  # The reading is a gene.
        return bool(find_genes(candidate.gene))
    if name.state is State.FAMILY:
        return GeneFamily.objects.filter(key__iexact=name.family).exists()
    return all(find_genes(symbol) for symbol in name.symbols)
