"""Biomarkers are named by their parts, once each, and say what they concern."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casebase.vocabulary.models import Biomarker, GeneFusion
from tests.vocabulary.refusal import refused_by_form_and_table

pytestmark = pytest.mark.django_db

NAMED = [
    # parts, key, label
    ({"kind": "snv_indel", "hgvs_p": "p.V600E"}, "x1-v600e", "X1 V600E"),
    ({"kind": "snv_indel", "hgvs_p": "p.Val600Glu"}, "x1-v600e", "X1 V600E"),
    ({"kind": "snv_indel", "hgvs_p": "V600E"}, "x1-v600e", "X1 V600E"),
    (
        {"kind": "snv_indel", "hgvs_p": "p.E746_A750del"},
        "x1-e746_a750del",
        "X1 E746_A750del",
    ),
    (
        {"kind": "snv_indel", "hgvs_c": "c.3028+1G>A"},
        "x1-c-3028-plus-1g-to-a",
        "X1 c.3028+1G>A",
    ),
    (
        {"kind": "snv_indel", "hgvs_c": "c.3028-1G>A"},
        "x1-c-3028-minus-1g-to-a",
        "X1 c.3028-1G>A",
    ),
    ({"kind": "snv_indel", "hgvs_p": "p.R213*"}, "x1-r213-ter", "X1 R213*"),
    (
        {"kind": "snv_indel", "exon_text": "exon 14 skipping"},
        "x1-exon-14-skipping",
        "X1 exon 14 skipping",
    ),
    (
        {"kind": "snv_indel", "exon_text": "exon 20"},
        "x1-exon-20-mutation",
        "X1 exon 20 mutation",
    ),
    ({"kind": "snv_indel"}, "x1-mutation", "X1 mutation"),
    ({"kind": "amplification"}, "x1-amplification", "X1 amplification"),
    ({"kind": "deletion"}, "x1-deletion", "X1 deletion"),
    ({"kind": "expression"}, "x1-expression", "X1 expression"),
    ({"kind": "protein_ihc"}, "x1-ihc", "X1 immunohistochemistry"),
]


@pytest.mark.parametrize(("parts", "key", "label"), NAMED)
def test_a_biomarker_of_a_gene_is_named_by_its_parts(gene, parts, key, label):
    row = Biomarker(gene=gene("X1"), **parts)
    row.full_clean()
    row.save()
    assert (row.key, row.label) == (key, label)


@pytest.mark.parametrize(
    ("parts", "key", "label"),
    [
        ({"kind": "msi"}, "msi", "Microsatellite instability"),
        ({"kind": "tmb"}, "tmb", "Tumour mutational burden"),
        (
            {"kind": "protein_ihc", "marker": "S-100"},
            "s-100-ihc",
            "S-100 immunohistochemistry",
        ),
        (
            {"kind": "protein_ihc", "marker": "pan-TRK"},
            "pan-trk-ihc",
            "pan-TRK immunohistochemistry",
        ),
        (
            {"kind": "hereditary_syndrome", "marker": "Lynch syndrome"},
            "lynch-syndrome",
            "Lynch syndrome",
        ),
    ],
)
def test_a_biomarker_without_a_gene_is_named_by_its_marker(parts, key, label):
    row = Biomarker(**parts)
    row.full_clean()
    row.save()
    assert (row.key, row.label) == (key, label)


def test_a_fusion_biomarker_follows_its_fusion(gene):
    pairs = [
        ("two_genes", {"five_prime": "ETV6", "three_prime": "NTRK3"}),
        ("two_genes", {"five_prime": "NTRK3", "three_prime": "ETV6"}),
        ("order_not_reported", {"gene": "ETV6", "other_gene": "NTRK3"}),
        ("partner_unknown", {"gene": "NTRK3"}),
    ]
    found = []
    for state, ends in pairs:
        fusion = GeneFusion(
            state=state, **{end: gene(symbol) for end, symbol in ends.items()}
        )
        fusion.save()
        row = Biomarker(kind="fusion", fusion=fusion)
        row.full_clean()
        row.save()
        found.append((row.key, row.label))
    assert found == [
        ("etv6-ntrk3-fusion", "ETV6::NTRK3 fusion"),
        ("ntrk3-etv6-fusion", "NTRK3::ETV6 fusion"),
        ("etv6-ntrk3-fusion-order-not-reported", "ETV6/NTRK3 (order not reported)"),
        ("ntrk3-fusion-partner-unknown", "NTRK3 fusion, partner not known"),
    ]


def test_a_change_of_parts_renames_the_biomarker(gene):
    row = Biomarker(kind="snv_indel", gene=gene("BRAF"), hgvs_p="p.V600E")
    row.save()
    row.hgvs_p = "p.V600K"
    row.save()
    row.refresh_from_db()
    assert (row.key, row.label) == ("braf-v600k", "BRAF V600K")


def test_a_biomarker_is_in_the_list_once(gene):
    Biomarker(kind="snv_indel", gene=gene("BRAF"), hgvs_p="p.V600E").save()
    again = Biomarker(kind="snv_indel", gene=gene("BRAF"), hgvs_p="p.Val600Glu")
    with pytest.raises(ValidationError, match="is in the list already"):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


@pytest.mark.parametrize("kind", ["snv_indel", "amplification", "deletion"])
def test_an_alteration_concerns_a_gene(kind):
    refused_by_form_and_table(Biomarker(kind=kind, key="k"), "concerns a gene")


@pytest.mark.parametrize("kind", ["msi", "tmb", "hrd"])
def test_a_score_of_the_whole_genome_has_no_gene(gene, kind):
    refused_by_form_and_table(
        Biomarker(kind=kind, key="k", gene=gene("BRAF")), "the whole genome"
    )


@pytest.mark.parametrize("kind", ["expression", "protein_ihc", "virus", "other"])
def test_what_is_measured_is_said(kind):
    refused_by_form_and_table(Biomarker(kind=kind, key="k"), "Say what is measured")


def test_only_the_kind_fusion_has_a_fusion(gene):
    fusion = GeneFusion(state="partner_unknown", gene=gene("ALK"))
    fusion.save()
    refused_by_form_and_table(Biomarker(kind="fusion", key="k"), "names its fusion")
    refused_by_form_and_table(
        Biomarker(kind="msi", key="l", fusion=fusion), "leave the fusion empty"
    )
    refused_by_form_and_table(
        Biomarker(kind="fusion", key="m", fusion=fusion, gene=gene("ALK")),
        "The fusion names the genes",
    )
