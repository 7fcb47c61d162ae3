"""The form asks what was understood: curators only, and nothing is written."""

import pytest
from django.apps import apps
from django.test import Client

from casebase.vocabulary.models import (
    Biomarker,
    Drug,
    DrugAlias,
    Gene,
    GeneAlias,
    GeneFusion,
    UsualDose,
)
from tests import seed

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/read-entry/"


@pytest.fixture
def curator(client):
    """A curator's browser."""
    client.force_login(seed.person("ada"))
    return client


def ask(client, kind, text, **more) -> dict:
    response = client.post(ADDRESS, {"kind": kind, "text": text, **more})
    assert response.status_code == 200
    return response.json()


def test_only_curators_may_ask(client):
    assert client.post(ADDRESS, {"kind": "age", "text": "6 wk"}).status_code == 302
    nobody = apps.get_model("curation.Curator").objects.create(
        username="eve", is_staff=True
    )
    client.force_login(nobody)
    assert client.post(ADDRESS, {"kind": "age", "text": "6 wk"}).status_code == 403


def test_asking_needs_a_token_and_the_right_method(curator):
    assert curator.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = curator.cookies
    assert strict.post(ADDRESS, {"kind": "age", "text": "6 wk"}).status_code == 403


def test_a_time_told_from_the_course_of_its_row_counts_from_its_start(curator):
    for course, time in (
        ("T2", "33 days after course start"),
        ("T1", '33 days after another event "day 33 of T2"'),
        ("", '33 days after another event "day 33 of T2"'),
    ):
        told = ask(curator, "time", "day 33 of T2", course=course)
        assert told["rows"] == [{"time": time}], course


def test_an_answer_is_kept_by_nobody_and_an_unknown_kind_is_refused(curator):
    response = curator.post(ADDRESS, {"kind": "age", "text": "6 wk"})
    assert "no-store" in response["Cache-Control"]
    assert response.json()["rows"] == [
        {"age_value": "6", "age_unit": "week", "age_qualifier": "exact"}
    ]
    assert curator.post(ADDRESS, {"kind": "mood", "text": "x"}).status_code == 400
    assert curator.post(ADDRESS, {}).status_code == 400


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 5000, "9" * 400, "→" * 301])
@pytest.mark.parametrize("kind", ["age", "size", "time", "dose", "fusion"])
def test_hostile_text_is_answered_in_words(curator, kind, text):
    assert ask(curator, kind, text)["verdict"] == "as_reported"


def test_a_dose_line_may_begin_with_a_brand_and_is_compared_with_what_is_usual(curator):
    drug = Drug.objects.create(name="crizotinib", kind="small_molecule")
    DrugAlias.objects.create(drug=drug, text="Xalkori", kind="brand")
    UsualDose.objects.create(
        drug=drug,
        lowest=250,
        highest=250,
        unit="mg",
        frequency="bid",
        route="oral",
        population="adults",
        source="A label",
        url="https://e.org/",
        as_of="2026-11",
    )
    told = ask(curator, "dose", "Xalkori 2500 mg bid")
    assert told["verdict"] == "understood"
    assert told["drug"] == {
        "pk": str(drug.pk),
        "label": "crizotinib",
        "reported": "Xalkori",
    }
    assert told["remarks"] == [
        "Usual: 250 mg twice daily by mouth (A label). "
        "This is 2,500 mg twice daily. As printed?"
    ]
    # The same where the course says which drug it is; nothing where it is usual.
    assert ask(curator, "dose", "2500 mg bid", drug=drug.pk)["remarks"]
    assert ask(curator, "dose", "250 mg bid", drug=drug.pk)["remarks"] == []
    assert ask(curator, "dose", "250 mg bid", drug="no")["verdict"] == "understood"


def test_a_fusion_is_read_with_the_genes_of_the_vocabulary(curator):
    old = Gene.objects.create(symbol="KMT2A", hgnc_status="custom")
    new = Gene.objects.create(symbol="SEPTIN9", hgnc_status="custom")
    GeneAlias.objects.create(gene=new, text="SEPT9", kind="previous")
    told = ask(curator, "fusion", "KMT2A-SEPT9 fusion")
    assert told["rows"][0]["key"] == "KMT2A::SEPTIN9"
    assert "SEPT9 is now called SEPTIN9" in told["sentence"]
    assert "biomarker" not in told
    assert not GeneFusion.objects.exists()

    fusion = GeneFusion.objects.create(
        state="two_genes", five_prime=old, three_prime=new
    )
    known = Biomarker.objects.create(kind="fusion", fusion=fusion)
    told = ask(curator, "fusion", "KMT2A::SEPTIN9")
    assert told["biomarker"]["pk"] == str(known.pk)
    assert ask(curator, "fusion", "Sep-9")["choices"] == [
        {"label": "SEPTIN9", "text": "SEPTIN9"}
    ]
