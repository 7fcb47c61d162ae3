"""A browser for journeys, which also watches what no visitor should see."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

#: As Debian calls its packages and programs; the first has no windows to make.
NAMES = ["chromium-headless-shell", "chromium"]
# Quiet: the browser itself must not go looking for the network, nor for a GPU.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium: the system's, else playwright's own."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                # None is playwright's own.
                executable_path=next(filter(None, map(shutil.which, NAMES)), None),
                args=ARGUMENTS,
            )
        except Error:
            pytest.skip(f"There is no Chromium: install Debian's package {NAMES[0]}.")
        with pytest.MonkeyPatch.context() as patch:
            # Playwright runs an event loop in this thread, in which Django would
            # refuse the database. No code of ours runs in that loop.
            patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
            yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """Open an empty page; fail if the journey met an error or left our site.

    A journey that means to be refused (a 403, a 410) says so by clearing
    `page.complaints` where it has seen what it expected.
    """
    context = browser.new_context(
        base_url=live_server.url, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.complaints = complaints = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon.ico" not in message.location["url"]:
            complaints.append(message.text)

    # Of the context, so that windows which the page opens are heard too.
    context.on("console", hear)
    context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    context.on(
        "request",
        lambda request: (
            request.url.startswith((live_server.url, "data:", "blob:"))
            or complaints.append(f"asked {request.url}")
        ),
    )
    yield page
    context.close()
    assert complaints == []
