"""Every page is light: what a first visit loads stays within 120 kB.

Whoever serves the site compresses what goes over the wire, pages with gzip as here and
files of the site at least as well; the live server of the tests does not.
"""

import gzip
import re

import pytest

from casebase.archive.models import Record
from tests.journeys import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

#: Bytes of a first visit, compressed at the level that servers start with.
MOST, LEVEL = 120_000, 6
TEXT = re.compile(r"text/|javascript|svg|json")


@pytest.fixture
def addresses(live_server):
    """One page of each type that carries much, in an archive of some size."""
    site.fill()
    records = Record.objects.cases().select_related("latest")
    by_length = sorted(records, key=lambda one: -len(one.latest.document))
    longest = [record.name for record in by_length[:4]]
    return [
        "/",
        "/?by=partner",
        "/cases/",
        "/cases/?view=table",
        "/search/?q=ALK",
        "/cases/?view=swimmer",
        "/treatments/",
        "/findings/",
        "/genes/ALK/",
        "/drugs/crizotinib/",
        f"/cases/{longest[0]}/",
        f"/cases/{longest[0]}/sheet/",
        "/cases/compare/?" + "&".join(f"case={name}" for name in longest),
    ]


def test_a_first_visit_to_any_page_loads_little(browser, live_server, addresses):
    weights = {
        address: loaded(browser, live_server.url, address) for address in addresses
    }
    heavy = {
        address: parts
        for address, parts in weights.items()
        if sum(parts.values()) > MOST
    }
    assert heavy == {}


def loaded(browser, ours, address):
    """Visit a page with an empty cache; the compressed bytes of all that it loads."""
    context = browser.new_context(base_url=ours)
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    # Chromium without a window asks for no icon; one with a window does.
    icon = page.locator("link[rel=icon]").get_attribute("href")
    answers.append(page.request.get(icon))
    weights = {}
    for answer in answers:
        assert answer.status == 200, answer.url
        assert answer.url.startswith(ours), answer.url
        assert "content-encoding" not in answer.headers, answer.url
        assert TEXT.search(answer.headers["content-type"]), answer.url
        body = gzip.compress(answer.body(), LEVEL, mtime=0)
        weights[answer.url.removeprefix(ours)] = len(body)
    # The page, its style, its script and its icon at least: nothing was missed.
    assert len(weights) >= 4, weights
    context.close()
    return weights
