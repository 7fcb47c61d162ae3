"""The words that readers may want explained: read once from `glossary.toml`.

Pages, and the folded explanations beside a table, take them from here, so that a word
is explained in one place. An entry can be asked for by its slug, or by a value of a
closed list that readers meet.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from casebase.archive import choices
from casebase.archive.choices import ResponseCategory

from .wording import MARKS

Value = choices.TextChoices | choices.IntegerChoices


@dataclass(frozen=True)
class Entry:
    """One word: what it means in brief, more of it, and what that rests on."""

    slug: str
    term: str
    group: str
    brief: str
    more: tuple[str, ...]
    sources: tuple[str, ...]
    values: tuple[Value, ...]
    see: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/glossary/{self.slug}/"

    @property
    def mark(self) -> tuple[str, str] | None:
        """Code and colour of the response it explains; None for other words."""
        value = self.values[0] if self.values else None
        return MARKS[value] if isinstance(value, ResponseCategory) else None


@dataclass(frozen=True)
class Group:
    """Entries of one subject, in the order they are read in."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def values_named(name: str) -> tuple[Value, ...]:
    """Return the values that `List.MEMBER` or `List.*` names; KeyError for others."""
    list_name, member = name.split(".")
    values = {value.name: value for value in vars(choices)[list_name]}
    return tuple(values.values()) if member == "*" else (values[member],)


def _read() -> tuple[Group, ...]:
    kept = tomllib.loads((Path(__file__).parent / "glossary.toml").read_text("utf-8"))
    entries = [
        Entry(
            slug=told["slug"],
            term=told["term"],
            group=told["group"],
            brief=told["brief"],
            more=tuple(told.get("more", ())),
            sources=tuple(kept["sources"][key] for key in told["sources"]),
            values=tuple(
                v for name in told.get("covers", ()) for v in values_named(name)
            ),
            see=tuple(told.get("see", ())),
        )
        for told in kept["entry"]
    ]
    return tuple(
        Group(key, title, tuple(e for e in entries if e.group == key))
        for key, title in kept["groups"].items()
    )


GROUPS = _read()
ENTRIES = {entry.slug: entry for group in GROUPS for entry in group.entries}
#: A value is known by its list too: `not_reported` stands in many.
_BY_VALUE = {
    (type(value), value): entry for entry in ENTRIES.values() for value in entry.values
}


def explained(*asked: str | Value | Iterable[str | Value]) -> list[Entry]:
    """Return the entries of slugs and of values, each once, in the order asked.

    A value that has no entry is passed over; a slug that is none is a KeyError.
    """
    found: dict[str, Entry] = {}
    for one in asked:
        if isinstance(one, Enum):
            entries = [_BY_VALUE.get((type(one), one))]
        elif isinstance(one, str):
            entries = [ENTRIES[one]]
        else:
            entries = list(explained(*one))
        found |= {entry.slug: entry for entry in entries if entry}
    return list(found.values())
