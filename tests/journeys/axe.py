"""What axe finds wrong on the page a journey is at, in light and in dark."""

import os
from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: The dark changes colours alone; a long run asks every rule there too.
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
RULES: dict[Any, dict[str, Any]] = {
    "dark": {} if "CASEBASE_SOAK" in os.environ else COLOURS,
    "light": {},
}
#: Loading styles a second time is what our policy refuses, and no rule asked needs it.
RUN = """rules => axe.run(
  document, { preload: false, resultTypes: ["violations"], ...rules }
).then(found => found.violations.map(
  fault => [fault.id, fault.nodes.length, fault.nodes[0].html.slice(0, 300)]
))"""


def faults_of(page: Page, lights: Iterable[Any] = RULES) -> list[Any]:
    """Return what axe finds wrong: the light, the rule, how often, the first place."""
    page.evaluate(Axe().axe_script)
    found = []
    for light in lights:
        page.emulate_media(color_scheme=light)
        found += [[light, *fault] for fault in page.evaluate(RUN, RULES[light])]
    return found
