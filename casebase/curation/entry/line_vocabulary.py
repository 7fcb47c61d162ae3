"""Words of a vocabulary in a part of a line: of a disease, a biomarker, a site, an
article."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from casebase.archive import choices as c

from . import fusions
from .line_lists import Column, RowList
from .line_values import Found, Hit, ask_which, hit_of, options, told
from .line_words import MOST, Words
from .reading import Choice, Question, Understood

#: Lymph nodes of a region, before or behind its name: "nodal" says the role alone.
_NODES = re.compile(
    r"(?:(?P<before>[a-z-]+(?: [a-z-]+)?) )?lymph nodes?(?: (?P<after>[a-z-]+))?",
    re.IGNORECASE,
)


def read(rows: RowList, words: Words, text: str) -> Iterator[Found]:
    """Every word of the vocabularies of a list that bears the name."""
    for column in rows.columns.values():
        if column.word in ("", "article") and rows.letters != "SOURCE":
            continue
        if column.kind != "word":
            continue
        if column.word == "biomarker":
            if found := _biomarker(column, words, text):
                yield found
            continue
        is_reported = "reported" in rows.columns and column.word != "bodysite"
        for one in words.find(column.word, text):
            hit = hit_of(column, [one], one.label)
            yield replace(hit, reported=text) if is_reported else hit


def _biomarker(column: Column, words: Words, text: str) -> Found | None:
    """A biomarker by its name, or the fusion that the words are."""
    known = words.find("biomarker", text)
    reading = fusions.read(text, genes=words.genes)
    if not isinstance(reading, Understood):
        if [one.label.lower() for one in known] == [text.lower()]:
            hit = hit_of(column, [known[0]], known[0].label)
            return replace(hit, reported=text)
        if known:
            return ask_which(text, known)
        return reading if isinstance(reading, Question) else None
    boxes: dict[str, Any] = dict(reading.rows[0])
    reported = boxes.pop("reported", "") or text
    word = words.of_fusion(boxes.pop("key"))
    said, unsaid = reading.sentence.rstrip("."), reading.unsaid
    if word:
        boxes["biomarker"] = [word]
    else:
        unsaid = f"It is not in the list yet. {unsaid}".strip()
    return Hit(
        f"{column.label}: {said}",
        boxes,
        reported=reported,
        unsaid=unsaid,
        missing="" if word else "biomarker",
    )


def lymph_nodes(rows: RowList, words: Words, text: str) -> Found | None:
    """ "cervical lymph nodes": the role, and the site if the vocabulary has it."""
    if rows.letters != "L":
        return None
    columns = rows.columns
    side, _, rest = text.partition(" ")
    if side.lower() == "both" or options(columns["laterality"], side):
        found = lymph_nodes(rows, words, rest)
        if isinstance(found, Question):
            return _each_after(f"{side}; ", found)
        return None
    hit = _NODES.fullmatch(text)
    if not hit or bool(hit["before"]) == bool(hit["after"]):
        return None
    region = re.sub(r"^(?:nodal|enlarged) ", "", hit["before"] or hit["after"])
    nodal = {"role": c.LesionRole.NODAL.value}
    for name in (f"{region} lymph node", f"{region} lymph nodes"):
        if len(sites := words.find("bodysite", name)) == 1:
            site = hit_of(columns["site"], [sites[0]], sites[0].label)
            said = f"{told(nodal, columns)}; {site.said}"
            return Hit(said, {**nodal, **site.boxes}, typed=text)
    choices = [Choice("Site not chosen yet", f'nodal "{text}"')]
    for name in (region, "lymph node"):
        for one in words.find("bodysite", name)[:1]:
            chosen = f"nodal; site: {one.label}"
            choices.insert(0, Choice(f"Site: {one.label}", chosen))
    return Question(f"Which site are “{text}”?", tuple(choices))


def article(column: Column, words: Words, text: str) -> Found | None:
    """Part of a key, an author, a PMID or a DOI, where it says one article."""
    found = words.articles(text)
    if len(found) == 1:
        known = found[0][1]
        return hit_of(column, [known], known.label)
    if not found:
        return None
    more = " There are more: write more of it." if len(found) > MOST else ""
    choices = (Choice(f"{key}: {known.label}", key) for key, known in found[:MOST])
    return Question(f"Which article is “{text}”?{more}", tuple(choices))


def _each_after(before: str, question: Question) -> Question:
    """The question, with what stands before its choices."""
    choices = (Choice(one.label, f"{before}{one.text}") for one in question.choices)
    return Question(question.sentence, tuple(choices))
