"""A term in the words of schema.org, with what the vocabulary knows of it alone."""

from rdflib import SDO

from casebase.archive.models import Term
from casebase.browse.metadata import schema


def said(facet, key, **more):
    """Return a term as the thing it names; every word of it is schema.org's."""
    broader = more.pop("broader", [])
    term = Term(facet=facet, key=key, label=more.pop("label", key), **more)
    node = schema.of_term(term, term.label, broader)
    for one in (node, *node.get("code", []), *node.get("drugClass", [])):
        assert one["@type"] in SDO
        assert {name for name in one if name[0] != "@" and name not in SDO} == set()
    return {name: value for name, value in node.items() if name not in ("@id", "url")}


def test_a_gene_has_its_number_and_its_species():
    facts = {"name": "a kinase"}
    more = {"code": "HGNC:8031", "aliases": ["TRKA"], "facts": facts}
    assert said("gene", "NTRK1", **more) == {
        "@type": "Gene",
        "name": "NTRK1",
        "alternateName": ["a kinase", "TRKA"],
        "identifier": "HGNC:8031",
        "sameAs": "https://identifiers.org/HGNC:8031",
        "taxonomicRange": "Homo sapiens",
    }


def test_what_has_no_code_stays_without_one():
    assert said("gene", "NTRK1") == {"@type": "Gene", "name": "NTRK1"}
    assert "code" not in said("drug", "crizotinib")
    assert "code" not in said("diagnosis", "sarcoma")


def test_a_fusion_is_made_of_its_genes():
    node = said("fusion", "ETV6::NTRK3", facts={"genes": ["ETV6", "NTRK3"]})
    assert node["additionalType"].endswith("/SO_0001565")
    parts = [(one["@type"], one["name"]) for one in node["hasBioChemEntityPart"]]
    assert parts == [("Gene", "ETV6"), ("Gene", "NTRK3")]


def test_a_drug_has_its_brands_apart():
    more = {"aliases": ["Xalkori", "PF-02341066"], "facts": {"brands": ["Xalkori"]}}
    node = said("drug", "crizotinib", broader=[("ALK inhibitor", "/x/")], **more)
    assert node["nonProprietaryName"] == "crizotinib"
    assert node["proprietaryName"] == ["Xalkori"]
    assert node["alternateName"] == ["PF-02341066"]
    assert [one["name"] for one in node["drugClass"]] == ["ALK inhibitor"]


def test_a_diagnosis_has_the_codes_of_its_vocabularies():
    facts = {"ncit": "NCIT:C9118"}
    node = said("diagnosis", "SARCNOS", code="ONCOTREE:SARCNOS", facts=facts)
    assert [(one["codingSystem"], one["codeValue"]) for one in node["code"]] == [
        ("OncoTree", "SARCNOS"),
        ("NCI Thesaurus", "C9118"),
    ]
