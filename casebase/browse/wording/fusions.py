"""Biomarkers in words. A partner that is not known is never written as if it were."""

from casebase.archive.choices import (
    BiomarkerKind,
    FindingResult,
    FusionEffect,
    FusionState,
    GeneSide,
    PartnerStatus,
)
from casebase.archive.document import Biomarker, Finding, Fusion

from .terms import listed, name

_KINDS_IN_WORDS = {
    BiomarkerKind.AMPLIFICATION: "amplification",
    BiomarkerKind.DELETION: "deletion",
    BiomarkerKind.EXPRESSION: "expression",
}


def fusion_genes(fusion: Fusion) -> str:
    """Write the genes as they are joined: `ETV6::NTRK3`; one gene stands alone."""
    if fusion.five_prime and fusion.three_prime:
        return f"{name(fusion.five_prime)}::{name(fusion.three_prime)}"
    if fusion.genes:
        return "/".join(name(gene) for gene in fusion.genes)
    return name(fusion.family) or fusion.label or fusion.key


def fusion_name(fusion: Fusion, effect: FusionEffect | None = None) -> str:
    """Name a fusion in a sentence: "ETV6::NTRK3 fusion", "NTRK1 rearrangement"."""
    genes = fusion_genes(fusion)
    if fusion.state == FusionState.PARTNER_UNKNOWN:
        is_fusion = effect == FusionEffect.CHIMERIC_TRANSCRIPT
        return f"{genes} {'fusion' if is_fusion else 'rearrangement'}"
    return f"{genes} fusion"


def biomarker_name(biomarker: Biomarker, effect: FusionEffect | None = None) -> str:
    """Name a biomarker in a sentence."""
    if biomarker.fusion:
        return fusion_name(biomarker.fusion, effect)
    if biomarker.label:
        return biomarker.label
    gene = name(biomarker.gene) or biomarker.marker
    what = biomarker.hgvs_p or biomarker.hgvs_c or biomarker.exon_text
    words = f"{gene} {what or _KINDS_IN_WORDS.get(biomarker.kind, '')}".strip()
    return words or biomarker.key


def finding_name(finding: Finding) -> str:
    """Name what was found, or looked for, in this patient."""
    return biomarker_name(finding.biomarker, finding.effect)


def partner_gap(finding: Finding, missing: str) -> str:
    """Say what of partner and side is not known: "partner and side not reported"."""
    fusion = finding.biomarker.fusion
    if fusion is None or finding.result == FindingResult.NEGATIVE:
        return ""
    if fusion.state == FusionState.FAMILY:
        return f"gene and partner {missing}"
    if fusion.state == FusionState.ORDER_NOT_REPORTED:
        return f"order of the genes {missing}"
    if fusion.state != FusionState.PARTNER_UNKNOWN:
        return ""
    side = finding.known_gene_side in (None, GeneSide.NOT_STATED)
    unknown = "partner and side" if side else "partner"
    match finding.partner_status:
        case PartnerStatus.UNDETERMINED_BY_ASSAY:
            return "the assay cannot tell the partner"
        case PartnerStatus.SEVERAL_POSSIBLE:
            return f"possible partners: {listed(finding.possible_partners, 'or')}"
    return f"{unknown} {missing}"


def finding_sentence(finding: Finding, missing: str) -> str:
    """Name a finding with what is not known: "NTRK1 rearrangement, partner and …"."""
    gap = partner_gap(finding, missing)
    return f"{finding_name(finding)}, {gap}" if gap else finding_name(finding)


def is_found(finding: Finding) -> bool:
    """Whether the biomarker was found: only a positive result is a finding."""
    return finding.result == FindingResult.POSITIVE
