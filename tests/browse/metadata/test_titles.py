"""No two addresses are called the same, in a tab or in a list of results."""

import html
import re
from collections import defaultdict

import pytest

from casebase.archive import publishing
from tests import crawling
from tests.browse import archive

pytestmark = pytest.mark.django_db
TITLE = re.compile(r"<title>(.*?) · Casebase</title>")
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
#: The crawl must have seen at least this many pages, or it proves nothing.
FEWEST = 250
#: Searches are one page, kept out of search engines.
BESIDE = "/search/"


def told(answers, pattern):
    """Return the canonical addresses of what was told, by what was told."""
    found = defaultdict(set)
    for address, answer in answers.items():
        is_page = answer.status == 200 and answer.kind == "text/html"
        if is_page and not address.startswith(BESIDE):
            words = pattern.search(answer.text)
            assert words, address
            assert words[1].strip(), address
            [canonical] = CANONICAL.findall(answer.text)
            found[html.unescape(words[1])].add(canonical)
    return found


def test_no_two_addresses_have_one_title_or_one_description(client, seed_case):
    archive.put_made_up(2)
    publishing.put(archive.told_in_full(), **archive.ENVELOPE)
    answers = crawling.crawl(client, alike=2)
    for pattern in (TITLE, DESCRIPTION):
        by_words = told(answers, pattern)
        assert sum(map(len, by_words.values())) > FEWEST
        assert {w: a for w, a in by_words.items() if len(a) > 1} == {}
