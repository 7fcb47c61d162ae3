"""How pages are called: in tabs, and in lists of results."""

import html
import re
from collections import defaultdict

TITLE = re.compile(r"<title>(.*?) · Casebase</title>")
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


def shared(pages):
    """Return each title and description that two addresses have, with these.

    `pages` are texts by address. Pages that call one address theirs are one.
    """
    found = defaultdict(set)
    for address, text in pages.items():
        [canonical] = CANONICAL.findall(text) or [""]
        assert canonical, f"{address} does not say which address is its own"
        for pattern in (TITLE, DESCRIPTION):
            said = pattern.search(text)
            assert said, address
            assert said[1].strip(), address
            found[html.unescape(said[1])].add(canonical)
    return {words: places for words, places in found.items() if len(places) > 1}
