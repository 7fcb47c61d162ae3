"""What a reading of typed words may be: understood, a question, or as reported.

Never a guess: where two readings are possible it is a question, and its choices are
other ways of typing the same, which are read again. Where there is none, the words
stay what they are. Each answer says in a sentence what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Longer than this nothing is read: it is a sentence, not an entry.
LONGEST = 300

#: The boxes of one row, by the name of the column; empty ones are left out.
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible reading: how it is called, and what to type for it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A structure to confirm.

    `sentence` says what was understood, `unsaid` what the words leave open. `rows` are
    the boxes to fill: one row, or for a dose line one for each step.
    """

    sentence: str
    rows: tuple[Row, ...]
    unsaid: str = ""
    verdict: str = field(default="understood", init=False)


@dataclass(frozen=True, slots=True)
class Question:
    """Two or more readings, or one that has to be seen before it is taken.

    If it proposes, what else was typed speaks for the first: one key confirms it.
    """

    sentence: str
    choices: tuple[Choice, ...]
    proposes: bool = False
    verdict: str = field(default="question", init=False)


@dataclass(frozen=True, slots=True)
class AsReported:
    """No structure; `why` says so. `rows` keep the words where there is a box for them.

    An empty list of rows means that there is none: the words belong into the reading
    note or the summary.
    """

    why: str
    rows: tuple[Row, ...] = ()
    verdict: str = field(default="as_reported", init=False)


Reading = Understood | Question | AsReported


def boxes(**values: str | None) -> dict[str, str]:
    """The boxes that something stands in."""
    return {name: value for name, value in values.items() if value}


def listed(parts: list[str]) -> str:
    """Several parts of a sentence: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
