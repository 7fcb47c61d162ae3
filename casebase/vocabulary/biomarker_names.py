"""How a biomarker is named and keyed: pure functions of its parts."""

import re
from dataclasses import dataclass

from django.utils.text import slugify

THREE_LETTERS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q",
    "Glu": "E", "Gly": "G", "His": "H", "Ile": "I", "Leu": "L", "Lys": "K",
    "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W",
    "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip

# Marks that carry meaning in HGVS and that a slug would drop.
HGVS_MARKS = {"+": "plus", "-": "minus", "*": "ter", ">": "to", "=": "eq", "?": "unk"}

FUSION_ENDINGS = {
    "order_not_reported": "-fusion-order-not-reported",
    "partner_unknown": "-fusion-partner-unknown",
    "family": "-fusion-gene-not-named",
    "regulatory": "-regulatory-fusion",
}

# What kinds of biomarker are called after the gene or the marker they concern.
KIND_WORDS = {
    "snv_indel": "mutation",
    "amplification": "amplification",
    "deletion": "deletion",
    "expression": "expression",
    "protein_ihc": "immunohistochemistry",
    "methylation": "methylation",
}
WHOLE_GENOME = {
    "msi": "Microsatellite instability",
    "tmb": "Tumour mutational burden",
    "hrd": "Homologous recombination deficiency",
    "panel_negative": "Panel without a finding",
}


@dataclass(frozen=True)
class Parts:
    """The parts of a biomarker that make its name; symbols and keys, not rows."""

    kind: str
    gene: str = ""
    marker: str = ""
    hgvs_p: str = ""
    hgvs_c: str = ""
    exon_text: str = ""
    fusion_key: str = ""
    fusion_label: str = ""
    fusion_state: str = ""


def one_letter(hgvs_p: str) -> str:
    """`p.Val600Glu` as `V600E`, so that both spellings are one biomarker."""
    change = hgvs_p.strip().removeprefix("p.")
    if change.startswith("(") and change.endswith(")"):
        change = change[1:-1]
    return re.sub(
        r"[A-Z][a-z]{2}", lambda hit: THREE_LETTERS.get(hit[0], hit[0]), change
    )


def biomarker_key(parts: Parts) -> str:
    """The slug that identifies a biomarker in addresses and documents."""
    if parts.kind == "fusion":
        return _fusion_key(parts)
    pieces = [slugify(parts.gene or parts.marker)]
    if parts.gene and parts.marker:
        pieces.append(slugify(parts.marker))
    if parts.hgvs_p:
        pieces.append(_hgvs_slug(one_letter(parts.hgvs_p)))
    if parts.hgvs_c:
        pieces.append("c-" + _hgvs_slug(parts.hgvs_c.strip().removeprefix("c.")))
    if parts.exon_text:
        pieces.append(slugify(parts.exon_text))
    pieces.append(_kind_slug(parts))
    return "-".join(piece for piece in pieces if piece)


def biomarker_label(parts: Parts) -> str:
    """The name readers see when the curator gave none."""
    if parts.kind == "fusion":
        if parts.fusion_state in ("two_genes", "regulatory"):
            return f"{parts.fusion_label} fusion"
        return parts.fusion_label
    if parts.kind in WHOLE_GENOME:
        words = WHOLE_GENOME[parts.kind]
        return f"{words}, {parts.marker}" if parts.marker else words
    change = one_letter(parts.hgvs_p) if parts.hgvs_p else parts.hgvs_c
    pieces = [parts.gene, parts.marker, change, parts.exon_text]
    if parts.kind != "snv_indel" or not _change_is_told(parts):
        pieces.append(KIND_WORDS.get(parts.kind, ""))
    return " ".join(piece for piece in pieces if piece)


def _fusion_key(parts: Parts) -> str:
    stem = parts.fusion_key.removesuffix("-partner-unknown").removesuffix("-family")
    stem = re.sub(r"::|\+|@|_", "-", stem)
    return slugify(stem) + FUSION_ENDINGS.get(parts.fusion_state, "-fusion")


def _kind_slug(parts: Parts) -> str:
    """The kind closes the slug unless the change or the marker already says it."""
    if parts.kind == "snv_indel" and _change_is_told(parts):
        return ""
    if parts.kind == "hereditary_syndrome" and "syndrome" in parts.marker.lower():
        return ""
    if parts.kind == "protein_ihc":
        return "ihc"
    return slugify(KIND_WORDS.get(parts.kind, parts.kind.replace("_", "-")))


def _change_is_told(parts: Parts) -> bool:
    """“exon 14 skipping” says what happened; “exon 20” alone does not."""
    bare_exon = re.fullmatch(r"(?i)exons?[ \d,–-]*", parts.exon_text)
    return bool(parts.hgvs_p or parts.hgvs_c or (parts.exon_text and not bare_exon))


def _hgvs_slug(change: str) -> str:
    marks = re.compile("[" + re.escape("".join(HGVS_MARKS)) + "]")
    spelt = marks.sub(lambda hit: f" {HGVS_MARKS[hit[0]]} ", change)
    return slugify(re.sub(r"[^\w ]", " ", spelt))
