"""Search follows other names and says so; entry ends in approved symbols."""

import pytest
from django.core.exceptions import ValidationError

from casebase.vocabulary import fusion_names
from casebase.vocabulary.models import Biomarker, GeneFusion
from casebase.vocabulary.resolving import (
    UnknownWord,
    biomarker_from_document,
    find_genes,
    fusion_from_document,
    fusion_of,
    possible_readings,
)

pytestmark = [pytest.mark.usefixtures("starter"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("NTRK1", [("NTRK1", "")]),
        ("ntrk1", [("NTRK1", "")]),
        ("TRKA", [("NTRK1", "TRKA")]),
        ("trkA", [("NTRK1", "TRKA")]),
        ("TRK", [("NTRK1", "TRK"), ("TPM3", "TRK")]),
        ("PTC", [("CCDC6", "PTC"), ("RET", "PTC")]),
        ("MTC", [("NTRK1", "MTC")]),
        ("ALK", [("ALK", "")]),
        ("HER2", [("ERBB2", "HER2")]),
        ("NOSUCH", []),
        ("", []),
    ],
)
def test_a_symbol_beats_every_alias_and_an_ambiguous_one_finds_all(typed, found):
    assert [(match.gene.symbol, match.found_as) for match in find_genes(typed)] == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("HLA-DRB1", ["HLA-DRB1"]),
        ("EML4-ALK", ["EML4::ALK", "EML4::ALK", "ALK+EML4"]),
        ("NTRK fusion", ["NTRK-family"]),
        ("NTRK1 translocation", ["NTRK1-partner-unknown"]),
        ("ALK-rearranged", ["ALK-partner-unknown", "ALK-family"]),
        ("EML4-NOSUCH", []),
    ],
)
def test_readings_whose_genes_do_not_exist_are_dropped(written, found):
    assert [
        fusion_names.key(reading.name) if reading.name else reading.gene
        for reading in possible_readings(written)
    ] == found


@pytest.mark.parametrize(
    "written",
    ["ETV6::NTRK3", "BCR+ABL1", "?::NTRK1", "NTRK1-partner-unknown", "NTRK-family"],
)
def test_a_fusion_is_proposed_once_and_found_again(written):
    name = fusion_names.parse(written)
    fusion = fusion_of(name)
    assert fusion.key == fusion_names.key(name)
    assert not fusion.is_accepted
    assert fusion_of(name) == fusion
    assert fusion_from_document(fusion.as_document()) == fusion


@pytest.mark.parametrize(
    ("alias", "bearers"), [("TRKA", "NTRK1"), ("TRK", "NTRK1 and of TPM3")]
)
def test_an_alias_does_not_become_a_gene_by_itself(alias, bearers):
    said = f"no gene {alias} in the vocabulary. It is another name of {bearers}."
    with pytest.raises(UnknownWord, match=said):
        fusion_of(fusion_names.parse(f"?::{alias}"))


def test_the_biomarker_of_a_document_comes_out_as_it_went_in():
    document = {
        "key": "ntrk1-fusion-partner-unknown",
        "label": "NTRK1 fusion, partner not known",
        "kind": "fusion",
        "gene": "",
        "fusion": {
            "key": "NTRK1-partner-unknown",
            "label": "NTRK1 fusion, partner not known",
            "state": "partner_unknown",
            "five_prime": "",
            "three_prime": "",
            "genes": ["NTRK1"],
            "family": "",
        },
        "hgvs_p": "",
        "hgvs_c": "",
        "exon_text": "",
        "marker": "",
    }
    biomarker = biomarker_from_document(document)
    assert biomarker.as_document() == document
    assert biomarker_from_document(document) == biomarker
    assert Biomarker.objects.count() == GeneFusion.objects.count() == 1


def test_a_label_of_its_own_is_kept():
    biomarker = biomarker_from_document(
        {"key": "msi", "label": "Mismatch repair deficiency", "kind": "msi"}
    )
    assert biomarker.as_document()["label"] == "Mismatch repair deficiency"


def test_a_document_whose_key_belies_its_parts_is_refused():
    with pytest.raises(UnknownWord, match="has parts that make braf-v600e"):
        biomarker_from_document(
            {
                "key": "braf-v600k",
                "kind": "snv_indel",
                "gene": "BRAF",
                "hgvs_p": "p.V600E",
            }
        )


def test_parts_that_make_no_biomarker_are_refused():
    with pytest.raises(ValidationError, match="concerns a gene"):
        biomarker_from_document({"key": "x", "kind": "snv_indel"})
