"""A fusion drawn as far as it is known and no further.

Two genes joined in order; two genes whose order is not told; one gene with a gap where
its partner would be; a family without a gene. Exons only where the source names them,
a breakpoint only where partner, side and place are known. No protein domains: none is
taken from a source here. x is in per cent of the chart, y in px.
"""

from dataclasses import dataclass

from casebase.archive.choices import FusionState, GeneSide
from casebase.archive.document import Finding
from casebase.browse import wording

from .fitting import LETTER, cut, lines

#: Px: the chart on the narrowest phone, and a letter of a gene's name.
NARROWEST, GENE_LETTER = 288, 9


@dataclass(frozen=True)
class Piece:
    """One block of the drawing: a gene, or a gap with a question mark."""

    x: float
    width: float
    css: str
    title: str
    detail: str = ""
    side: str = ""
    """Where it lies, for the table: "5′ side"."""

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2

    @property
    def lines(self) -> list[tuple[int, str, str]]:
        """The y, the class and the words of each line, fitted into the block."""
        wide = NARROWEST * self.width / 100
        told = [("fx__g", cut(self.title, int(wide / GENE_LETTER)))]
        told += [("fx__d", line) for line in lines(self.detail, int(wide / LETTER))]
        top = 51 - 7 * (len(told) - 1)
        return [(top + 14 * n, css, line) for n, (css, line) in enumerate(told)]


@dataclass(frozen=True)
class Rearrangement:
    """The drawing, and the same in words."""

    pieces: tuple[Piece, ...]
    joined_at: float | None
    """Where the breakpoint is drawn; None where it is not known."""
    is_ordered: bool
    words: str
    note: str = ""
    """What is said below where no breakpoint is drawn."""


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
    words = f"A gene of the {family} family, gene {missing}."
    return Rearrangement(pieces, None, False, words)


def _joined(five: str, three: str, finding: Finding, missing: str) -> Rearrangement:
    last, first = _to(finding), _from(finding)
    pieces = (
        Piece(0, 49, "p5", five, last, "5′ side"),
        Piece(51, 49, "k3", three, first, "3′ side"),
    )
    told = ", ".join(part for part in (last, first) if part)
    is_known = bool(told or finding.breakpoint_5p or finding.breakpoint_3p)
    words = f"{five} at the 5′ side joined to {three} at the 3′ side; "
    if is_known:
        place = told or f"breakpoint reported, exons {missing}"
        return Rearrangement(pieces, 50, True, f"{words}{place}.")
    note = f"breakpoint {missing}"
    return Rearrangement(pieces, None, True, f"{words}exons and {note}.", note)


def _unordered(one: str, other: str, missing: str) -> Rearrangement:
    pieces = (Piece(0, 46, "p5", one), Piece(54, 46, "p5", other))
    note = f"which lies 5′ is {missing}"
    words = f"{one} and {other}; which of them lies 5′ is {missing}."
    return Rearrangement(pieces, None, False, words, note)


def _partner_unknown(gene: str, finding: Finding, missing: str) -> Rearrangement:
    side, partner = finding.known_gene_side, f"partner {missing}"
    pieces: tuple[Piece, ...]
    if side == GeneSide.FIVE_PRIME:
        last = _to(finding)
        pieces = (
            Piece(0, 49, "p5", gene, last, "5′ side"),
            Piece(51, 49, "unk", "?", partner, "3′ side"),
        )
        words = f"{gene} at the 5′ side{_comma(last)}; {partner}."
        return Rearrangement(pieces, None, True, words)
    if side == GeneSide.THREE_PRIME:
        first = _from(finding)
        pieces = (
            Piece(0, 49, "unk", "?", partner, "5′ side"),
            Piece(51, 49, "k3", gene, first, "3′ side"),
        )
        words = f"{gene} at the 3′ side{_comma(first)}; {partner}."
        return Rearrangement(pieces, None, True, words)
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


def _comma(words: str) -> str:
    return f", {words}" if words else ""
