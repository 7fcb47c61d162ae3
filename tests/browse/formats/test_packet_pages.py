"""The addresses of Phenopackets and of gene fusions."""

import pytest

from casebase.archive import publishing
from casebase.archive.models import Version
from tests.browse import archive
from tests.browse.formats import official

pytestmark = pytest.mark.django_db


def test_a_case_is_given_as_a_phenopacket(client, seed_case):
    response = client.get(f"/cases/{seed_case}.phenopacket.json")
    assert response["Content-Type"] == "application/json"
    found = response.json()
    official.loses_nothing(found)
    version = Version.objects.get(record__name=seed_case)
    created = f"{version.published_at:%Y-%m-%dT%H:%M:%SZ}"
    assert found["id"] == f"{seed_case}.v1"
    assert found["metaData"]["created"] == created
    assert found == client.get(f"/cases/{seed_case}/v1.phenopacket.json").json()


def test_the_page_of_a_case_leads_to_both(client, page, seed_case):
    links = page(f"/cases/{seed_case}/").links
    for what in ("phenopacket", "fusions"):
        address = f"/cases/{seed_case}/v1.{what}.json"
        assert address in links
        assert client.get(address).status_code == 200


def test_a_former_version_stays_as_it_was(client, seed_case):
    before = client.get(f"/cases/{seed_case}/v1.phenopacket.json").content
    case = Version.objects.get(record__name=seed_case).content
    patient = case.patient.model_copy(update={"ecog": 1})
    newer = case.model_copy(update={"patient": patient})
    publishing.put(newer, **archive.ENVELOPE, reason="ECOG")
    assert client.get(f"/cases/{seed_case}/v1.phenopacket.json").content == before
    newest = client.get(f"/cases/{seed_case}.phenopacket.json").json()
    assert newest["id"] == f"{seed_case}.v2"
    assert "ECOG 1" in newest["interpretations"][0]["summary"]


def test_the_fusions_of_a_case_name_their_record(client, made_up):
    found = client.get(f"/cases/{made_up[0]}.fusions.json").json()
    assert found["record"]["accession"] == made_up[0]
    assert found["record"]["synthetic"] is True
    # These words have no HGNC identifiers.
    [fusion] = found["fusions"]
    assert fusion["fusion"] is None
    assert "No HGNC identifier" in fusion["why_not"]


@pytest.mark.parametrize("what", ["phenopacket", "fusions"])
def test_what_is_withdrawn_is_gone(client, seed_case, what):
    record = Version.objects.get(record__name=seed_case).record
    publishing.withdraw(record, reason="error", by="Ada")
    for place in (seed_case, f"{seed_case}/v1"):
        response = client.get(f"/cases/{place}.{what}.json")
        assert response.status_code == 410
        assert response.json()["record"]["accession"] == seed_case
        assert "33-year-old" not in response.content.decode().partition("citation")[0]


@pytest.mark.parametrize("what", ["phenopacket", "fusions"])
def test_what_never_was_is_not_there(client, seed_case, what):
    assert client.get(f"/cases/CB-999999.{what}.json").status_code == 404
    assert client.get(f"/cases/{seed_case}/v7.{what}.json").status_code == 404


def test_a_category_of_fusions(client, made_up):
    for key, code in (("ETV6", "HGNC:3495"), ("NTRK3", "HGNC:8033")):
        publishing.put_terms(
            [{"facet": "gene", "key": key, "label": key, "code": code}]
        )
    found = client.get("/fusions/ETV6::NTRK3.vicc.json").json()
    assert found["fusion"]["type"] == "CategoricalFusion"
    assert found["fusion"]["viccNomenclature"] == "ETV6(hgnc:3495)::NTRK3(hgnc:8033)"
    assert found["archive_version"] > 0


def test_the_page_of_a_fusion_names_its_form_for_programs(client, page, made_up):
    named = page("/fusions/ETV6::NTRK3/").text
    assert 'href="http://127.0.0.1:8000/fusions/ETV6::NTRK3.vicc.json"' in named
    assert ".vicc.json" not in page("/genes/ETV6/").text


def test_a_category_without_a_side_claims_none(client, seed_case):
    found = client.get("/fusions/NTRK1-partner-unknown.vicc.json").json()
    assert found["fusion"] is None
    assert "On which side" in found["why_not"]


def test_a_fusion_that_was_renamed_leads_to_its_name(client, words):
    term = {"facet": "fusion", "key": "TEL::NTRK3", "label": "TEL::NTRK3"}
    publishing.put_terms([term | {"facts": {"now": "ETV6::NTRK3"}}])
    response = client.get("/fusions/TEL::NTRK3.vicc.json")
    assert response.status_code == 301
    assert response["Location"] == "/fusions/ETV6::NTRK3.vicc.json"
    assert client.get("/fusions/NO::SUCH.vicc.json").status_code == 404
