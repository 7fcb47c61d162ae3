"""Names of fusions are read strictly; looser writing has readings, never a choice."""

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.vocabulary import choices, fusion_names
from casebase.vocabulary.fusion_names import (
    FusionName,
    KeptAsWords,
    NotAFusionName,
    Partner,
    Reading,
    Side,
    State,
)

TWO, NO_ORDER = State.TWO_GENES, State.ORDER_NOT_REPORTED
LONE, FAMILY = State.PARTNER_UNKNOWN, State.FAMILY

UNDERSTOOD = [
    # written, state, key, written in full
    ("ETV6::NTRK3", TWO, "ETV6::NTRK3", "ETV6::NTRK3"),
    ("TPM3::NTRK1", TWO, "TPM3::NTRK1", "TPM3::NTRK1"),
    ("ABL1::BCR", TWO, "ABL1::BCR", "ABL1::BCR"),
    ("  EML4 :: ALK ", TWO, "EML4::ALK", "EML4::ALK"),
    ("CAT::TAT", TWO, "CAT::TAT", "CAT::TAT"),
    ("GAA::ACACA", TWO, "GAA::ACACA", "GAA::ACACA"),
    ("HLA-A::NTRK1", TWO, "HLA-A::NTRK1", "HLA-A::NTRK1"),
    ("NKX2-1::ALK", TWO, "NKX2-1::ALK", "NKX2-1::ALK"),
    ("C9orf72::RET", TWO, "C9orf72::RET", "C9orf72::RET"),
    ("IGH@::MYC", TWO, "IGH@::MYC", "IGH@::MYC"),
    (
        "BCR(hgnc:1014)::ABL1(HGNC:76)",
        TWO,
        "BCR::ABL1",
        "BCR(hgnc:1014)::ABL1(hgnc:76)",
    ),
    ("EWSR1(::)FLI1", TWO, "EWSR1::FLI1", "EWSR1(::)FLI1"),
    (
        "NM_152263.3(TPM3):e.8::NM_002529.3(NTRK1):e.10",
        TWO,
        "TPM3::NTRK1",
        "NM_152263.3(TPM3):e.8::NM_002529.3(NTRK1):e.10",
    ),
    (
        "NM_004327.3(BCR):e.2+182::NM_005157.5(ABL1):e.2-173",
        TWO,
        "BCR::ABL1",
        "NM_004327.3(BCR):e.2+182::NM_005157.5(ABL1):e.2-173",
    ),
    (
        "ENST00000397938.6(EWSR1):e.7::ENST00000527786.6(FLI1):e.6",
        TWO,
        "EWSR1::FLI1",
        "ENST00000397938.6(EWSR1):e.7::ENST00000527786.6(FLI1):e.6",
    ),
    (
        "TPM3 exon 8 :: NTRK1 exon 10",
        TWO,
        "TPM3::NTRK1",
        "TPM3 exon 8 :: NTRK1 exon 10",
    ),
    ("TPM3 exon 8::NTRK1", TWO, "TPM3::NTRK1", "TPM3 exon 8 :: NTRK1"),
    ("?::NTRK1", LONE, "NTRK1-partner-unknown", "?::NTRK1"),
    ("NTRK1::?", LONE, "NTRK1-partner-unknown", "NTRK1::?"),
    ("?(::)ALK", LONE, "ALK-partner-unknown", "?(::)ALK"),
    ("EWSR1::?", LONE, "EWSR1-partner-unknown", "EWSR1::?"),
    (
        "?::NM_002529.3(NTRK1):e.10",
        LONE,
        "NTRK1-partner-unknown",
        "?::NM_002529.3(NTRK1):e.10",
    ),
    (
        "NTRK1-partner-unknown",
        LONE,
        "NTRK1-partner-unknown",
        "NTRK1-partner-unknown",
    ),
    (
        "HLA-A-partner-unknown",
        LONE,
        "HLA-A-partner-unknown",
        "HLA-A-partner-unknown",
    ),
    ("ABL1+BCR", NO_ORDER, "ABL1+BCR", "ABL1+BCR"),
    ("BCR+ABL1", NO_ORDER, "ABL1+BCR", "ABL1+BCR"),
    ("NTRK-family", FAMILY, "NTRK-family", "NTRK-family"),
    ("ALK-family", FAMILY, "ALK-family", "ALK-family"),
]


@pytest.mark.parametrize(("written", "state", "key", "in_full"), UNDERSTOOD)
def test_a_name_in_the_grammar_is_understood(written, state, key, in_full):
    name = fusion_names.parse(written)
    assert name.state is state
    assert fusion_names.key(name) == key
    assert fusion_names.format(name) == in_full
    assert fusion_names.parse(in_full) == name


