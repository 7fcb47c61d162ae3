"""What a line asks: quoted words that no box clearly holds, words of no closed list."""

import re
from collections.abc import Iterator, Mapping

from . import times
from .line_lists import NAMED_ONLY, SILENT, Column
from .line_values import Hit, NoValue, listed_words, normal, read_value
from .line_words import Words
from .reading import Choice, Question, Understood

Columns = Mapping[str, Column]

_TIME = re.compile(r"(?:before|after|at|since|until|during|prior to) ", re.IGNORECASE)
#: A longer quotation is a sentence, whatever it begins with.
_MOST_WORDS = 8
_TIMES = ("at", "start", "end")
#: A word of a list says as much as this to be taken for a sign of that list.
_TELLING = re.compile(r"[a-z]{5,}")


def is_a_time(columns: Columns, quoted: str) -> bool:
    """Whether quoted words sound like a time, in a row that has one."""
    if len(quoted.split()) > _MOST_WORDS or not set(_TIMES) & columns.keys():
        return False
    reading = times.read(quoted)
    is_read = isinstance(reading, Understood | times.AfterWhat)
    return is_read or bool(_TIME.match(quoted))


def quoted_words(
    columns: Columns,
    words: Words,
    quoted: str,
    box: Column,
    *,
    before: str = "",
    said: str = "",
    is_status: bool = False,
) -> Question:
    """Ask what quoted words tell: when it was, the words of `box`, or a note.

    `before` stands before them in their part, and is `said` with the question. Words
    behind a status may be those of the status, for which there is no box.
    """
    choices = [Choice(box.label, f'{box.name.replace("_", " ")}: "{quoted}"')]
    if is_status:
        note = f'note: "status as reported: {quoted}"'
        choices.append(Choice("Status as reported, in a reading note", note))
    choices.append(Choice("A reading note", f'note: "{quoted}"'))
    if not is_status or is_a_time(columns, quoted):
        choices = [*_when(columns, words, quoted), *choices]
    first = f"{before}; " if before else ""
    return Question(
        f"{said}{'. ' if said else ''}What do the words “{quoted}” tell?",
        tuple(Choice(one.label, f"{first}{one.text}") for one in choices),
    )


def _when(columns: Columns, words: Words, quoted: str) -> Iterator[Choice]:
    for name in _TIMES:
        if name not in columns:
            continue
        column = columns[name]
        found = read_value(column, quoted, words)
        if isinstance(found, NoValue):
            for one in found.question.choices:
                yield Choice(f"{column.label}: {one.label}", one.text)
        else:
            order = quoted if isinstance(found, Hit) else f'order "{quoted}"'
            yield Choice(column.label, f"{column.names[0]}: {order}")


def words_of_a_list(columns: Columns, text: str) -> Question | None:
    """Offer the words of the closed list that words are meant for, as one tells.

    Of several lists only the words that share one with the text.
    """
    said = set(_TELLING.findall(normal(text)))
    near: dict[str, list[tuple[str, str]]] = {}
    for column in columns.values():
        if column.name in NAMED_ONLY or column.kind not in ("closed", "ticks"):
            continue
        for value, label in column.choices:
            if value not in SILENT and said & set(_TELLING.findall(normal(label))):
                near.setdefault(column.name, []).append((value, label))
    if len(near) == 1:
        return listed_words(columns[next(iter(near))], text)
    choices = tuple(
        Choice(f"{columns[name].label}: {label}", f"{columns[name].names[0]}: {value}")
        for name, found in near.items()
        for value, label in found
    )
    if not choices:
        return None
    return Question(f"“{text}” is a word of no list. Is one of these meant?", choices)
