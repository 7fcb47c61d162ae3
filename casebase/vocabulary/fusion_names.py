"""Names of gene fusions: text to parts and back.

Pure: no framework, no database. Whether a symbol is a gene is asked elsewhere.

The grammar is that of HGNC (Bruford 2021) and the VICC Gene Fusion Specification for
two genes, one gene with an unknown partner, and exon junctions, and our own keys for
what those do not name: two genes without an order, and a family.

    ETV6::NTRK3                                       two genes, 5′ first
    NM_152263.3(TPM3):e.8::NM_002529.3(NTRK1):e.10    with transcripts and exons
    TPM3 exon 8 :: NTRK1 exon 10                      exons, transcript not reported
    ?::NTRK1, NTRK1::?, ?(::)NTRK1                    partner unknown; inferred
    NTRK1-partner-unknown                             partner and side unknown
    ABL1+BCR                                          order not reported
    NTRK-family                                       no gene named

Regulatory and linker forms are refused: findings keep them as reported words.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 300
SYMBOL = r"[A-Za-z0-9][A-Za-z0-9@_.]*(?:-[A-Za-z0-9@_.]+)*"
PARTNER_UNKNOWN = "-partner-unknown"
FAMILY = "-family"

_SYMBOL = re.compile(SYMBOL)
_GENE = re.compile(rf"(?P<symbol>{SYMBOL})(?:\((?P<hgnc>(?i:hgnc):[1-9]\d{{0,6}})\))?")
_EXON_WORDS = re.compile(rf"(?P<symbol>{SYMBOL}) exon (?P<exon>[1-9]\d{{0,2}})")
_TRANSCRIPT = r"(?:[NX][MR]_\d+|ENST\d+|LRG_\d+t\d+)\.\d+"
_JUNCTION = re.compile(
    rf"(?P<transcript>{_TRANSCRIPT})\((?P<symbol>{SYMBOL})\)"
    r":e\.(?P<exon>[1-9]\d{0,2})(?P<offset>[+-][1-9]\d{0,6})?"
)
_SEGMENT = re.compile(r".*:e\.\d*_\d*.*")
_UNVERSIONED = re.compile(r"(?:[NX][MR]_\d+|ENST\d+)\(.*")


class NotAFusionName(ValueError):
    """The text is no name of a fusion; the message says why and what to write."""


class KeptAsWords(NotAFusionName):
    """A form that is understood but not broken into parts; the words are kept."""


class State(StrEnum):
    """How much of the fusion the name tells."""

    TWO_GENES = "two_genes"
    ORDER_NOT_REPORTED = "order_not_reported"
    PARTNER_UNKNOWN = "partner_unknown"
    FAMILY = "family"


class Side(StrEnum):
    """On which side of the junction a lone known gene lies."""

    FIVE_PRIME = "five_prime"
    THREE_PRIME = "three_prime"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Partner:
    """One gene of a fusion, and where in it the junction lies as far as known."""

    symbol: str
    hgnc_id: str = ""
    transcript: str = ""
    exon: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        _check_symbol(self.symbol)
        if (self.transcript or self.offset) and self.exon is None:
            raise NotAFusionName("A transcript or an offset goes with an exon.")
        if self.offset and not self.transcript:
            raise NotAFusionName("An offset is counted on a transcript. Name it.")
        if self.hgnc_id and self.exon is not None:
            raise NotAFusionName("Write the HGNC id or the exon, not both.")


@dataclass(frozen=True, slots=True)
class FusionName:
    """A fusion by its parts. `first` is 5′ and `second` 3′ where the order is known."""

    state: State
    first: Partner | None = None
    second: Partner | None = None
    family: str = ""
    side: Side = Side.NOT_STATED
    inferred: bool = False

    def __post_init__(self) -> None:
        if self.state is State.FAMILY:
            _check_symbol(self.family)
        pair = self.state in (State.TWO_GENES, State.ORDER_NOT_REPORTED)
        lone = self.state is State.PARTNER_UNKNOWN
        if bool(self.first) != (pair or lone) or bool(self.second) != pair:
            raise NotAFusionName("The genes given do not suit what is known.")
        if bool(self.family) != (self.state is State.FAMILY):
            raise NotAFusionName("A family is named only where no gene is.")
        if self.side is not Side.NOT_STATED and not lone:
            raise NotAFusionName("The side is said only of a gene without a partner.")
        if pair and len({symbol.upper() for symbol in self.symbols}) == 1:
            raise NotAFusionName(
                f"{self.symbols[0]} stands on both sides: "
                "this is a duplication, not a fusion."
            )
        unplaced = self.state is not State.TWO_GENES and self.side is Side.NOT_STATED
        bare = all(p == Partner(p.symbol) for p in self.partners)
        if unplaced and (self.inferred or not bare):
            raise NotAFusionName("Where the sides are not known, only genes are named.")
        if self.state is State.ORDER_NOT_REPORTED:
            low, high = sorted(self.partners, key=lambda p: p.symbol)
            object.__setattr__(self, "first", low)
            object.__setattr__(self, "second", high)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The genes named, 5′ first where the order is known."""
        return tuple(partner.symbol for partner in self.partners)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The genes named, each with where in it the junction lies."""
        return tuple(end for end in (self.first, self.second) if end)


def two_genes(five_prime: str, three_prime: str) -> FusionName:
    """Two genes in 5′ to 3′ order."""
    return FusionName(State.TWO_GENES, Partner(five_prime), Partner(three_prime))


def order_not_reported(one: str, other: str) -> FusionName:
    """Two genes whose order the source does not say."""
    return FusionName(State.ORDER_NOT_REPORTED, Partner(one), Partner(other))


def partner_unknown(gene: str, side: Side = Side.NOT_STATED) -> FusionName:
    """One gene whose partner is not known."""
    return FusionName(State.PARTNER_UNKNOWN, Partner(gene), side=side)


def family_only(family: str) -> FusionName:
    """A family of which no gene is named."""
    return FusionName(State.FAMILY, family=family)


def key(name: FusionName) -> str:
    """The category's key: the genes alone, safe in an address."""
    match name.state:
        case State.TWO_GENES:
            return "::".join(name.symbols)
        case State.ORDER_NOT_REPORTED:
            return "+".join(name.symbols)
        case State.PARTNER_UNKNOWN:
            return name.symbols[0] + PARTNER_UNKNOWN
    return name.family + FAMILY