REFUSED = [
    ("?::?", NotAFusionName, "Both sides are unknown"),
    ("?(::)?", NotAFusionName, "Both sides are unknown"),
    ("ALK::ALK", NotAFusionName, "duplication, not a fusion"),
    ("FLT3::flt3", NotAFusionName, "duplication, not a fusion"),
    ("ALK+ALK", NotAFusionName, "duplication, not a fusion"),
    ("v::ALK", NotAFusionName, "any partner"),
    ("ALK::v", NotAFusionName, "any partner"),
    ("::ALK", NotAFusionName, "One side of “::” is empty"),
    ("ALK::", NotAFusionName, "One side of “::” is empty"),
    ("", NotAFusionName, "Write the fusion"),
    ("   ", NotAFusionName, "Write the fusion"),
    ("NTRK1", NotAFusionName, "is one gene"),
    ("INS-IGF2", NotAFusionName, "several ways"),
    ("EML4-ALK", NotAFusionName, "several ways"),
    ("BCR/ABL1", NotAFusionName, "several ways"),
    ("ETV6–NTRK3", NotAFusionName, "several ways"),
    ("ETV6 NTRK3 fusion", NotAFusionName, "several ways"),
    ("reg_e@IGH::MYC", KeptAsWords, "Regulatory"),
    ("reg_p@TMPRSS2::ERG", KeptAsWords, "Regulatory"),
    ("reg_e_EH38E3121735@IGH(hgnc:5477)::MYC", KeptAsWords, "Regulatory"),
    (
        "NM_004327.3(BCR):e.2+182::ACTAAAGCG::NM_005157.5(ABL1):e.2-173",
        KeptAsWords,
        "linker",
    ),
    ("BCR::ACGT::ABL1", KeptAsWords, "linker"),
    (
        "A::NC_000001.11(chr 1):g.100_200(+)::B",
        KeptAsWords,
        "linker",
    ),
    (
        "ENST00000397938.6(EWSR1):e.1_7::ENST00000527786.6(FLI1):e.6_9",
        KeptAsWords,
        "Segments",
    ),
    ("NM_152263(TPM3):e.8::NTRK1", NotAFusionName, "without its version"),
    ("TPM3::NTRK1 kinase", NotAFusionName, "neither a gene symbol"),
    ("TPM3 exon 0::NTRK1", NotAFusionName, "neither a gene symbol"),
    ("NM_1.1(TPM3):e.0::NTRK1", NotAFusionName, "neither a gene symbol"),
    ("<b>::ALK", NotAFusionName, "neither a gene symbol"),
    ("A::B(::)C", KeptAsWords, "more than two parts"),
    ("?-partner-unknown", NotAFusionName, "not a gene symbol"),
    ("-family", NotAFusionName, "not a gene symbol"),
    ("+ALK", NotAFusionName, "not a gene symbol"),
    ("A" * 301, NotAFusionName, "at most 300"),
]


@pytest.mark.parametrize(("written", "refusal", "said"), REFUSED)
def test_what_is_not_in_the_grammar_is_refused_in_words(written, refusal, said):
    with pytest.raises(NotAFusionName, match=said) as caught:
        fusion_names.parse(written)
    assert caught.type is refusal


def readings(written: str) -> list[str]:
    """The readings of a text, written short."""
    return [
        f"{found.reading}: "
        f"{fusion_names.format(found.name) if found.name else found.gene}"
        for found in fusion_names.candidates(written)
    ]


LOOSE = [
    (
        "INS-IGF2",
        [
            "gene: INS-IGF2",
            "read_through: INS::IGF2",
            "fusion: INS::IGF2",
            "fusion: IGF2+INS",
        ],
    ),
    (
        "EML4\u2011ALK",
        [
            "gene: EML4-ALK",
            "read_through: EML4::ALK",
            "fusion: EML4::ALK",
            "fusion: ALK+EML4",
        ],
    ),
    ("BCR/ABL1", ["fusion: BCR::ABL1", "fusion: ABL1+BCR"]),
    ("ETV6–NTRK3", ["fusion: ETV6::NTRK3", "fusion: ETV6+NTRK3"]),
    ("ETV6 NTRK3 fusion", ["fusion: ETV6::NTRK3", "fusion: ETV6+NTRK3"]),
    ("ETV6 and NTRK3 fusion", ["fusion: ETV6::NTRK3", "fusion: ETV6+NTRK3"]),
    ("ETV6/NTRK3 gene fusion", ["fusion: ETV6::NTRK3", "fusion: ETV6+NTRK3"]),
    ("TPM3:NTRK1", ["fusion: TPM3::NTRK1", "fusion: NTRK1+TPM3"]),
    ("ETV6::NTRK3", ["fusion: ETV6::NTRK3"]),
    ("ETV6::NTRK3 fusion", ["fusion: ETV6::NTRK3"]),
    ("EML4::ALK e13;a20", ["fusion: EML4 exon 13 :: ALK exon 20"]),
    ("EML4/ALK (E13;A20)", ["fusion: EML4 exon 13 :: ALK exon 20", "fusion: ALK+EML4"]),
    ("ALK-rearranged", ["fusion: ALK-partner-unknown", "fusion: ALK-family"]),
    ("NTRK fusion", ["fusion: NTRK-partner-unknown", "fusion: NTRK-family"]),
    (
        "NTRK1 gene translocation",
        ["fusion: NTRK1-partner-unknown", "fusion: NTRK1-family"],
    ),
    (
        "NTRK1",
        ["gene: NTRK1", "fusion: NTRK1-partner-unknown", "fusion: NTRK1-family"],
    ),
    ("ALK-ALK", ["gene: ALK-ALK"]),
    ("a rare case of sarcoma", []),
    ("?::?", []),
    ("", []),
    ("A" * 400, []),
]


