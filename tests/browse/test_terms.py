"""Indexes and pages of terms: every number opens what it counts."""

import re
from urllib.parse import urlsplit

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Term
from casebase.browse import term_tables
from casebase.browse.labels import Labels
from tests.browse import archive, numbers

pytestmark = pytest.mark.django_db

INDEXES = ["/fusions/", "/genes/", "/biomarkers/", "/drugs/", "/diagnoses/"]
HUBS = [
    "/fusions/ETV6::NTRK3/",
    "/fusions/NTRK1-partner-unknown/",
    "/genes/NTRK1/",
    "/genes/ETV6/",
    "/biomarkers/etv6-ntrk3-fusion/",
    "/drugs/crizotinib/",
    "/drugs/larotrectinib/",
    "/diagnoses/sarcoma/",
    "/diagnoses/SARCNOS/",
]


def test_every_number_opens_a_list_of_that_many(page, made_up):
    numbers.forget()
    for address in ("/", *INDEXES, *HUBS):
        found = numbers.numbers_on(page(address).text, address)
        assert found, address
        assert list(numbers.wrong(found)) == [], address


def test_every_link_answers(client, page, made_up):
    linked_from = {
        link.partition("#")[0]: address
        for address in ("/", *INDEXES, *HUBS, "/cases/", "/treatments/")
        for link in page(address).links
    }
    assert len(linked_from) >= 100
    for link, address in linked_from.items():
        # Of filtered lists it is asked whether the question can be read.
        if "?" in link and urlsplit(link).path in numbers.LISTS:
            numbers.length_of(link)
        elif link:
            assert client.get(link).status_code == 200, (address, link)


def test_a_gene_is_found_from_either_side_of_a_fusion(page, made_up):
    assert page("/genes/ETV6/").total == page("/genes/NTRK3/").total == 3


def test_an_index_lists_only_terms_with_cases(page, made_up):
    genes = page("/genes/").links
    assert "/genes/NTRK1/" in genes
    assert "/genes/KIT/" not in genes


def test_a_known_term_without_a_case_says_so(page, seed_case):
    assert "No published case in this archive." in page("/genes/KIT/").words


@pytest.mark.parametrize(
    "address",
    [
        "/genes/NOSUCH/",
        "/fusions/ETV6::NOSUCH/",
        "/drugs/aspirin/",
        "/diagnoses/x/",
        "/genes/%ff/",
        "/genes/%00/",
    ],
)
def test_an_unknown_term_is_not_there(client, seed_case, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/genes/TRKA/", "/genes/NTRK1/"),
        ("/genes/ntrk1/", "/genes/NTRK1/"),
        ("/drugs/Xalkori/", "/drugs/crizotinib/"),
        ("/fusions/ETV6-NTRK3/", "/fusions/ETV6::NTRK3/"),
    ],
)
def test_another_name_of_one_term_leads_to_it(client, seed_case, address, leads_to):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == leads_to


def test_a_hub_opens_with_every_outcome_also_those_nobody_had(page, made_up):
    words = page("/genes/NTRK3/").words.replace(" ,", ",").replace(" ;", ";")
    assert (
        "6 courses in 3 patients from 3 articles; best response: 0 complete responses, "
        "3 partial responses, 0 stable disease, 3 progressive disease, "
        "0 with response not reported; 0 stopped for toxicity"
    ) in words
    assert "not a response rate" in words


def test_a_drug_counts_its_own_courses_alone(page, made_up):
    words = page("/drugs/entrectinib/").words
    assert "3 courses in 3 patients" in words
    assert "3 partial responses" in words
    assert "0 progressive disease" in words


def test_what_is_left_out_beside_a_term_is_counted(page, made_up, monkeypatch):
    monkeypatch.setattr(term_tables, "BESIDE", 1)
    assert re.search(r"(crizotinib|entrectinib) and 1 more", page("/fusions/").words)


def test_a_drug_without_a_name_stands_by_its_class(page, seed_case):
    case = d.as_dict(archive.made_up(1))
    [agent] = case["treatments"][1]["agents"]
    agent |= {"drug": None, "drug_class": {"key": "alk-inhibitor"}}
    publishing.put(d.read(case), **archive.ENVELOPE)
    assert "crizotinib, ALK inhibitor (name not told)" in page("/fusions/").words


def test_a_drug_that_was_only_considered_was_not_given(page, seed_case):
    larotrectinib = page("/drugs/larotrectinib/")
    assert larotrectinib.total == 0
    assert "No published case in this archive was given larotrectinib." in (
        larotrectinib.words
    )
    assert "considered, not given (financial reasons)" in larotrectinib.words
    assert page("/cases/?not_given_drug=larotrectinib").accessions == [seed_case]


