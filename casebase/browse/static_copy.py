"""All pages as files that open without the software.

Readers' addresses are asked one after the other, from the front page on, as a crawler
would, and links between them are written relative. What only the software answers
(filters, search, forms) leads to the living site. No script is left.
"""

import posixpath
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.utils.html import escape

_LINK = re.compile(r'\b(href|src|action)="(/[^"]*)"')
_SCRIPT = re.compile(r"<script\b(?![^>]*ld\+json)[^>]*>.*?</script>\s*", re.DOTALL)
_PAGE = re.compile(r"page=[1-9][0-9]*")
_READ_ON = re.compile(r"Read on [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")
#: What only the software answers, and what a release has in another place.
LIVING = (
    "/api/",
    "/cases/download.",
    "/cases/freeze/",
    "/data/",
    "/report/",
    "/search/",
    "/selections/",
    "/suggest-a-paper/",
    "/suggest/",
)
HTML = "text/html"
MAIN = '<main id="main">'
NOTE = (
    '<div class="wrap"><p class="small muted">Copy of {0}. Filters, search and forms '
    'lead to the living site. <a href="{1}">This page there</a></p></div>'
)


class Broken(ValueError):
    """A page links to an address that does not answer; the sentence says which."""


def files(folder: str, date: str) -> Iterator[tuple[str, list[bytes]]]:
    """Yield every page, picture and style: name of the file in a folder, its bytes.

    `date` takes the place of the day on which a page was read. Raises Broken.
    """
    host = urlsplit(settings.PUBLIC_URL).netloc
    site = Client(raise_request_exception=False, SERVER_NAME=host)
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        address = waiting.popleft()
        if address.startswith(settings.STATIC_URL):
            media_type, content = "", _static(address)
        else:
            media_type, content = _page(site, address)
        found: list[str] = []
        if media_type.startswith(HTML):
            content, found = _as_file(address, content.decode(), date)
        yield posixpath.join(folder, file_of(address)), [content]
        waiting.extend(link for link in found if link not in known)
        known.update(found)


def _as_file(address: str, page: str, date: str) -> tuple[bytes, list[str]]:
    """Return a page with relative links, and the addresses that these lead to."""
    found: dict[str, None] = {}
    living = settings.PUBLIC_URL + address
    here = posixpath.dirname(file_of(address)) or "."

    def relative(link: re.Match[str]) -> str:
        whole = unescape(link[2])
        there, _, place = whole.partition("#")
        if link[1] == "action" or not _is_copied(there):
            return f'{link[1]}="{escape(settings.PUBLIC_URL + whole)}"'
        found[there] = None
        to = quote(posixpath.relpath(file_of(there), here))
        return f'{link[1]}="{escape(f"{to}#{place}" if place else to)}"'

    text = _READ_ON.sub(f"Released on {date}", _SCRIPT.sub("", page))
    text = text.replace(MAIN, f"{MAIN}{NOTE.format(date, escape(living))}", 1)
    return _LINK.sub(relative, text).encode(), list(found)


def _is_copied(address: str) -> bool:
    """Whether an address stands among the files."""
    parts = urlsplit(address)
    if parts.query and not _PAGE.fullmatch(parts.query):
        return False
    return not address.startswith(LIVING)


def _page(site: Client, address: str) -> tuple[str, bytes]:
    """Ask the site itself, in this process; a tombstone is a page too."""
    response = site.get(address, secure=settings.PUBLIC_URL.startswith("https:"))
    if response.status_code in (301, 302):
        to = f'<a href="{escape(response.headers["Location"])}">Moved</a>'
        return HTML, f"<!doctype html><title>Moved</title>{to}".encode()
    if response.status_code not in (200, 410):
        raise Broken(f"{address} answers {response.status_code}.")
    content = b"".join(response)
    return response.headers.get("Content-Type", ""), content


def _static(address: str) -> bytes:
    """Return a style or picture, by its hashed name or by its own."""
    name = address.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as kept:
        return bytes(kept.read())


def file_of(address: str) -> str:
    """Return the file of an address: `/genes/ALK/` is genes/ALK/index.html.

    A colon is no part of a file's name everywhere, so it is written `_`.
    """
    parts = urlsplit(address)
    name = unquote(parts.path).removeprefix("/").replace(":", "_")
    if not name or name.endswith("/"):
        page = parts.query.replace("=", "-")
        name += f"{page}.html" if page else "index.html"
    return name
