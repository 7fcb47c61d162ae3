"""How the keys of each facet of findings are read off a finding: what counts as found.

A gene is a patient's by a positive alteration only, never by a stain or an expression
value; what a test cleared has a facet of its own (decision 9).
"""

from collections.abc import Iterable

from . import choices as c
from . import document as d
from .facet_keys import Case


def genes_named(biomarker: d.Biomarker) -> list[str]:
    """Return the genes a biomarker names, from either side of a fusion."""
    genes = [biomarker.gene]
    if fusion := biomarker.fusion:
        genes += [*fusion.genes, fusion.five_prime, fusion.three_prime]
    return list(dict.fromkeys(gene.key for gene in genes if gene))


def is_found(finding: d.Finding) -> bool:
    """Whether the finding says that the biomarker is there."""
    return finding.result == c.FindingResult.POSITIVE


def genes_found(finding: d.Finding) -> list[str]:
    """Return the genes this finding puts on the patient: positive alterations only."""
    altered = finding.biomarker.kind in c.ALTERATIONS
    return genes_named(finding.biomarker) if is_found(finding) and altered else []


def gene(finding: d.Finding, case: Case) -> Iterable[str]:
    """Genes altered."""
    return genes_found(finding)


def family(finding: d.Finding, case: Case) -> Iterable[str]:
    """Families of the genes altered, or the family where no gene is named."""
    for symbol in genes_found(finding):
        yield from case.terms.broader("gene", symbol)
    fusion = finding.biomarker.fusion
    if is_found(finding) and fusion and fusion.family:
        yield fusion.family.key


def fusions_found(document: d.CaseDocument) -> dict[str, d.Fusion]:
    """Return the fusions of a patient by key.

    A gene whose partner one test could not name is left out where another named it.
    """
    found = [one.biomarker.fusion for one in document.findings if is_found(one)]
    fusions = {fusion.key: fusion for fusion in found if fusion}
    named = {
        gene.key
        for fusion in fusions.values()
        if fusion.state == c.FusionState.TWO_GENES
        for gene in fusion.genes
    }
    return {
        key: fusion
        for key, fusion in fusions.items()
        if fusion.state != c.FusionState.PARTNER_UNKNOWN
        or not named & {gene.key for gene in fusion.genes}
    }


def fusion_found(finding: d.Finding, case: Case) -> d.Fusion | None:
    """Return the fusion found, but for one that another test knew better."""
    joined = finding.biomarker.fusion if is_found(finding) else None
    return fusions_found(case.document).get(joined.key) if joined else None


def fusion(finding: d.Finding, case: Case) -> Iterable[str]:
    """The fusion found."""
    joined = fusion_found(finding, case)
    return [joined.key] if joined else []


def biomarker(finding: d.Finding, case: Case) -> Iterable[str]:
    """The biomarker found."""
    return [finding.biomarker.key] if is_found(finding) else []


def finding_kind(finding: d.Finding, case: Case) -> Iterable[str]:
    """What sort of thing was found; a negative test has found nothing."""
    seen = (c.FindingResult.POSITIVE, c.FindingResult.LOST_OR_ABNORMAL)
    return [finding.biomarker.kind] if finding.result in seen else []


def assay(finding: d.Finding, case: Case) -> Iterable[str]:
    """How it was tested; what was not tested has no assay that could be silent."""
    if not finding.assays and finding.result == c.FindingResult.NOT_TESTED:
        return []
    return [case.told(one.method) for one in finding.assays] or [case.silence]


def concordance(finding: d.Finding, case: Case) -> Iterable[str]:
    """Whether the tests of one finding agree."""
    if not finding.assays:
        return [] if finding.result == c.FindingResult.NOT_TESTED else [case.silence]
    return [agreement(finding)]


def agreement(finding: d.Finding) -> str:
    """Say whether the tests named agree; only what two of them show can.

    A test that failed, or that is not told to have shown anything, contradicts none.
    """
    if len(finding.assays) == 1:
        return "one_test"
    decided = (c.AssayOutcome.POSITIVE, c.AssayOutcome.NEGATIVE)
    shown = [one.result for one in finding.assays if one.result in decided]
    if len(shown) < 2:
        return "not_comparable"
    return "agree" if len({*shown}) == 1 else "disagree"


def acquired(finding: d.Finding, case: Case) -> Iterable[str]:
    """Whether an alteration arose under treatment."""
    if not genes_found(finding):
        return []
    if finding.is_acquired or finding.emerged_on:
        return ["yes"]
    return [case.silence if finding.is_acquired is None else "no"]


def fusion_state(finding: d.Finding, case: Case) -> Iterable[str]:
    """How much is known of the fusion found."""
    joined = fusion_found(finding, case)
    return [joined.state] if joined else []


def tested_negative(finding: d.Finding, case: Case) -> Iterable[str]:
    """The genes that a negative test cleared; a marker of no gene by its own key.

    A family that was tested whole and found negative has no altered member.
    """
    named = genes_named(finding.biomarker)
    yield from named
    joined = finding.biomarker.fusion
    if joined and joined.family:
        yield joined.family.key
        yield from case.terms.genes_of_family(joined.family.key)
    elif not named:
        yield finding.biomarker.key
