"""What axe finds wrong on the page a journey is at, in light and in dark."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: The dark changes colours alone.
RULES: dict[Any, dict[str, Any]] = {
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
    "light": {},
}
RUN = """rules => axe.run(document, rules).then(found => found.violations.map(
  fault => [fault.id, fault.nodes.length, fault.nodes[0].html.slice(0, 300)]
))"""


def faults_of(page: Page) -> list[Any]:
    """Return what axe finds wrong: the light, the rule, how often, the first place."""
    complaints: list[str] = getattr(page, "complaints", [])
    before = len(complaints)
    page.evaluate(Axe().axe_script)
    found = []
    for light, rules in RULES.items():
        page.emulate_media(color_scheme=light)
        found += [[light, *fault] for fault in page.evaluate(RUN, rules)]
    # axe puts styles of its own into the page; our policy refuses them.
    del complaints[before:]
    return found
