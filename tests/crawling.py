"""A crawl of the public site by its links, as a stranger with a script would do it.

It goes through Django's test client: every middleware, no network. A crawl that has
to stop early, or that saw too little, is a failure of the test and not a pass.
"""

import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import client as test_client

STARTS = ("/", "/robots.txt", "/favicon.ico", "/healthz", "/readyz", "/sitemap.xml")
#: The one header that says when it was asked.
NOW = "Expires"
VALUE = re.compile(r"=[^&]*")
ADDRESS_IN_TEXT = re.compile(rf'"((?:{re.escape(settings.PUBLIC_URL)})?/[^"\s\\]*)"')
ADDRESS_IN_STYLE = re.compile(r"url\(\s*['\"]?([^)'\"]+)")


class CrawlStopped(AssertionError):
    """There were more addresses than the crawl was allowed to visit."""


@dataclass(frozen=True)
class Answer:
    """What came back from one address: status, headers, every byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def kind(self) -> str:
        """The content type without its charset."""
        return dict(self.headers).get("Content-Type", "").split(";")[0]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def __contains__(self, word: str) -> bool:
        """Whether a word is anywhere in it, headers included, however it is escaped."""
        everything = f"{self.headers}\n{self.body.decode('utf-8', 'replace')}"
        return word.casefold() in everything.casefold()


def fetch(client, address: str) -> Answer:
    """Ask one address; a streamed answer is read to its end."""
    response = client.get(address)
    return Answer(
        response.status_code,
        (
            *sorted(pair for pair in response.headers.items() if pair[0] != NOW),
            *((f"cookie {name}", "") for name in sorted(response.cookies)),
        ),
        b"".join(response) if response.streaming else response.content,
    )


def crawl(client, *more: str, alike: int = 3, most: int = 3_000) -> dict[str, Answer]:
    """Follow every link from the front door; also ask `more`. Answers by address.

    A form is asked with each of its boxes ticked alone. Questions to lists are without
    number: of those that name the same parameters the first `alike` are asked, and a
    page that answers one leads only to addresses without one.
    """
    with pytest.MonkeyPatch.context() as patch:
        # The client would copy the context of every template, half of the time.
        patch.setattr(test_client, "store_rendered_templates", lambda *args, **more: 0)
        return _crawl(client, deque((*STARTS, *more)), alike, most)


def _crawl(client, waiting: deque[str], alike: int, most: int) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    asked: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        if address in answers:
            continue
        if len(answers) >= most:
            raise CrawlStopped(f"over {most} addresses, the next is {address}")
        answer = answers[address] = fetch(client, address)
        for found in links(address, answer):
            if "?" in found and found not in answers:
                shape = VALUE.sub("=", found)
                if "?" in address or asked[shape] >= alike or found in waiting:
                    continue
                asked[shape] += 1
            waiting.append(found)
    return answers


def links(address: str, answer: Answer) -> Iterator[str]:
    """Every address of this site that an answer leads to, curators' ones left out."""
    if to := dict(answer.headers).get("Location"):
        found: Iterable[str] = [to]
    elif answer.kind == "text/html":
        page = _Links()
        page.feed(answer.text)
        found = page.found
    elif answer.kind == "text/css":
        found = ADDRESS_IN_STYLE.findall(answer.text)
    elif answer.kind == "application/json":
        json.loads(answer.text)
        found = ADDRESS_IN_TEXT.findall(answer.text)
    else:
        return
    for each in found:
        if inside := _inside(urljoin(address, each.strip())):
            yield inside


def _inside(address: str) -> str:
    """The path and query of an address of ours that is for readers, else nothing."""
    address = address.removeprefix(settings.PUBLIC_URL)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return ""
    if parts.path.startswith(settings.CURATOR_PREFIXES):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class _Links(HTMLParser):
    """Collects what a page links to, loads, and asks with its forms."""

    found: list[str] = field(default_factory=list)
    _action: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note every address, and one for each box of a form."""
        known = {name: value or "" for name, value in attrs}
        for name in ("href", "src"):
            if known.get(name):
                self.found.append(known[name])
        if tag == "form":
            self._action = known.get("action", "")
        if tag == "input" and known.get("type") in ("checkbox", "radio"):
            asked = urlencode({known["name"]: known["value"]})
            self.found.append(f"{self._action}?{asked}")
