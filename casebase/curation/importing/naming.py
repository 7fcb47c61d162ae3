"""Whether the biomarkers of a case have the keys that their parts make.

A key that says one gene and parts that say another would put a patient under the wrong
gene, and without a word: the vocabulary knows the key already.
"""

from collections.abc import Iterator

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.vocabulary import fusion_names
from casebase.vocabulary.biomarker_names import Parts, biomarker_key
from casebase.vocabulary.choices import RegulatoryClass
from casebase.vocabulary.fusion_names import FusionName, NotAFusionName, Partner, State

from .faults import Fault


def faults(case: d.CaseDocument) -> list[Fault]:
    """Return what is wrong with the keys of biomarkers and fusions."""
    return [
        Fault(f"findings[{index}].biomarker.{path}", said)
        for index, finding in enumerate(case.findings)
        for path, said in _biomarker(finding.biomarker)
    ]


def regulatory_class(key: str) -> str:
    """Return the class that a regulatory fusion has by its key: `reg_e@ABL1::MYC`."""
    return key.removeprefix("reg_")[:1]


def _biomarker(biomarker: d.Biomarker) -> Iterator[tuple[str, str]]:
    fusion = biomarker.fusion
    if fusion:
        if biomarker.gene:
            yield "gene", "the fusion names the genes; leave the gene empty"
        yield from _fusion(fusion)
    parts = Parts(
        kind=str(biomarker.kind),
        gene=biomarker.gene.key if biomarker.gene else "",
        marker=biomarker.marker,
        hgvs_p=biomarker.hgvs_p,
        hgvs_c=biomarker.hgvs_c,
        exon_text=biomarker.exon_text,
        fusion_key=fusion.key if fusion else "",
        fusion_state=str(fusion.state) if fusion else "",
    )
    key = biomarker_key(parts)
    if key != biomarker.key:
        yield "key", f"from its parts this biomarker is “{key}”"


def _fusion(fusion: d.Fusion) -> Iterator[tuple[str, str]]:
    ends = [gene.key for gene in (fusion.five_prime, fusion.three_prime) if gene]
    named = [gene.key for gene in fusion.genes]
    ordered = fusion.state in (c.FusionState.TWO_GENES, c.FusionState.REGULATORY)
    if ordered and (len(ends) != 2 or named != ends):
        yield "fusion.genes", "name both genes: at their ends, and in this order"
    elif not ordered and (ends or named != sorted(named)):
        yield "fusion.genes", "genes without an order stand in that of the alphabet"
    else:
        try:
            key = _fusion_key(fusion, named)
        except NotAFusionName as error:
            yield "fusion", str(error)
        else:
            if key != fusion.key:
                yield "fusion.key", f"from its genes this fusion is “{key}”"


def _fusion_key(fusion: d.Fusion, genes: list[str]) -> str:
    if fusion.state == c.FusionState.REGULATORY:
        known = regulatory_class(fusion.key)
        kind = known if known in RegulatoryClass.values else RegulatoryClass.ENHANCER
        return f"reg_{kind}@{'::'.join(genes)}"
    first, second, *more = [*map(Partner, genes), None, None]
    if any(more):
        raise NotAFusionName("A fusion joins two genes.")
    family = fusion.family.key if fusion.family else ""
    name = FusionName(State(str(fusion.state)), first, second, family=family)
    return fusion_names.key(name)