@pytest.mark.parametrize(("written", "found"), LOOSE)
def test_looser_writing_gives_every_reading(written, found):
    assert readings(written) == found


def test_a_symbol_with_two_hyphens_is_split_at_each():
    found = readings("NKX2-1-ALK")
    assert "gene: NKX2-1-ALK" in found
    assert "fusion: NKX2-1::ALK" in found
    assert "fusion: NKX2::1-ALK" in found


symbols = st.from_regex(rf"\A{fusion_names.SYMBOL}\Z").filter(
    lambda text: (
        len(text) < 40
        and text.lower() != "v"
        and "reg_" not in text
        and not text.endswith(("-partner-unknown", "-family"))
    )
)
exons = st.integers(1, 999)
transcripts = st.sampled_from(["NM_002529.3", "ENST00000397938.6", "NR_1.12"])
offsets = st.integers(-9_999_999, 9_999_999)
partners = st.one_of(
    st.builds(Partner, symbols),
    st.builds(
        Partner, symbols, hgnc_id=st.integers(1, 9_999_999).map("HGNC:{}".format)
    ),
    st.builds(Partner, symbols, exon=exons),
    st.builds(Partner, symbols, transcript=transcripts, exon=exons, offset=offsets),
)
pairs = st.tuples(partners, partners).filter(
    lambda pair: pair[0].symbol.upper() != pair[1].symbol.upper()
)
names = st.one_of(
    st.builds(
        lambda pair, inferred: FusionName(TWO, *pair, inferred=inferred),
        pairs,
        st.booleans(),
    ),
    pairs.map(lambda pair: fusion_names.order_not_reported(*(p.symbol for p in pair))),
    st.builds(fusion_names.partner_unknown, symbols),
    st.builds(
        lambda gene, side, inferred: FusionName(
            LONE, gene, side=side, inferred=inferred
        ),
        partners,
        st.sampled_from([Side.FIVE_PRIME, Side.THREE_PRIME]),
        st.booleans(),
    ),
    st.builds(fusion_names.family_only, symbols),
)


@given(names)
def test_what_is_written_is_read_back_unchanged(name):
    assert fusion_names.parse(fusion_names.format(name)) == name


@given(names)
def test_the_key_names_the_category_and_is_safe_in_an_address(name):
    key = fusion_names.key(name)
    category = fusion_names.parse(key)
    assert category.state is name.state
    assert category.symbols == name.symbols
    assert not set(key) & set(" /?#%&<>\"'")


@given(st.text(max_size=400))
def test_no_text_whatever_breaks_the_reader(text):
    for reading in fusion_names.candidates(text):
        assert reading.name or reading.reading is Reading.GENE
    with contextlib.suppress(NotAFusionName):
        fusion_names.parse(text)


@given(st.text(alphabet=string.ascii_uppercase[:4] + "-:?/+ v()", max_size=60))
def test_near_misses_do_not_break_it_either(text):
    try:
        name = fusion_names.parse(text)
    except NotAFusionName:
        return
    assert fusion_names.parse(fusion_names.format(name)) == name


@pytest.mark.parametrize(
    "parts",
    [
        {"first": Partner("ALK", exon=20)},
        {"first": Partner("ALK", hgnc_id="HGNC:427")},
        {"first": Partner("ALK"), "inferred": True},
    ],
)
def test_a_gene_on_an_unknown_side_has_no_place_of_a_junction(parts):
    with pytest.raises(NotAFusionName, match="only genes are named"):
        FusionName(LONE, **parts)


def test_an_exon_is_not_tied_to_a_transcript_by_halves():
    for parts in ({"transcript": "NM_1.1"}, {"exon": 3, "offset": 5}):
        with pytest.raises(NotAFusionName):
            Partner("ALK", **parts)


def test_the_states_are_those_of_the_table():
    assert {str(state) for state in State} | {"regulatory"} == set(
        choices.FusionState.values
    )
