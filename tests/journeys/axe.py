"""What axe finds wrong on the page a journey is at, in light and in dark.

Most of its work is reading colours as CSS writes them, the same few for every element
and for all that lies behind it. What a text means is kept: the answers are the same, in
half the time.
"""

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
#: The first reading of each colour is axe's own; `test_axe.py` compares the others.
KEEP_COLOURS = """() => {
  const Color = axe.commons.color.Color;
  const own = Color.prototype, read = own.parseString, known = new Map();
  own.parseString = function (text) {
    if (!known.has(text)) known.set(text, new Color(read.call(this, text)));
    const {r, g, b, alpha} = known.get(text);
    return Object.assign(this, {r, g, b, alpha});
  };
}"""
#: Loading styles a second time is what our policy refuses, and no rule asked needs it.
RUN = """rules => axe.run(
  document, { preload: false, resultTypes: ["violations"], ...rules }
).then(found => found.violations.map(
  fault => [fault.id, fault.nodes.length, fault.nodes[0].html.slice(0, 300)]
))"""


def load(page: Page) -> None:
    """Bring axe into the page."""
    page.evaluate(Axe().axe_script)
    page.evaluate(KEEP_COLOURS)


def faults_of(page: Page, lights: Iterable[Any] = RULES) -> list[Any]:
    """Return what axe finds wrong: the light, the rule, how often, the first place."""
    load(page)
    found = []
    for light in lights:
        page.emulate_media(color_scheme=light)
        found += [[light, *fault] for fault in page.evaluate(RUN, RULES[light])]
    return found
