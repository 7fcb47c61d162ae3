"""What differs between two versions of a case: a walk over both, row by row.

Rows are matched by their `ref`, so a row that moved is not a row that went. Every leaf
that differs is told, in the words of the page where it has some and as it stands
elsewhere; `Change.leaves` names the leaves behind each line, so that a test can count
that none is lost.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import QueryDict

from casebase.archive import document as d
from casebase.archive.models import Version
from casebase.browse import wording
from casebase.browse.records import case_in
from casebase.browse.wording.field_names import field_name

from .version_words import DOSE, FORMS, PARTS, ROWS, VAGUE, Side, measured

Path = tuple[str, ...]
ADDED, CHANGED, REMOVED = "added", "changed", "removed"
#: Chapters of the page, in its order, and the parts of the document they tell.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "The record": ("schema_number", "key", "synthetic"),
    "Patient": ("patient",),
    "Treatments": ("treatments",),
    "Responses": ("responses",),
    "Adverse events": ("adverse_events",),
    "Follow-up": ("follow_up",),
    "Tumour and lesions": ("diagnoses", "lesions"),
    "Work-up and biomarkers": ("specimens", "observations", "findings"),
    "Sources": ("articles",),
    "Provenance of single facts": ("facts",),
    "Where statements differ": ("conflicts",),
}


@dataclass(frozen=True)
class Change:
    """One line: a fact before and after; an empty side: nothing stood there."""

    path: Path
    label: str
    before: str
    after: str
    row: str = ""
    of: Path = ()
    kind: str = CHANGED
    leaves: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class Row:
    """The changes of one row, or of what stands in no row; its name is then empty."""

    name: str
    kind: str
    changes: list[Change]


@dataclass(frozen=True)
class Chapter:
    """The changes of one chapter of the page."""

    title: str
    changes: list[Change]

    @property
    def rows(self) -> list[Row]:
        """The changes by row."""
        by_row = groupby(self.changes, key=lambda one: (one.row, one.kind, one.of))
        return [Row(name, kind, list(own)) for (name, kind, _), own in by_row]


def chapters(before: d.CaseDocument, after: d.CaseDocument) -> list[Chapter]:
    """Return every change between two versions, by chapter; no empty chapter."""
    return by_chapter(changes(before, after))


def by_chapter(found: Sequence[Change]) -> list[Chapter]:
    """Put the changes of a case into the chapters of its page; no empty chapter."""
    told = []
    for title, parts in CHAPTERS.items():
        own = [change for change in found if _part_of(change.path) in parts]
        if own:
            told.append(Chapter(title, own))
    return told


def changes(before: d.Document, after: d.Document) -> list[Change]:
    """Return every leaf that differs, in the order of the document."""
    walk = _Walk(Side(before), Side(after))
    return list(walk.parts(before, after, _Place()))


def facts(document: d.Document) -> list[Change]:
    """Return every leaf of one document, told as what was added to nothing."""
    side = Side(document)
    return list(_Walk(side, side).parts(None, document, _Place()))


def _part_of(path: Path) -> str:
    """Name the part of the document; those of outcome and provenance by themselves."""
    return path[1] if path[0] in ("outcome", "provenance") else path[0]


# ── Two versions ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class TwoVersions:
    """Two versions of one case, and every version of it, the first one first."""

    before: Version
    after: Version
    every: Sequence[Version]

    @property
    def are_one(self) -> bool:
        """Whether there is only one to look at."""
        return self.before.number == self.after.number

    @property
    def gone(self) -> list[Version]:
        """Those of the two that are not shown: withdrawn, or purged."""
        two = (self.before,) if self.are_one else (self.before, self.after)
        return [version for version in two if version.withdrawn or version.purged]

    @property
    def steps(self) -> list[Version]:
        """The versions that led from one to the other, each with its reason."""
        low, high = sorted((self.before.number, self.after.number))
        return [version for version in self.every if low < version.number <= high]

    @cached_property
    def chapters(self) -> list[Chapter]:
        """What differs, by chapter; nothing where one of the two is not shown."""
        if self.gone or self.are_one:
            return []
        return chapters(case_in(self.before), case_in(self.after))

    @property
    def total(self) -> int:
        """How many facts differ."""
        return sum(len(chapter.changes) for chapter in self.chapters)


def read_versions(
    query: QueryDict, numbers: Sequence[int]
) -> tuple[tuple[int, int], list[dict[str, str]]]:
    """Return which two of these numbers are asked for, and what cannot be read.

    Where none is asked, the newest is compared with the one before it.
    """
    newest = numbers[-1]
    chosen = {"from": numbers[-2] if len(numbers) > 1 else newest, "to": newest}
    faults = []
    for name in query:
        values = [value for value in query.getlist(name) if value]
        if name not in chosen:
            reason = "There is no such parameter."
        elif len(values) > 1:
            reason = "It can be asked once."
        elif values and values[0] not in map(str, numbers):
            reason = f"There is no version “{values[0][:20]}”."
        else:
            chosen[name] = int(values[0]) if values else chosen[name]
            continue
        faults.append({"culprit": name, "reason": reason})
    return (chosen["from"], chosen["to"]), faults


# ── The walk ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Place:
    """Where in both documents the walk has come to."""

    path: Path = ()
    row: str = ""
    labels: tuple[str, ...] = ()
    kind: str = CHANGED
    of: Path = ()

    def at(self, key: str, label: str = "") -> "_Place":
        """Go into a key, under a label of its own if it has one."""
        labels = (*self.labels, label) if label else self.labels
        return replace(self, path=(*self.path, key), labels=labels)

    def into(self, key: str, name: str, kind: str) -> "_Place":
        """Go into a row: its name is told once, and labels begin anew."""
        row = f"{self.row}, {wording.in_sentence(name)}" if self.row else name
        if self.row.casefold().endswith(name.casefold()):
            row = self.row  # a course of one drug has its name
        inner = self.kind if self.kind != CHANGED else kind
        path = (*self.path, key)
        return _Place(path, row, (), inner, path)

    def change(self, before: str, after: str, leaves: frozenset[Path]) -> Change:
        """Tell a change here."""
        label = ", ".join(
            (*self.labels[:1], *(wording.in_sentence(one) for one in self.labels[1:]))
        )
        return Change(
            self.path, label, before, after, self.row, self.of, self.kind, leaves
        )


@dataclass(frozen=True)
class _Walk:
    """A walk over two versions at once."""

    old: Side
    new: Side

    def parts(self, before: Any, after: Any, place: _Place) -> Iterator[Change]:
        """Compare two parts of one model, key by key; either may be missing."""
        model: type[d.Part] = type(after if before is None else before)
        found: list[Change] = []
        for key in model.model_fields:
            one, other = _held(before, model, key), _held(after, model, key)
            if one != other and key != "ref":
                label = field_name(model, key)
                if model in (d.CaseDocument, d.OutcomeChapter, d.ProvenanceChapter):
                    label = (
                        label if key in ("schema_number", "key", "synthetic") else ""
                    )
                found += (
                    replace(
                        change,
                        before=measured(change.before, before, key),
                        after=measured(change.after, after, key),
                    )
                    for change in self._values(one, other, place.at(key, label))
                )
        yield from self._as_a_whole(model, before, after, place, found)

    def _as_a_whole(
        self, model: type, before: Any, after: Any, place: _Place, found: list[Change]
    ) -> Iterator[Change]:
        """Put the words of the page before the leaves that they do not tell."""
        whole = found
        if model is d.DoseStep:
            whole = [one for one in found if one.path[len(place.path)] in DOSE]
            words = (self.old.dose(before), self.new.dose(after))
            place = replace(place, labels=(*place.labels, "Dose"))
        elif model in PARTS and before is not after:
            name = PARTS[model]
            words = (name(before) if before else "", name(after) if after else "")
        else:
            yield from found
            return
        if not whole or words[0] == words[1]:
            yield from (_within(one, words) for one in found)
            return
        told = [one for one in whole if _is_told(one, words) or _is_said(one, model)]
        leaves = frozenset().union(*(one.leaves for one in told))
        yield place.change(*words, leaves)
        yield from (one for one in found if one not in told)

    def _values(self, before: Any, after: Any, place: _Place) -> Iterator[Change]:
        either = before if after is None else after
        if isinstance(either, d.Part):
            yield from self.parts(before, after, place)
        elif isinstance(either, tuple) and _has_parts(before, after):
            yield from self._lists(before or (), after or (), place)
        else:
            form = FORMS.get(place.path[-1], str)
            words = form(self.old.value(before)), form(self.new.value(after))
            if words[0] == words[1]:  # the words are the same: show what stands there
                words = _raw(before, words[0]), _raw(after, words[1])
            if any(words):
                yield place.change(*words, frozenset({place.path}))

    def _lists(
        self, before: Sequence[Any], after: Sequence[Any], place: _Place
    ) -> Iterator[Change]:
        """Match the rows of two lists; tell of each pair, and of what has no pair."""
        old, new = _keyed(before), _keyed(after)
        for key in dict.fromkeys((*old, *new)):
            one, other = old.get(key), new.get(key)
            if one == other:
                continue
            kind = ADDED if one is None else REMOVED if other is None else CHANGED
            if type(one or other) in ROWS:
                name = self.new.row(other) if other is not None else self.old.row(one)
                yield from self.parts(one, other, place.into(key, name, kind))
            else:
                yield from self.parts(one, other, place.at(key))
        kept_before = [key for key in old if key in new]
        kept_after = [key for key in new if key in old]
        if kept_before != kept_after:
            words = "; ".join(kept_before), "; ".join(kept_after)
            order = place.at("order", "Order")
            yield order.change(*words, frozenset({place.path}))


def _held(part: Any, model: type[d.Part], key: str) -> Any:
    """Return what a part holds; where there is none, what leaving it out would say."""
    if part is not None:
        return getattr(part, key)
    info = model.model_fields[key]
    return None if info.is_required() else info.get_default(call_default_factory=True)


def _is_told(change: Change, words: tuple[str, str]) -> bool:
    """Whether the words of the whole say a leaf on both sides."""
    sides = ((change.before, words[0]), (change.after, words[1]))
    return all(leaf.casefold() in whole.casefold() for leaf, whole in sides)


def _is_said(change: Change, model: type) -> bool:
    """Whether a time says what kind it is, and what it counts from, in other words."""
    if model is not d.FuzzyTime:
        return False
    vague = {str(anchor.label) for anchor in VAGUE}
    counted = not vague & {change.before, change.after}
    return change.path[-1] == "kind" or (change.path[-1] == "anchor" and counted)


def _within(change: Change, words: tuple[str, str]) -> Change:
    """Tell an amount that the words of its dose leave out, and never it alone."""
    if change.path[-1] not in ("dose_value", "dose_max"):
        return change
    before, after = (
        f"{amount} ({whole})" if amount else ""
        for amount, whole in zip((change.before, change.after), words, strict=True)
    )
    return replace(change, before=before, after=after)


def _has_parts(*lists: Any) -> bool:
    return any(isinstance(one, d.Part) for held in lists for one in held or ())


def _keyed(rows: Sequence[Any]) -> dict[str, Any]:
    """Return rows by what tells them apart; of two alike the later gets a number."""
    seen: Counter[str] = Counter()
    keyed = {}
    for row in rows:
        key = _identity(row)
        seen[key] += 1
        keyed[key if seen[key] == 1 else f"{key} ({seen[key]})"] = row
    return keyed


def _identity(row: Any) -> str:
    for name in ("ref", "article", "field", "key", "name"):
        if hasattr(row, name):
            return str(getattr(row, name))
    if isinstance(row, d.Author):
        return " ".join(part for part in (row.given, row.family) if part)
    return repr(row)


def _raw(value: Any, words: str) -> str:
    told = getattr(value, "value", value)
    told = "" if told is None or told == () else str(told)
    return f"{words} ({told})" if words and told != words else told
