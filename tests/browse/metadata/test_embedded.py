"""An indexer finds in each page what the page is about, and nothing that is not so."""

import json
import re

import pytest
from rdflib import SDO

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse.metadata import citation
from tests import crawling
from tests.browse import archive

from . import indexer
from .conftest import PAPER

pytestmark = pytest.mark.django_db
#: A promise of schema.org about actions, no property of its own.
OF_ACTIONS = {"query-input"}
#: What each kind of page is about: a page, and the types that stand at its top.
ABOUT = {
    "/": ["WebSite", "Dataset"],
    "/cases/CB-000001/": ["MedicalWebPage", "BreadcrumbList"],
    "/cases/CB-000001/v1/": ["MedicalWebPage", "BreadcrumbList"],
    "/articles/hou-ntrk1-mesenchymal-sarcoma/": [
        "MedicalScholarlyArticle",
        "BreadcrumbList",
    ],
    f"/articles/{archive.NEWS}/": ["NewsArticle", "BreadcrumbList"],
    "/fusions/ETV6::NTRK3/": ["BioChemEntity", "MedicalWebPage", "BreadcrumbList"],
    "/genes/NTRK1/": ["Gene", "BreadcrumbList"],
    "/families/NTRK/": ["DefinedTerm", "BreadcrumbList"],
    "/biomarkers/etv6-ntrk3-fusion/": ["BioChemEntity", "BreadcrumbList"],
    "/drugs/crizotinib/": ["Drug", "BreadcrumbList"],
    "/drug-classes/alk-inhibitor/": ["DrugClass", "BreadcrumbList"],
    "/diagnoses/SARCNOS/": ["MedicalCondition", "BreadcrumbList"],
    "/series/biomarker-ntrk/": ["CreativeWorkSeries", "BreadcrumbList"],
    "/cases/": ["BreadcrumbList"],
    "/cases/values/gene/": ["BreadcrumbList"],
    "/genes/": ["BreadcrumbList"],
    "/about/": ["BreadcrumbList"],
    "/glossary/": ["BreadcrumbList"],
}