def label(name: FusionName) -> str:
    """The category in the words of the field."""
    match name.state:
        case State.TWO_GENES:
            return "::".join(name.symbols)
        case State.ORDER_NOT_REPORTED:
            return f"{'/'.join(name.symbols)} (order not reported)"
        case State.PARTNER_UNKNOWN:
            return f"{name.symbols[0]} fusion, partner not known"
    return f"{name.family} fusion, gene not named"


def format(name: FusionName) -> str:
    """The name in full, with all its parts; `parse` reads it back unchanged."""
    joint = "(::)" if name.inferred else "::"
    match name.state:
        case State.TWO_GENES:
            parts = [_component(partner) for partner in name.partners]
            if any(" " in part for part in parts):
                joint = f" {joint} "
            return joint.join(parts)
        case State.PARTNER_UNKNOWN if name.side is not Side.NOT_STATED:
            ends = ["?", *map(_component, name.partners)]
            if name.side is Side.FIVE_PRIME:
                ends.reverse()
            return joint.join(ends)
    return key(name)


def parse(text: str) -> FusionName:
    """Read a name by the strict grammar, or raise NotAFusionName in words.

    Hyphens, slashes and phrases have several readings: see `candidates`.
    """
    name = text.strip()
    if not name:
        raise NotAFusionName("Write the fusion, such as ETV6::NTRK3.")
    if len(name) > LONGEST:
        raise NotAFusionName(f"A name of a fusion has at most {LONGEST} characters.")
    if "reg_" in name or name.startswith("reg@"):
        raise KeptAsWords(
            "Regulatory fusions are not broken into parts yet; "
            "they are kept as reported words."
        )
    joint = "(::)" if "(::)" in name else "::"
    if joint in name:
        return _parse_joined(name, joint)
    return _parse_key(name)


