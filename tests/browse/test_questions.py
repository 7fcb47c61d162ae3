"""The questions of docs/questions.md, asked of the starter's pages as a reader would.

Each goes by a search from the front page or by the page of a term, and finds the words
of the answer that was worked out by hand. The pages are the same on both databases.
"""

from urllib.parse import quote_plus

import pytest
from django.core.management import call_command
from django.test import Client

from tests import an_archive, page_text
from tests.browse import pages

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker):
    """The site with the starter's cases."""
    with an_archive.for_a_while(django_db_blocker):
        call_command("load_vocabulary", verbosity=0)
        call_command("load_starter", verbosity=0)
        yield Client()


def answer_to(starter, address: str) -> str:
    """The words of a page, folded lines opened."""
    answer = starter.get(address)
    assert answer.status_code == 200, address
    return page_text.main_of(answer.content.decode()).words


def search(starter, words: str) -> pages.Page:
    """The list that a search on the front page leads to."""
    return pages.read(starter.get(f"/search/?q={quote_plus(words)}"))


def case_of(starter, key: str) -> str:
    """The accession of a case that a search found, by a word of its own page."""
    from casebase.archive.models import Record

    return Record.objects.get(key=key).name


def test_crizotinib_in_an_ntrk1_sarcoma(starter):
    seed = case_of(starter, "hou-ntrk1-mesenchymal-sarcoma/the-patient")
    assert seed in search(starter, "NTRK1 sarcoma crizotinib").accessions
    told = answer_to(starter, f"/cases/{seed}/")
    assert "250 mg twice daily by mouth, then 125 mg twice daily for 2 months" in told
    assert "Complete response" in told
    assert "financial reasons" in told
    hub = answer_to(starter, "/drugs/crizotinib/")
    assert "reduced to 125 mg twice daily for 2 months" in hub
    assert seed in hub


def test_interstitial_lung_disease_on_alectinib(starter):
    found = search(starter, "interstitial lung disease alectinib").accessions
    assert {
        case_of(starter, f"nitawaki-alectinib-ild-2017/patient-{number}")
        for number in (1, 2)
    } == set(found)
    hub = answer_to(starter, "/drugs/alectinib/")
    assert "held for 7 days" in hub
    events = hub[hub.index("whether the drug was tried again") :]
    assert "(grade 2 or less) Held for 7 days; resolved Tolerated" in events
    assert "(2 events) No action taken; resolving Not interrupted" in events


def test_what_came_after_alk_l1196q(starter):
    case = case_of(starter, "zhang-alk-imt-2020/patient-1")
    found = search(starter, "ALK L1196Q")
    assert case in found.accessions
    assert "Acquired, found January 2019, on which treatment not" in found.words
    for address in (f"/cases/{case}/", "/cases/?gene=ALK"):
        assert "/genes/ALK/#resistance" in pages.read(starter.get(address)).links
    told = answer_to(starter, "/biomarkers/alk-l1196q/")
    assert "In 1 of these cases it was acquired under treatment" in told
    told = answer_to(starter, "/genes/ALK/")
    after = told[told.index("L1196Q") :]
    assert "ceritinib" in after.casefold()
    assert "Partial response" in after
    assert case in after


def test_which_ntrk_drug_was_not_given_for_its_cost(starter):
    rows = pages.read(starter.get("/cases/?not_given=cost&family=NTRK")).accessions
    assert rows == [case_of(starter, "hou-ntrk1-mesenchymal-sarcoma/the-patient")]
    told = answer_to(starter, "/drugs/larotrectinib/")
    assert "Considered, not given" in told
    assert "financial reasons" in told


def test_an_infant_with_etv6_ntrk3(starter):
    case = case_of(
        starter, "bielack-etv6-ntrk3-infantile-fibrosarcoma-2019/the-patient"
    )
    found = pages.read(starter.get("/cases/?age=infant&fusion=ETV6::NTRK3"))
    assert found.accessions == [case]
    told = answer_to(starter, f"/cases/{case}/")
    assert "20 mg/kg twice daily by mouth" in told
    assert "56 days" in told
    assert "5.5 × 4.5 × 4.4 cm" in told
    assert "1.2 × 1.2 × 0.8 cm" in told


def test_resistance_to_selpercatinib(starter):
    found = pages.read(starter.get("/cases/?gene=RET"))
    assert "Acquired on selpercatinib: MAP2K1 E102_I103del" in found.words
    assert "/genes/RET/#resistance" in found.links
    told = answer_to(starter, "/drugs/selpercatinib/")
    assert "MAP2K1" in told
    assert "Next drug not in the abstract" in told
