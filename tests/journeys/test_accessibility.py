"""Every type of public page: no fault that axe can find, on any screen, in any light.

axe sees some faults of some kinds; that it finds none does not prove WCAG. The pages
are the same bytes on both databases (`tests/promises/test_same_answers.py`), so the
whole matrix is run on one.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import seed
from tests.journeys import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

#: Every type of page, with the status it answers.
PAGES = {
    "/": 200,
    "/cases/": 200,
    "/cases/?gene=NTRK1&response=CR": 200,
    "/cases/?view=table": 200,
    "/cases/?q=xylophone": 200,
    "/cases/?nonsense=1": 400,
    "/nowhere/": 404,
    site.SEED: 200,
    f"{site.SEED}v1/": 200,
    f"{site.SEED}sheet/": 200,
    f"{site.SEED}changes/": 200,
    "/cases/compare/": 400,
    site.WITHDRAWN: 410,
    "/treatments/": 200,
    "/articles/": 200,
    f"/articles/{seed.PAPER}/": 200,
    f"/articles/{seed.NEWS}/": 200,
    "/series/biomarker-ntrk/": 200,
    "/fusions/": 200,
    "/fusions/NTRK1-partner-unknown/": 200,
    "/genes/": 200,
    "/genes/NTRK1/": 200,
    "/biomarkers/": 200,
    "/biomarkers/ntrk1-fusion-partner-unknown/": 200,
    "/drugs/": 200,
    "/drugs/crizotinib/": 200,
    "/drugs/larotrectinib/": 200,
    "/diagnoses/": 200,
    "/diagnoses/SARCNOS/": 200,
    "/about/": 200,
    "/how-we-curate/": 200,
    "/accessibility/": 200,
    "/glossary/": 200,
    "/glossary/grade/": 200,
    "/privacy/": 200,
}
WIDTHS = (1280, 390)
#: Dark changes colours and nothing else: there the rules about colours are asked.
RULES = {
    "light": {"resultTypes": ["violations"]},
    "dark": {
        "resultTypes": ["violations"],
        "runOnly": ["color-contrast", "link-in-text-block"],
    },
}
NARROWEST = 320
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("light", ["light", "dark"])
def test_no_page_has_a_fault_that_axe_can_find(browser, live_server, light):
    site.publish()
    context = browser.new_context(
        base_url=live_server.url, color_scheme=light, reduced_motion="reduce"
    )
    page = context.new_page()
    told = watch(page, live_server.url)
    script, found = Axe().axe_script, []
    for address, status in PAGES.items():
        answer = page.goto(address)
        assert answer.status == status, address
        page.evaluate(script)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(OPEN_ALL)
            told_by_axe = page.evaluate("rules => axe.run(rules)", RULES[light])
            for violation in told_by_axe["violations"]:
                where = [node["target"] for node in violation["nodes"]][:3]
                found.append(f"{address} {width}: {violation['id']} {where}")
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        if page.evaluate(SIDEWAYS):
            found.append(f"{address}: scrolls sideways at {NARROWEST} px")
    cookies = context.cookies()
    context.close()
    assert found == []
    assert told == []
    assert cookies == []


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
