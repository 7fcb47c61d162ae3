"""A fusion drawn as far as it is known and no further.

Two genes joined in order; two genes whose order is not told; one gene with a gap where
its partner would be; a family without a gene. Exons only where the source names them.
No protein domains: none is taken from a source here. x is in per cent of the chart.
"""

from dataclasses import dataclass

from casebase.archive.choices import FusionState, GeneSide
from casebase.archive.document import Finding
from casebase.browse import wording


@dataclass(frozen=True)
class Piece:
    """One block of the drawing: a gene, or a gap with a question mark."""

    x: float
    width: float
    css: str
    title: str
    detail: str = ""

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Rearrangement:
    """The drawing, and the same in words."""

    pieces: tuple[Piece, ...]
    joined_at: float | None
    """Where the breakpoint is drawn; None where nothing is known to be joined."""
    is_ordered: bool
    words: str


def rearrangement(finding: Finding, missing: str) -> Rearrangement | None:
    """Return the drawing of a fusion; None where there is no fusion."""
    fusion = finding.biomarker.fusion
    if fusion is None:
        return None
    genes = [wording.name(gene) for gene in fusion.genes]
    if fusion.five_prime and fusion.three_prime:
        five, three = wording.name(fusion.five_prime), wording.name(fusion.three_prime)
        return _joined(five, three, finding, missing)
    if fusion.state == FusionState.ORDER_NOT_REPORTED and len(genes) > 1:
        return _unordered(genes[0], genes[1], missing)
    if genes:
        return _partner_unknown(genes[0], finding, missing)
    family = wording.name(fusion.family) or wording.fusion_name(fusion)
    pieces = (Piece(25, 50, "unk", f"{family} family", f"gene {missing}"),)
    return Rearrangement(
        pieces, None, False, f"A gene of the {family} family, gene {missing}."
    )


def _joined(five: str, three: str, finding: Finding, missing: str) -> Rearrangement:
    last = f"to exon {finding.exon_5p}" if finding.exon_5p else ""
    first = f"from exon {finding.exon_3p}" if finding.exon_3p else ""
    pieces = (Piece(0, 49, "p5", five, last), Piece(51, 49, "k3", three, first))
    exons = ", ".join(part for part in (last, first) if part) or f"exons {missing}"
    words = f"{five} at the 5′ side joined to {three} at the 3′ side; {exons}."
    return Rearrangement(pieces, 50, True, words)


def _unordered(one: str, other: str, missing: str) -> Rearrangement:
    pieces = (Piece(0, 46, "p5", one), Piece(54, 46, "p5", other))
    words = f"{one} and {other}; which of them lies 5′ is {missing}."
    return Rearrangement(pieces, None, False, words)


def _partner_unknown(gene: str, finding: Finding, missing: str) -> Rearrangement:
    side = finding.known_gene_side
    pieces: tuple[Piece, ...]
    if side == GeneSide.FIVE_PRIME:
        pieces = (
            Piece(0, 49, "p5", gene, _to(finding)),
            Piece(51, 49, "unk", "?", f"partner {missing}"),
        )
        words = f"{gene} at the 5′ side; partner {missing}."
        return Rearrangement(pieces, 50, True, words)
    if side == GeneSide.THREE_PRIME:
        pieces = (
            Piece(0, 49, "unk", "?", f"partner {missing}"),
            Piece(51, 49, "k3", gene, _from(finding)),
        )
        words = f"{gene} at the 3′ side; partner {missing}."
        return Rearrangement(pieces, 50, True, words)
    pieces = (
        Piece(30, 40, "k3", gene),
        Piece(0, 27, "unk", "?"),
        Piece(73, 27, "unk", "?"),
    )
    words = f"{gene} is rearranged; partner and side {missing}."
    return Rearrangement(pieces, None, False, words)


def _to(finding: Finding) -> str:
    return f"to exon {finding.exon_5p}" if finding.exon_5p else ""


def _from(finding: Finding) -> str:
    return f"from exon {finding.exon_3p}" if finding.exon_3p else ""
