"""Curators find a word by any of its names."""

import pytest
from django.contrib import admin

from casebase.vocabulary.fusion_names import parse
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    Disease,
    Drug,
    Gene,
    GeneFusion,
)
from casebase.vocabulary.resolving import fusion_of

pytestmark = [pytest.mark.usefixtures("starter"), pytest.mark.django_db]


def found(model, typed: str) -> list[str]:
    """What the list and the autocomplete show for this search."""
    page = admin.site.get_model_admin(model)
    rows, _ = page.get_search_results(None, model.objects.all(), typed)
    return [str(row) for row in rows]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("TRKA", ["NTRK1 (TRKA)"]),
        ("trk", ["NTRK1 (TRK)", "TPM3 (TRK)"]),
        ("NTRK1", ["NTRK1"]),
        ("ret", ["RET"]),
        ("MET", ["MET"]),
    ],
)
def test_a_gene_is_found_by_other_names_and_its_symbol_leads(typed, first):
    assert found(Gene, typed)[: len(first)] == first


@pytest.mark.sqlite
def test_other_names_are_gone_through_once_and_not_for_each_gene():
    """With all of HGNC's genes it would be most of the time of a search."""
    page = admin.site.get_model_admin(Gene)
    rows, _ = page.get_search_results(None, Gene.objects.all(), "TRK")
    plan = rows.order_by().values("pk").explain()
    assert "LIST SUBQUERY" in plan
    assert "CORRELATED" not in plan


def test_a_drug_is_found_by_its_brand():
    assert found(Drug, "Xalkori") == ["crizotinib (Xalkori)"]
    assert found(Drug, "crizo") == ["crizotinib"]


def test_a_disease_is_found_by_code_and_by_name():
    assert found(Disease, "SARCNOS")[0] == "Sarcoma, NOS"
    assert "Sarcoma, NOS" in found(Disease, "sarcoma")


def test_an_adverse_event_is_found_by_a_synonym():
    assert "Transaminases increased" in found(AdverseEventTerm, "elevated trans")


@pytest.mark.parametrize("typed", ["ETV6::NTRK3", "ETV6-NTRK3", "etv6", "NTRK3"])
def test_a_fusion_is_found_by_either_gene_and_in_older_writing(typed):
    fusion = fusion_of(parse("ETV6::NTRK3"))
    Biomarker(kind="fusion", fusion=fusion).save()
    assert found(GeneFusion, typed) == ["ETV6::NTRK3"]
    assert found(Biomarker, typed) == ["ETV6::NTRK3 fusion"]


@pytest.mark.parametrize(
    "typed", ["\u202e", "\0", "\ud800", "%", "_", "'", "a" * 2000, "(", "  "]
)
def test_an_odd_search_does_not_fail(typed):
    for model in (Gene, Drug, Disease, GeneFusion, Biomarker, AdverseEventTerm):
        found(model, typed)


@pytest.mark.parametrize(
    "model",
    [
        "gene",
        "genefamily",
        "genefusion",
        "biomarker",
        "disease",
        "diseasegroup",
        "bodysite",
        "drug",
        "drugclass",
        "adverseeventterm",
        "institution",
        "journal",
    ],
)
def test_every_vocabulary_has_its_list_and_its_form(admin_client, model):
    fusion_of(parse("ETV6::NTRK3"))
    for page in ("", "add/"):
        answer = admin_client.get(f"/admin/vocabulary/{model}/{page}", secure=True)
        assert answer.status_code == 200


def test_a_gene_renamed_by_hand_keeps_its_former_symbol_and_its_fusions_follow(
    admin_client,
):
    fusion = fusion_of(parse("ETV6::NTRK3"))
    Biomarker(kind="fusion", fusion=fusion).save()
    gene = Gene.objects.with_key("ETV6")
    page = f"/admin/vocabulary/gene/{gene.pk}/change/"
    asked = admin_client.get(page, secure=True).context["adminform"].form
    sent = {name: "" if v is None else v for name, v in asked.initial.items()}
    names = gene.aliases.count()
    sent |= {
        "symbol": "ETVX",
        "aliases-TOTAL_FORMS": "0",
        "aliases-INITIAL_FORMS": "0",
    }
    answer = admin_client.post(page, sent, secure=True)
    assert answer.status_code == 302
    assert gene.aliases.get(text="ETV6").kind == "previous"
    assert gene.aliases.count() == names + 1
    fusion.refresh_from_db()
    assert (fusion.key, fusion.biomarker.key) == ("ETVX::NTRK3", "etvx-ntrk3-fusion")


def test_a_proposed_word_stands_out_in_its_list(admin_client):
    fusion_of(parse("ETV6::NTRK3"))
    answer = admin_client.get("/admin/vocabulary/genefusion/", secure=True)
    assert '<strong class="proposed">Proposed</strong>' in answer.content.decode()
