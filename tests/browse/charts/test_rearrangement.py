"""A rearrangement is drawn as far as it is known; partner, side and break are told."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebase.archive import document as d
from casebase.browse.charts import rearrangement as geometry
from casebase.browse.charts.fitting import LETTER
from tests.browse.charts.test_lane import SOURCE

MISSING = "not in the news summary"


def gene(symbol):
    """Return a gene as documents code it."""
    return {"key": symbol, "label": symbol}


def drawn(state, *genes, family=None, **more):
    """Return the drawing of a fusion of these genes."""
    fusion = {"key": "::".join(genes) or "family", "state": state}
    fusion["genes"] = [gene(symbol) for symbol in genes]
    if state == "two_genes":
        fusion |= {"five_prime": gene(genes[0]), "three_prime": gene(genes[1])}
    if family:
        fusion["family"] = gene(family)
    finding = {
        "ref": "F1",
        "source": SOURCE,
        "biomarker": {"key": "fusion", "kind": "fusion", "fusion": fusion},
        "result": "positive",
        "reported": "fusion",
    }
    return geometry.rearrangement(d.Finding.model_validate(finding | more), MISSING)


def test_partner_side_and_exons_known_is_one_join():
    whole = drawn("two_genes", "ETV6", "NTRK3", exon_5p="4", exon_3p="14")
    assert [piece.title for piece in whole.pieces] == ["ETV6", "NTRK3"]
    assert whole.joined_at == 50
    assert whole.words == (
        "ETV6 at the 5′ side joined to NTRK3 at the 3′ side; to exon 4, from exon 14."
    )


def test_two_genes_without_an_exon_have_no_breakpoint():
    told = drawn("two_genes", "ETV6", "NTRK3")
    assert told.joined_at is None
    assert told.note == f"breakpoint {MISSING}"
    assert told.note in told.words


def test_a_coordinate_is_a_breakpoint_without_exons():
    told = drawn("two_genes", "ETV6", "NTRK3", breakpoint_5p="chr12:12022903")
    assert told.joined_at == 50
    assert "exon " not in told.words


@pytest.mark.parametrize(
    ("side", "titles"),
    [
        ({"known_gene_side": "five_prime"}, ["NTRK1", "?"]),
        ({"known_gene_side": "three_prime"}, ["?", "NTRK1"]),
        ({"known_gene_side": "not_stated"}, ["?", "NTRK1", "?"]),
        ({}, ["?", "NTRK1", "?"]),
    ],
)
def test_an_unknown_partner_is_a_question_and_no_breakpoint(side, titles):
    told = drawn("partner_unknown", "NTRK1", **side)
    in_place = sorted(told.pieces, key=lambda piece: piece.x)
    assert [piece.title for piece in in_place] == titles
    assert told.joined_at is None
    assert told.is_ordered == (len(titles) == 2)
    assert f"partner {MISSING}" in told.words or f"side {MISSING}" in told.words


def test_two_genes_in_an_order_nobody_told_have_no_ends():
    told = drawn("order_not_reported", "NTRK1", "TPM3")
    assert (told.joined_at, told.is_ordered) == (None, False)
    assert {piece.css for piece in told.pieces} == {"p5"}
    assert told.words == f"NTRK1 and TPM3; which of them lies 5′ is {MISSING}."


def test_a_family_is_no_gene():
    told = drawn("family", family="NTRK")
    assert [piece.css for piece in told.pieces] == ["unk"]
    assert told.words == f"A gene of the NTRK family, gene {MISSING}."


symbols = st.sampled_from(["NTRK1", "TPM3", "ENSG00000198400", "C11orf95", "H2AC20P1"])
exons = st.sampled_from(["", "4", "12–14", "exon 21 with part of intron 21, inverted"])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["two_genes", "partner_unknown", "order_not_reported"]),
    st.lists(symbols, min_size=2, max_size=2, unique=True),
    st.sampled_from(["five_prime", "three_prime", "not_stated"]),
    exons,
    exons,
)
def test_any_rearrangement_is_inside_its_frame_fits_and_is_told(
    state, genes, side, last, first
):
    genes = genes[:1] if state == "partner_unknown" else genes
    told = drawn(state, *genes, known_gene_side=side, exon_5p=last, exon_3p=first)
    places = sorted((piece.x, piece.x + piece.width) for piece in told.pieces)
    assert places[0][0] >= 0
    assert places[-1][1] <= 100
    assert all(one[1] < other[0] for one, other in pairwise(places))
    for piece in told.pieces:
        assert piece.width > 0
        for y, css, line in piece.lines:
            letter = geometry.GENE_LETTER if css == "fx__g" else LETTER
            assert len(line) * letter <= geometry.NARROWEST * piece.width / 100
            assert 24 + 11 <= y <= 68 - 3
        if piece.css == "unk":
            assert piece.title == "?"
        else:
            assert piece.title in told.words
            assert piece.detail in told.words
    assert len(told.note) * LETTER <= geometry.NARROWEST
    is_joined = state == "two_genes" and bool(last or first)
    assert (told.joined_at is not None) == is_joined
