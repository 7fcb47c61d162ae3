"""Readers meet accepted words only, each with all that stands above it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.vocabulary.fusion_names import parse
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugClass,
    Gene,
    GeneFamily,
)
from casebase.vocabulary.public_terms import facets_with, public_terms
from casebase.vocabulary.resolving import fusion_of

pytestmark = [pytest.mark.usefixtures("starter"), pytest.mark.django_db]


def term(facet: str, key: str) -> dict:
    """The one term of this facet and key."""
    [found] = [t for t in public_terms([facet]) if t["key"] == key]
    return found


def test_a_term_carries_all_that_is_above_it_groups_included():
    assert term("diagnosis", "DDLS")["parents"] == [
        "SOFT_TISSUE",
        "LIPO",
        "sarcoma",
        "soft-tissue-sarcoma",
    ]
    assert term("diagnosis", "sarcoma")["facts"]["is_group"]
    assert term("gene", "NTRK1")["parents"] == ["NTRK"]
    assert set(term("drug", "crizotinib")["parents"]) == {
        "alk-inhibitor",
        "met-inhibitor",
        "ros1-inhibitor",
        "tyrosine-kinase-inhibitor",
        "targeted-therapy",
    }
    assert term("drug_class", "trk-inhibitor")["parents"] == [
        "targeted-therapy",
        "tyrosine-kinase-inhibitor",
    ]
    assert term("site", "tongue")["parents"] == ["head-and-neck", "oral-cavity"]


def test_other_names_travel_along():
    assert "TRKA" in term("gene", "NTRK1")["aliases"]
    assert "Xalkori" in term("drug", "crizotinib")["aliases"]
    fusion_of(parse("ETV6::NTRK3")).accept()
    fusion_of(parse("ABL1+BCR")).accept()
    assert term("fusion", "ETV6::NTRK3")["aliases"] == ["ETV6-NTRK3", "ETV6/NTRK3"]
    assert "BCR+ABL1" in term("fusion", "ABL1+BCR")["aliases"]


def test_no_two_terms_of_a_facet_share_a_key():
    keys = [(t["facet"], t["key"]) for t in public_terms()]
    assert len(keys) == len(set(keys))


def test_a_proposed_word_is_nowhere_to_be_seen():
    fusion_of(parse("ETV6::NTRK3"))
    Gene.objects.filter(symbol="NTRK2").update(status="proposed")
    Disease.objects.filter(key="EPIS").update(status="proposed")
    DiseaseGroup.objects.filter(key="sarcoma").update(status="proposed")
    DrugClass.objects.filter(key="trk-inhibitor").update(status="proposed")
    Drug.objects.filter(key="entrectinib").update(status="proposed")
    text = repr(list(public_terms()))
    for hidden in ("ETV6::NTRK3", "'NTRK2'", "'EPIS'", "'sarcoma'", "trk-inhibitor"):
        assert hidden not in text
    assert "entrectinib" not in text


def test_accepting_a_word_changes_the_facets_it_says_and_no_other():
    fusion = fusion_of(parse("ETV6::NTRK3"))
    biomarker = Biomarker(kind="fusion", fusion=fusion)
    biomarker.save()
    words = [
        fusion,
        biomarker,
        Disease.objects.with_key("EPIS"),
        DiseaseGroup.objects.with_key("sarcoma"),
        BodySite.objects.with_key("oral-cavity"),
        Drug.objects.with_key("entrectinib"),
        DrugClass.objects.with_key("targeted-therapy"),
        AdverseEventTerm.objects.with_key("nausea"),
        GeneFamily.objects.with_key("NTRK"),
        Gene.objects.with_key("NTRK3"),
    ]
    for word in words:
        type(word).objects.filter(pk=word.pk).update(status="proposed")
        word.refresh_from_db()
    before = list(public_terms())
    for word in words:
        assert word.accept()
        after = list(public_terms())
        seen = {repr(term) for term in before}
        changed = {term["facet"] for term in after if repr(term) not in seen}
        assert changed
        assert changed <= set(facets_with(word)), word
        before = after


def test_the_number_of_queries_does_not_grow_with_the_words():
    fusion = fusion_of(parse("?::NTRK1"))
    fusion.accept()
    Biomarker(kind="fusion", fusion=fusion, status="accepted").save()
    with CaptureQueriesContext(connection) as few:
        list(public_terms())
    for symbol in ("NTRK2", "ALK", "RET", "ROS1"):
        fusion = fusion_of(parse(f"?::{symbol}"))
        fusion.accept()
        biomarker = Biomarker(kind="fusion", fusion=fusion, status="accepted")
        biomarker.save()
    with CaptureQueriesContext(connection) as many:
        list(public_terms())
    assert len(few) == len(many) < 25
