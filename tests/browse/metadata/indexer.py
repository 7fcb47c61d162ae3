"""What an indexer and a reference manager read off a page."""

import re
from collections import defaultdict
from html.parser import HTMLParser

import extruct

KINDS = ["json-ld", "opengraph", "dublincore"]
#: Tags that Zotero's translator of embedded metadata reads, and its own words.
ZOTERO = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_doi": "DOI",
    "citation_language": "language",
    "citation_public_url": "url",
}


class _Head(HTMLParser):
    """Collects the elements of a head."""

    def __init__(self):
        super().__init__()
        self.found = defaultdict(list)

    def handle_starttag(self, tag, attrs):
        """Note it."""
        self.found[tag].append(dict(attrs))


def elements(html, tag):
    """Return every element of a kind as its attributes."""
    head = _Head()
    head.feed(html)
    return head.found[tag]


def links(html, rel):
    """Return where links of a relation lead, in order."""
    return [one["href"] for one in elements(html, "link") if one["rel"] == rel]


def meta(html):
    """Return the contents of the `meta` elements by name, in order."""
    told = defaultdict(list)
    for one in elements(html, "meta"):
        told[one.get("name") or one.get("property")].append(one.get("content"))
    return told


def read(html, address):
    """Return all that extruct finds, each kind by its name."""
    return extruct.extract(html, base_url=address, syntaxes=KINDS, uniform=True)


def things(html, address):
    """Return the things of schema.org on a page, those inside others too."""
    found = []

    def walk(part):
        if isinstance(part, dict):
            if "@type" in part:
                found.append(part)
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(extruct.extract(html, base_url=address, syntaxes=["json-ld"])["json-ld"])
    return found


def as_zotero(html):
    """Read the item that a page cites, as Zotero's translator does."""
    tags = meta(html)
    item = {
        "itemType": "journalArticle" if "citation_journal_title" in tags else "webpage",
        "creators": [
            dict(zip(("lastName", "firstName"), name.split(", ", 1), strict=False))
            for name in tags["citation_author"]
        ],
    }
    item |= {word: tags[tag][0] for tag, word in ZOTERO.items() if tag in tags}
    first, last = tags["citation_firstpage"], tags["citation_lastpage"]
    if first:
        item["pages"] = "-".join([*first, *last])
    if "citation_pmid" in tags:
        item["extra"] = f"PMID: {tags['citation_pmid'][0]}"
    return item


def header(response):
    """Return the links of an answer as (relation, address)."""
    told = re.findall(r'<([^>]+)>; rel="([^"]+)"', response.get("Link", ""))
    return [(rel, href) for href, rel in told]
