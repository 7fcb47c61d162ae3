"""Every type of public page: no fault that axe can find, on any screen, in any light.

axe sees some faults of some kinds; that it finds none does not prove WCAG. The pages
are the same bytes on both databases (`tests/promises/test_same_answers.py`), so the
whole matrix is run on one.
"""

import importlib
import os
import re

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError as DatabaseIsGone
from django.urls import resolve

from casebase.browse import urls
from casebase.browse.views import home
from tests import seed
from tests.journeys import axe, site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

#: Every type of page, with the status it answers.
PAGES = {
    "/": 200,
    "/?by=age": 400,
    "/cases/": 200,
    "/cases/?gene=NTRK1&response=CR": 200,
    "/cases/?view=table": 200,
    "/cases/?view=swimmer": 200,
    "/cases/?q=xylophone": 200,
    "/cases/?nonsense=1": 400,
    "/search/": 200,
    "/search/?q=NTRK1+sarcoma+crizotinib": 200,
    "/search/?q=xylophone": 200,
    f"/search/?q={'x' * 501}": 400,
    "/cases/values/gene/": 200,
    "/nowhere/": 404,
    site.SEED: 200,
    f"{site.SEED}v1/": 200,
    f"{site.SEED}sheet/": 200,
    f"{site.SEED}v1/sheet/": 200,
    f"{site.SEED}changes/": 200,
    f"/cases/compare/?case=CB-000001&case={site.OTHER}": 200,
    "/cases/compare/": 200,
    "/cases/compare/?case=CB-000001": 400,
    site.SELECTION: 200,
    site.WITHDRAWN: 410,
    "/treatments/": 200,
    "/treatments/values/drug/": 200,
    "/findings/": 200,
    "/findings/values/gene/": 200,
    "/articles/": 200,
    f"/articles/{seed.PAPER}/": 200,
    f"/articles/{seed.NEWS}/": 200,
    "/articles/withdrawn/": 410,
    "/series/biomarker-ntrk/": 200,
    "/fusions/": 200,
    "/fusions/NTRK1-partner-unknown/": 200,
    "/genes/": 200,
    "/genes/NTRK1/": 200,
    "/genes/TRKS/": 404,
    "/families/": 200,
    "/families/NTRK/": 200,
    "/biomarkers/": 200,
    "/biomarkers/ntrk1-fusion-partner-unknown/": 200,
    "/drugs/": 200,
    "/drugs/crizotinib/": 200,
    "/drugs/larotrectinib/": 200,
    "/drug-classes/": 200,
    "/drug-classes/alk-inhibitor/": 200,
    "/diagnoses/": 200,
    "/diagnoses/SARCNOS/": 200,
    "/diagnoses/sarcoma/": 200,
    "/gaps/": 200,
    "/gaps/?by=drug": 200,
    "/about/": 200,
    "/data/": 200,
    f"/data/releases/{site.RELEASE}.zip": 410,
    "/how-we-curate/": 200,
    "/accessibility/": 200,
    "/glossary/": 200,
    "/glossary/grade/": 200,
    "/keys/": 200,
    "/privacy/": 200,
    "/report/": 200,
    "/report/?received=AAAA-AAAA": 200,
    "/suggest-a-paper/": 200,
}
#: Pages that change their shape once there is much to show.
FULL = (
    "/",
    "/?by=partner",
    "/cases/",
    "/cases/?view=swimmer",
    "/genes/ALK/",
    "/biomarkers/alk-ihc/",
)
#: What answers programs and forms, and the list of the API's resources, at which
#: `test_api_docs.py` looks. Files, whose addresses end without a slash, are no pages
#: either.
NO_PAGES = {"cases/freeze/", "suggest/", "api/v1/", "api/docs/"}
WIDTHS = (1280, 390)
LIGHTS = ("light", "dark")
IS_SOAK = "CASEBASE_SOAK" in os.environ
#: The dark changes colours and nothing else (`test_the_dark_changes_colours_alone`):
#: there the rules about colours are asked. A long run asks every rule everywhere.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
#: axe asks how large targets are only where it is told to.
EVERY = {"rules": {"target-size": {"enabled": True}}}
RULES = {"light": EVERY, "dark": EVERY if IS_SOAK else COLOURS}
NARROWEST = 320
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
#: A menu lies over what is behind it: each is opened alone, after all else.
RUN = """async rules => {
    const ask = async part => (
        await axe.run(part, {resultTypes: ['violations'], ...rules})
    ).violations;
    const menus = document.querySelectorAll('details.drop');
    menus.forEach(menu => menu.open = false);
    const found = await ask(document);
    for (const menu of menus) {
        menu.open = true;
        found.push(...await ask(menu));
        menu.open = false;
    }
    return found;
}"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: Words of headings that stand on two lines.
BROKEN = """() => {
    const found = [];
    const headings = document.querySelectorAll('h1, h2, h3');
    for (const heading of headings) {
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            for (const word of texts.currentNode.data.matchAll(/[^\\s:/-]+/g)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, word.index);
                range.setEnd(texts.currentNode, word.index + word[0].length);
                const tops = [...range.getClientRects()].map(one => one.top);
                if (new Set(tops).size > 1) found.push(`${word[0]} is broken`);
            }
        }
    }
    return found.slice(0, 3);
}"""
TWICE = "document.documentElement.style.fontSize = '200%'"


def test_the_dark_changes_colours_alone():
    style = (settings.BASE_DIR / "static/css/site.css").read_text("utf-8")
    dark = re.findall(r"prefers-color-scheme:dark\)\{(.*?\})\s*\}", style, re.DOTALL)
    assert len(dark) >= 2
    set_there = {
        name
        for block in dark
        for rules in re.findall(r"\{(.*?)\}", block, re.DOTALL)
        for name in re.findall(r"(?:^|;)\s*([\w-]+)\s*:", rules)
    }
    assert len(set_there) > 40
    plain = {name for name in set_there if not name.startswith("--")}
    assert plain <= {"color-scheme", "color", "background", "border-color", "fill"}
    # Of the names that are set for both lights, none is a size.
    sizes = set(re.findall(r"(--[\w-]+):\s*[\d.]+(?:rem|px|em)", style))
    assert not sizes & set_there


def test_every_address_of_the_site_is_looked_at():
    known = {str(pattern.pattern) for pattern in urls.urlpatterns}
    known |= {address.strip("/") + "/" for address in settings.INTAKE_PATHS}
    answered = [address for address, status in PAGES.items() if status == 200]
    seen = {resolve(address.split("?")[0]).route for address in answered}
    pages = {route for route in known if route.endswith("/")}
    assert len(pages) > 40
    assert pages - seen == NO_PAGES


@pytest.mark.promise(13)
@pytest.mark.parametrize("light", LIGHTS)
def test_no_page_has_a_fault_that_axe_can_find(browser, live_server, light, looked_at):
    site.publish()
    site.publish_the_rare()
    assert faults(browser, live_server.url, light, PAGES) == []
    looked_at(len(PAGES) * len(WIDTHS), "pages", least=80)


def test_no_page_has_one_once_there_is_much_to_show(browser, live_server):
    site.fill()
    pages = dict.fromkeys(FULL, 200)
    for light in LIGHTS:
        assert faults(browser, live_server.url, light, pages) == []


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize(
    ("fault", "cause", "status"),
    # A connection that was lost leaves no SQLSTATE.
    [(ValueError, None, 500), (DatabaseIsGone, psycopg.OperationalError, 503)],
)
def test_no_answer_for_what_failed_has_one(
    browser, live_server, monkeypatch, light, fault, cause, status
):
    def fail(by):
        raise fault from cause

    monkeypatch.setattr(home, "Front", fail)
    assert faults(browser, live_server.url, light, {"/": status}) == []


def test_what_stands_for_forms_where_none_is_taken_in_has_none(
    browser, client, live_server, settings
):
    settings.FORMS_ELSEWHERE = settings.INTAKE_PATHS
    settings.ROOT_URLCONF = importlib.import_module("casebase.public_urls").__name__
    assert "Nothing is taken in here" in client.get("/report/").content.decode()
    for light in LIGHTS:
        assert faults(browser, live_server.url, light, {"/report/": 200}) == []


def faults(browser, ours: str, light: str, pages: dict[str, int]) -> list[str]:
    """Look at each page in each width; all that is wrong, a cookie too."""
    context = browser.new_context(
        base_url=ours, color_scheme=light, reduced_motion="reduce"
    )
    page = context.new_page()
    found = watch(page, ours)
    for address, status in pages.items():
        answer = page.goto(address)
        assert answer.status == status, address
        axe.load(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(OPEN_ALL)
            for violation in page.evaluate(RUN, RULES[light]):
                where = [node["target"] for node in violation["nodes"]][:3]
                found.append(f"{address} {width}: {violation['id']} {where}")
            found += [f"{address} {width}: {one}" for one in page.evaluate(BROKEN)]
        if light == "dark":
            continue
        page.evaluate(OPEN_ALL)
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        if page.evaluate(SIDEWAYS):
            found.append(f"{address}: scrolls sideways at {NARROWEST} px")
        page.evaluate(TWICE)
        if page.evaluate(SIDEWAYS):
            found.append(f"{address}: scrolls sideways at {NARROWEST} px, text twice")
        page.set_viewport_size({"width": max(WIDTHS), "height": 900})
        if page.evaluate(SIDEWAYS):
            found.append(f"{address}: scrolls sideways with text twice as large")
    found += [f"cookie {cookie['name']}" for cookie in context.cookies()]
    context.close()
    return found


def watch(page, ours: str) -> list[str]:
    """Note what a visitor should never see: errors, reports, requests elsewhere.

    That a page was answered 400, 404 or 410 is what Chromium calls an error too.
    """
    told: list[str] = []

    def hear(message):
        if not message.text.startswith("Failed to load resource"):
            told.append(f"{page.url}: {message.text}")

    def ask(request):
        if not request.url.startswith(ours):
            told.append(f"{page.url} asked {request.url}")

    def answer(response):
        if response.status >= 400 and response.url != page.url:
            is_page = response.request.is_navigation_request()
            told.extend([] if is_page else [f"{response.status}: {response.url}"])

    page.on("console", hear)
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on("request", ask)
    page.on("response", answer)
    return told
