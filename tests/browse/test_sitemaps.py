"""Search engines are told of every page that is worth their while, and of no other."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.contrib.sitemaps import Sitemap

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import sitemaps, urls
from tests.browse import archive
from tests.browse.metadata import indexer
from tests.browse.metadata.conftest import PAPER

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
#: Pages that no search engine need know: of keys, of searches, of machines.
NOT_TOLD = {"/keys/", "/search/", "/suggest/", "/cases/compare/", "/api/v1/"}


def read(response):
    """Return every address of a sitemap, with the day it was changed."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        entry.findtext(f"{NAMESPACE}loc"): entry.findtext(f"{NAMESPACE}lastmod")
        for entry in ElementTree.fromstring(response.content)
    }


@pytest.fixture
def told(client, settings):
    """Ask for the whole sitemap, file by file; addresses within the site."""

    def ask():
        found = {}
        for address in read(client.get("/sitemap.xml")):
            entries = read(client.get(address.removeprefix(settings.PUBLIC_URL)))
            found |= {
                a.removeprefix(settings.PUBLIC_URL): d for a, d in entries.items()
            }
        return found

    return ask


def is_allowed(address, robots):
    """Whether any robot may ask for an address, by RFC 9309."""
    rules = re.findall(r"^Disallow: (\S+)$", robots, re.MULTILINE)
    assert rules
    patterns = [re.escape(rule).replace(r"\*", ".*") for rule in rules]
    return not any(re.match(pattern, address) for pattern in patterns)


def put_real(number, **changes):
    """Publish a case that says of itself that it is real."""
    case = archive.made_up(number, **{"synthetic": False, **changes})
    return publishing.put(case, **archive.ENVELOPE).record.name


def test_robots_may_open_what_the_pages_tell_them_of(client, made_up, told, settings):
    name = put_real(7)
    robots = client.get("/robots.txt").content.decode()
    named = [*told()]
    for page in ("/", f"/cases/{name}/", "/articles/made-up-7/", "/genes/NTRK1/"):
        html = client.get(page).content.decode()
        graph = json.dumps([indexer.read(html, page)["json-ld"]])
        named += re.findall(rf'"{re.escape(settings.PUBLIC_URL)}(/[^"]*)"', graph)
    assert "/cases/download.csv" in named
    assert "/search/?q={search_term_string}" in named
    assert [one for one in named if not is_allowed(one, robots)] == []
    asked = ("/cases/?gene=KIT", "/cases/download.csv?gene=KIT", "/search/?q=a&page=2")
    assert not any(is_allowed(one, robots) for one in asked)


def test_every_address_of_the_sitemap_is_there_once(client, made_up, told):
    put_real(7)
    assert len(sitemaps.TEXTS) == len({*sitemaps.TEXTS})
    found = told()
    assert len(found) > 50
    statuses = {address: client.get(address).status_code for address in found}
    assert {a: status for a, status in statuses.items() if status != 200} == {}


def test_what_is_real_and_listed_is_told_and_when_it_was_published(made_up, told):
    real, retracted = put_real(7), put_real(1, key="made-up-1/patient-2")
    gone = put_real(8)
    publishing.withdraw(Record.objects.get(name=gone), by="Ada", reason="error")
    article = PAPER | {"integrity": "retracted"}
    publishing.put(d.ArticleDocument.model_validate(article), **archive.ENVELOPE)
    found = told()
    cases = [address for address in found if address.startswith("/cases/CB-")]
    assert cases == ["/cases/CB-000001/", f"/cases/{real}/"]
    assert retracted not in str(cases)
    version = Record.objects.get(name=real).latest
    assert found[f"/cases/{real}/"].startswith(f"{version.published_at:%Y-%m-%d}")
    assert "/articles/made-up-1/" not in found
    assert f"/articles/{archive.NEWS}/" in found


def test_terms_are_told_that_have_a_real_case(made_up, told):
    found = told()
    assert {"/genes/NTRK1/", "/drugs/crizotinib/", "/series/biomarker-ntrk/"} <= {
        *found
    }
    # Made-up cases alone have these, and none has that.
    assert not {"/genes/ETV6/", "/drugs/entrectinib/", "/genes/KIT/"} & {*found}
    put_real(7)
    assert {"/genes/ETV6/", "/drugs/entrectinib/"} <= {*told()}


def test_every_page_without_a_name_in_its_address_is_told_or_is_known_not_to_be(told):
    plain = {
        f"/{one.pattern}" for one in urls.urlpatterns if "<" not in str(one.pattern)
    }
    pages = {address for address in plain if address.endswith("/")}
    assert pages - NOT_TOLD - {*told()} == set()


def test_a_long_sitemap_is_split(client, words, told, settings, monkeypatch):
    names = {put_real(number) for number in range(5)}
    monkeypatch.setattr(Sitemap, "limit", 2)
    files = read(client.get("/sitemap.xml"))
    cases = [file for file in files if "sitemap-cases" in file]
    assert [file.partition("?")[2] for file in cases] == ["", "p=2", "p=3"]
    assert {f"/cases/{name}/" for name in names} <= {*told()}
    assert client.get("/sitemap-cases.xml?p=4").status_code == 404
    assert client.get("/sitemap-cases.xml?p=x").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_it_begins_as_the_site_is_called_whoever_asks(client, seed_case, settings):
    settings.PUBLIC_URL = "https://cases.example.org"
    for address in ("/sitemap.xml", "/sitemap-cases.xml", "/sitemap-texts.xml"):
        found = read(client.get(address, headers={"host": "localhost"}))
        assert found
        assert all(one.startswith("https://cases.example.org/") for one in found)
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://cases.example.org/sitemap.xml\n" in robots
