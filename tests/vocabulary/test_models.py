"""The tables refuse the wrong row, in words, also below the forms."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casebase.vocabulary.models import (
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugClass,
    Gene,
    GeneAlias,
    GeneFusion,
    UsualDose,
)
from tests.vocabulary.refusal import refused_by_form_and_table

pytestmark = pytest.mark.django_db


# ── Genes ─────────────────────────────────────────────────────────────────────────


def test_a_symbol_is_unique_whatever_its_capitals(gene):
    gene("NTRK1")
    refused_by_form_and_table(
        Gene(symbol="ntrk1", hgnc_status="custom"), "a gene of this symbol already"
    )


@pytest.mark.parametrize("symbol", ["A::B", "A/B", "A+B", "A B"])
def test_a_symbol_is_one_word(symbol):
    refused_by_form_and_table(Gene(symbol=symbol, hgnc_status="custom"), "symbol")


def test_two_genes_do_not_share_an_hgnc_id():
    Gene.objects.create(symbol="NTRK1", hgnc_id="HGNC:8031")
    refused_by_form_and_table(
        Gene(symbol="OTHER", hgnc_id="HGNC:8031"), "Another gene has this HGNC id"
    )


def test_a_gene_of_hgnc_carries_its_id():
    refused_by_form_and_table(Gene(symbol="NTRK1"), "carries its HGNC id")


def test_an_alias_may_belong_to_two_genes_but_only_once_to_each(gene):
    ntrk1, tpm3 = gene("NTRK1"), gene("TPM3")
    GeneAlias.objects.create(gene=ntrk1, text="TRK")
    GeneAlias.objects.create(gene=tpm3, text="TRK")
    refused_by_form_and_table(GeneAlias(gene=tpm3, text="TRK"), "has this name already")


def test_a_gene_is_stored_in_documents_by_symbol_and_hgnc_id():
    ntrk1 = Gene.objects.create(symbol="NTRK1", hgnc_id="HGNC:8031")
    assert ntrk1.coded() == {"key": "NTRK1", "label": "NTRK1", "code": "HGNC:8031"}


# ── Fusions ───────────────────────────────────────────────────────────────────────


def test_each_state_of_knowledge_has_its_key_and_words(gene, family):
    etv6, ntrk3 = gene("ETV6"), gene("NTRK3")
    bcr, abl1 = gene("BCR"), gene("ABL1")
    rows = [
        GeneFusion(state="two_genes", five_prime=etv6, three_prime=ntrk3),
        GeneFusion(state="order_not_reported", gene=bcr, other_gene=abl1),
        GeneFusion(state="partner_unknown", gene=gene("NTRK1")),
        GeneFusion(state="family", family=family("NTRK")),
        GeneFusion(
            state="regulatory",
            regulatory_class="e",
            five_prime=gene("IGH"),
            three_prime=gene("MYC"),
        ),
    ]
    for row in rows:
        row.full_clean()
        row.save()
    assert [(row.key, row.label) for row in rows] == [
        ("ETV6::NTRK3", "ETV6::NTRK3"),
        ("ABL1+BCR", "ABL1/BCR (order not reported)"),
        ("NTRK1-partner-unknown", "NTRK1 fusion, partner not known"),
        ("NTRK-family", "NTRK fusion, gene not named"),
        ("reg_e@IGH::MYC", "reg_e@IGH::MYC"),
    ]


def test_a_pair_without_an_order_is_one_row_however_it_is_entered(gene):
    bcr, abl1 = gene("BCR"), gene("ABL1")
    first = GeneFusion(state="order_not_reported", gene=bcr, other_gene=abl1)
    first.save()
    assert first.as_document()["genes"] == ["ABL1", "BCR"]
    again = GeneFusion(state="order_not_reported", gene=abl1, other_gene=bcr)
    with pytest.raises(ValidationError, match="is in the list already"):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


def test_a_reciprocal_fusion_is_a_row_of_its_own(gene):
    bcr, abl1 = gene("BCR"), gene("ABL1")
    first = GeneFusion(state="two_genes", five_prime=bcr, three_prime=abl1)
    first.save()
    other = GeneFusion(
        state="two_genes", five_prime=abl1, three_prime=bcr, reciprocal_of=first
    )
    other.full_clean()
    other.save()
    assert first.reciprocals.get() == other


def test_a_reciprocal_joins_the_same_genes(gene):
    first = GeneFusion(
        state="two_genes", five_prime=gene("BCR"), three_prime=gene("ABL1")
    )
    first.save()
    other = GeneFusion(
        state="two_genes",
        five_prime=gene("ETV6"),
        three_prime=gene("NTRK3"),
        reciprocal_of=first,
    )
    with pytest.raises(ValidationError, match="the same genes, reversed"):
        other.full_clean()


def test_one_gene_twice_is_a_duplication(gene):
    flt3 = gene("FLT3")
    refused_by_form_and_table(
        GeneFusion(state="two_genes", key="a", five_prime=flt3, three_prime=flt3),
        "a duplication, not a fusion",
    )
    refused_by_form_and_table(
        GeneFusion(state="order_not_reported", key="b", gene=flt3, other_gene=flt3),
        "a duplication, not a fusion",
    )


@pytest.mark.parametrize(
    ("state", "filled"),
    [
        ("two_genes", ["five_prime"]),
        ("two_genes", ["five_prime", "three_prime", "gene"]),
        ("order_not_reported", ["gene"]),
        ("order_not_reported", ["five_prime", "three_prime"]),
        ("partner_unknown", []),
        ("partner_unknown", ["five_prime"]),
        ("partner_unknown", ["gene", "other_gene"]),
        ("family", ["gene"]),
    ],
)
def test_no_row_claims_more_or_less_than_its_state(gene, state, filled):
    genes = {end: gene(f"GENE{place}") for place, end in enumerate(filled)}
    refused_by_form_and_table(
        GeneFusion(state=state, key="k", **genes), "what is known and nothing else"
    )


def test_only_a_regulatory_fusion_has_a_regulatory_class(gene):
    ends = {"five_prime": gene("IGH"), "three_prime": gene("MYC")}
    refused_by_form_and_table(
        GeneFusion(state="two_genes", key="k", regulatory_class="e", **ends),
        "an enhancer or a promoter",
    )
    refused_by_form_and_table(
        GeneFusion(state="regulatory", key="l", **ends), "an enhancer or a promoter"
    )


def test_a_document_says_no_more_of_a_fusion_than_is_known(gene):
    fusion = GeneFusion(state="partner_unknown", gene=gene("NTRK1"))
    fusion.save()
    assert fusion.as_document() == {
        "key": "NTRK1-partner-unknown",
        "label": "NTRK1 fusion, partner not known",
        "state": "partner_unknown",
        "five_prime": "",
        "three_prime": "",
        "genes": ["NTRK1"],
        "family": "",
    }


# ── Trees ─────────────────────────────────────────────────────────────────────────


def test_a_branch_moves_whole():
    top = Disease.objects.create(key="SOFT", name="Soft tissue")
    bone = Disease.objects.create(key="BONE", name="Bone")
    lipo = Disease.objects.create(key="LIPO", name="Liposarcoma", parent=top)
    ddls = Disease.objects.create(key="DDLS", name="Dedifferentiated", parent=lipo)
    assert ddls.ancestor_keys() == ["SOFT", "LIPO"]
    lipo.parent = bone
    lipo.save()
    ddls.refresh_from_db()
    assert ddls.ancestor_keys() == ["BONE", "LIPO"]


def test_a_branch_does_not_take_a_neighbour_of_like_name_along():
    top = Disease.objects.create(key="A", name="A")
    Disease.objects.create(key="OTHER", name="Other")
    neighbour = Disease.objects.create(key="A_B", name="A_B")
    below = Disease.objects.create(key="C", name="C", parent=neighbour)
    top.parent = Disease.objects.get(key="OTHER")
    top.save()
    below.refresh_from_db()
    assert below.ancestor_keys() == ["A_B"]


@pytest.mark.parametrize("model", [Disease, BodySite, DrugClass])
def test_no_term_stands_below_itself(model):
    top = model.objects.create(key="top", name="Top")
    middle = model.objects.create(key="middle", name="Middle", parent=top)
    top.parent = model.objects.create(key="low", name="Low", parent=middle)
    with pytest.raises(ValidationError, match="cannot stand below itself"):
        top.full_clean()
    with pytest.raises(ValueError, match="cannot stand below itself"):
        top.save()


def test_a_disease_of_our_own_belongs_to_the_groups_of_the_one_above():
    group = DiseaseGroup.objects.create(key="sarcoma", name="Sarcoma, any site")
    known = Disease.objects.create(
        key="LIPO", name="Liposarcoma", ontology="OncoTree", code_in_ontology="LIPO"
    )
    group.diseases.add(known)
    own = Disease.objects.create(key="own-lipo", name="A liposarcoma", parent=known)
    subtype = Disease.objects.create(
        key="DDLS",
        name="Dedifferentiated",
        ontology="OncoTree",
        code_in_ontology="DDLS",
        parent=known,
    )
    assert own.group_keys() == ["sarcoma"]
    assert subtype.group_keys() == []


def test_a_disease_of_a_classification_has_its_code_and_no_other_has():
    refused_by_form_and_table(
        Disease(key="X", name="X", path="X/", ontology="OncoTree"), "carries its code"
    )
    refused_by_form_and_table(
        Disease(key="Y", name="Y", path="Y/", code_in_ontology="Y"), "carries its code"
    )


# ── Drugs ─────────────────────────────────────────────────────────────────────────


def test_a_drug_is_unique_whatever_its_capitals():
    Drug.objects.create(name="crizotinib", kind="small_molecule")
    refused_by_form_and_table(
        Drug(name="Crizotinib", key="other", kind="small_molecule"),
        "a drug of this name already",
    )


def test_the_key_of_a_drug_can_stand_in_an_address():
    drug = Drug.objects.create(name="trastuzumab emtansine", kind="adc", ncit="C1")
    assert drug.coded() == {
        "key": "trastuzumab-emtansine",
        "label": "trastuzumab emtansine",
        "code": "NCIT:C1",
    }


def test_a_usual_dose_has_its_source_and_goes_upwards():
    drug = Drug.objects.create(name="x", kind="other")
    usual = {
        "drug": drug,
        "lowest": 2,
        "highest": 3,
        "unit": "mg",
        "frequency": "qd",
        "route": "oral",
        "population": "adults",
        "source": "A label",
        "url": "https://e.org/",
        "as_of": "2026-11",
    }
    refused_by_form_and_table(
        UsualDose(**usual | {"highest": 1}), "not below the lowest"
    )
    refused_by_form_and_table(UsualDose(**usual | {"source": ""}), "cannot be blank")
    dose = UsualDose.objects.create(**usual)
    dose.refresh_from_db()
    assert str(dose) == "2 to 3 mg once daily by mouth"
    refused_by_form_and_table(UsualDose(**usual), "in the list already")


# ── Standing ──────────────────────────────────────────────────────────────────────


def test_a_new_word_is_proposed_until_it_is_accepted(gene):
    word = gene("NTRK1")
    assert not Gene.objects.accepted().exists()
    assert word.accept()
    assert not word.accept()
    assert Gene.objects.accepted().get() == word