@pytest.fixture
def html(client, cited):
    """Fetch a page."""

    def fetch(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return fetch


def test_every_kind_of_page_says_what_it_is_about(html):
    found = {}
    for address in ABOUT:
        tops = indexer.read(html(address), address)["json-ld"]
        nodes = [one for top in tops for one in top.get("@graph", [top])]
        found[address] = [node["@type"] for node in nodes]
    assert found == ABOUT


def test_every_word_of_it_is_one_of_schema_org(html):
    for address in ABOUT:
        for thing in indexer.things(html(address), address):
            assert thing["@type"] in SDO, (address, thing["@type"])
            named = {name for name in thing if not name.startswith("@")} - OF_ACTIONS
            assert {name for name in named if name not in SDO} == set(), address


def test_every_thing_that_is_named_by_an_address_is_there(client, html, settings):
    named = set()
    for address in ABOUT:
        text = json.dumps(indexer.read(html(address), address)["json-ld"])
        named |= set(re.findall(r'"(?:@id|item|url)": "([^"]+)"', text))
    ours = {one for one in named if one.startswith(settings.PUBLIC_URL)}
    assert len(ours) > 10
    for one in ours:
        path, _, _ = one.removeprefix(settings.PUBLIC_URL).partition("#")
        assert client.get(path).status_code == 200, one
    [home] = indexer.read(html("/"), "/")["json-ld"]
    assert f"{settings.PUBLIC_URL}/#dataset" in [n["@id"] for n in home["@graph"]]


def test_a_case_is_a_page_about_a_tumour_genes_and_drugs_never_a_person(html, cited):
    address = f"/cases/{cited}/"
    things = indexer.things(html(address), address)
    [page] = [thing for thing in things if thing["@type"] == "MedicalWebPage"]
    about = [(one["@type"], one["name"]) for one in page["about"]]
    assert about == [
        ("MedicalCondition", "Sarcoma, NOS"),
        ("Gene", "ETV6"),
        ("Gene", "NTRK3"),
        ("Drug", "crizotinib"),
        ("Drug", "entrectinib"),
    ]
    assert page["mainEntity"]["code"][0]["codingSystem"] == "OncoTree"
    assert page["audience"]["audienceType"] == "Clinician"
    assert page["isBasedOn"][0]["sameAs"] == [
        "https://doi.org/10.9999/made.up.1",
        "https://pubmed.ncbi.nlm.nih.gov/99999999/",
    ]
    people = [thing["name"] for thing in things if thing["@type"] == "Person"]
    assert people == ["Ada de Made", "Bo Up"]
    assert not [thing for thing in things if thing["@type"] == "Patient"]


def test_only_what_was_reviewed_is_called_reviewed(client, words):
    reviewed = {"review_basis": "independent", "reviewed_by": "Bo"}
    case = archive.made_up(1)
    version = publishing.put(case, **archive.ENVELOPE | reviewed)
    other = publishing.put(archive.made_up(2), **archive.ENVELOPE)
    for one, names in ((version, ["Bo"]), (other, [])):
        html = client.get(f"/cases/{one.record.name}/").content.decode()
        things = indexer.things(html, "/")
        pages = [thing for thing in things if thing["@type"] == "MedicalWebPage"]
        told = [page["reviewedBy"]["name"] for page in pages if "reviewedBy" in page]
        assert told == names
        assert ["lastReviewed" in page for page in pages] == [bool(names)]


@pytest.mark.parametrize("place", ["/cases/{}/", "/articles/made-up-1/"])
def test_a_reference_manager_gets_the_article(html, cited, place):
    page = html(place.format(cited))
    assert indexer.as_zotero(page) == {
        "itemType": "journalArticle",
        "title": PAPER["title"],
        "creators": [
            {"lastName": "de Made", "firstName": "Ada"},
            {"lastName": "Up", "firstName": "Bo, Jr."},
        ],
        "date": "2020/07/04",
        "publicationTitle": "Journal of Made-up Cases",
        "volume": "12",
        "issue": "3",
        "pages": "495-503",
        "DOI": "10.9999/made.up.1",
        "language": "en",
        "url": "https://doi.org/10.9999/made.up.1",
        "extra": "PMID: 99999999",
    }
    assert "citation_pdf_url" not in page
    [core] = indexer.read(page, "/")["dublincore"]
    told = {one["name"].lower(): one["content"] for one in core["elements"]}
    assert told["dc.title"] == PAPER["title"]
    assert told["dc.identifier"] == "doi:10.9999/made.up.1"
    assert len([one for one in core["elements"] if "creator" in one["URI"]]) == 2


def test_an_article_without_a_title_is_not_cited_by_another(html, seed_case):
    """Of the seed's primary article no title is known."""
    page = html(f"/cases/{seed_case}/")
    told = [name for name in indexer.meta(page) if name and "citation" in name]
    assert told == []


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ("495-503", ("495", "503")),
        ("viii31–viii35", ("viii31", "viii35")),
        ("e238494", ("e238494", "")),
        ("887", ("887", "")),
        ("1-2, 5-6", ("1-2, 5-6", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_told_as_first_and_last(pages, told):
    cited = d.Citation.model_validate({"kind": "letter", "pages": pages})
    assert citation.pages(cited) == told


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, ""),
        ({"year": 2020}, "2020"),
        ({"year": 2020, "month": 7}, "2020/07"),
        ({"year": 2020, "month": 7, "day": 4}, "2020/07/04"),
        ({"kind": "news_item", "posted_on": "2021-09-10"}, "2021/09/10"),
    ],
)
def test_a_date_is_as_fine_as_it_is_known(known, told):
    cited = d.Citation.model_validate({"kind": "letter"} | known)
    assert citation.date(cited, "/") == told


def test_a_message_that_links_to_a_case_never_names_its_outcome(html, cited):
    page = html(f"/cases/{cited}/")
    [told] = indexer.read(page, "/")["opengraph"]
    assert told["og:title"].startswith(f"{cited}, synthetic: ")
    for outcome in ("response", "progress", "disease"):
        assert outcome not in told["og:title"]
    assert not [name for name in told if "image" in name]
    assert told["og:url"].endswith(f"/cases/{cited}/")


def test_made_up_records_are_told_apart_and_kept_out_of_search_engines(html, cited):
    for address in (f"/cases/{cited}/", f"/cases/{cited}/sheet/"):
        page = html(address)
        assert indexer.meta(page)["robots"] == ["noindex"], address
        assert "synthetic" in indexer.meta(page)["description"][0].lower()
    article = html("/articles/made-up-1/")
    assert indexer.meta(article)["robots"] == ["noindex"]
    assert "robots" not in indexer.meta(html("/cases/CB-000001/"))


