"""The form asks how lines are read: curators only, and nothing is written."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from casebase.curation.models import Article, Authorship, Curator, Person
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Drug,
    DrugAlias,
    Institution,
    UsualDose,
)
from tests import seed

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/read-lines/"


@pytest.fixture
def curator(client):
    """A curator's browser, in an archive that has the seed."""
    seed.import_seed(seed.person("ada"))
    client.force_login(seed.person("bea"))
    return client


def ask(client, *lines):
    response = client.post(ADDRESS, {"line": lines})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.json()["lines"]


def words(line, name):
    return [word["label"] for word in line["boxes"][name]["words"]]


def test_only_curators_may_ask(client):
    assert client.post(ADDRESS, {"line": ["R CR"]}).status_code == 302
    nobody = type(seed.person("ada")).objects.create(username="eve", is_staff=True)
    client.force_login(nobody)
    assert client.post(ADDRESS, {"line": ["R CR"]}).status_code == 403


def test_asking_needs_a_token_and_not_too_many_lines(curator):
    assert curator.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = curator.cookies
    assert strict.post(ADDRESS, {"line": ["R CR"]}).status_code == 403
    assert curator.post(ADDRESS, {"line": ["R CR"] * 101}).status_code == 400


def test_words_are_found_by_all_their_names(curator):
    rash = AdverseEventTerm.objects.create(key="rash", name="Rash", synonyms="exanthem")
    crizotinib = Drug.objects.get(name="crizotinib")
    course, event, finding, source = ask(
        curator,
        "T2 xalkori 250 mg bid",
        "AE exanthem",
        "F TRKA rearrangement; positive",
        f"source {seed.NEWS}; news summary",
    )
    agent = course["lower"][0]
    assert (course["list"], agent["list"]) == ("treatment_rows", "agents")
    assert course["boxes"]["ref"] == course["ref"] == "T2"
    assert agent["boxes"] == {
        "drug": {"words": [{"pk": str(crizotinib.pk), "label": "crizotinib"}]},
        "reported": "xalkori",
    }
    assert agent["steps"][0]["dose_value"] == "250"
    assert event["boxes"]["term"]["words"][0]["pk"] == str(rash.pk)
    assert event["boxes"]["reported"] == "exanthem"
    assert words(finding, "biomarker") == ["NTRK1 fusion, partner not known"]
    assert "TRKA is now called NTRK1" in finding["parts"][0]["said"]
    assert source["list"] == "sources"


def test_a_line_of_an_operation_makes_the_treatment_and_the_procedure(curator):
    (line,) = ask(curator, "T surgery; wide excision; scalp; R0")
    assert line["list"] == "treatment_rows"
    assert line["boxes"] == {"modality": "surgery"}
    scalp = {"pk": str(BodySite.objects.get(name="Scalp").pk), "label": "Scalp"}
    done = {"procedure": "wide excision", "site": {"words": [scalp]}, "margins": "R0"}
    assert line["lower"] == [{"list": "procedures", "boxes": done, "steps": []}]


def test_a_word_that_is_missing_is_offered_to_be_added_by_those_who_may(curator):
    (line,) = ask(curator, "F calcitonin; positive")
    assert line["parts"][0]["add"] == {
        "name": "calcitonin",
        "label": "Add “calcitonin” as a new biomarker",
        "href": f"{reverse('admin:name_biomarker')}"
        "?_to_field=id&_popup=1&name=calcitonin",
    }
    page = curator.get(line["parts"][0]["add"]["href"])
    assert b'value="calcitonin"' in page.content
    by_parts = f"{reverse('admin:vocabulary_biomarker_add')}?_popup=1&marker=calcitonin"
    assert page.context["by_parts"] == by_parts
    assert b'value="calcitonin"' in curator.get(by_parts).content
    (event,) = ask(curator, "AE headache")
    page = curator.get(event["parts"][0]["add"]["href"])
    assert b'name="name" value="headache"' in page.content

    user = Curator.objects.get(username="bea")
    user.user_permissions.add(Permission.objects.get(codename="change_patient"))
    user.groups.clear()
    (line,) = ask(curator, "F calcitonin; positive")
    assert "add" not in line["parts"][0]


