"""Quoted phrases: whether a case says them as they stand.

The index knows words and not their order, so the documents of the candidates are read,
and there is a bound to how many. Capitals, accents and signs say nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models.enums import ChoicesType

from casebase.archive import choices
from casebase.archive.document import read
from casebase.archive.models import Record
from casebase.archive.words import strings_of

from .lexicon import bare

#: Parts two texts, so that no phrase is found across them.
_BETWEEN = " betweentwotexts "


def saying(phrases: Sequence[str], names: Iterable[str]) -> list[str]:
    """Return those cases that say all of some phrases, in themselves or an article."""
    wanted = [f" {bare(phrase)} " for phrase in phrases]
    cases = _documents(Record.objects.cases(), names)
    slugs = {name: _slugs(case) for name, case in cases.items()}
    articles = _documents(
        Record.objects.articles(), {s for some in slugs.values() for s in some}
    )
    found = []
    for name, case in cases.items():
        told = [case, *(articles[slug] for slug in slugs[name] if slug in articles)]
        text = _text(string for one in told for string in _strings(one))
        missing = [phrase for phrase in wanted if phrase not in text]
        if missing and all(map(_is_of_a_label, missing)):
            text = _text(string for one in told for string in strings_of(read(one)))
            missing = [phrase for phrase in missing if phrase not in text]
        if not missing:
            found.append(name)
    return found


def _documents(records: Any, names: Iterable[str]) -> dict[str, Any]:
    found = records.filter(withdrawn=False, name__in=list(names))
    told = found.values_list("name", "latest__document")
    return {name: json.loads(document) for name, document in told if document}


def _slugs(case: dict[str, Any]) -> list[str]:
    return [source["article"] for source in case["articles"]]


def _text(strings: Iterable[str]) -> str:
    return f" {bare(_BETWEEN.join(strings))} "


def _strings(part: Any) -> Iterator[str]:
    """Every text that a stored document holds."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        if "family" in part:  # a person, whose names are kept apart
            yield f"{part.get('given', '')} {part['family']}"
        for inner in part.values():
            yield from _strings(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _strings(inner)


def _is_of_a_label(phrase: str) -> bool:
    """Whether it can stand in what readers see for a value of a closed list."""
    return any(phrase in label for label in _LABELS)


_LABELS = frozenset(
    f" {bare(str(label))} "
    for closed in vars(choices).values()
    if isinstance(closed, ChoicesType)
    for label in closed.labels
)
