"""Authors are read with who is here already, and added once, by those who may."""

import json
import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from casebase.curation.models import Curator, Person
from tests import seed

pytestmark = pytest.mark.django_db
READ, ADD = "/admin/read-authors/", "/admin/add-authors/"
ADA = {"family": "Madeup", "given": "Ada", "suffix": ""}


@pytest.fixture
def curator(client):
    """A curator's browser."""
    client.force_login(seed.person("ada"))
    return client


def read(client, text, **settled):
    response = client.post(READ, {"text": text, "settled": json.dumps(settled)})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.json()["authors"]


def add(client, *people):
    return client.post(ADD, {"people": json.dumps(people)})


@pytest.mark.parametrize("address", [READ, ADD])
def test_only_curators_may_ask_with_a_token(client, curator, address):
    assert Client().post(address).status_code == 302
    assert curator.get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = curator.cookies
    assert strict.post(address).status_code == 403
    client.force_login(Curator.objects.create(username="eve", is_staff=True))
    assert client.post(address).status_code == 403


def test_who_is_here_is_told_and_several_of_one_name_are(curator):
    ada = Person.objects.create(family="Madeup", given="Ada")
    for orcid in ("0000-0001-0000-0001", "0000-0001-0000-0002"):
        Person.objects.create(family="Madeup", given="Ben", orcid=orcid)
    one, two, new = read(curator, "Ada Madeup, Ben Madeup, Cleo Madeup")
    assert one["here"] == [{"pk": str(ada.pk), "label": "Ada Madeup"}]
    assert [here["label"][-4:] for here in two["here"]] == ["0001", "0002"]
    assert new["here"] == []
    assert add(curator, two).json() == {
        "error": "Several people here are called Ben Madeup. Choose one."
    }
    chosen = {**two, "pk": two["here"][1]["pk"]}
    assert add(curator, chosen).json()["people"][0]["pk"] == chosen["pk"]
    assert add(curator, {**ADA, "pk": chosen["pk"]}).status_code == 400


@pytest.mark.parametrize(
    ("printed", "given", "is_asked"),
    [
        ("Madeup JH", "J. H.", True),
        ("Madeup J.-H.", "JH", True),
        ("Madeup JH", "Jin-Hee", True),
        ("Jin Hee Q Madeup", "J H Q", True),
        ("Jin Q Madeup", "Jun Q", False),
        ("Madeup J", "J. H.", False),
        ("Madeup JH", "", False),
        ("Madeup JH", "JH", False),
        ("Madeup JH", "J. K.", False),
    ],
)
def test_one_name_printed_otherwise_is_asked_about(curator, printed, given, is_asked):
    here = Person.objects.create(family="Madeup", given=given)
    Person.objects.create(family="Other", given="J. H.")
    (one,) = read(curator, printed)
    assert one["question"].endswith("The same person?") is is_asked
    if not is_asked:
        return
    assert len(one["choices"]) == 2
    pks = []
    for choice in one["choices"]:
        (settled,) = read(curator, printed, **{printed: choice})
        assert not settled["question"]
        pks.append(add(curator, settled).json()["people"][0]["pk"])
    assert pks[0] == str(here.pk) != pks[1]


def test_what_the_curator_wrote_settles_a_question_but_not_one_name_twice(curator):
    way = {"family": "Anna Madeup", "given": "Mia"}
    asked, twin, again = read(curator, "Mia Anna Madeup, Wang Y, Wang Y")
    assert asked["question"]
    assert not twin["question"]
    settled = {"Mia Anna Madeup": way, "Wang Y": {"family": "Wang", "given": "Y"}}
    one, twin, again = read(curator, "Mia Anna Madeup, Wang Y, Wang Y", **settled)
    assert (one["family"], one["given"], one["question"]) == ("Anna Madeup", "Mia", "")
    assert (twin["question"], bool(again["question"])) == ("", True)
    for nonsense in ("[]", "{", '{"Wang Y": 3}'):
        answer = curator.post(READ, {"text": "Wang Y", "settled": nonsense})
        assert answer.status_code in (200, 400)


def test_people_are_added_once_all_or_none_and_it_is_logged(curator):
    ben = {"family": "Madeup", "given": "Ben"}
    first = add(curator, ADA, ben).json()["people"]
    assert [one["label"] for one in first] == ["Ada Madeup", "Ben Madeup"]
    assert add(curator, ben, ADA).json()["people"] == first[::-1]
    assert LogEntry.objects.count() == Person.objects.count() == 2
    bad = add(curator, {"family": "Madeup", "given": "Cleo"}, {"family": "\u202e"})
    assert bad.status_code == 400
    assert "direction of writing" in bad.json()["error"]
    assert add(curator, {"family": " "}).status_code == 400
    assert Person.objects.count() == 2
    for nonsense in ("", "{}", "[3]", json.dumps([ADA] * 301)):
        assert curator.post(ADD, {"people": nonsense}).status_code == 400


def test_who_may_not_add_people_may_choose_those_who_are_here(client):
    reader = Curator.objects.create(username="eve", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="change_article"))
    client.force_login(reader)
    assert add(client, ADA).status_code == 403
    Person.objects.create(family="Madeup", given="Ada")
    assert add(client, ADA).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_add_nobody_twice():
    curator = seed.person("ada")
    gate = threading.Barrier(4)
    answers = []

    def ask():
        client = Client()
        client.force_login(curator)
        gate.wait()
        try:
            answers.append(add(client, ADA, {"family": "Madeup", "given": "Ben"}))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {200}
    assert Person.objects.count() == 2
