"""The starter's documents as a reader reads them."""

from collections.abc import Iterable

from casebase.archive.models import Record
from tests import crawling, page_text

NEWEST = "/{kind}/{name}/"
#: The signs of all charts and the words of a chapter explained, the months along an
#: axis, the numbers that point into the list beside a chart: tag and class.
KEYS_AND_SCALES = {
    ("ul", "legend"),
    ("details", "explained no-print"),
    ("text", "t-3"),
    ("svg", "ev shown"),
}


def told(page: str) -> page_text.Node:
    """The main part of a page, without keys and scales: they tell of no patient."""
    main = page_text.main_of(page)
    for node in list(main.walk()):
        node.children = [
            child
            for child in node.children
            if (child.tag, child.attributes.get("class")) not in KEYS_AND_SCALES
        ]
    return main


def texts(client, keys: Iterable[str]) -> dict[str, list[str]]:
    """The texts of the pages of published documents by key, folded lines opened."""
    names = dict(Record.objects.values_list("key", "name"))
    found = {}
    for key in keys:
        kind = "cases" if "/" in key else "articles"
        answer = crawling.fetch(client, NEWEST.format(kind=kind, name=names[key]))
        assert answer.status == 200, key
        found[key] = told(answer.text).texts
    return found