def _parse_joined(name: str, joint: str) -> FusionName:
    ends = [end.strip() for end in name.split(joint)]
    if len(ends) > 2 or "::" in "".join(ends):
        raise KeptAsWords(
            "Names with a linker, or with more than two parts, are not broken into "
            "parts yet; they are kept as reported words."
        )
    inferred = joint == "(::)"
    left, right = ends
    if left == right == "?":
        raise NotAFusionName(
            "Both sides are unknown, which names no fusion. "
            "Name one gene, or a family such as NTRK-family."
        )
    if "v" in (left.lower(), right.lower()):
        raise NotAFusionName(
            "“v” means any partner and is for statements on a class of tumours. "
            "For a patient write “?” for a partner that is not known."
        )
    if "?" in (left, right):
        side = Side.THREE_PRIME if left == "?" else Side.FIVE_PRIME
        gene = _partner(right if left == "?" else left)
        return FusionName(State.PARTNER_UNKNOWN, gene, side=side, inferred=inferred)
    return FusionName(
        State.TWO_GENES, _partner(left), _partner(right), inferred=inferred
    )


def _parse_key(name: str) -> FusionName:
    """Our own keys, for what the nomenclature has no form for."""
    if name.endswith(PARTNER_UNKNOWN):
        return partner_unknown(name.removesuffix(PARTNER_UNKNOWN))
    if name.endswith(FAMILY):
        return family_only(name.removesuffix(FAMILY))
    if name.count("+") == 1:
        return order_not_reported(*name.split("+"))
    if _SYMBOL.fullmatch(name) and "-" not in name:
        raise NotAFusionName(
            f"{name} is one gene. If its partner is not known write ?::{name} or "
            f"{name}::? where the side is known, else {name}{PARTNER_UNKNOWN}."
        )
    raise NotAFusionName(
        "Join two genes with “::”, 5′ gene first, such as ETV6::NTRK3. "
        "A hyphen, a slash or a phrase can be read in several ways: choose one."
    )


def _partner(text: str) -> Partner:
    """One side of the joint."""
    if not text:
        raise NotAFusionName("One side of “::” is empty. Write “?” if it is unknown.")
    if hit := _JUNCTION.fullmatch(text):
        return Partner(
            symbol=hit["symbol"],
            transcript=hit["transcript"],
            exon=int(hit["exon"]),
            offset=int(hit["offset"] or 0),
        )
    if hit := _EXON_WORDS.fullmatch(text):
        return Partner(symbol=hit["symbol"], exon=int(hit["exon"]))
    if hit := _GENE.fullmatch(text):
        hgnc = hit["hgnc"] or ""
        return Partner(symbol=hit["symbol"], hgnc_id=hgnc.upper())
    if _SEGMENT.fullmatch(text):
        raise KeptAsWords(
            "Segments of several exons are not broken into parts yet; "
            "they are kept as reported words."
        )
    if _UNVERSIONED.fullmatch(text):
        raise NotAFusionName(
            f"“{text}” names a transcript without its version, such as NM_002529.3. "
            "Where the source gives none, write the exons alone: TPM3 exon 8."
        )
    raise NotAFusionName(f"“{text}” is neither a gene symbol nor an exon of a gene.")


def _check_symbol(text: str) -> None:
    """Refuse what is no symbol, or could be taken for one of our own keys."""
    if not _SYMBOL.fullmatch(text) or text.endswith((PARTNER_UNKNOWN, FAMILY)):
        raise NotAFusionName(f"“{text}” is not a gene symbol.")


