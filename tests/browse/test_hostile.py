"""Thousands of hostile queries: none breaks the site, none comes back as markup."""

import os
import random
from urllib.parse import quote

import pytest

from casebase.archive.facets import FACETS

pytestmark = pytest.mark.django_db

#: `make soak` asks 20,000.
SEED = 20
ASKED = 20_000 if "CASEBASE_SOAK" in os.environ else 2_000
MARK = "<x0r>"

PATHS = [
    "/",
    "/cases/",
    "/treatments/",
    "/fusions/",
    "/genes/",
    "/biomarkers/",
    "/drugs/",
    "/diagnoses/",
    "/articles/",
    "/about/",
    "/robots.txt",
    "/readyz",
]
STEMS = [
    "/genes/",
    "/fusions/",
    "/biomarkers/",
    "/drugs/",
    "/diagnoses/",
    "/cases/",
    "/articles/",
    "/series/",
]
#: Beside GET, which asks most.
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "G ET"]
HEADERS = [
    {},
    {},
    {"host": "evil.example"},
    {"host": f'"{MARK}'},
    {"x-forwarded-host": "evil.example", "x-forwarded-proto": "javascript"},
    {"x-forwarded-for": "1.2.3.4, " * 400},
    {"accept": "\xff\xfe", "accept-language": "x" * 5_000},
    {"accept-encoding": "br;q=nonsense, *;q=-1"},
    {"range": "bytes=99999999999-1", "if-range": MARK},
    {"if-none-match": '"' * 999, "if-modified-since": "Tue, 99 Foo 99999"},
    {"cookie": "sessionid=\xff; __Host-sessionid=../../; csrftoken=" + "a" * 4_000},
    {"content-type": "application/json; charset=nonsense"},
    {"user-agent": MARK, "referer": f"javascript:{MARK}"},
]
NAMES = [
    *FACETS,
    *("q", "sort", "page", "per_page", "view", "retracted", "since", "case"),
    *("", "prefix", "__class__", "gene[]", "gene[$ne]", "q.x", "utm_source", "csrf"),
    f'"{MARK}',
]
VALUES = [
    "NTRK1",
    "CB-000001",
    "CB-999999999",
    "crizotinib",
    "CR",
    "",
    " ",
    "1",
    "0",
    "-1",
    "1e9",
    "9" * 25,
    "٣",
    "x",
    f'">{MARK}',
    f"'{MARK}",
    f"</title>{MARK}",
    f"<script>alert(1)</script>{MARK}",
    "javascript:alert(1)",
    "' OR 1=1 --",
    '"; DROP TABLE archive_record; --',
    "%",
    "_",
    "*",
    "%00",
    "%ff",
    "%C0%AF",
    "%ED%A0%80",
    "../../etc/passwd",
    "..%2f..%2f",
    "{{7*7}}",
    "{% debug %}",
    "${7*7}",
    "\r\nSet-Cookie: a=b",
    "\u202egnp",
    "\ufeff",
    "\U0001f9ec",
    "e\u0301" * 50,
    "a" * 300,
    "a" * 3000,
    "a " * 20,
    "(" * 100,
    "NULL",
    "None",
    "true",
    "[]",
    "{}",
    "NaN",
    "Infinity",
    "2020-13-45",
    "9999-12-31",
    "0000-00-00",
]


def hostile(seed: int) -> list[str]:
    """Return addresses nobody means well with, the same for a seed."""
    draw = random.Random(seed)

    def one() -> str:
        if draw.random() < 0.25:
            path = draw.choice(STEMS) + _escape(draw, draw.choice(VALUES[1:])[:250])
            path += draw.choice(["", "/", "//", "/v1/", ".json", "/v99999999999/"])
        else:
            path = draw.choice(PATHS)
        pairs = [
            f"{_escape(draw, draw.choice(NAMES))}{draw.choice(['=', '=', '=', ''])}"
            f"{_escape(draw, draw.choice(VALUES))}"
            for _ in range(draw.choice([0, 1, 1, 2, 3, 8]))
        ]
        joined = draw.choice(["&", "&", "&", ";", "&&"]).join(pairs)
        return f"{path}?{joined}" if joined else path

    return [one() for _ in range(ASKED)]


def _escape(draw: random.Random, text: str) -> str:
    """Escape as a browser does, or leave an escape that is there already."""
    return text if text.startswith("%") and len(text) > 1 else quote(text, safe="")


@pytest.mark.promise(1)
def test_no_query_breaks_the_site_or_comes_back_as_markup(client, seed_case, looked_at):
    # Errors become answers, as they do for a stranger.
    client.raise_request_exception = False
    draw = random.Random(SEED)
    statuses: dict[int, int] = {}
    for address in hostile(SEED):
        method = draw.choice(METHODS) if draw.random() < 0.1 else "GET"
        response = client.generic(method, address, headers=draw.choice(HEADERS))
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
        body = response.content.decode("utf-8")
        assert response.status_code < 500, (method, address)
        assert MARK not in body, address
        assert "Traceback" not in body, address
        assert "\n" not in response.get("Location", ""), address
        # A session that cannot be one is ended, and none is begun.
        assert not any(one.value for one in response.cookies.values()), address
    looked_at(sum(statuses.values()), "hostile requests", least=ASKED)
    # A run that only met refusals would have looked at too little.
    assert statuses[200] >= 200
    assert statuses[400] >= 400
    assert statuses[404] >= 200