def test_a_retracted_article_says_so(client, cited):
    article = PAPER | {"integrity": "retracted"}
    publishing.put(d.ArticleDocument.model_validate(article), **archive.ENVELOPE)
    html = client.get("/articles/made-up-1/").content.decode()
    [node] = [t for t in indexer.things(html, "/") if "headline" in t]
    assert node["creativeWorkStatus"] == "Retracted"


# ── Links for programs ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["", "v1/"])
def test_signposts_lead_a_program_to_what_it_may_cite_and_take(
    client, cited, settings, place
):
    response = client.get(f"/cases/{cited}/{place}")
    told = indexer.header(response)
    page = response.content.decode()
    assert ("cite-as", f"{settings.PUBLIC_URL}/cases/{cited}/v1/") in told
    for rel in ("license", "type", "collection"):
        assert rel in dict(told)
    for rel, href in told:
        # A link of this name in a page is taken for Dublin Core.
        assert (href in indexer.links(page, rel)) == (rel != "type")


def test_every_other_form_that_a_page_names_is_there(client, html, cited, settings):
    asked = "/cases/?drug=crizotinib&response=PD&view=table&sort=oldest&per_page=50"
    places = [f"/cases/{cited}/", f"/cases/{cited}/v1/", "/articles/made-up-1/", "/"]
    places += ["/genes/", "/biomarkers/", "/biomarkers/etv6-ntrk3-fusion/"]
    places += ["/treatments/?drug=crizotinib&per_page=50", "/findings/?view=table"]
    places += [
        "/cases/values/gene/?drug=crizotinib&order=name",
        "/fusions/ETV6::NTRK3/",
    ]
    places += ["/drugs/crizotinib/", "/series/biomarker-ntrk/", "/articles/", asked]
    for place in places:
        page = html(place)
        others = [
            link
            for rel in ("alternate", "item", "describedby")
            for link in indexer.elements(page, "link")
            if link["rel"] == rel
        ]
        assert others, place
        for link in others:
            address = link["href"].removeprefix(settings.PUBLIC_URL)
            answer = crawling.fetch(client, address)
            assert (answer.status, answer.kind) == (200, link["type"]), link


def test_a_list_names_one_address_without_what_says_nothing(html, settings):
    page = html("/cases/?drug=crizotinib&q=&sort=newest&page=1&view=cards")
    assert indexer.links(page, "canonical") == [
        f"{settings.PUBLIC_URL}/cases/?drug=crizotinib"
    ]
    assert indexer.links(html("/?by=partner"), "canonical") == [
        f"{settings.PUBLIC_URL}/"
    ]


def test_a_comparison_and_what_changed_have_one_address_each(
    client, html, cited, settings
):
    case = d.as_dict(archive.told_in_full())
    case["patient"]["take_away"] = "Read once more."
    publishing.put(d.read(case), **archive.ENVELOPE)
    both = f"case=CB-000001&case={cited}"
    changes = f"/cases/{cited}/changes/"
    for address, wanted in (
        (f"/cases/compare/?from=sex%3Dmale&{both}", f"/cases/compare/?{both}"),
        (changes, changes),
        (f"{changes}?from=1&to=2", changes),
        (f"{changes}?to=1&from=2", f"{changes}?from=2&to=1"),
    ):
        [told] = indexer.links(html(address), "canonical")
        assert told.replace("&amp;", "&") == settings.PUBLIC_URL + wanted


def test_addresses_begin_as_the_site_is_called_whoever_asks(client, cited, settings):
    settings.PUBLIC_URL = "https://cases.example.org"
    response = client.get(f"/cases/{cited}/", headers={"host": "localhost"})
    page = response.content.decode()
    assert "localhost" not in response["Link"]
    assert indexer.links(page, "canonical") == [
        f"https://cases.example.org/cases/{cited}/"
    ]
    assert {"http://localhost", "http://testserver"} & set(page.split('"')) == set()


def test_there_is_no_metadata_of_a_page_that_refuses(client, cited):
    publishing.withdraw(Record.objects.get(name=cited), by="Ada", reason="error")
    for address in (f"/cases/{cited}/", "/cases/?genes=1", "/nowhere/"):
        response = client.get(address)
        assert response.status_code >= 400
        assert "Link" not in response
        assert indexer.links(response.content.decode(), "canonical") == []
