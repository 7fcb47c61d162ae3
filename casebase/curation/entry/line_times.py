"""A time in a part of a line: the one of its row, or a question which of two it is."""

import re
from collections.abc import Mapping

from .line_lists import Column
from .line_values import Found, Hit, NoValue, normal, read_value
from .line_words import Words
from .reading import Choice, Question

#: Times that only order what happened, by a word such as "before": the weakest.
_ORDER = re.compile(r'order(?: 1)? "|not reported')
#: What is a time by its first word; "until" and "since" say which one themselves.
_COUNTED = re.compile(r"\d|(?:before|after|at) ", re.IGNORECASE)

Columns = Mapping[str, Column]


def read(columns: Columns, words: Words, text: str) -> Found | None:
    """When it was, where a row has one time."""
    if "at" not in columns:
        return None
    found = read_value(columns["at"], text, words)
    if isinstance(found, NoValue):
        return found.question
    return found if found and not _ORDER.match(found.boxes["at"]) else None


def weakest(columns: Columns, words: Words, text: str) -> Found | None:
    """What may be a time if it is nothing else: an order, or the begin or the end."""
    if "start" in columns:
        return _began_or_ended(columns["start"], words, text)
    if "at" not in columns or normal(text) == "not reported":
        return None
    found = read_value(columns["at"], text, words)
    return found if isinstance(found, Hit) else None


def _began_or_ended(start: Column, words: Words, text: str) -> Question | None:
    """A time alone, where a row has two of them."""
    found = read_value(start, text, words)
    if not isinstance(found, Hit):
        return None
    if _ORDER.match(found.boxes["start"]) and not _COUNTED.match(text):
        return None
    choices = (Choice("Began", f"from {text}"), Choice("Ended", f"until {text}"))
    return Question(f"Did it begin or end: {text}?", choices)
