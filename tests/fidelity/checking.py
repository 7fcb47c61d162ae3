"""An expectation against the documents and the pages: every fault as a sentence."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from . import places, rules
from .expectations import PROPOSED, Expectation
from .facts import Leaf
from .places import ABSENT

PART = "~"
#: The archive counts treatments that were only considered, the facts do not: the
#: numbers differ, the order does not.
ORDER = "order"


def in_documents(
    leaf: Leaf, line: Expectation, documents: Mapping[str, dict[str, Any]]
) -> Iterator[str]:
    """What is wrong with where the leaf stands; documents by their name in the file."""
    if line.why == PROPOSED:
        yield "only proposed: nobody has looked"
    try:
        stands = line.places
    except ValueError:
        yield "as many values as places"
        return
    found = []
    for place, expected in stands:
        name, _, rest = place.partition(".")
        if name not in documents:
            yield f"no document is called “{name}”"
            continue
        try:
            value = places.value_at(documents[name], rest)
        except places.NoSuchPlace as fault:
            yield f"{place}: {fault}"
            continue
        part = expected.removeprefix(PART)
        same = bool(part) and part in value if part != expected else value == expected
        if not same:
            yield f"{place} holds “{value}”, not “{expected}”"
        # What counts is the value that was named, not all else beside it.
        found.append(part)
    yield from _not_carried(leaf, line, " ".join(found), on_page=False)


def on_pages(leaf: Leaf, line: Expectation, pages: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the words on the pages; pages by their document's name."""
    if line.page == ABSENT:
        if line.holds != ABSENT:
            yield "only what is not there need not be on the page"
        return
    phrases = line.phrases(pages)
    for name, words in phrases:
        if name not in pages:
            yield f"no page is called “{name}”"
        elif not words or not is_said(words, pages[name]):
            yield f"the page of {name} does not say “{words}”"
    said = " ".join(words for _, words in phrases)
    yield from _not_carried(leaf, line, said, on_page=True)


def is_said(words: str, page: str) -> bool:
    """Whether words stand on a page: whole words, capitals aside."""
    begin = r"(?<!\w)" if words[0].isalnum() else ""
    end = r"(?!\w)" if words[-1].isalnum() else ""
    return re.search(f"{begin}{re.escape(words)}{end}", page, re.IGNORECASE) is not None


def _not_carried(
    leaf: Leaf, line: Expectation, text: str, *, on_page: bool
) -> Iterator[str]:
    if leaf.name == ORDER:
        return
    where = "page" if on_page else "document"
    for number in sorted(rules.lacking_numbers(leaf.name, leaf.says, text)):
        yield f"{where}: “{text}” lacks {number}"
    if not line.why:
        lacking = rules.lacking_words(leaf.name, leaf.says, text, on_page=on_page)
        if lacking:
            yield f"{where}: “{text}” does not carry {', '.join(lacking)}"


def out_of_order(lines: list[Expectation]) -> list[str]:
    """Treatments that stand in another order than the facts tell them in."""
    told: dict[str, list[tuple[int, int, str]]] = {}
    for line in lines:
        patient, _, rest = line.leaf.partition(".treatments.")
        if rest.endswith(f".{ORDER}"):
            sequence = int(line.holds)
            told.setdefault(patient, []).append((int(line.says), sequence, line.leaf))
    return [
        after[2]
        for rows in told.values()
        for before, after in pairwise(sorted(rows))
        if before[1] >= after[1]
    ]