def test_a_marker_of_several_biomarkers_is_asked_about(curator):
    for kind in ("protein_ihc", "expression"):
        Biomarker.objects.create(kind=kind, marker="Desmin")
    (line,) = ask(curator, "F desmin; positive")
    labels = ["Desmin expression", "Desmin immunohistochemistry"]
    assert [one["label"] for one in line["parts"][0]["choices"]] == labels


def test_an_article_is_found_by_its_key_doi_or_pmid(curator):
    Article.objects.filter(slug=seed.PAPER).update(doi="10.1/x", pmid="123")
    lines = ["source doi:10.1/x", "source PMID 123", f"source {seed.PAPER}"]
    found = [words(line, "article") for line in ask(curator, *lines)]
    assert found == [found[0]] * 3
    nothing = ask(curator, "source pmid", "source doi:", "source 12")
    assert not any(line["isUnderstood"] for line in nothing)


def test_a_part_of_its_key_author_pmid_or_doi_says_an_article(curator):
    paper = Article.objects.get(slug=seed.PAPER)
    person = Person.objects.create(family="de Salins")
    Authorship.objects.create(article=paper, person=person)
    Article.objects.filter(pk=paper.pk).update(
        doi="10.1186/s12890-017", pmid="28874148"
    )
    said = ("hou", "sarcoma hou", "de salins", "PMID 28874", "doi: 12890-017")
    read = ask(curator, *(f"source {text}; primary report" for text in said))
    pks = [line["boxes"]["article"]["words"][0]["pk"] for line in read]
    assert pks == [str(paper.pk)] * len(said)

    (line,) = ask(curator, "source NTRK1; abstract")
    choices = line["parts"][0]["choices"]
    assert [one["text"] for one in choices] == [seed.PAPER, seed.NEWS]
    assert choices[0]["label"].startswith(f"{seed.PAPER}: ")
    nothing = ("ho", "ou-ntrk1", "hou 1999", "PMID 288", "PMID 8874148", "12890-018")
    read = ask(curator, *(f"source {text}" for text in nothing))
    assert not any(line["isUnderstood"] for line in read)

    for n in range(9):
        Article.objects.create(slug=f"lee-sarcoma-{n}", kind="case_report")
    (line,) = ask(curator, "source lee")
    assert len(line["parts"][0]["choices"]) == 8
    assert "There are more" in line["parts"][0]["question"]


def test_a_name_of_two_words_is_asked_about_and_its_answer_is_one(curator):
    crizotinib, other = Drug.objects.filter(kind="small_molecule")
    for drug in (crizotinib, other):
        DrugAlias.objects.create(drug=drug, text="TKI-1")
    for city in ("Shanghai", "Beijing"):
        Institution.objects.create(name="General Hospital", city=city)
    drug, hospital = ask(curator, "T TKI-1", "P treated at General Hospital")
    assert [one["label"] for one in drug["parts"][0]["choices"]] == [
        "crizotinib",
        "larotrectinib",
    ]
    texts = [choice["text"] for choice in hospital["parts"][0]["choices"]]
    again = ask(curator, *(f"P {text}" for text in texts))
    assert [line["boxes"]["institutions"]["words"][0]["label"] for line in again] == [
        "General Hospital, Beijing",
        "General Hospital, Shanghai",
    ]


def test_an_unusual_dose_is_remarked_on(curator):
    UsualDose.objects.create(
        drug=Drug.objects.get(name="crizotinib"),
        lowest="250",
        highest="250",
        unit="mg",
        frequency="bid",
        source="A label",
        url="https://e.org/",
        as_of="2026-11",
    )
    usual, unusual = ask(curator, "T crizotinib 250 mg bid", "T crizotinib 2500 mg bid")
    assert usual["remarks"] == []
    assert "As printed?" in unusual["remarks"][0]
    assert unusual["isUnderstood"] is True


def test_forty_lines_are_read_with_few_questions_to_the_database(
    curator, django_assert_max_num_queries
):
    site = BodySite.objects.get(key="scalp")
    lines = [f"L primary {site.name}; left; {n} cm" for n in range(1, 20)]
    lines += [f"AE nausea; grade {n % 4 + 1}; due to A{n + 1}" for n in range(20)]
    with django_assert_max_num_queries(12):
        read = ask(curator, *lines)
    assert all(line["isUnderstood"] for line in read)