def test_a_fusion_with_an_unknown_partner_is_never_written_with_a_question_mark(
    page, made_up
):
    for address in ("/", *INDEXES, "/fusions/NTRK1-partner-unknown/", "/cases/"):
        assert "?::" not in page(address).text
        assert "::?" not in page(address).text


def test_an_index_refuses_what_it_cannot_read(page, seed_case):
    assert page("/genes/?gene=NTRK1", 400).culprits == ["gene"]
    assert page("/genes/?page=x", 400).culprits == ["page"]
    assert page("/genes/?page=2", 404)


def test_the_front_door_counts_what_its_links_list(page, made_up):
    front = page("/")
    assert "What happened when someone treated this fusion?" in front.words
    for count, address in (("4", "/cases/"), ("7", "/treatments/"), ("2", "/fusions/")):
        assert (count, address) in front.counted
        assert page(address).total == int(count)
    assert "Read with care." in front.words
    assert "/series/biomarker-ntrk/" in front.links


def test_an_empty_archive_has_a_front_door_and_empty_lists(page, db):
    for address in ("/", *INDEXES, "/cases/", "/treatments/"):
        assert page(address)


def test_beside_a_class_stand_its_own_drugs_alone(page, seed_case):
    case = d.as_dict(archive.made_up(1))
    [crizotinib], [entrectinib] = (one["agents"] for one in case["treatments"])
    case["treatments"][0]["agents"] = [crizotinib, entrectinib]
    del case["treatments"][1]
    del case["outcome"]["responses"][1]
    publishing.put(d.read(case), **archive.ENVELOPE)
    words = page("/drug-classes/").words
    assert "crizotinib" in words
    assert "entrectinib" not in words
    assert "name not told" not in words
    unnamed = d.as_dict(archive.made_up(2))
    [agent] = unnamed["treatments"][0]["agents"]
    agent |= {"drug": None, "drug_class": {"key": "alk-inhibitor"}}
    publishing.put(d.read(unnamed), **archive.ENVELOPE)
    assert "crizotinib, ALK inhibitor (name not told)" in page("/drug-classes/").words


def test_names_with_commas_are_parted_by_semicolons(page, seed_case, made_up):
    words = page("/drugs/").words
    assert "NTRK1 fusion, partner not known; ETV6::NTRK3" in words or (
        "ETV6::NTRK3; NTRK1 fusion, partner not known" in words
    )


def test_beside_a_family_stand_its_own_genes_alone(page, made_up):
    beside = re.findall(r'<td class="fl__d">([^<]*)</td>', page("/families/").text)
    assert "NTRK3, NTRK1" in beside


def test_a_gene_is_no_broader_term_of_itself():
    terms = {("gene", "MET"): Term(facet="gene", key="MET", parents=["MET"])}
    assert Labels(terms).narrowest("gene", ["MET", "CDR2"]) == ["MET", "CDR2"]


def test_a_name_that_is_told_is_no_further_name(page, seed_case):
    family = {"facet": "family", "key": "NTRK", "label": "NTRK"}
    family |= {"aliases": ["Receptor kinases"], "facts": {"name": "receptor kinases"}}
    publishing.put_terms([family])
    assert page("/families/NTRK/").words.count("eceptor kinases") == 1


def test_diagnoses_of_one_name_are_told_apart(page, seed_case):
    twin = {"facet": "diagnosis", "key": "SOFT_TISSUE", "label": "Sarcoma, Any Site"}
    publishing.put_terms([twin | {"code": "ONCOTREE:SOFT"}])
    words = page("/diagnoses/").words
    assert "Sarcoma, any site group" in words
    assert "Sarcoma, Any Site SOFT" in words


def test_that_no_drug_is_named_is_not_that_none_was_given(page, seed_case):
    case = d.as_dict(archive.made_up(1))
    for treatment in case["treatments"]:
        [agent] = treatment["agents"]
        agent |= {"drug": None, "drug_class": {"key": "alk-inhibitor"}}
    publishing.put(d.read(case), **archive.ENVELOPE)
    [etv6] = re.findall(r">ETV6</a>.*?</tr>", page("/biomarkers/").text, re.S)
    assert 'data-l="Drugs given"><div><span class="nr">None named' in etv6


def test_one_case_is_not_called_all(page, seed_case):
    words = page("/genes/NTRK1/").words
    assert "The case as a swimmer plot" in words
    assert "The case in the list" in words
    assert "All 1 " not in words
