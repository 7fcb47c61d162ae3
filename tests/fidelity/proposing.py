"""Where a leaf probably stands, for a person to check: lines ready to be completed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import checking, places, rules
from .expectations import BETWEEN, PROPOSED, Expectation
from .facts import Leaf

#: What a facts file calls a thing, and how the rows and keys of the archive begin.
HINTS = {
    "agent": "A drug reported",
    "agents": "A drug reported",
    "class": "A drug_class reported",
    "diagnosis": "DX reported",
    "primary_site": "L site",
    "metastatic_sites": "L site",
    "best_response": "R category reported",
    "response_course": "R category reported",
    "adverse_events": "AE term reported",
    "attributed_to": "AE agents agents",
    "biomarkers": "F biomarker",
    "ihc": "F biomarker marker gene",
    "outcome": "FU vital_ disease_status",
    "follow_up": "FU at",
    "not_stated": "looked_for_not_found",
    "source_read": "part_note",
    "lesions": "L dim site",
    "specimens": "S",
    "dose": "DS dose_value dose_unit frequency route",
    "dose_changes": "DS",
    "interruptions": "DS",
    "treatments": "T A",
    "treatments_not_given": "T A reasons_not_given reason_text",
    "presentation": "O text_reported",
    "laboratory": "O value",
    "reason_stopped": "stop_reason source",
    "duration": "duration_",
    "discrepancy": "C value_",
}
#: Leaves of these are told by a case, all others by an article.
OF_CASE = ("patients.", "not_stated.", "text_scope", "source_read.")
MOST_PLACES = 4


@dataclass
class Proposer:
    """Proposes lines one after the other, and remembers which row is which."""

    documents: Mapping[str, dict[str, Any]]
    pages: Mapping[str, list[str]]
    rows: dict[str, str] = field(default_factory=dict)
    """Rows of the archive with the row of the facts file that they tell."""

    def propose(self, leaf: Leaf) -> Expectation:
        """Return a line for a leaf, its places and words filled in where any fit."""
        found = [
            (f"{name}.{place}", value)
            for name in self._likely(leaf)
            for place, value in places.leaves(self.documents[name])
        ]
        chosen = _cover(leaf, found, lambda at: self._fit(leaf, *at), on_page=False)
        if not chosen:
            return Expectation(leaf.path, leaf.says)
        first = chosen[0][0]
        about = " ".join(v for at, v in found if row_of(at) == row_of(first))
        texts = [("", text) for text in self.pages.get(first.partition(".")[0], ())]
        said = _cover(leaf, texts, lambda at: _telling(at[1], about), on_page=True)
        return Expectation(
            leaf.path,
            leaf.says,
            BETWEEN.join(place for place, _ in chosen),
            BETWEEN.join(value for _, value in chosen),
            BETWEEN.join(text for _, text in said),
            PROPOSED,
        )

    def note(self, line: Expectation) -> None:
        """Remember the rows of a line that holds."""
        for place in filter(None, line.stands.split(BETWEEN)):
            self.rows.setdefault(row_of(place), _fact_row(line.leaf))

    def _likely(self, leaf: Leaf) -> list[str]:
        """Documents a leaf can be of; cases are called as the facts' patients."""
        if leaf.path.startswith("patients."):
            return [name for name in self.documents if name == leaf.path.split(".")[1]]
        is_case = leaf.path.startswith(OF_CASE)
        return [name for name in self.documents if _is_case(name) == is_case]

    def _fit(self, leaf: Leaf, place: str, value: str) -> float:
        """How well a place fits, given that it carries something of the leaf."""
        row, _, key = place.partition(".")[2].partition(".")
        hints = [
            h for part in leaf.path.split(".") for h in HINTS.get(part, part).split()
        ]
        told = sum(row.rstrip("0123456789") == h or key.startswith(h) for h in hints)
        told_before = self.rows.get(row_of(place))
        if told_before is not None:
            told += 3 if told_before == _fact_row(leaf.path) else -2
        exact = value.casefold() == leaf.says.casefold()
        aside = "source." in place or "citation" in place or "sequence" in place
        return told + exact - aside - len(value) / 100


def row_of(place: str) -> str:
    """The row or chapter of a place: `P1.DS1`."""
    return ".".join(place.split(".")[:2])


def complete(line: Expectation) -> bool:
    """Whether nothing is left to fill in."""
    return all((line.stands, line.holds, line.page)) and line.why != PROPOSED


def faults(
    leaf: Leaf,
    line: Expectation,
    documents: Mapping[str, dict[str, Any]],
    pages: Mapping[str, str],
) -> list[str]:
    """What is wrong with a line."""
    return [
        *checking.in_documents(leaf, line, documents),
        *checking.on_pages(leaf, line, pages),
    ]


def _is_case(name: str) -> bool:
    return name[:1] == "P" and name[1:].isdigit()


def _fact_row(path: str) -> str:
    """The row a leaf is of: `patients.P1.adverse_events.2`."""
    return ".".join(path.split(".")[:4])


def _lack(leaf: Leaf, text: str, *, on_page: bool) -> int:
    """How much a text lacks of a leaf."""
    return len(rules.lacking_numbers(leaf.name, leaf.says, text)) + len(
        rules.lacking_words(leaf.name, leaf.says, text, on_page=on_page)
    )


def _cover(
    leaf: Leaf,
    found: Iterable[tuple[str, str]],
    fit: Callable[[tuple[str, str]], float],
    *,
    on_page: bool,
) -> list[tuple[str, str]]:
    """The place that carries a leaf best; or several that carry it together."""
    left = sorted(found, key=fit, reverse=True)
    for each in left:
        if not _lack(leaf, each[1], on_page=on_page):
            return [each]
    chosen: list[tuple[str, str]] = []
    lack = _lack(leaf, "", on_page=on_page)
    while lack and len(chosen) < MOST_PLACES:
        told = " ".join(value for _, value in chosen)
        less = [
            (_lack(leaf, f"{told} {each[1]}", on_page=on_page), number, each)
            for number, each in enumerate(left)
        ]
        least, _, best = min(less, default=(lack, 0, ("", "")))
        if least >= lack:
            return []
        chosen.append(best)
        lack = least
    return chosen if not lack else []


def _telling(text: str, about: str) -> float:
    """How well a text of a page tells of a row; short ones first."""
    words = {word.casefold() for word in rules.WORD.findall(about)}
    told = {word.casefold() for word in rules.WORD.findall(text)}
    is_named = text.startswith("Source of")
    return min(len(words & told), 5) - len(text) / 40 - 3 * is_named
