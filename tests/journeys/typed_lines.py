"""Typing a whole case as lines, at the head of its page."""

from pathlib import Path

from playwright.sync_api import expect

from .workbench import Workbench

LINES = Path(__file__).parent / "lines"
BOX = "#lines"


def take_over(desk: Workbench, case: str) -> None:
    """Type the lines of a case and take them over, by keyboard."""
    text = (LINES / f"{case}.txt").read_text("utf-8")
    desk.press("Alt+l")
    expect(desk.page.locator(BOX)).to_be_focused()
    for place, line in enumerate(text.splitlines()):
        if place:
            desk.press("Enter")
        desk.paste(line)
    desk.press("Control+Enter")
    # Some forty lines are read at once, by a server that has just started.
    status = desk.page.locator(".lines-status")
    expect(status).to_contain_text("filled in", timeout=30_000)
    left = desk.page.locator(".lines-part").all_inner_texts()
    assert desk.page.locator(BOX).input_value() == "", left
