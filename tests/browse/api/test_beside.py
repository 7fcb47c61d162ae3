"""Each page leads to its own JSON, which answers the same question."""

import re

import pytest

from tests import seed

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<link rel="alternate" type="application/json" href="(/api/[^"]*)"')


def own_json(client, address):
    """Return the address that the head of a page names."""
    text = client.get(address).content.decode()
    found = {link.replace("&amp;", "&") for link in LINK.findall(text)}
    seen = {
        link.replace("&amp;", "&")
        for link in re.findall(r'<a [^>]*href="([^"]*)"', text)
    }
    assert found <= seen, "a person can follow it, too"
    return found.pop() if found else ""


@pytest.mark.parametrize(
    ("page", "json"),
    [
        ("/", "/"),
        ("/cases/", "/cases/"),
        (
            "/cases/?gene=NTRK1&sex=&view=table&sort=oldest&per_page=50",
            "/cases/?gene=NTRK1&sort=oldest&per_page=50",
        ),
        ("/cases/values/drug/?order=name", "/cases/values/drug/"),
        ("/treatments/?drug=crizotinib", "/treatments/?drug=crizotinib"),
        ("/findings/", "/findings/"),
        ("/cases/CB-000001/", "/cases/CB-000001/"),
        ("/cases/CB-000001/v1/", "/cases/CB-000001/v1/"),
        ("/articles/?page=1", "/articles/"),
        (f"/articles/{seed.PAPER}/", f"/articles/{seed.PAPER}/"),
        ("/series/biomarker-ntrk/", "/series/biomarker-ntrk/"),
        ("/fusions/", "/fusions/"),
        ("/fusions/ETV6::NTRK3/", "/fusions/ETV6::NTRK3/"),
        ("/genes/NTRK1/", "/genes/NTRK1/"),
        ("/drug-classes/alk-inhibitor/", "/drug-classes/alk-inhibitor/"),
        ("/search/?q=ntrk1&sort=newest", "/search/?q=ntrk1&sort=newest"),
    ],
)
def test_a_page_leads_to_its_own_json(client, seed_case, page, json):
    found = own_json(client, page)
    assert found == f"/api/v1{json}"
    assert client.get(found).status_code == 200


@pytest.mark.parametrize(
    "page",
    ["/about/", "/search/", "/cases/?gene=NOSUCH", "/cases/CB-999999/", "/api/docs/"],
)
def test_a_page_without_json_promises_none(client, seed_case, page):
    assert own_json(client, page) == ""