def _component(partner: Partner) -> str:
    """One side as the grammar writes it; parts that are not known are left out."""
    if partner.transcript and partner.exon:
        offset = f"{partner.offset:+d}" if partner.offset else ""
        return f"{partner.transcript}({partner.symbol}):e.{partner.exon}{offset}"
    if partner.exon:
        return f"{partner.symbol} exon {partner.exon}"
    if partner.hgnc_id:
        return f"{partner.symbol}({partner.hgnc_id.lower()})"
    return partner.symbol


# ── Looser writing ────────────────────────────────────────────────────────────────

_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u00a0": " "})
_ABOUT_A_FUSION = re.compile(
    r"[ -](?:positive|gene|fusion|fusions|transcript|rearranged|rearrangement|"
    r"rearrangements|translocation|translocated|oncogene)$",
    re.IGNORECASE,
)
_EXON_SHORTHAND = re.compile(
    r" ?\(?[A-Z]?(?P<first>[1-9]\d{0,2}) ?[;:,] ?[A-Z]?(?P<second>[1-9]\d{0,2})\)?$",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"({SYMBOL}) ?(?:–|—|/|:| and | )\s?({SYMBOL})")


class Reading(StrEnum):
    """What a loosely written name may mean."""

    GENE = "gene"
    READ_THROUGH = "read_through"
    FUSION = "fusion"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of what was written. Drop those whose genes do not exist."""

    reading: Reading
    name: FusionName | None = None
    gene: str = ""


def candidates(text: str) -> list[Candidate]:
    """Every way to read a name written with a hyphen, a slash, a dash or in a phrase.

    Nothing is chosen here: `A-B` is the name of one gene, a read-through of two
    neighbours, or the older writing of a fusion.
    """
    words = " ".join(text.translate(_DASHES).split())
    if not words or len(words) > LONGEST:
        return []
    try:
        return [Candidate(Reading.FUSION, parse(words))]
    except NotAFusionName:
        pass
    stem, exons = _without_phrases(words)
    if stem.count("::") == 1:
        return _fusions(stem.split("::"), exons) if exons else _read(parse, stem)
    if hit := _PAIR.fullmatch(stem):
        return _fusions(hit.groups(), exons) + _read(order_not_reported, *hit.groups())
    if not _SYMBOL.fullmatch(stem):
        return []
    found = [Candidate(Reading.GENE, gene=stem)] if stem == words else []
    for hyphen in re.finditer("-", stem):
        pair = (stem[: hyphen.start()], stem[hyphen.end() :])
        if stem == words:
            found += [Candidate(Reading.READ_THROUGH, c.name) for c in _fusions(pair)]
        found += _fusions(pair, exons) + _read(order_not_reported, *pair)
    if "-" not in stem or stem != words:
        found += _read(partner_unknown, stem) + _read(family_only, stem)
    return found


def _without_phrases(words: str) -> tuple[str, tuple[int, int] | None]:
    """Take “fusion”, “rearranged” and the like, and exons as e13;a20, off the end."""
    stem = words
    while (shorter := _ABOUT_A_FUSION.sub("", stem)) != stem:
        stem = shorter
    if hit := _EXON_SHORTHAND.search(stem):
        return stem[: hit.start()], (int(hit["first"]), int(hit["second"]))
    return stem, None


def _fusions(pair, exons: tuple[int, int] | None = None) -> list[Candidate]:
    first, second = exons or (None, None)
    return _read(
        lambda: FusionName(
            State.TWO_GENES,
            Partner(pair[0].strip(), exon=first),
            Partner(pair[1].strip(), exon=second),
        )
    )


def _read(build, *parts: str) -> list[Candidate]:
    """The reading, unless its parts cannot be a fusion."""
    try:
        return [Candidate(Reading.FUSION, build(*parts))]
    except NotAFusionName:
        return []
