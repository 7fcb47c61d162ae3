"""The list of the API's resources works under the policy that every page has."""

import pytest
from django.conf import settings

from tests.browse import archive
from tests.journeys import axe

pytestmark = pytest.mark.django_db(transaction=True)

REPORT = """document.addEventListener("securitypolicyviolation", event =>
    console.error(`${event.violatedDirective} ${event.blockedURI}`))"""
#: Swagger UI calls its list the main part of a page, inside of ours.
ITS_MAIN = {
    name: {"enabled": False}
    for name in (
        "landmark-main-is-top-level",
        "landmark-no-duplicate-main",
        "landmark-unique",
    )
}
FAULTS = "async rules => (await axe.run(document, {rules})).violations.map(v => v.id)"


def test_a_resource_is_opened_and_tried(page, live_server):
    archive.put_words()
    archive.put_seed()
    told = []
    page.on("console", lambda message: told.append((message.type, message.text)))
    page.add_init_script(REPORT)
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        answer = page.goto("/api/docs/")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "data:" not in answer.headers["content-security-policy"]
        tag = page.locator("#operations-tag-Genes")
        tag.wait_for()
        axe.load(page)
        assert page.evaluate(FAULTS, ITS_MAIN) == []
        tag.click()
        gene = page.locator("#operations-Genes-Gene")
        gene.click()
        gene.get_by_role("button", name="Try it out").click()
        gene.locator("[data-param-name=key] input").fill("NTRK1")
        gene.get_by_role("button", name="Execute").click()
        answered = gene.locator(".live-responses-table")
        answered.get_by_text("TRKA").first.wait_for()
        # What its sheet would draw with pictures of its own: a box of values, a model.
        page.locator("#operations-tag-Cases").click()
        page.locator("#operations-Cases-CaseList").click()
        page.locator("#operations-Cases-CaseList select").first.wait_for()
        page.get_by_role("tab", name="Schema").last.click()
    assert [one for one in told if one[0] in ("warning", "error")] == []
    assert page.context.cookies() == []
    assert settings.SECURE_CSP["img-src"] == ["'self'"]
