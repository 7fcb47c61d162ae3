"""Gene fusions by the VICC Gene Fusion Specification, as JSON.

The structure is that of the specification's models in `fusor` (cancervariants/fusor,
src/fusor/models.py: AssayedFusion, CategoricalFusion); the rules and the nomenclature
are the specification's own (https://fusions.cancervariants.org, information model and
nomenclature).

What it cannot say is not said: an element stands in 5′ to 3′ order, so a fusion whose
order or side is not known has no structure; a segment of a transcript needs an aligned
place in the genome, which no case report prints, so that transcripts and exons stand in
the nomenclature where both are known, else as reported. A regulatory form stays words.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.vocabulary import fusion_names

Element = dict[str, Any]

SPECIFICATION = "https://fusions.cancervariants.org"
HGNC = "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/"
UNKNOWN: Element = {"type": "UnknownGeneElement"}
ANY: Element = {"type": "MultiplePossibleGenesElement"}

#: The one assay whose identifier was verified (OBI, in the specification's text).
FISH = "obi:OBI_0003094"
_FISH = (c.AssayMethod.FISH_BREAK_APART, c.AssayMethod.FISH_FUSION)
_EVENTS = {
    c.FusionCause.REARRANGEMENT: "rearrangement",
    c.FusionCause.READ_THROUGH: "read-through",
    c.FusionCause.TRANS_SPLICING: "trans-splicing",
}
_FRAMES = {c.YesNo.YES: True, c.YesNo.NO: False}
_SIDES = (c.GeneSide.FIVE_PRIME, c.GeneSide.THREE_PRIME)


def why_not(row: d.Finding) -> str:
    """Say why a fusion that was found has no structure; empty where it has one."""
    fusion = row.biomarker.fusion
    if fusion is None:
        return "It is no gene fusion."
    regulatory = c.FusionEffect.REGULATORY
    if fusion.state == c.FusionState.REGULATORY or row.effect == regulatory:
        return "It is regulatory; the element is known in words alone."
    if fusion.state == c.FusionState.PARTNER_UNKNOWN and row.known_gene_side not in (
        _SIDES
    ):
        return "On which side of the fusion the gene lies is not known."
    is_pair = fusion.state == c.FusionState.TWO_GENES
    genes = _in_order(fusion) if is_pair else fusion.genes
    return _why_not(str(fusion.state), genes)


def _why_not(state: str, genes: Sequence[d.Coded]) -> str:
    if state == c.FusionState.FAMILY or not genes:
        return "No gene is named."
    if state == c.FusionState.ORDER_NOT_REPORTED:
        return "The order of the genes is not known."
    bare = [gene.key for gene in genes if not gene.code.startswith("HGNC:")]
    if bare:
        return f"No HGNC identifier is known: {', '.join(bare)}."
    if state == c.FusionState.TWO_GENES and len({gene.code for gene in genes}) != 2:
        return "A fusion has two genes."
    return ""


def assayed(row: d.Finding) -> Element | None:
    """Return a fusion that was found in a patient, where it can be told."""
    fusion = row.biomarker.fusion
    if fusion is None or row.result != c.FindingResult.POSITIVE or why_not(row):
        return None
    found: Element = {
        "type": "AssayedFusion",
        "structure": _structure(row, fusion),
        "viccNomenclature": nomenclature(row, fusion),
    }
    if row.in_frame in _FRAMES:
        found["readingFramePreserved"] = _FRAMES[row.in_frame]
    if row.cause in _EVENTS:
        found["causativeEvent"] = {
            "type": "CausativeEvent",
            "eventType": _EVENTS[row.cause],
        } | ({"eventDescription": row.iscn} if row.iscn else {})
    if assay := _assay(row):
        found["assay"] = assay
    return found


def _structure(row: d.Finding, fusion: d.Fusion) -> list[Element]:
    if fusion.state == c.FusionState.TWO_GENES:
        return [_gene(gene) for gene in _in_order(fusion)]
    known = _gene(fusion.genes[0])
    is_first = row.known_gene_side == c.GeneSide.FIVE_PRIME
    return [known, UNKNOWN] if is_first else [UNKNOWN, known]


def _in_order(fusion: d.Fusion) -> list[d.Coded]:
    return [gene for gene in (fusion.five_prime, fusion.three_prime) if gene]


def _gene(gene: d.Coded) -> Element:
    number = gene.code.partition(":")[2]
    return {
        "type": "GeneElement",
        "gene": {
            "conceptType": "Gene",
            "name": gene.key,
            "primaryCoding": {
                "id": f"hgnc:{number}",
                "code": gene.code,
                "system": HGNC,
            },
        },
    }


def nomenclature(row: d.Finding, fusion: d.Fusion) -> str:
    """Write a fusion of a patient, `(::)` where it was inferred.

    The junction stands where both transcripts and exons are known and nothing lies
    between them; else the genes with their identifiers.
    """
    inferred = row.detection == c.FusionDetection.INFERRED
    if fusion.state == c.FusionState.PARTNER_UNKNOWN:
        name = fusion_names.FusionName(
            fusion_names.State.PARTNER_UNKNOWN,
            _partner(fusion.genes[0]),
            side=fusion_names.Side(str(row.known_gene_side)),
            inferred=inferred,
        )
        return fusion_names.format(name)
    ends = _in_order(fusion)
    first, second = _junction(row, *ends) or map(_partner, ends)
    two_genes = fusion_names.State.TWO_GENES
    name = fusion_names.FusionName(two_genes, first, second, inferred=inferred)
    return fusion_names.format(name)


def _partner(gene: d.Coded) -> fusion_names.Partner:
    return fusion_names.Partner(gene.key, hgnc_id=gene.code)


def _junction(
    row: d.Finding, five_prime: d.Coded, three_prime: d.Coded
) -> list[fusion_names.Partner]:
    told = (row.transcript_5p, row.exon_5p, row.transcript_3p, row.exon_3p)
    if not all(told) or row.linker_note:
        return []
    ends = (
        f"{row.transcript_5p}({five_prime.key}):e.{row.exon_5p}",
        f"{row.transcript_3p}({three_prime.key}):e.{row.exon_3p}",
    )
    try:
        name = fusion_names.parse("::".join(ends))
    except fusion_names.NotAFusionName:
        return []  # exons told in words, a transcript without its version
    return list(name.partners)


def _assay(row: d.Finding) -> Element:
    """The assay, if there was one alone; and whether it saw the fusion itself."""
    found: Element = {}
    seen = {"observed": "observed", "direct": "observed", "inferred": "inferred"}
    detection = str(row.detection)
    positive = [x for x in row.assays if x.result != c.AssayOutcome.NEGATIVE]
    if len(positive) == 1:
        [assay] = positive
        known = assay.method != c.AssayMethod.NOT_REPORTED
        if name := assay.assay_name or (str(assay.method.label) if known else ""):
            found["assayName"] = name
        if assay.method in _FISH:
            found["assayId"] = FISH
        if str(assay.detection) in seen:
            detection = str(assay.detection)
    if detection in seen:
        found["fusionDetection"] = seen[detection]
    return {"type": "Assay", **found} if found else {}


# ── Files ─────────────────────────────────────────────────────────────────────────

#: Keys of a finding that are told as reported, whether or not there is a structure.
_REPORTED = (
    "transcript_5p",
    "exon_5p",
    "transcript_3p",
    "exon_3p",
    "linker_note",
    "build",
    "breakpoint_5p",
    "breakpoint_3p",
    "partner_status",
    "possible_partners",
    "known_gene_side",
    "effect",
    "detection",
    "kinase_domain_retained",
)


def fusions_of(case: d.CaseDocument) -> list[Element]:
    """Return the fusions that were found in a patient, as a file lists them."""
    return [
        _told(row)
        for row in case.findings
        if row.biomarker.fusion and row.result == c.FindingResult.POSITIVE
    ]


def _told(row: d.Finding) -> Element:
    assert row.biomarker.fusion is not None, "only fusions are listed"
    known = row.model_dump(mode="json", exclude_defaults=True)
    reported = {key: known[key] for key in _REPORTED if key in known}
    return {
        "finding": row.ref,
        "category": row.biomarker.fusion.key,
        "fusion": assayed(row),
        "why_not": why_not(row),
        "reported": {"words": row.reported, **reported},
    }


def category(
    facts: Mapping[str, Any], gene: Callable[[str], d.Coded]
) -> tuple[Element | None, str]:
    """Return a category of fusions, or None and why it cannot be told.

    `facts` are those of the term; `gene` finds a gene by its key.
    """
    state = str(facts.get("state", ""))
    if state == c.FusionState.REGULATORY:
        return None, "It is regulatory; the element is known in words alone."
    ends = [str(facts.get(key, "")) for key in ("five_prime", "three_prime")]
    if state == c.FusionState.PARTNER_UNKNOWN and not any(ends):
        return None, "On which side of the fusion the gene lies is not known."
    genes = tuple(gene(key) for key in ends if key)
    if reason := _why_not(state, genes):
        return None, reason
    elements = [_gene(gene(key)) if key else ANY for key in ends]
    names = [f"{key}({gene(key).code.lower()})" if key else "v" for key in ends]
    return {
        "type": "CategoricalFusion",
        "structure": elements,
        "viccNomenclature": "::".join(names),
    }, ""
