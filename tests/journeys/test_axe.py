"""Colours that were read before mean what axe would read in them again."""

import json

from axe_playwright_python.sync_playwright import Axe

from tests.journeys import axe

COLOURS = [
    "rgb(18, 52, 86)",
    "rgba(18, 52, 86, 0.5)",
    "rgba(0, 0, 0, 0)",
    "#fed",
    "white",
    "color(srgb 0.2 0.4 0.6 / 0.25)",
    "oklch(0.7 0.1 200)",
    # Outside of what a screen shows.
    "color(display-p3 0 1 0)",
]
READ = """texts => texts.map(text => {
  const read = new axe.commons.color.Color().parseString(text);
  // Whoever reads a colour may change it: the next is not to see that.
  const told = [read.r, read.g, read.b, read.red, read.green, read.blue, read.alpha];
  read.alpha *= 0.5;
  read.red = 7;
  return told;
})"""
#: Behind one grey text; the last two are too near to it.
GREYS = ["#fff", "#eee", "rgb(255 255 255 / 0.9)", "#999", "rgb(0 0 0 / 0.5)"]
ASK = """async () => {
  const all = await axe.run(document, {runOnly: ["color-contrast"]});
  return ["violations", "incomplete", "passes"].map(kind => all[kind].map(
    rule => rule.nodes.map(node => [node.target, node.any.map(one => one.data)])
  ));
}"""


def test_a_colour_is_read_again_as_it_was_read_first(browser):
    page = browser.new_page()
    page.evaluate(Axe().axe_script)
    by_axe = page.evaluate(READ, COLOURS)
    assert len({json.dumps(one) for one in by_axe}) == len(COLOURS)
    axe.load(page)
    assert page.evaluate(READ, COLOURS * 3) == by_axe * 3
    page.close()


def test_what_cannot_be_read_is_refused_each_time(browser):
    page = browser.new_page()
    axe.load(page)
    refused = """text => {
      try { new axe.commons.color.Color().parseString(text); return "read"; }
      catch (error) { return error.message; }
    }"""
    told = [page.evaluate(refused, "no colour") for _ in range(2)]
    assert told == ['Unable to parse color "no colour"'] * 2
    page.close()


def test_contrasts_are_those_that_axe_tells_by_itself(browser):
    page = browser.new_page()
    page.set_content(
        "<!DOCTYPE html><html lang=en><title>Greys</title><main><h1>Greys</h1>"
        + "".join(f'<p style="color:#555;background:{grey}">Words' for grey in GREYS)
    )
    page.evaluate(Axe().axe_script)
    by_axe = page.evaluate(ASK)
    [[wrong], _, [right]] = by_axe
    assert (len(wrong), len(right)) == (2, len(GREYS) - 2 + 1)
    page.evaluate(axe.KEEP_COLOURS)
    assert page.evaluate(ASK) == by_axe
    page.close()
